/* Logistic regression. */
#include "survival/logistic.h"

#include <math.h>
#include <stdlib.h>

#include "survival/concave.h"
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
	bool *fixed;
	struct concave_fit fit;
};

static void model_free(struct model *model)
{
	free(model->z);
	free(model->mean);
	free(model->spread);
	free(model->transform);
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
	model->fixed = calloc(p, sizeof(bool));
	model->fit.b = calloc(p, sizeof(double));
	model->fit.covariance = calloc(p, p * sizeof(double));
	model->fit.null = calloc(p, p * sizeof(double));
	model->fit.undetermined = calloc(p, sizeof(bool));
	if (!model->z || !model->mean || !model->spread || !model->transform ||
		!model->fixed || !model->fit.b || !model->fit.covariance ||
		!model->fit.null || !model->fit.undetermined)
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

/* Intercept alone, then from there all. */
static enum logistic_status fit_model(const struct logistic_data *data,
	struct model *model, struct logistic_fit *fit)
{
	const struct concave_problem problem = { data->n, model->p, model->z,
		data->offset, data->weight, part, data, 0, model->fixed };
	enum concave_status status;

	for (size_t j = 1; j < model->p; j++)
		model->fixed[j] = true;
	status = concave_maximise(&problem, &model->fit);
	fit->loglik_null = model->fit.value;
	if (status != CONCAVE_OK)
		return status_of(status);
	for (size_t j = 1; j < model->p; j++)
		model->fixed[j] = false;
	status = concave_maximise(&problem, &model->fit);
	fit->loglik = model->fit.value;
	fit->steps = model->fit.steps;
	return status_of(status);
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
