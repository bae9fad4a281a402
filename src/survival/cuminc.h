/*
 * The cumulative incidence of competing causes: the Aalen-Johansen estimate
 * (Aalen 1978; Aalen and Johansen 1978).
 *
 * F_c(t) is the sum over s <= t of S(s-) d_c(s) / Y(s), S being the
 * Kaplan-Meier estimate of being free of every cause, d_c(s) the failures of
 * cause c at s and Y(s) the number at risk just before s.  The F_c and S add up
 * to 1.  Rows and ties are those of kaplan-meier.h.
 */
#ifndef RELIT_CUMINC_H
#define RELIT_CUMINC_H

#include <stdbool.h>
#include <stddef.h>

#include "survival/kaplan-meier.h"

struct cuminc_subjects {
	size_t n;            /* at least 1 */
	const double *time;  /* n, >= 0, any order */
	const size_t *cause; /* n: 0 censored, else 1 to n_causes */
	size_t n_causes;
	const double *weight; /* n, whole, > 0: as many such; NULL: 1 */
};

/*
 * The variance of F_c(t), with h(s) = F_c(t) - F_c(s):
 *
 *   aalen  sum of v_c (1 - h / S)^2 + v_o (h / S)^2, where v_k = S(s-)^2
 *          d_k (Y - d_k) / ((Y - 1) Y^2) for c and for all other causes
 *          together (Aalen 1978; the variance of cuminc() in R's cmprsk)
 *   delta  sum of h^2 d / (Y (Y - d)) + S(s-)^2 d_c (Y - d_c) / Y^3
 *          - 2 h S(s-) d_c / Y^2 (Marubini and Valsecchi 1995, section 10.3),
 *          which is, term by term, the sum of squares of the infinitesimal
 *          jackknife, too (survfit() in R's survival)
 */
enum cuminc_variance { CUMINC_AALEN, CUMINC_DELTA };

/* Arrays of the caller.  That of a cause begins at (cause - 1) * room. */
struct cuminc_curve {
	struct km_curve all; /* of any cause; each array room long */
	size_t room;         /* rows there is room for: n + 1 */
	double *n_event;     /* n_causes * room: failures of the cause */
	double *incidence;   /* n_causes * room: just after the time */
	double *variance;    /* n_causes * room */
};

/*
 * Fills curve, but for `room`, which is the caller's.  event is room for n,
 * order for n positions.  O(n log n + rows * n_causes): h changes by the same
 * step in all terms of a sum, so three running sums carry the square.
 */
void cuminc_estimate(const struct cuminc_subjects *, enum cuminc_variance,
	bool event[], size_t order[], struct cuminc_curve *);

/* The area under the incidence of a cause from 0 to tau >= 0: the time that it
 * takes from the average patient (Andersen 2013).  O(rows). */
double cuminc_time_lost(const struct cuminc_curve *, size_t cause, double tau);

#endif
