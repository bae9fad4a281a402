/* Comparisons of means, given the size, mean and variance of each sample. */
#ifndef RELIT_MEANS_H
#define RELIT_MEANS_H

#include <stdbool.h>
#include <stddef.h>

#include "survival/fisher.h"

struct sample {
	double n, mean, variance; /* variance with n - 1; NaN at n = 1 */
};

struct t_test {
	double statistic, df, p_value;
	double estimate;            /* mean, or first less second */
	double conf_low, conf_high; /* infinite where one-sided */
};

/* The mean of one sample against null; NaN when it has no variance. */
struct t_test t_test_one(
	const struct sample *, double null, enum alternative, double conf);

/*
 * Two samples: Student (1908) with the pooled variance, or with welch each its
 * own (Welch 1947, degrees of freedom of Satterthwaite 1946).  NaN when the
 * variance is 0 or there are too few values.
 */
struct t_test t_test_two(const struct sample *, const struct sample *,
	bool welch, enum alternative, double conf);

struct f_test {
	double statistic;
	double df;          /* of the groups */
	double df_residual; /* not whole with welch */
	double p_value;
};

/*
 * One-way analysis of variance (Fisher 1925), or Welch (1951) with the
 * variances of the groups not taken as equal.  NaN when there is no variance
 * or, with welch, a group of one.  O(groups).
 */
struct f_test one_way(size_t groups, const struct sample[], bool welch);

#endif
