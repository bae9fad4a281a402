/*
 * Which column of a model matrix can be written by those before it.
 */
#ifndef RELIT_COLLINEAR_H
#define RELIT_COLLINEAR_H

#include <stdbool.h>
#include <stddef.h>

enum collinear_status {
	COLLINEAR_NONE,    /* the columns are independent */
	COLLINEAR_FOUND,   /* column *which depends on those of depends */
	COLLINEAR_CONSTANT /* column *which is constant */
};

/*
 * x is n * p, column by column.  Columns are centred and scaled, so that a
 * constant is always among the others; a column is constant when its spread is
 * below 1e-13 of its size.  The Cholesky decomposition of the correlations goes
 * through the columns in order; one of which less than 1e-11 of the variance is
 * left beside the columns before it is dependent.  depends (p) then says on
 * which: the coefficient, in standard deviations, is above 1e-6.
 *
 * work is room for collinear_room(p) numbers.  O(n p^2 + p^3).
 */
enum collinear_status collinear_find(size_t n, size_t p, const double x[],
	size_t *which, bool depends[], double work[]);

/* How many numbers collinear_find() needs to work with. */
size_t collinear_room(size_t p);

#endif
