/*
 * The proportional hazards model of the subdistribution of one cause among
 * others (Fine and Gray 1999), in linear time.
 *
 * Who failed of another cause at T stays at risk with the weight G(t-) / G(T-),
 * G being the Kaplan-Meier estimate of not yet being censored in the patient's
 * censoring group: to be censored, one must still be followed at that time, so
 * failures at the time of a censoring are at risk for it.  Behind the last
 * follow-up of a censoring group its G is 0.  Ties are those of Breslow (1974).
 * Without another cause this is the Cox model.
 *
 * The sums over risk sets are one scan back over time (all who are followed)
 * and one forward (the weighted), as Kawaguchi and others (2021) found; the
 * variance likewise.  Times and ties are those of times.h.
 */
#ifndef RELIT_FINE_GRAY_H
#define RELIT_FINE_GRAY_H

#include <stdbool.h>
#include <stddef.h>

enum fine_gray_event { FINE_GRAY_CENSORED, FINE_GRAY_CAUSE, FINE_GRAY_OTHER };

struct fine_gray_subjects {
	size_t n, p;                       /* p >= 1 */
	const double *time;                /* n, >= 0, any order */
	const enum fine_gray_event *event; /* n */
	const double *x; /* n * p, column by column, finite, none constant */
	const size_t *group; /* n censoring groups, below n_groups; NULL: one */
	size_t n_groups;     /* 1 when group is NULL */
};

/* Arrays of the caller. */
struct fine_gray_fit {
	double *coef;     /* p */
	double *variance; /* p * p: of coef */
	double *center;   /* p: the covariates that `hazard` is of */
	bool *endless;  /* p: with FINE_GRAY_ENDLESS, which have no estimate */
	double *time;   /* room for n: times of the cause, ascending */
	double *hazard; /* room for n: cumulative, of the subdistribution */
	size_t count;   /* of these times */
	size_t events;  /* of the cause */
	size_t iterations;
	double loglik_null, loglik; /* of the weighted partial likelihood */
};

enum fine_gray_status {
	FINE_GRAY_OK,
	FINE_GRAY_NO_EVENTS, /* nothing is filled but events */
	FINE_GRAY_ENDLESS,   /* the likelihood rises without end: coef,
			      * variance and hazard are not to be used, loglik is
			      * its limit */
	FINE_GRAY_SINGULAR,  /* the information is singular: likewise */
	FINE_GRAY_DIVERGED,  /* no maximum within 60 steps: likewise */
	FINE_GRAY_NO_MEMORY
};

/*
 * Newton's method with halved steps, from 0, to a decrement below 1e-16 and one
 * step more; the robust variance of Fine and Gray (1999), section 3, with the
 * part of the estimated G: that of crr() in R's cmprsk with one censoring
 * group.  With several, a censoring moves the weights of its own group alone
 * (crr() of cmprsk 2.2-11 has standard errors that are up to 0.17 % off these
 * in tests/reference).
 *
 * O(n log n + iterations * (n p^2 + times p n_groups)); about 8 n (p + 6) +
 * 8 times (2 p + n_groups + 4) bytes.
 */
enum fine_gray_status fine_gray(
	const struct fine_gray_subjects *, struct fine_gray_fit *);

/*
 * The cumulative incidence of the cause at a time, of one with the p covariates
 * x: 1 - exp(-exp((x - center)' coef) hazard), hazard at the last time not
 * after it.  O(p + log count).
 */
double fine_gray_cuminc(
	const struct fine_gray_fit *, size_t p, const double x[], double time);

#endif
