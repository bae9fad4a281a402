/*
 * Cholesky's decomposition of a symmetric matrix, p * p, row by row; small p.
 */
#ifndef RELIT_CHOLESKY_H
#define RELIT_CHOLESKY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Replaces the lower triangle of a by L with L L' = a; false when what is left
 * of a diagonal element is not above tolerance times the element: *column says
 * which.  The upper triangle stays.  O(p^3).
 */
bool cholesky_factor(size_t p, double a[], double tolerance, size_t *column);

/* Replaces b by the solution of L L' x = b.  O(p^2). */
void cholesky_solve(size_t p, const double factor[], double b[]);

/* Fills inverse, another p * p, with (L L')^-1.  O(p^3). */
void cholesky_inverse(size_t p, const double factor[], double inverse[]);

/* Logarithm of the determinant of L L'. */
double cholesky_log_determinant(size_t p, const double factor[]);

#endif
