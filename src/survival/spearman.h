/* Rank correlation: Spearman (1904). */
#ifndef RELIT_SPEARMAN_H
#define RELIT_SPEARMAN_H

#include <stdbool.h>
#include <stddef.h>

#define SPEARMAN_MOST_PERMUTED 9 /* n! steps */

struct spearman {
	double rho;       /* of midranks; NaN when one variable is constant */
	double statistic; /* sum of squared differences of ranks, without ties;
			   * (n^3 - n) (1 - rho) / 6 with them */
	bool tied;
};

/* x, y: n pairs, n >= 2; order, x_ranks, y_ranks: room for n.  O(n log n). */
struct spearman spearman_of(size_t n, const double x[], const double y[],
	size_t order[], double x_ranks[], double y_ranks[]);

/*
 * Two-sided P.  By Student's t with n - 2 degrees of freedom; or without ties
 * by all permutations up to n = 9, beyond by the Edgeworth series of Best and
 * Roberts (1975, algorithm AS 89), as cor.test().  NaN when rho is, and for
 * t at n = 2 or rho = -1 or 1.
 */
double spearman_p_by_t(size_t n, double rho);
double spearman_p_by_ranks(size_t n, double statistic);

#endif
