/*
 * The two-sample rank-sum test of Wilcoxon (1945), Mann and Whitney (1947),
 * and the shift of Hodges and Lehmann (1963) with limits.
 */
#ifndef RELIT_RANK_SUM_H
#define RELIT_RANK_SUM_H

#include <stdbool.h>
#include <stddef.h>

#include "survival/fisher.h"

enum rank_sum_status {
	RANK_SUM_OK,
	RANK_SUM_TOO_LARGE, /* for the exact distribution */
	RANK_SUM_NO_MEMORY
};

/* Two samples, each sorted ascending and at least one long. */
struct rank_sum_samples {
	size_t n1, n2;
	const double *first, *second;
};

/* How often a value of the first is above one of the second, ties half: W of
 * wilcox.test(), U of Mann and Whitney.  O(n1 + n2). */
double rank_sum_statistic(const struct rank_sum_samples *);

bool rank_sum_tied(const struct rank_sum_samples *);

/*
 * P by the exact permutation distribution of the midranks: the shift algorithm
 * of Streitberg and Roehmel (1986), O(n1 (n1 + n2) sum of ranks).  Two-sided P
 * adds the sums at least as far from their mean.  Without ties it is that of
 * Mann and Whitney.
 */
enum rank_sum_status rank_sum_exact(
	const struct rank_sum_samples *, enum alternative, double *p_value);

/* P by the normal distribution with the variance of tied ranks; `correct`
 * moves W by 1/2 towards its mean.  NaN when all values are equal. */
double rank_sum_normal(
	const struct rank_sum_samples *, enum alternative, bool correct);

struct rank_sum_shift {
	double estimate; /* median of all differences, first - second */
	double conf_low, conf_high;
};

/*
 * The limits that invert the test, differences between a value of the first and
 * one of the second: exact ones by the distribution without ties (Bauer 1972),
 * so only for samples without ties; or where the normal statistic crosses its
 * quantile.  One-sided alternatives leave one limit infinite,
 * and so do samples too small for any shift to be rejected.
 * O((n1 + n2) 64).
 */
enum rank_sum_status rank_sum_shift_exact(const struct rank_sum_samples *,
	enum alternative, double conf, struct rank_sum_shift *);
struct rank_sum_shift rank_sum_shift_normal(const struct rank_sum_samples *,
	enum alternative, bool correct, double conf);

#endif
