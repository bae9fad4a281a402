/*
 * Variances of a Kaplan-Meier curve besides Greenwood's: that of Aalen, and
 * the infinitesimal jackknife, robust to weights and to records that belong
 * together (clusters).
 */
#ifndef RELIT_KM_VARIANCE_H
#define RELIT_KM_VARIANCE_H

#include "survival/kaplan-meier.h"

/*
 * Fills variance[0..count) with that of the cumulative hazard, sum d / r^2
 * (Aalen 1978); exp(-H) and the curve have it on the scale of the logarithm,
 * too (Klein and Moeschberger 2003, section 4.2).  O(rows).
 */
void km_aalen_variance(const struct km_curve *, double variance[]);

/* What an estimate is a sum of, over rows: for a record with the weight w at
 * risk at a row w rise, less w jump for its own event. */
struct km_influence {
	double *rise, *jump; /* per row; infinite: no variance from there on */
};

/* Of log S: rise d / (r (r - d)), jump 1 / (r - d). */
void km_survival_influence(const struct km_curve *, struct km_influence);

/* Of H: rise d / r^2, jump 1 / r. */
void km_hazard_influence(const struct km_curve *, struct km_influence);

/*
 * Of the restricted mean to tau: those of log S times the area under the curve
 * from the row to tau, which is 0 where the curve is.  At the last row the
 * variance is that of the mean.
 */
void km_mean_influence(
	const struct km_curve *, double tau, struct km_influence);

/* Which records belong together; NULL cluster: each alone. */
struct km_clusters {
	const size_t *cluster; /* per record, below count */
	size_t count;          /* the number of records when cluster is NULL */
	double *settled, *at_risk; /* room, count each */
};

/*
 * Fills variance[0..count of rows) with the sum, over clusters, of the square
 * of the weighted influences of their records up to the row: the infinitesimal
 * jackknife of survfit(robust = TRUE) in R's survival 3.5-3.  order is as
 * km_estimate_records() left it for the same records.  O(n + rows).
 */
void km_robust_variance(const struct km_records *, const size_t order[],
	const struct km_curve *, struct km_influence, struct km_clusters *,
	double variance[]);

#endif
