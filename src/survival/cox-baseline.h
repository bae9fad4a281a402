/*
 * The baseline hazard of a Cox model and the survival that the model predicts
 * (Breslow 1974; at ties Efron's hazard with Efron's sums), as survfit() of R's
 * survival 3.5-3 has them.
 */
#ifndef RELIT_COX_BASELINE_H
#define RELIT_COX_BASELINE_H

#include "survival/cox-scan.h"

/* Cumulative sums over the times of events, ascending within each stratum. */
struct cox_baseline {
	size_t n_term, n_strata;
	size_t *first;    /* n_strata + 1: where a stratum's times begin */
	double *time;     /* at which there was an event */
	double *hazard;   /* of the greatest risk among the records */
	double *variance; /* of that, coefficients taken as known */
	double *hazard_x; /* n_term each: of the hazard times the mean of x */
	double *last;     /* n_strata: the last stop, NaN without records */
	double greatest;  /* logarithm of that risk */
	double *center;   /* n_term: of the x in hazard_x */
};

/* false when there is no memory.  Free with cox_baseline_free(), in either
 * case.  O(n (log n + n_term)). */
bool cox_baseline_make(const struct cox_fitted *, struct cox_baseline *);
void cox_baseline_free(struct cox_baseline *);

struct cox_prediction {
	double cumulative_hazard;
	double std_error; /* of that, which is minus the log of survival */
};

/*
 * For one who has x (n_term) and the linear predictor log_risk from time 0 on,
 * at time, in a stratum that has records; covariance (n_term * n_term) is that
 * of the coefficients, robust or not.  By Tsiatis (1981).  O(log n + n_term^2).
 */
struct cox_prediction cox_baseline_predict(const struct cox_baseline *,
	size_t stratum, double time, const double x[], double log_risk,
	const double covariance[]);

#endif
