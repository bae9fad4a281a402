/* Accelerated-failure-time models. */
#include "survival/aft.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sf_erf.h>

#include "survival/concave.h"
#include "survival/standardise.h"

/* w = (log t - b_0 - x b) / scale: log density at an event, log survival
 * behind a censoring, each with its derivatives in w. */
static struct concave_part extreme_value(bool event, double w)
{
	double risk = exp(w);

	if (event)
		return (struct concave_part){ w - risk, 1 - risk, -risk };
	return (struct concave_part){ -risk, -risk, -risk };
}

static struct concave_part normal(bool event, double w)
{
	double above, hazard;

	if (event)
		return (struct concave_part){
			-w * w / 2 - log(2 * acos(-1)) / 2, -w, -1
		};
	/* log P(e > w) without loss on either side, and the hazard from it */
	above = w < 0 ? log1p(-erfc(-w / sqrt(2)) / 2)
		      : gsl_sf_log_erfc(w / sqrt(2)) - log(2);
	hazard = exp(-w * w / 2 - log(2 * acos(-1)) / 2 - above);
	return (struct concave_part){ above, -hazard, -hazard * (hazard - w) };
}

static struct concave_part logistic(bool event, double w)
{
	double small = exp(-fabs(w)), share = 1 / (1 + small);
	double below = w > 0 ? share : small * share; /* P(e < w) */
	double log_above = (w > 0 ? -w : 0) - log1p(small);
	double density = small * share * share;

	if (event)
		return (struct concave_part){ w + 2 * log_above, 1 - 2 * below,
			-2 * density };
	return (struct concave_part){ log_above, -below, -density };
}

static struct concave_part part(size_t i, double predictor, const void *context)
{
	const struct aft_data *data = context;

	switch (data->distribution) {
	case AFT_WEIBULL:
	case AFT_EXPONENTIAL:
		return extreme_value(data->event[i], predictor);
	case AFT_LOGNORMAL:
		return normal(data->event[i], predictor);
	case AFT_LOGLOGISTIC:
		return logistic(data->event[i], predictor);
	}
	return (struct concave_part){ NAN, NAN, NAN };
}

/*
 * w as a linear predictor: column 0 is -1, columns 1 to p - 2 are covariates
 * and p - 1 is log t, these of unit variance, covariates with their sign
 * turned.
 */
struct model {
	size_t p; /* with intercept and scale */
	double *z, *mean, *spread, *transform;
	bool *fixed;
	double events, log_times; /* weighted, of the events */
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

static bool model_room(size_t n, size_t p, struct model *model)
{
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
	return model->z && model->mean && model->spread && model->transform &&
	       model->fixed && model->fit.b && model->fit.covariance &&
	       model->fit.null && model->fit.undetermined;
}

static void model_fill(const struct aft_data *data, struct model *model)
{
	size_t n = data->n, last = model->p - 1;
	double *log_time = &model->z[last * n];

	for (size_t i = 0; i < n; i++) {
		double weight = data->weight ? data->weight[i] : 1;

		model->z[i] = -1;
		log_time[i] = log(data->time[i]);
		if (!data->event[i])
			continue;
		model->events += weight;
		model->log_times += weight * log_time[i];
	}
	standardise(n, data->p, data->x, data->weight, model->z + n,
		model->mean + 1, model->spread + 1);
	standardise(n, 1, log_time, data->weight, log_time, model->mean + last,
		model->spread + last);
	for (size_t i = n; i < n * last; i++)
		model->z[i] = -model->z[i];
	model->fit.b[last] =
		data->distribution == AFT_EXPONENTIAL ? model->spread[last] : 1;
}

static enum aft_status status_of(enum concave_status status)
{
	switch (status) {
	case CONCAVE_OK:
		return AFT_OK;
	case CONCAVE_UNBOUNDED:
		return AFT_PERFECT;
	case CONCAVE_DIVERGED:
		return AFT_DIVERGED;
	case CONCAVE_NO_MEMORY:
		return AFT_NO_MEMORY;
	}
	return AFT_DIVERGED;
}

/* Intercept and scale alone, then from there all. */
static enum aft_status fit_model(
	const struct aft_data *data, struct model *model, struct aft_fit *fit)
{
	size_t last = model->p - 1;
	const struct concave_problem problem = { data->n, model->p, model->z,
		NULL, data->weight, part, data, model->events, model->fixed };
	/* from standardised log times to times: d log t / dt, and the spread */
	double jacobian =
		-model->log_times - model->events * log(model->spread[last]);
	enum concave_status status;

	model->fixed[last] = data->distribution == AFT_EXPONENTIAL;
	for (size_t j = 1; j < last; j++)
		model->fixed[j] = true;
	status = concave_maximise(&problem, &model->fit);
	fit->loglik_null = model->fit.value + jacobian;
	if (status != CONCAVE_OK)
		return status_of(status);
	for (size_t j = 1; j < last; j++)
		model->fixed[j] = false;
	status = concave_maximise(&problem, &model->fit);
	fit->loglik = model->fit.value + jacobian;
	fit->steps = model->fit.steps;
	return status_of(status);
}

/*
 * With g the parameters found, s and m spread and mean (last: of log time):
 * scale = s_last / g_last, b_j = scale g_j / s_j,
 * b_0 = scale (g_0 - sum m_j g_j / s_j) + m_last.  The covariance follows by
 * their derivatives, exactly, since the score is 0 there.
 */
static void transform_back(struct model *model, struct aft_fit *fit)
{
	size_t p = model->p, last = p - 1;
	const double *g = model->fit.b;
	double *t = model->transform, scale = model->spread[last] / g[last];
	double sum = g[0];

	t[0] = scale;
	for (size_t j = 1; j < last; j++) {
		t[j * p + j] = scale / model->spread[j];
		t[j] = -model->mean[j] * t[j * p + j];
		sum -= model->mean[j] * g[j] / model->spread[j];
		fit->coef[j] = t[j * p + j] * g[j];
		t[j * p + last] = -fit->coef[j] / g[last];
	}
	fit->coef[0] = scale * sum + model->mean[last];
	t[last] = -scale * sum / g[last];
	fit->coef[last] = log(scale);
	t[last * p + last] = -1 / g[last];
	concave_transform(p, t, &model->fit, fit->covariance, fit->exists);
}

enum aft_status aft_fit(const struct aft_data *data, struct aft_fit *fit)
{
	struct model model = { .p = 0 };
	enum aft_status status = AFT_NO_MEMORY;

	if (model_room(data->n, data->p + 2, &model)) {
		model_fill(data, &model);
		status = model.events > 0 ? fit_model(data, &model, fit)
					  : AFT_NO_EVENTS;
		if (status == AFT_OK)
			transform_back(&model, fit);
	}
	model_free(&model);
	return status;
}
