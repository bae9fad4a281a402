/*
 * The restricted mean survival time: the area under a Kaplan-Meier curve from
 * 0 to tau, the mean of min(T, tau) (Irwin 1949; Royston and Parmar 2013).
 */
#ifndef RELIT_RMST_H
#define RELIT_RMST_H

#include "survival/kaplan-meier.h"

struct rmst {
	double mean; /* in the unit of time */
	double std_error;
};

/*
 * The largest tau that the curve allows: its last time; infinite when survival
 * came down to 0, where it stays.
 */
double rmst_last(const struct km_curve *);

/*
 * The variance is the sum over events at t <= tau of A(t)^2 d / (r (r - d)),
 * A(t) being the area from t to tau (Klein and Moeschberger 2003, equation
 * 4.5.2): no factor m / (m - 1), as print.survfit() of R's survival 3.5-3 and
 * rmst2() of survRM2 have it.  0 <= tau <= rmst_last().  O(rows).
 */
struct rmst rmst_estimate(const struct km_curve *, double tau);

/* What compares two means; NaN where it does not exist. */
struct rmst_contrast {
	double estimate;
	double std_error; /* of the ratio: of its logarithm */
	double conf_low, conf_high;
	double z, p_value; /* two-sided, of no difference */
};

/* mean - reference, with limits of a normal distribution. */
struct rmst_contrast rmst_difference(
	const struct rmst *mean, const struct rmst *reference, double conf);

/* mean / reference, normal on the scale of logarithms. */
struct rmst_contrast rmst_ratio(
	const struct rmst *mean, const struct rmst *reference, double conf);

#endif
