/* Fitting Cox regression, from the data's units and back to them. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "survival/cholesky.h"
#include "survival/cox-maximise.h"
#include "survival/cox-residuals.h"
#include "survival/cox.h"

bool cox_fit_make(size_t p, struct cox_fit *fit)
{
	*fit = (struct cox_fit){ .p = p,
		.coef = calloc(p, sizeof(double)),
		.variance = calloc(p * p, sizeof(double)),
		.infinite = calloc(p, sizeof(bool)) };
	return fit->coef && fit->variance && fit->infinite;
}

void cox_fit_free(struct cox_fit *fit)
{
	free(fit->coef);
	free(fit->variance);
	free(fit->infinite);
}

/* half of log |information| in the data's units, less that in units of z */
static double log_scales(const struct cox_regression *model)
{
	double sum = 0;

	for (size_t j = 0; j < model->data->p; j++)
		sum += log(model->scale[j]);
	return sum;
}

/* beta' information beta */
static double find_wald(size_t p, const struct cox_point *point)
{
	double sum = 0;

	for (size_t j = 0; j < p; j++)
		for (size_t h = 0; h < p; h++)
			sum += point->beta[j] * point->beta[h] *
			       point->information[j * p + h];
	return sum;
}

/* The end of the climb into the data's units. */
static void fill_fit(const struct cox_regression *model,
	const struct cox_point *point, enum cox_status status,
	struct cox_fit *fit)
{
	size_t p = model->data->p;

	fit->loglik = point->loglik;
	fit->wald = find_wald(p, point);
	fit->iterations = point->iterations;
	if (status == COX_MONOTONE) {
		/* the tail of an exponential: as much again as the step's */
		fit->loglik += point->gain;
		fit->wald = NAN;
	}
	cholesky_inverse(p, point->factor, fit->variance);
	for (size_t j = 0; j < p; j++) {
		fit->infinite[j] = status == COX_MONOTONE &&
				   cox_still_moves(model, point, j);
		fit->coef[j] = fit->infinite[j]
				       ? NAN
				       : point->beta[j] / model->scale[j];
	}
	for (size_t j = 0; j < p; j++)
		for (size_t h = 0; h < p; h++) {
			double *cell = &fit->variance[j * p + h];

			*cell /= model->scale[j] * model->scale[h];
			if (fit->infinite[j] || fit->infinite[h])
				*cell = NAN;
		}
}

static enum cox_status estimate_at(const struct cox_regression *model,
	const struct cox_control *control, struct cox_point *point,
	struct cox_fit *fit)
{
	const struct cox_control plain = { .firth = false };
	enum cox_status status =
		cox_point_find(model, &plain, COX_NOT_FIXED, point);

	fit->column = point->column;
	if (status != COX_OK)
		return status;
	fit->loglik_null = point->loglik;
	fit->score_test = point->gain;
	if (control->firth)
		fit->loglik_null +=
			cholesky_log_determinant(fit->p, point->factor) / 2;
	point->found = !control->firth;
	status = cox_maximise(model, control, COX_NOT_FIXED, point);
	if (status != COX_OK && status != COX_MONOTONE)
		return COX_DIVERGED;
	if (control->firth) {
		/* the variance is the information's, penalised or not */
		memcpy(point->factor, point->information,
			fit->p * fit->p * sizeof(double));
		if (!cholesky_factor(fit->p, point->factor, 0, &fit->column))
			return COX_DIVERGED;
	}
	fill_fit(model, point, status, fit);
	if (control->firth) {
		fit->loglik += log_scales(model);
		fit->loglik_null += log_scales(model);
	}
	return status;
}

enum cox_status cox_estimate(const struct cox_regression *model,
	const struct cox_control *control, struct cox_fit *fit)
{
	enum cox_status status = COX_NO_MEMORY;
	struct cox_point point;

	if (!(model->events > 0))
		return COX_NO_EVENTS;
	if (cox_point_make(model->data->p, &point))
		status = estimate_at(model, control, &point, fit);
	cox_point_free(&point);
	return status;
}
