/* Summary of a sample: moments, quantiles, standardized difference. */
#ifndef RELIT_SURVIVAL_SUMMARY_H
#define RELIT_SURVIVAL_SUMMARY_H

#include <stddef.h>

/*
 * Mean of values[0..n), n >= 1, in two passes; and the variance with n - 1,
 * NaN at n = 1.  O(n).
 */
double sample_mean(size_t n, const double values[]);
double sample_variance(size_t n, const double values[]);

/*
 * The quantile of sorted[0..n), ascending, n >= 1, at the share p in [0, 1]:
 * type 1 to 9 of Hyndman and Fan (1996).  1 inverts the empirical distribution,
 * 2 averages at its steps (SAS, Stata), 3 is the nearest even order statistic,
 * 4 to 9 interpolate between plotting positions: 6 is p (n + 1) (SPSS, Minitab,
 * Prism), 7 is 1 + p (n - 1) (R, Excel).  O(1).
 */
double sample_quantile(size_t n, const double sorted[], int type, double p);

/* (mean1 - mean2) / sqrt((variance1 + variance2) / 2): Cohen's d with the
 * unweighted mean of the variances (Austin 2009).  NaN when both are 0. */
double standardized_difference(
	double mean1, double variance1, double mean2, double variance2);

#endif
