/*
 * The maximum of a sum of concave functions of linear predictors, and its
 * limit where no finite coefficients reach it: the likelihood of a logistic
 * model, or of an accelerated-failure-time model in the parameters of Burridge
 * (1981).
 *
 * The function is sum w_i f_i(u_i) + c log b_last, u = offset + z b; c is 0 or
 * the number of events, b_last then being 1 / scale.  Newton's method with
 * halved steps.  When some of the f_i rise to 0 without end (separation,
 * Albert and Anderson 1984; a group in which everybody is censored), their
 * rows are taken out, which leaves the supremum as it is, and the coefficients
 * that the rest no longer determines do not exist.
 */
#ifndef RELIT_CONCAVE_H
#define RELIT_CONCAVE_H

#include <stdbool.h>
#include <stddef.h>

enum concave_status {
	CONCAVE_OK,
	CONCAVE_UNBOUNDED, /* b_last grows without end: a perfect fit */
	CONCAVE_DIVERGED,  /* not there after 200 steps */
	CONCAVE_NO_MEMORY
};

/* Value and first two derivatives of f_i; f <= 0 where it may rise to 0. */
struct concave_part {
	double value, first, second;
};

struct concave_problem {
	size_t n, p;
	const double *z;      /* n * p, column by column; about unit variance */
	const double *offset; /* n, or NULL */
	const double *weight; /* n, >= 0, or NULL */
	struct concave_part (*part)(
		size_t i, double predictor, const void *context);
	const void *context;
	double log_count;  /* c; 0: no such term */
	const bool *fixed; /* p: stays as it is; NULL: none */
};

/* Arrays of the caller. */
struct concave_fit {
	double *b;          /* p: where to begin, then the maximum */
	double *covariance; /* p * p: inverse of the negative second
			     * derivatives; 0 for what is fixed or not
			     * determined */
	double *null;       /* p * p: row j, if undetermined[j], is a direction
			     * in which b may move, its element j being 1 */
	bool *undetermined; /* p */
	double value;       /* the supremum */
	size_t steps;
};

/* O(n p^2) a step; takes 18 n + 8 p^2 + 25 p bytes beside. */
enum concave_status concave_maximise(
	const struct concave_problem *, struct concave_fit *);

/*
 * The same of the coefficients T b, T being p * p, row by row: their covariance
 * (p * p), and whether each exists, which it does when no direction of null
 * moves it.  O(p^3).
 */
void concave_transform(size_t p, const double transform[],
	const struct concave_fit *, double covariance[], bool exists[]);

#endif
