/*
 * The product-limit estimate of a survival curve (Kaplan and Meier 1958) with
 * the variance of Greenwood (1926) and the cumulative hazard of Nelson (1969)
 * and Aalen (1978).
 *
 * The curve is a step function: row 0 is time 0, each further row a distinct
 * time (see times.h) at which someone failed or was censored.  Who is censored
 * at the time of an event is still at risk for it.
 */
#ifndef RELIT_KAPLAN_MEIER_H
#define RELIT_KAPLAN_MEIER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Arrays of the caller, each with room for the number of subjects + 1, with
 * delayed entry for twice their number + 1.
 */
struct km_curve {
	size_t count;         /* rows, set by km_estimate() */
	double *time;         /* ascending, time[0] = 0 */
	double *n_risk;       /* at risk just before the time */
	double *n_event;      /* events at the time */
	double *n_censor;     /* censored at the time */
	double *survival;     /* just after the time */
	double *log_variance; /* of log survival; infinite where it is 0 */
	double *hazard;       /* cumulative */
	double *n_entered;    /* at the time, at risk from then on; NULL: not
			       * wanted, as without delayed entry */
};

/* Records of subjects, weighted and entering late when asked. */
struct km_records {
	size_t n;
	const double *time;   /* >= origin; any order */
	const bool *event;    /* true: failed at time; false: censored then */
	const double *start;  /* at risk behind it, it is before time (and not
			       * the same, see times.h); NULL: from origin */
	const double *weight; /* > 0, at most 1e100; NULL: 1 */
	double origin;        /* >= 0: time[0] of the curve */
};

/*
 * Fills curve from n >= 1 subjects: time >= 0 in any order, event true for a
 * failure and false for censoring; order is room for n positions.
 * O(n log n).
 */
void km_estimate(size_t n, const double time[], const bool event[],
	size_t order[], struct km_curve *curve);

/*
 * The same of records: n_risk, n_event, n_censor and n_entered are then sums
 * of weights, each rounded once.  With delayed entry the curve has rows also
 * at the times of entry.  Who enters at the origin or before is in n_risk[0]
 * and not in n_entered[0]; who enters later is in n_entered of the row of that
 * time, and at risk from the next row on:
 * n_risk[i + 1] = n_risk[i] - n_event[i] - n_censor[i] + n_entered[i].  order
 * is room for n positions, with delayed entry for 2 * n: of the exits, then of
 * the entries.  O(n log n).
 */
void km_estimate_records(
	const struct km_records *, size_t order[], struct km_curve *);

/* The standard error of survival at a row (Greenwood); NaN where it is 0. */
double km_std_error(const struct km_curve *, size_t row);

/* The last row at or before time >= 0, with the tie rule. */
size_t km_row(const struct km_curve *, double time);

/* How many are at risk just before time: 0 behind the last row. */
double km_at_risk(const struct km_curve *, double time);

/*
 * The time by which the share p, 0 < p < 1, of the subjects has failed: the
 * first time at which values (survival, or one of its limits; NaN where there
 * is none) is at most 1 - p; the middle of the step when a step lies at 1 - p
 * exactly (to 1.5e-8), its end being the last time when it is the last step.
 * NaN when not reached.
 *
 * The quantile's low limit comes from the low limits of survival and the high
 * one from the high limits (Brookmeyer and Crowley 1982).  Where limits rise
 * again, the row closest below 1 - p counts: the rule of quantile.survfit() in
 * R's survival 3.5-3.
 */
double km_quantile(const struct km_curve *, const double values[], double p);

/* The same, but the first time of a step that lies at 1 - p exactly. */
double km_quantile_first(
	const struct km_curve *, const double values[], double p);

#endif
