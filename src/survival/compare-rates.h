/*
 * The survival of k groups compared at one time that was fixed beforehand, on
 * one of the scales of Klein, Logan, Harhoff and Andersen (2007).
 */
#ifndef RELIT_COMPARE_RATES_H
#define RELIT_COMPARE_RATES_H

#include <stddef.h>

enum rate_scale {
	RATE_CLOGLOG, /* log(-log S) */
	RATE_LOG,     /* log S */
	RATE_PLAIN,   /* S */
	RATE_ARCSIN,  /* arcsin sqrt S */
	RATE_LOGIT    /* log(S / (1 - S)) */
};

enum compare_rates_status {
	COMPARE_RATES_OK,
	COMPARE_RATES_NO_VALUE,   /* a group has none on this scale */
	COMPARE_RATES_NO_VARIANCE /* two groups have variance 0 */
};

struct compare_rates {
	double statistic; /* chi-square */
	double df;        /* k - 1 */
	double p_value;
};

/*
 * With phi = the scale of S and v = phi'(S)^2 S^2 V, V being Greenwood's
 * variance of log S: the sum of (phi - m)^2 / v, m being the mean of phi
 * weighted by 1 / v.  For two groups that is (phi1 - phi2)^2 / (v1 + v2), the
 * paper's equations for its five statistics; for more it is the quadratic form
 * in the k - 1 contrasts of its section on k groups.
 *
 * survival and log_variance are of k >= 2 groups.  On the plain scale and that
 * of logs one group may have v = 0: the others are compared with it.  A group
 * at S = 0 has no variance, and on the other scales none at S = 1.  O(k).
 */
enum compare_rates_status compare_rates(enum rate_scale, size_t k,
	const double survival[], const double log_variance[],
	struct compare_rates *);

#endif
