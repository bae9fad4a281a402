/*
 * Logistic regression (Cox 1958) by maximum likelihood: the log odds of an
 * outcome are offset + b_0 + x b.
 */
#ifndef RELIT_LOGISTIC_H
#define RELIT_LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>

struct logistic_data {
	size_t n, p;
	const double *x;      /* n * p, column by column, without intercept */
	const bool *outcome;  /* n */
	const double *weight; /* n, >= 0, or NULL: the row counts so often */
	const double *offset; /* n, of the log odds, or NULL */
	bool firth;           /* penalised by log det information / 2 (Firth
			       * 1993): finite in separation, too */
};

/* Arrays of the caller; 0 is the intercept, j the column j - 1 of x. */
struct logistic_fit {
	double *coef;       /* p + 1 */
	double *covariance; /* (p + 1)^2: inverse of the information */
	bool *exists;       /* p + 1: false where a coefficient is infinite */
	double loglik;      /* its supremum when some coefficient is infinite;
			     * penalised if firth */
	double loglik_null; /* of intercept and offset alone; penalised if
			     * firth, by the information of all covariates */
	size_t steps;
};

enum logistic_status { LOGISTIC_OK, LOGISTIC_DIVERGED, LOGISTIC_NO_MEMORY };

/*
 * Maximum likelihood by Newton's method (concave.h), which is iteratively
 * reweighted least squares.  Rows that are separated (Albert and Anderson 1984)
 * make some coefficients infinite; the others and the likelihood are the
 * limits. coef and covariance of what does not exist mean nothing. O(n p^2) a
 * step.
 */
enum logistic_status logistic_fit(
	const struct logistic_data *, struct logistic_fit *);

/*
 * Limits of coefficient j by the profile likelihood, penalised if firth: where
 * twice the loss, the other coefficients being at their best, is the quantile
 * of chi-square with one degree of freedom at the level conf (Venzon and
 * Moolgavkar 1988).  NaN: no limit on that side, or none
 * found within 1024 standard errors.  fit is that of the data.
 */
enum logistic_status logistic_profile(const struct logistic_data *,
	const struct logistic_fit *, size_t j, double conf, double *low,
	double *high);

#endif
