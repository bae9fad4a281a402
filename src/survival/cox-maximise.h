/*
 * Newton's method on the log likelihood of Cox regression; for
 * src/survival/cox-*.c alone.
 */
#ifndef RELIT_COX_MAXIMISE_H
#define RELIT_COX_MAXIMISE_H

#include "survival/cox.h"

#define COX_NOT_FIXED SIZE_MAX

/* A point on the way up, all in units of z; arrays of the caller. */
struct cox_point {
	double loglik;       /* penalised when control says so */
	double *beta;        /* p */
	double *score;       /* p: likewise penalised */
	double *information; /* p * p */
	double *factor;      /* p * p: Cholesky factor of it, or of curvature */
	double *curvature;   /* p * p: of the penalised likelihood */
	double *step;        /* p: Newton's next */
	double gain;         /* score' step: twice what the step may gain */
	size_t iterations;
	bool found;    /* as cox_point_find() leaves it, for cox_maximise() */
	size_t column; /* of COX_SINGULAR */
};

/* false when there is no memory; cox_point_free() frees. */
bool cox_point_make(size_t p, struct cox_point *);
void cox_point_free(struct cox_point *);

/* All but the iterations at beta; fixed: a coefficient that stays, or
 * COX_NOT_FIXED. */
enum cox_status cox_point_find(const struct cox_regression *,
	const struct cox_control *, size_t fixed, struct cox_point *);

/* From beta to the maximum. COX_MONOTONE: step tells where to. */
enum cox_status cox_maximise(const struct cox_regression *,
	const struct cox_control *, size_t fixed, struct cox_point *);

/* Whether coefficient j still changes when the likelihood does not. */
bool cox_still_moves(
	const struct cox_regression *, const struct cox_point *, size_t j);

/*
 * Adds half the derivative of log |information| to score (Firth 1993), in which
 * cox_evaluate() has left the risks; inverse (p * p) is that of the
 * information, room 4 * (p * p + 2 * p + 2) numbers.  O(n p^2).
 */
void cox_penalty(const struct cox_regression *, const double inverse[],
	double room[], double score[]);

#endif
