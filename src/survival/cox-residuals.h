/*
 * Residuals of a Cox model, for Breslow's and Efron's sums at ties, with late
 * starts, strata and weights (Therneau and Grambsch 2000, chapter 4 and
 * section 7.2), as residuals() of R's survival 3.5-3 has them.
 *
 * Of each record, weights not multiplied in (but in the sums over risk sets):
 *
 *   martingale  events less expected events
 *   deviance    the same, made symmetric
 *   score       its contribution to the score, per covariate
 *   schoenfeld  of an event: covariates less their mean in the risk set
 */
#ifndef RELIT_COX_RESIDUALS_H
#define RELIT_COX_RESIDUALS_H

#include "survival/cox-scan.h"

/* Arrays of the caller; what is NULL is not computed. */
struct cox_residuals {
	double *martingale; /* n */
	double *deviance;   /* n; NaN where the expected is 0 at an event */
	double *score;      /* n * n_term, column by column */
	double *schoenfeld; /* the same; NaN where there is no event */
};

/* Fills the arrays; false when there is no memory.  O(n (log n + n_term)). */
bool cox_residuals_find(const struct cox_fitted *, struct cox_residuals *);

/*
 * dfbeta: about how much each coefficient would change without the record.
 * score: as above, and replaced in place; covariance: n_term * n_term, of the
 * coefficients, not robust; room: n_term.  Multiplied by the record's weight.
 */
void cox_dfbeta(const struct cox_fitted *, const double covariance[],
	double room[], double score[]);

/*
 * Schoenfeld residuals scaled as Grambsch and Therneau (1994) do: times the
 * number of events and the covariance, plus the coefficients; in place.
 */
void cox_scale_schoenfeld(const struct cox_fitted *, const double covariance[],
	const double coefficients[], double room[], double schoenfeld[]);

#endif
