/*
 * The exact marginal likelihood of tied event times: subjects that failed at
 * the same recorded time failed one after the other in an order that is not
 * known, so that the set has the probability of all its orders together
 * (Kalbfleisch and Prentice 1973; DeLong, Guirguis and So 1994).  What SAS
 * calls ties=exact and Stata exactm; not the discrete likelihood that R's
 * survival calls exact.
 *
 * With a_j the risk of the tied subject j over the sum of the risks of all who
 * stay at risk, the probability is the integral of exp(-t) times the product of
 * 1 - exp(-a_j t) over t > 0.  In y = log t the integrand is entire and its
 * logarithm concave, so that the trapezoidal rule with a step of a fraction of
 * the width at the mode is exact to a few 1e-15.
 */
#ifndef RELIT_COX_EXACT_MARGINAL_H
#define RELIT_COX_EXACT_MARGINAL_H

#include <stddef.h>

/* Who failed at one time, and who was at risk then and did not. */
struct cox_tied_set {
	size_t n_event;         /* tied, at least 1 */
	size_t n_term;          /* covariates, may be 0 */
	const double *log_risk; /* n_event: linear predictors */
	const double *x;        /* n_event * n_term, a row per subject */
	/* of those at risk and not tied: logarithm of the sum of their risks
	 * (-HUGE_VAL: there are none), and the risk-weighted mean (n_term) and
	 * covariance (n_term * n_term) of their covariates */
	double log_risk_others;
	const double *mean_others;
	const double *covariance_others;
};

/* Sums over the tied sets, the arrays being the caller's. */
struct cox_marginal_sums {
	double loglik;
	double *score;       /* n_term */
	double *information; /* n_term * n_term, minus the second derivative */
};

/*
 * Adds a tied set to the sums; room is for 2 * (n_event + n_term) numbers.
 * A set after which nobody is at risk has probability 1 and adds nothing.
 * O(nodes * (n_event * n_term + n_term^2)), 50 to 200 nodes.  One event alone
 * is the partial likelihood's term.  Case weights have no meaning here.
 */
void cox_exact_marginal_add(
	const struct cox_tied_set *, double room[], struct cox_marginal_sums *);

#endif
