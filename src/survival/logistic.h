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
};

/* Arrays of the caller; 0 is the intercept, j the column j - 1 of x. */
struct logistic_fit {
	double *coef;       /* p + 1 */
	double *covariance; /* (p + 1)^2: inverse of the information */
	bool *exists;       /* p + 1: false where a coefficient is infinite */
	double loglik;      /* its supremum when some coefficient is infinite */
	double loglik_null; /* of intercept and offset alone */
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

#endif
