/*
 * Proportional hazards regression (Cox 1972) on records at risk in (start,
 * stop], with case weights, an offset and strata, and four rules for tied
 * events.
 *
 * What is sorted: the records stay where they are; regression.order
 * (risk-order.h) has their positions by stratum and then by stop, and by start,
 * once for all iterations.  regression.z has the covariates of one record after
 * the other in the order of order.by_stop: row k is record order.by_stop[k],
 * less the mean of its stratum, over the column's scale, so that neither a
 * shift by 1e6 nor a unit changes a digit.  All results are in the units of the
 * caller's x.
 */
#ifndef RELIT_COX_H
#define RELIT_COX_H

#include <stdbool.h>
#include <stddef.h>

#include "survival/risk-order.h"

struct cox_data {
	struct risk_records records;
	size_t p;             /* covariates, at least 1 */
	const double *x;      /* n * p, column by column: x[j * n + i] */
	const double *offset; /* n, added to the log of the risk; NULL: 0 */
};

enum cox_ties {
	COX_EFRON,         /* Efron 1977, eq. 3 of Hertz-Picciotto 1997 */
	COX_BRESLOW,       /* Breslow 1974; Peto 1972 */
	COX_EXACT,         /* discrete: Cox 1972, eq. 22; no weights */
	COX_EXACT_MARGINAL /* cox-exact-marginal.h; no weights */
};

enum cox_status {
	COX_OK,
	COX_MONOTONE,  /* no maximum: coefficients that are infinite are NaN */
	COX_SINGULAR,  /* no information on the covariate *fit.column beside
			* those before it, at coefficients of 0 */
	COX_DIVERGED,  /* no convergence, or the risks overflow */
	COX_NO_EVENTS, /* no event with a weight above 0 */
	COX_NO_MEMORY
};

/* Data made ready: what cox_prepare() fills, for the files of src/survival. */
struct cox_regression {
	const struct cox_data *data; /* the caller's, kept as long */
	enum cox_ties ties;
	struct risk_order order;
	/* of rows, n each */
	double *z;      /* n * p, row by row, see above */
	double *weight; /* 1 without weights */
	double *offset; /* 0 without offset */
	bool *event;
	bool *begins;      /* the first of the rows with its stop and stratum */
	size_t *start_row; /* row of record by_start[k]; NULL: no starts */
	double *risk;      /* filled by cox_evaluate() */
	double *expected;  /* likewise */
	double *room;      /* of cox_evaluate() */
	double *part_sums; /* likewise */
	size_t *at_risk;   /* likewise; NULL: no exact rule */
	/* of columns, p each */
	double *scale; /* standard deviation within strata */
	double *reach; /* the largest |z| */
	double events; /* sum of the weights of events */
	size_t most_tied;
};

struct cox_fit {
	size_t p;
	double *coef;     /* p; NaN: infinite */
	double *variance; /* p * p: inverse of the information; NaN likewise */
	bool *infinite;   /* p */
	double loglik_null, loglik; /* at coefficients of 0, and of coef */
	double score_test, wald;    /* chi-square with p degrees of freedom */
	size_t iterations;
	size_t column; /* of COX_SINGULAR */
};

/* What is maximised. */
struct cox_control {
	bool firth; /* the penalised likelihood (Firth 1993; Heinze and Schemper
		     * 2001); Efron's and Breslow's rules only */
};

/*
 * Sorts and scales; false when there is no memory.  Free with
 * cox_regression_free(), in either case.  O(n (log n + p)).
 */
bool cox_prepare(
	const struct cox_data *, enum cox_ties, struct cox_regression *);
void cox_regression_free(struct cox_regression *);

/* Room for a fit; false when there is no memory.  cox_fit_free() frees. */
bool cox_fit_make(size_t p, struct cox_fit *);
void cox_fit_free(struct cox_fit *);

/*
 * Newton's method with halved steps from coefficients of 0 until the expected
 * gain in log likelihood is below 1e-20 of the events.  A likelihood without a
 * maximum is told by a gain below 1e-12 of the events while a linear predictor
 * still changes by 0.01: loglik is then the supremum and wald NaN.  With firth
 * loglik and loglik_null are penalised.  O(n p^2) per iteration, and with ties
 * COX_EXACT d times the number at risk times p^2 for d tied events.
 */
enum cox_status cox_estimate(const struct cox_regression *,
	const struct cox_control *, struct cox_fit *);

/*
 * Limits of coefficient j by the profile likelihood (Venzon and Moolgavkar
 * 1988): where twice the loss of log likelihood, the other coefficients being
 * at their best, is the quantile of chi-square with one degree of freedom at
 * the level conf.  NaN: no limit on that side.  fit must be COX_OK.
 */
enum cox_status cox_profile(const struct cox_regression *,
	const struct cox_control *, const struct cox_fit *, size_t j,
	double conf, double *low, double *high);

/*
 * The sandwich of Lin and Wei (1989): robust (p * p) is V (sum over clusters of
 * s s') V with s the sum of the weighted score residuals of a cluster
 * (cox-residuals.h); Efron's and Breslow's rules only.
 * cluster (n) is below n_clusters; NULL: each record is its own.  False when
 * there is no memory.  O(n (log n + p^2)).  fit must be COX_OK.
 */
bool cox_robust(const struct cox_regression *, const struct cox_fit *,
	const size_t cluster[], size_t n_clusters, double robust[]);

/*
 * For the files of src/survival: log likelihood, score (p) and information
 * (p * p, both triangles) at beta (p), all in units of z; -HUGE_VAL when the
 * risks overflow.  risk and expected are filled: expected[k] is the
 * sum of the hazard's steps that row k was at risk for (of those at its own
 * event, Efron's share), and risk[k], weight * exp(eta - shift), times
 * expected[k] the weighted number of events expected of it (but for events tied
 * under an exact rule). O(n p^2).
 */
double cox_evaluate(const struct cox_regression *, const double beta[],
	double score[], double information[]);

#endif
