/*
 * A proportion of counted subjects, with limits and the exact test.
 */
#ifndef RELIT_PROPORTION_H
#define RELIT_PROPORTION_H

#include "survival/fisher.h"

enum proportion_interval {
	PROPORTION_CLOPPER_PEARSON, /* exact: inverts the two binomial tails */
	PROPORTION_WILSON,          /* Wilson (1927) */
	PROPORTION_WILSON_CC,       /* the same, continuity-corrected: Newcombe
				     * (1998), method 4 */
	PROPORTION_AGRESTI_COULL, /* Agresti and Coull (1998), within [0, 1] */
	PROPORTION_JEFFREYS       /* Brown, Cai and DasGupta (2001) */
};

/*
 * Limits for count of n, integers 0 <= count <= n, n >= 1, at the confidence
 * level conf.  At count 0 the lower limit is 0 and at count n the upper is 1.
 */
void proportion_limits(enum proportion_interval, double count, double n,
	double conf, double *low, double *high);

/*
 * The exact binomial test of a proportion null in (0, 1); two-sided P adds the
 * outcomes that are at most as probable (within 1e-7 relative).
 */
double proportion_test(double count, double n, double null, enum alternative);

enum proportion_difference {
	PROPORTION_NEWCOMBE, /* by the Wilson limits of each: Newcombe (1998,
			      * differences), method 10 */
	PROPORTION_WALD      /* normal with each its own variance */
};

/*
 * count[0] of n[0] less count[1] of n[1], each n >= 1, and its limits, which
 * stay within -1 and 1; Wald's have no width where both shares are 0 or 1.
 */
double proportion_difference(enum proportion_difference, const double count[2],
	const double n[2], double conf, double *low, double *high);

#endif
