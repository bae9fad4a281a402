/*
 * The risk sets of a Cox model at given coefficients, from the last event to
 * the first: what residuals, baseline and tests of a fitted model are sums of.
 */
#ifndef RELIT_COX_SCAN_H
#define RELIT_COX_SCAN_H

#include "survival/risk-order.h"

struct cox_fitted {
	struct risk_records records;
	size_t n_term;
	const double *x;        /* n * n_term, column by column */
	const double *log_risk; /* n: linear predictor, offset included */
	bool efron;             /* Efron's (1977) sums at ties, not Breslow's */
};

/*
 * Weighted sums over the records at risk at a time with events.  Risks are
 * relative to the greatest one and covariates to their means: risk[] and
 * center[] of the scan.
 */
struct cox_moments {
	double risk;     /* of weight * risk */
	double *risk_x;  /* n_term: the same times x */
	double *risk_xx; /* n_term * n_term, its lower triangle; when asked */
};

struct cox_risk_set {
	size_t stratum;
	size_t first, end; /* places in by_stop of the records that end then */
	double n_event;    /* events of a weight that is not 0 */
	double events;     /* the sum of their weights */
	struct cox_moments all, failing;
};

struct cox_scan {
	const struct cox_fitted *model;
	struct risk_order order;
	double *risk;    /* n: exp(log_risk - greatest) */
	double greatest; /* of log_risk */
	double *center;  /* n_term: means of x, without weights */
};

/* false when there is no memory.  Free with cox_scan_free(), in either case. */
bool cox_scan_make(const struct cox_fitted *, struct cox_scan *);
void cox_scan_free(struct cox_scan *);

/* In how many risk sets there is an event of a weight that is not 0. */
size_t cox_scan_count(const struct cox_scan *);

/* Whether a record counts as an event. */
bool cox_scan_fails(const struct cox_scan *, size_t record);

/*
 * Calls visit for each of those risk sets, strata and times descending; false
 * when there is no memory.  O(n * n_term), or with second moments
 * O(n * n_term^2).
 */
bool cox_scan_run(const struct cox_scan *, bool second_moments,
	void (*visit)(void *context, const struct cox_risk_set *),
	void *context);

/*
 * Efron's sums at the k-th of the tied events, 0 <= k < n_event: what is left
 * of the risk set when k/n_event of each of those failing is gone; Breslow's:
 * all of it.
 */
double cox_share_gone(const struct cox_fitted *, double k, double n_event);

/* The sum of risks at the k-th event, the mean of x there into mean. */
double cox_mean_at(const struct cox_scan *, const struct cox_risk_set *,
	double k, double mean[]);

#endif
