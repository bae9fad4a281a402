/* Newton's method for Cox regression. */
#include "survival/cox-maximise.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "survival/cholesky.h"

#define MOST_ITERATIONS 500
#define MOST_HALVINGS   40
#define SINGULAR        1e-11 /* share of a variance, at coefficients of 0 */
#define NEARLY_SINGULAR 1e-15 /* the same, on the way */
#define CONVERGED       1e-20 /* gain, of the events */
#define FLAT            1e-12 /* the same: no more to be had */
#define DIFFERENCE      1e-4  /* of a linear predictor, for a slope */
#define STILL_MOVES     1e-2  /* of a linear predictor, when it is flat */

bool cox_point_make(size_t p, struct cox_point *point)
{
	*point = (struct cox_point){
		.beta = calloc(p, sizeof(double)),
		.score = calloc(p, sizeof(double)),
		.information = calloc(p * p, sizeof(double)),
		.factor = calloc(p * p, sizeof(double)),
		.curvature = calloc(p * p, sizeof(double)),
		.step = calloc(p, sizeof(double)),
	};
	return point->beta && point->score && point->information &&
	       point->factor && point->curvature && point->step;
}

void cox_point_free(struct cox_point *point)
{
	free(point->beta);
	free(point->score);
	free(point->information);
	free(point->factor);
	free(point->curvature);
	free(point->step);
}

bool cox_still_moves(const struct cox_regression *model,
	const struct cox_point *point, size_t j)
{
	return fabs(point->step[j]) * model->reach[j] > STILL_MOVES;
}

/* The penalised likelihood; false: the information is singular. */
static bool add_penalty(
	const struct cox_regression *model, struct cox_point *point)
{
	size_t p = model->data->p, column;

	memcpy(point->factor, point->information, p * p * sizeof(double));
	if (!cholesky_factor(p, point->factor, NEARLY_SINGULAR, &column))
		return false;
	/* the room that no scan needs now */
	cholesky_inverse(p, point->factor, model->room);
	point->loglik += cholesky_log_determinant(p, point->factor) / 2;
	cox_penalty(model, model->room, model->room + p * p, point->score);
	return true;
}

/* Minus the derivative of the penalised score along coefficient k. */
static bool add_slope(const struct cox_regression *model, size_t k,
	struct cox_point *near, double curvature[])
{
	size_t p = model->data->p;
	double centre = near->beta[k], h = DIFFERENCE / model->reach[k];

	for (int sign = -1; sign <= 1; sign += 2) {
		near->beta[k] = centre + sign * h;
		near->loglik = cox_evaluate(
			model, near->beta, near->score, near->information);
		if (!isfinite(near->loglik) || !add_penalty(model, near))
			return false;
		for (size_t j = 0; j < p; j++)
			curvature[j * p + k] -= sign * near->score[j] / (2 * h);
	}
	near->beta[k] = centre;
	return true;
}

/*
 * The curvature of the penalised likelihood, by differences: with the
 * information for it, Newton's steps may go on for ever to and fro.
 */
static enum cox_status find_curvature(
	const struct cox_regression *model, struct cox_point *point)
{
	size_t p = model->data->p;
	struct cox_point near;
	enum cox_status status = COX_NO_MEMORY;

	if (cox_point_make(p, &near)) {
		memcpy(near.beta, point->beta, p * sizeof(double));
		memset(point->curvature, 0, p * p * sizeof(double));
		status = COX_OK;
		for (size_t k = 0; k < p && status == COX_OK; k++)
			if (!add_slope(model, k, &near, point->curvature))
				status = COX_DIVERGED;
	}
	cox_point_free(&near);
	return status;
}

/* Newton's step by a curvature, the fixed coefficient staying. */
static bool find_step(size_t p, size_t fixed, double tolerance,
	const double curvature[], struct cox_point *point)
{
	double *factor = point->factor;

	memcpy(factor, curvature, p * p * sizeof(double));
	memcpy(point->step, point->score, p * sizeof(double));
	for (size_t j = 0; fixed < p && j < p; j++)
		factor[j * p + fixed] = factor[fixed * p + j] = 0;
	if (fixed < p) {
		factor[fixed * p + fixed] = 1;
		point->step[fixed] = 0;
	}
	if (!cholesky_factor(p, factor, tolerance, &point->column))
		return false;
	cholesky_solve(p, factor, point->step);
	point->gain = 0;
	for (size_t j = 0; j < p; j++)
		if (j != fixed)
			point->gain += point->step[j] * point->score[j];
	return true;
}

static enum cox_status find_at(const struct cox_regression *model,
	const struct cox_control *control, size_t fixed, double tolerance,
	struct cox_point *point)
{
	size_t p = model->data->p;

	point->loglik = cox_evaluate(
		model, point->beta, point->score, point->information);
	if (!isfinite(point->loglik))
		return COX_DIVERGED;
	for (size_t j = 0; j < p; j++) {
		point->column = j;
		if (!(point->information[j * (p + 1)] >
			    tolerance * tolerance * model->events))
			return COX_SINGULAR;
	}
	if (control->firth) {
		enum cox_status status;

		if (!add_penalty(model, point))
			return COX_SINGULAR;
		status = find_curvature(model, point);
		if (status == COX_NO_MEMORY)
			return status;
		/* where it is not concave, the information will do */
		if (status == COX_OK &&
			find_step(p, fixed, tolerance, point->curvature, point))
			return COX_OK;
	}
	return find_step(p, fixed, tolerance, point->information, point)
		       ? COX_OK
		       : COX_SINGULAR;
}

enum cox_status cox_point_find(const struct cox_regression *model,
	const struct cox_control *control, size_t fixed,
	struct cox_point *point)
{
	return find_at(model, control, fixed, SINGULAR, point);
}

static bool any_moves(
	const struct cox_regression *model, const struct cox_point *point)
{
	for (size_t j = 0; j < model->data->p; j++)
		if (cox_still_moves(model, point, j))
			return true;
	return false;
}

static void copy_point(
	size_t p, const struct cox_point *from, struct cox_point *to)
{
	memcpy(to->beta, from->beta, p * sizeof(double));
	memcpy(to->step, from->step, p * sizeof(double));
	to->loglik = from->loglik;
	to->gain = from->gain;
}

/*
 * One step from a point that has been found, halved until the likelihood does
 * not fall by more than rounding.  start: room for where it began.
 */
static enum cox_status take_step(const struct cox_regression *model,
	const struct cox_control *control, size_t fixed,
	struct cox_point *point, struct cox_point *start)
{
	size_t p = model->data->p;
	double share = 1;

	copy_point(p, point, start);
	for (int halving = 0; halving < MOST_HALVINGS; halving++) {
		enum cox_status status;

		for (size_t j = 0; j < p; j++)
			point->beta[j] =
				start->beta[j] + share * start->step[j];
		status = find_at(model, control, fixed, NEARLY_SINGULAR, point);
		if (status == COX_OK &&
			point->loglik >=
				start->loglik - 1e-12 * fabs(start->loglik))
			return COX_OK;
		share /= 2;
	}
	copy_point(p, start, point);
	find_at(model, control, fixed, NEARLY_SINGULAR, point);
	return COX_DIVERGED;
}

static enum cox_status climb(const struct cox_regression *model,
	const struct cox_control *control, size_t fixed,
	struct cox_point *point, struct cox_point *start)
{
	double flat = FLAT * model->events, last = HUGE_VAL;

	for (; point->iterations < MOST_ITERATIONS; point->iterations++) {
		enum cox_status status;

		if (point->gain <= flat && any_moves(model, point))
			return COX_MONOTONE;
		if (point->gain <= CONVERGED * model->events)
			return COX_OK;
		/* rounding does not let it come closer */
		if (point->gain <= flat && point->gain >= last)
			return COX_OK;
		last = point->gain;
		status = take_step(model, control, fixed, point, start);
		if (status != COX_OK && last <= 1e6 * flat)
			return any_moves(model, point) ? COX_MONOTONE : COX_OK;
		if (status != COX_OK)
			return status;
	}
	return COX_DIVERGED;
}

enum cox_status cox_maximise(const struct cox_regression *model,
	const struct cox_control *control, size_t fixed,
	struct cox_point *point)
{
	struct cox_point start;
	enum cox_status status = COX_NO_MEMORY;

	point->iterations = 0;
	if (cox_point_make(model->data->p, &start)) {
		status = COX_OK;
		if (!point->found)
			status = cox_point_find(model, control, fixed, point);
		point->found = false;
		if (status == COX_OK)
			status = climb(model, control, fixed, point, &start);
	}
	cox_point_free(&start);
	return status;
}
