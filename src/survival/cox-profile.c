/* Profile likelihood limits of the coefficients of Cox regression. */
#include <math.h>
#include <string.h>
#include <gsl/gsl_cdf.h>

#include "survival/cox-maximise.h"

#define MOST_STEPS 200
#define FARTHEST   1e3 /* standard errors from the estimate */

struct profile {
	const struct cox_regression *model;
	const struct cox_control *control;
	struct cox_point *point;
	size_t j;
	double level; /* of the log likelihood, at a limit */
};

/*
 * The log likelihood above the level with coefficient j at value, and its slope
 * in it; the others are at their best, beginning where they were.
 */
static enum cox_status profile_at(const struct profile *profile, double value,
	double *above, double *slope)
{
	enum cox_status status;

	profile->point->beta[profile->j] = value;
	status = cox_maximise(
		profile->model, profile->control, profile->j, profile->point);
	*above = profile->point->loglik - profile->level;
	*slope = profile->point->score[profile->j];
	return status;
}

/*
 * Newton's method between a value inside the limits and one outside; where it
 * leaves them, half-way.  inside is an estimate, error its standard error with
 * the sign of the side.
 */
static enum cox_status find_limit(const struct profile *profile, double inside,
	double error, double *limit)
{
	double begin = inside, outside = NAN, value = inside + 2 * error;

	for (int step = 0; step < MOST_STEPS; step++) {
		double above, slope, next, last = value;
		enum cox_status status =
			profile_at(profile, value, &above, &slope);

		if (status != COX_OK)
			return status;
		if (above > 0)
			inside = value;
		else
			outside = value;
		next = value - above / slope;
		if (isnan(outside)) {
			/* at most three times as far as this */
			double far = begin + 3 * (value - begin);

			value = (next - inside) / error > 0 &&
						(far - next) / error > 0
					? next
					: far;
			if (fabs(value - begin) > FARTHEST * fabs(error)) {
				*limit = NAN;
				return COX_OK;
			}
			continue;
		}
		value = (next - inside) / error >= 0 &&
					(outside - next) / error >= 0
				? next
				: (inside + outside) / 2;
		*limit = value;
		if (fabs(value - last) <= 1e-10 * fabs(error))
			return COX_OK;
	}
	return COX_DIVERGED;
}

static void start_at(const struct cox_regression *model,
	const struct cox_fit *fit, struct cox_point *point)
{
	for (size_t j = 0; j < fit->p; j++)
		point->beta[j] = fit->coef[j] * model->scale[j];
}

static enum cox_status find_both(const struct profile *profile,
	const struct cox_fit *fit, double *low, double *high)
{
	size_t j = profile->j;
	double scale = profile->model->scale[j];
	double estimate = fit->coef[j] * scale;
	double error = sqrt(fit->variance[j * (fit->p + 1)]) * scale;
	enum cox_status status;

	start_at(profile->model, fit, profile->point);
	status = find_limit(profile, estimate, -error, low);
	*low /= scale;
	if (status != COX_OK)
		return status;
	start_at(profile->model, fit, profile->point);
	status = find_limit(profile, estimate, error, high);
	*high /= scale;
	return status;
}

enum cox_status cox_profile(const struct cox_regression *model,
	const struct cox_control *control, const struct cox_fit *fit, size_t j,
	double conf, double *low, double *high)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	enum cox_status status = COX_NO_MEMORY;
	struct cox_point point;
	struct profile profile = { model, control, &point, j, 0 };

	*low = *high = NAN;
	if (cox_point_make(fit->p, &point)) {
		start_at(model, fit, &point);
		status = cox_point_find(model, control, j, &point);
		profile.level = point.loglik - z * z / 2;
		if (status == COX_OK)
			status = find_both(&profile, fit, low, high);
	}
	cox_point_free(&point);
	return status;
}
