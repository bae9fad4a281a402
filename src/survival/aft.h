/*
 * Accelerated failure time: log T = b_0 + x b + scale * e, the error e having a
 * known distribution (Kalbfleisch and Prentice 2002, chapters 2 and 3).
 */
#ifndef RELIT_AFT_H
#define RELIT_AFT_H

#include <stdbool.h>
#include <stddef.h>

enum aft_distribution {
	AFT_WEIBULL,     /* e: smallest extreme value */
	AFT_EXPONENTIAL, /* the same with scale 1 */
	AFT_LOGNORMAL,   /* e: normal */
	AFT_LOGLOGISTIC  /* e: logistic */
};

struct aft_data {
	enum aft_distribution distribution;
	size_t n, p;
	const double *x;      /* n * p, column by column, without intercept */
	const double *time;   /* n, > 0 */
	const bool *event;    /* n; false: censored then */
	const double *weight; /* n, >= 0, or NULL: the row counts so often */
};

/* Arrays of the caller; 0 is the intercept, j the column j - 1 of x, p + 1 the
 * logarithm of the scale. */
struct aft_fit {
	double *coef;       /* p + 2 */
	double *covariance; /* (p + 2)^2: inverse of the observed information;
			     * 0 for the scale of the exponential */
	bool *exists;       /* p + 2: false where a coefficient is infinite */
	double loglik;      /* of the times, not of their logarithms */
	double loglik_null; /* of intercept and scale alone */
	size_t steps;
};

enum aft_status {
	AFT_OK,
	AFT_NO_EVENTS,
	AFT_PERFECT, /* the events' times are written exactly: scale 0 */
	AFT_DIVERGED,
	AFT_NO_MEMORY
};

/*
 * Maximum likelihood by Newton's method in b / scale and 1 / scale, in which
 * the log likelihood is concave (Burridge 1981), so that its maximum is the
 * only one; transformed back.  A group in which everybody is censored has an
 * infinite coefficient; the others and the likelihood are then the limits.
 * O(n p^2) a step.
 */
enum aft_status aft_fit(const struct aft_data *, struct aft_fit *);

#endif
