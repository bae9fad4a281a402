/* Logistic regression. */
#include "survival/logistic.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "survival/concave.h"
#include "survival/logistic-firth.h"
#include "survival/standardise.h"

/* log of the probability of the outcome that was seen */
static struct concave_part part(size_t i, double predictor, const void *context)
{
	const struct logistic_data *data = context;
	double sign = data->outcome[i] ? 1 : -1, odds = sign * predictor;
	double small = exp(-fabs(odds)), other = small / (1 + small);

	return (struct concave_part){ odds > 0 ? -log1p(small)
					       : odds - log1p(small),
		sign * (odds > 0 ? other : 1 / (1 + small)),
		-other / (1 + small) };
}

/* The model in columns of unit variance, the first one 1. */
struct model {
	size_t p; /* with the intercept */
	double *z, *mean, *spread, *transform;
	double *along; /* p: how the others move with a coefficient */
	double *best;  /* p: the maximum */
	bool *fixed;
	struct concave_fit fit;
};

static void model_free(struct model *model)
{
	free(model->z);
	free(model->mean);
	free(model->spread);
	free(model->transform);
	free(model->along);
	free(model->best);
	free(model->fixed);
	free(model->fit.b);
	free(model->fit.covariance);
	free(model->fit.null);
	free(model->fit.undetermined);
}

static bool model_make(const struct logistic_data *data, struct model *model)
{
	size_t n = data->n, p = data->p + 1;

	model->p = p;
	model->z = calloc(n, p * sizeof(double));
	model->mean = calloc(p, sizeof(double));
	model->spread = calloc(p, sizeof(double));
	model->transform = calloc(p, p * sizeof(double));
	model->along = calloc(p, sizeof(double));
	model->best = calloc(p, sizeof(double));
	model->fixed = calloc(p, sizeof(bool));
	model->fit.b = calloc(p, sizeof(double));
	model->fit.covariance = calloc(p, p * sizeof(double));
	model->fit.null = calloc(p, p * sizeof(double));
	model->fit.undetermined = calloc(p, sizeof(bool));
	if (!model->z || !model->mean || !model->spread || !model->transform ||
		!model->along || !model->best || !model->fixed ||
		!model->fit.b || !model->fit.covariance || !model->fit.null ||
		!model->fit.undetermined)
		return false;
	for (size_t i = 0; i < n; i++)
		model->z[i] = 1;
	standardise(n, p - 1, data->x, data->weight, model->z + n,
		model->mean + 1, model->spread + 1);
	return true;
}

/* b_j = g_j / spread_j, b_0 = g_0 - sum mean_j g_j / spread_j */
static void transform_back(struct model *model, struct logistic_fit *fit)
{
	size_t p = model->p;

	model->transform[0] = 1;
	for (size_t j = 1; j < p; j++) {
		model->transform[j] = -model->mean[j] / model->spread[j];
		model->transform[j * p + j] = 1 / model->spread[j];
	}
	for (size_t i = 0; i < p; i++) {
		fit->coef[i] = 0;
		for (size_t j = 0; j < p; j++)
			fit->coef[i] +=
				model->transform[i * p + j] * model->fit.b[j];
	}
	concave_transform(
		p, model->transform, &model->fit, fit->covariance, fit->exists);
}

static enum logistic_status status_of(enum concave_status status)
{
	if (status == CONCAVE_OK)
		return LOGISTIC_OK;
	return status == CONCAVE_NO_MEMORY ? LOGISTIC_NO_MEMORY
					   : LOGISTIC_DIVERGED;
}

static enum logistic_status maximise(
	const struct logistic_data *data, struct model *model)
{
	const struct concave_problem problem = { data->n, model->p, model->z,
		data->offset, data->weight, part, data, 0, model->fixed };

	if (data->firth)
		return status_of(logistic_firth(
			data, model->p, model->z, model->fixed, &model->fit));
	return status_of(concave_maximise(&problem, &model->fit));
}

/* log det of the information is that of unit variance and this */
static double penalty_of_units(
	const struct logistic_data *data, const struct model *model)
{
	double sum = 0;

	for (size_t j = 1; j < model->p && data->firth; j++)
		sum += log(model->spread[j]);
	return sum;
}

/* Intercept alone, then from there all. */
static enum logistic_status fit_model(const struct logistic_data *data,
	struct model *model, struct logistic_fit *fit)
{
	double units = penalty_of_units(data, model);
	enum logistic_status status;

	for (size_t j = 1; j < model->p; j++)
		model->fixed[j] = true;
	status = maximise(data, model);
	fit->loglik_null = model->fit.value + units;
	if (status != LOGISTIC_OK)
		return status;
	for (size_t j = 1; j < model->p; j++)
		model->fixed[j] = false;
	status = maximise(data, model);
	fit->loglik = model->fit.value + units;
	fit->steps = model->fit.steps;
	return status;
}

enum logistic_status logistic_fit(
	const struct logistic_data *data, struct logistic_fit *fit)
{
	struct model model = { .p = 0 };
	enum logistic_status status = LOGISTIC_NO_MEMORY;

	if (model_make(data, &model)) {
		status = fit_model(data, &model, fit);
		if (status == LOGISTIC_OK)
			transform_back(&model, fit);
	}
	model_free(&model);
	return status;
}

/*
 * How far the likelihood with b_j = value is above the target.  The others
 * begin where they would be if the likelihood were quadratic.
 */
static enum logistic_status above(const struct logistic_data *data,
	struct model *model, size_t j, double value, double target,
	double *difference)
{
	double move = value - model->fit.b[j];
	enum logistic_status status;

	for (size_t k = 0; k < model->p; k++)
		model->fit.b[k] += move * model->along[k];
	model->fit.b[j] = value;
	status = maximise(data, model);
	*difference = model->fit.value - target;
	return status;
}

/* Two values of b_j between which the likelihood comes down to the target, and
 * how far it is above there. */
struct bracket {
	double inner, outer, f_inner, f_outer;
};

/* False position with the halving of Dowell and Jarratt (1971). */
static enum logistic_status narrow(const struct logistic_data *data,
	struct model *model, size_t j, double target, struct bracket *bracket,
	double *limit)
{
	int last = 0;

	for (int i = 0; i < 200; i++) {
		double width = bracket->outer - bracket->inner, f;
		double share = bracket->f_inner /
			       (bracket->f_inner - bracket->f_outer);
		enum logistic_status status;

		*limit = bracket->inner + share * width;
		status = above(data, model, j, *limit, target, &f);
		if (status != LOGISTIC_OK || fabs(f) < 1e-13 ||
			fabs(width) < 1e-15 * fabs(*limit))
			return status;
		if (f > 0) {
			bracket->inner = *limit;
			bracket->f_inner = f;
			bracket->f_outer /= last > 0 ? 2 : 1;
		} else {
			bracket->outer = *limit;
			bracket->f_outer = f;
			bracket->f_inner /= last < 0 ? 2 : 1;
		}
		last = f > 0 ? 1 : -1;
	}
	return LOGISTIC_OK;
}

/* The limit on the side of step; NaN when 2^10 steps do not reach it. */
static enum logistic_status find_limit(const struct logistic_data *data,
	struct model *model, size_t j, double step, double start, double target,
	double *limit)
{
	double loss = model->fit.value - target;
	struct bracket bracket = { start, start, loss, loss };

	*limit = NAN;
	for (double reach = 1; bracket.f_outer > 0; reach *= 2) {
		enum logistic_status status;

		if (reach > 1024)
			return LOGISTIC_OK;
		bracket.inner = bracket.outer;
		bracket.f_inner = bracket.f_outer;
		bracket.outer = start + reach * step;
		status = above(data, model, j, bracket.outer, target,
			&bracket.f_outer);
		if (status != LOGISTIC_OK)
			return status;
	}
	return narrow(data, model, j, target, &bracket, limit);
}

/*
 * Regression of the others on coefficient j by their covariance; of the
 * intercept where the covariates have their own zero.
 */
static void move_along(struct model *model, size_t j)
{
	const double *covariance = model->fit.covariance;
	size_t p = model->p;
	double variance = 0;

	for (size_t k = 0; k < p; k++) {
		double sum = covariance[k * p + j];

		for (size_t l = 1; l < p && j == 0; l++)
			sum -= model->mean[l] / model->spread[l] *
			       covariance[k * p + l];
		model->along[k] = sum;
	}
	variance = model->along[j];
	for (size_t l = 1; l < p && j == 0; l++)
		variance -= model->mean[l] / model->spread[l] * model->along[l];
	for (size_t k = 0; k < p; k++)
		model->along[k] = variance > 0 ? model->along[k] / variance : 0;
}

/* From covariates about their means to those with their own zero, where the
 * intercept is a coefficient of its own. */
static void move_zero(const struct logistic_data *data, struct model *model)
{
	for (size_t j = 1; j < model->p; j++) {
		double shift = model->mean[j] / model->spread[j];

		for (size_t i = 0; i < data->n; i++)
			model->z[j * data->n + i] += shift;
		model->fit.b[0] -= shift * model->fit.b[j];
		model->mean[j] = 0;
	}
}

/* The limits of b_j; its standard error is the first step.  A side on which
 * the others are not found has none. */
static enum logistic_status profile(const struct logistic_data *data,
	struct model *model, size_t j, double std_error, double conf,
	double limits[2])
{
	enum logistic_status status = maximise(data, model);
	double value = model->fit.value;
	double target = value - gsl_cdf_chisq_Pinv(conf, 1) / 2;

	move_along(model, j);
	if (j == 0)
		move_zero(data, model);
	for (size_t k = 0; k < model->p; k++)
		model->best[k] = model->fit.b[k];
	model->fixed[j] = true;
	for (int side = 0; side < 2 && status == LOGISTIC_OK; side++) {
		for (size_t k = 0; k < model->p; k++)
			model->fit.b[k] = model->best[k];
		model->fit.value = value;
		status = find_limit(data, model, j,
			side ? std_error : -std_error, model->best[j], target,
			&limits[side]);
		if (status == LOGISTIC_DIVERGED) {
			limits[side] = NAN;
			status = LOGISTIC_OK;
		}
	}
	return status;
}

enum logistic_status logistic_profile(const struct logistic_data *data,
	const struct logistic_fit *fit, size_t j, double conf, double *low,
	double *high)
{
	struct model model = { .p = 0 };
	enum logistic_status status = LOGISTIC_NO_MEMORY;
	double limits[2] = { NAN, NAN }, spread = 1, std_error = 1;

	if (model_make(data, &model)) {
		if (j > 0)
			spread = model.spread[j];
		if (fit->exists[j])
			std_error = spread *
				    sqrt(fit->covariance[j * (model.p + 1)]);
		status = profile(data, &model, j, std_error, conf, limits);
	}
	model_free(&model);
	*low = limits[0] / spread;
	*high = limits[1] / spread;
	return status;
}
