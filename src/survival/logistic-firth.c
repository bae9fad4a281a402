/* Firth's penalised likelihood for logistic regression. */
#include "survival/logistic-firth.h"

#include <math.h>
#include <stdlib.h>

#include "survival/cholesky.h"

#define MOST_STEPS 1000
#define NOISE      1e-10 /* what rounding may leave */
#define CONVERGED  1e-12
#define NEAR       1e-6
/* of a predictor with columns of unit variance */
#define LONGEST_STEP 2.0

struct work {
	const struct logistic_data *data;
	const double *z;
	const bool *fixed;
	size_t p;
	double *chance;      /* n: probability of the outcome */
	double *information; /* p * p, then its factor */
	double *inverse;     /* p * p */
	double *free_part;   /* p * p: the information where nothing is fixed */
	double *step, *tried;
};

static double weight_of(const struct logistic_data *data, size_t i)
{
	return data->weight ? data->weight[i] : 1;
}

/* log likelihood; fills chance */
static double likelihood(const struct work *work, const double b[])
{
	const struct logistic_data *data = work->data;
	double sum = 0;

	for (size_t i = 0; i < data->n; i++) {
		double u = data->offset ? data->offset[i] : 0, small;

		for (size_t j = 0; j < work->p; j++)
			u += b[j] * work->z[j * data->n + i];
		small = exp(-fabs(u));
		work->chance[i] = (u > 0 ? 1 : small) / (1 + small);
		if (data->outcome[i] != (u > 0))
			sum -= weight_of(data, i) * fabs(u);
		sum -= weight_of(data, i) * log1p(small);
	}
	return sum;
}

/* Both triangles, by the chances. */
static void inform(const struct work *work)
{
	size_t n = work->data->n, p = work->p;

	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k <= j; k++) {
			double sum = 0;

			for (size_t i = 0; i < n; i++)
				sum += weight_of(work->data, i) *
				       work->chance[i] * (1 - work->chance[i]) *
				       work->z[j * n + i] * work->z[k * n + i];
			work->information[j * p + k] = sum;
			work->information[k * p + j] = sum;
		}
}

/* l + log det I / 2 at b; leaves chances, the factor of I and free_part. */
static double penalised(const struct work *work, const double b[])
{
	size_t p = work->p, column;
	double value = likelihood(work, b);

	inform(work);
	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < p; k++) {
			bool moves = !work->fixed[j] && !work->fixed[k];

			work->free_part[j * p + k] =
				moves ? work->information[j * p + k] : j == k;
		}
	if (!cholesky_factor(p, work->information, 1e-15, &column))
		return -INFINITY;
	return value + cholesky_log_determinant(p, work->information) / 2;
}

/* z_i' I^-1 z_i */
static double leverage(const struct work *work, size_t i)
{
	size_t n = work->data->n, p = work->p;
	double sum = 0;

	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < p; k++)
			sum += work->z[j * n + i] * work->inverse[j * p + k] *
			       work->z[k * n + i];
	return sum;
}

/*
 * sum (y - pi + h (1/2 - pi)) z, h the diagonal of the hat matrix (Heinze and
 * Schemper 2002, equation 2), times the inverse of the free information.
 * Returns the longest element of the step.
 */
static double find_step(const struct work *work)
{
	const struct logistic_data *data = work->data;
	size_t p = work->p, column;
	double longest = 0;

	cholesky_inverse(p, work->information, work->inverse);
	for (size_t j = 0; j < p; j++)
		work->step[j] = 0;
	for (size_t i = 0; i < data->n; i++) {
		double w = weight_of(data, i), chance = work->chance[i];
		double h = w * chance * (1 - chance) * leverage(work, i);
		double off =
			w * (data->outcome[i] - chance) + h * (0.5 - chance);

		for (size_t j = 0; j < p; j++)
			if (!work->fixed[j])
				work->step[j] += off * work->z[j * data->n + i];
	}
	if (!cholesky_factor(p, work->free_part, 1e-15, &column))
		return NAN;
	cholesky_solve(p, work->free_part, work->step);
	for (size_t j = 0; j < p; j++)
		longest = fmax(longest, fabs(work->step[j]));
	for (size_t j = 0; j < p && longest > LONGEST_STEP; j++)
		work->step[j] *= LONGEST_STEP / longest;
	return longest;
}

static bool take_step(
	const struct work *work, double longest, struct concave_fit *fit)
{
	/* near the end a whole step is right and the value says no more */
	double rounding = longest < NEAR ? 1e-9 : 1e-14;
	double slack = rounding * (1 + fabs(fit->value));

	for (double share = 1; share > 1e-9; share /= 2) {
		double value;

		for (size_t j = 0; j < work->p; j++)
			work->tried[j] = fit->b[j] + share * work->step[j];
		value = penalised(work, work->tried);
		if (!(value >= fit->value - slack))
			continue;
		for (size_t j = 0; j < work->p; j++)
			fit->b[j] = work->tried[j];
		fit->value = value;
		return true;
	}
	return false;
}

static enum concave_status climb(
	const struct work *work, struct concave_fit *fit)
{
	size_t p = work->p;
	double before = INFINITY; /* the longest */

	fit->value = penalised(work, fit->b);
	for (fit->steps = 0; fit->steps < MOST_STEPS; fit->steps++) {
		double longest = find_step(work);

		if (!isfinite(fit->value) || isnan(longest))
			return CONCAVE_DIVERGED;
		if (longest > CONVERGED &&
			!(longest < NOISE && longest > 0.9 * before) &&
			take_step(work, longest, fit)) {
			before = longest;
			continue;
		}
		for (size_t j = 0; j < p; j++)
			fit->undetermined[j] = false;
		for (size_t j = 0; j < p * p; j++)
			fit->covariance[j] = work->inverse[j];
		return longest < NEAR ? CONCAVE_OK : CONCAVE_DIVERGED;
	}
	return CONCAVE_DIVERGED;
}

enum concave_status logistic_firth(const struct logistic_data *data, size_t p,
	const double z[], const bool fixed[], struct concave_fit *fit)
{
	struct work work = { data, z, fixed, p, calloc(data->n, sizeof(double)),
		calloc(p, p * sizeof(double)), calloc(p, p * sizeof(double)),
		calloc(p, p * sizeof(double)), calloc(p, sizeof(double)),
		calloc(p, sizeof(double)) };
	enum concave_status status = CONCAVE_NO_MEMORY;

	if (work.chance && work.information && work.inverse && work.free_part &&
		work.step && work.tried)
		status = climb(&work, fit);
	free(work.chance);
	free(work.information);
	free(work.inverse);
	free(work.free_part);
	free(work.step);
	free(work.tried);
	return status;
}
