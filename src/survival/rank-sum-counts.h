/* How many of the ways to draw a sample have a sum of scores. */
#ifndef RELIT_RANK_SUM_COUNTS_H
#define RELIT_RANK_SUM_COUNTS_H

#include <stddef.h>

#include "survival/rank-sum.h"

struct rank_sum_counts {
	size_t most;  /* the largest sum */
	double *ways; /* of sums 0..most; the caller frees.  Doubles: relative
		       * error of n ulp */
};

/*
 * The sums of `drawn` of n scores (positive), by taking in one score after the
 * other: Streitberg and Roehmel (1986).  RANK_SUM_TOO_LARGE beyond 5e8 steps.
 */
enum rank_sum_status rank_sum_count(size_t n, const size_t scores[],
	size_t drawn, struct rank_sum_counts *);

/*
 * The smallest k with P(W <= k) >= p without ties, as qwilcox(); but 0 only if
 * P(W = 0) is more than p, else 1: P(W < *k) is at most p, or *k is 0.
 */
enum rank_sum_status rank_sum_quantile(
	size_t n1, size_t n2, double p, double *k);

#endif
