/* Newton's method for concave functions, with rows that rise to their limit. */
#include "survival/concave.h"

#include <math.h>
#include <stdlib.h>

#include "survival/concave-work.h"

#define MOST_STEPS 200
/* the decrement: the square of what is left, in standard errors */
#define CONVERGED 1e-20
/* a decrement below this share of the value: a whole step is right, and the
 * value, a long sum perhaps of huge weights, says no more */
#define NEAR 1e-10
/* below it, rows that rise have come close enough to 0 to be seen */
#define RISING_DECREMENT 1e-6
/* of unit variance, a scale that is this small is a perfect fit */
#define LARGEST_LAST 1e8

void concave_predict(const struct concave_problem *problem, const double b[],
	const double offset[], double predictor[])
{
	for (size_t i = 0; i < problem->n; i++)
		predictor[i] = offset ? offset[i] : 0;
	for (size_t j = 0; j < problem->p; j++)
		for (size_t i = 0; i < problem->n; i++)
			predictor[i] += b[j] * problem->z[j * problem->n + i];
}

static double weight_of(const struct concave_problem *problem, size_t i)
{
	return problem->weight ? problem->weight[i] : 1;
}

/* The function at b, over the active rows; leaves the predictors. */
static double value_at(const struct concave_work *work, const double b[])
{
	const struct concave_problem *problem = work->problem;
	double last = b[problem->p - 1], sum = 0;

	if (problem->log_count > 0 && !(last > 0))
		return -INFINITY;
	concave_predict(problem, b, problem->offset, work->predictor);
	for (size_t i = 0; i < problem->n; i++)
		if (work->active[i])
			sum += weight_of(problem, i) *
			       problem->part(i, work->predictor[i],
					      problem->context)
				       .value;
	if (problem->log_count > 0)
		sum += problem->log_count * log(last);
	return isnan(sum) ? -INFINITY : sum;
}

/* Gradient and negative second derivatives at the predictors. */
static void differentiate(const struct concave_work *work)
{
	const struct concave_problem *problem = work->problem;
	size_t n = problem->n, p = problem->p;
	double last = work->fit->b[p - 1];

	for (size_t j = 0; j < p; j++)
		work->gradient[j] = 0;
	for (size_t j = 0; j < p * p; j++)
		work->matrix[j] = 0;
	for (size_t i = 0; i < n; i++) {
		struct concave_part part;
		double w = weight_of(problem, i);

		if (!work->active[i])
			continue;
		part = problem->part(i, work->predictor[i], problem->context);
		for (size_t j = 0; j < p; j++) {
			double z = problem->z[j * n + i];

			work->gradient[j] += w * part.first * z;
			for (size_t k = 0; k <= j; k++)
				work->matrix[j * p + k] -=
					w * part.second * z *
					problem->z[k * n + i];
		}
	}
	if (problem->log_count > 0) {
		work->gradient[p - 1] += problem->log_count / last;
		work->matrix[p * p - 1] += problem->log_count / (last * last);
	}
}

/*
 * The Cholesky factor of the free rows of the lower triangle, in place; false
 * when it is not positive definite.
 */
static bool factor(const struct concave_work *work)
{
	size_t p = work->problem->p;
	double *m = work->matrix;

	for (size_t j = 0; j < p; j++) {
		if (!work->free[j])
			continue;
		for (size_t k = 0; k <= j; k++) {
			double sum = m[j * p + k];

			if (!work->free[k])
				continue;
			for (size_t l = 0; l < k; l++)
				if (work->free[l])
					sum -= m[j * p + l] * m[k * p + l];
			if (k < j)
				m[j * p + k] = sum / m[k * p + k];
			else if (sum > 0 && isfinite(sum))
				m[j * p + j] = sqrt(sum);
			else
				return false;
		}
	}
	return true;
}

/* x = matrix^-1 x by the factor, 0 where nothing is free */
void concave_solve(const struct concave_work *work, double x[])
{
	size_t p = work->problem->p;
	const double *m = work->matrix;

	for (size_t j = 0; j < p; j++) {
		if (!work->free[j])
			x[j] = 0;
		for (size_t k = 0; k < j && work->free[j]; k++)
			if (work->free[k])
				x[j] -= m[j * p + k] * x[k];
		if (work->free[j])
			x[j] /= m[j * p + j];
	}
	for (size_t j = p; j-- > 0;) {
		if (!work->free[j])
			continue;
		for (size_t k = j + 1; k < p; k++)
			if (work->free[k])
				x[j] -= m[k * p + j] * x[k];
		x[j] /= m[j * p + j];
	}
}

/* Newton's step, with a ridge where rounding needs one; the decrement, or NaN.
 */
static double find_step(const struct concave_work *work)
{
	size_t p = work->problem->p;
	double ridge = 0, decrement = 0;

	differentiate(work);
	while (!factor(work)) {
		ridge = ridge > 0 ? 10 * ridge : 1e-14;
		if (ridge > 1)
			return NAN;
		differentiate(work);
		for (size_t j = 0; j < p; j++)
			work->matrix[j * p + j] *= 1 + ridge;
	}
	for (size_t j = 0; j < p; j++)
		work->step[j] = work->gradient[j];
	concave_solve(work, work->step);
	for (size_t j = 0; j < p; j++)
		decrement += work->gradient[j] * work->step[j];
	return decrement;
}

/* Goes along the step as far as the function rises; whether it did. */
static bool take_step(const struct concave_work *work, bool near)
{
	struct concave_fit *fit = work->fit;
	size_t p = work->problem->p;
	double slack = (near ? 1e-9 : 1e-14) * (1 + fabs(fit->value));

	for (double share = 1; share > 1e-100; share /= 2) {
		double value;

		for (size_t j = 0; j < p; j++)
			work->tried[j] = fit->b[j] + share * work->step[j];
		value = value_at(work, work->tried);
		if (value < fit->value - slack)
			continue;
		for (size_t j = 0; j < p; j++)
			fit->b[j] = work->tried[j];
		fit->value = value;
		return true;
	}
	return false;
}

static enum concave_status climb(const struct concave_work *work)
{
	const struct concave_problem *problem = work->problem;
	struct concave_fit *fit = work->fit;
	size_t undetermined = concave_find_undetermined(work);
	double before = INFINITY; /* the decrement */

	fit->value = value_at(work, fit->b);
	for (fit->steps = 0; fit->steps < MOST_STEPS; fit->steps++) {
		double decrement = find_step(work);
		bool near = decrement < NEAR * (1 + fabs(fit->value));

		if (!isfinite(decrement) || !isfinite(fit->value))
			return CONCAVE_DIVERGED;
		if (problem->log_count > 0 &&
			(fit->b[problem->p - 1] > LARGEST_LAST ||
				fit->undetermined[problem->p - 1]))
			return CONCAVE_UNBOUNDED;
		if (decrement < RISING_DECREMENT &&
			concave_take_out_rising(work, &undetermined)) {
			fit->value = value_at(work, fit->b);
			continue;
		}
		if (decrement <= CONVERGED ||
			(near && decrement > 0.9 * before))
			return CONCAVE_OK; /* or all that rounding leaves */
		if (!take_step(work, near))
			return CONCAVE_DIVERGED;
		before = decrement;
	}
	return CONCAVE_DIVERGED;
}

/* Of the factor at the maximum, column by column. */
static void invert(const struct concave_work *work)
{
	size_t p = work->problem->p;
	double *covariance = work->fit->covariance;

	value_at(work, work->fit->b); /* for the predictors */
	differentiate(work);
	factor(work);
	for (size_t j = 0; j < p; j++) {
		double *column = &covariance[j * p];

		for (size_t k = 0; k < p; k++)
			column[k] = k == j;
		if (work->free[j])
			concave_solve(work, column);
		else
			column[j] = 0;
	}
}

static void work_free(struct concave_work *work)
{
	free(work->matrix);
	free(work->gradient);
	free(work->step);
	free(work->tried);
	free(work->moved);
	free(work->predictor);
	free(work->active);
	free(work->rising);
	free(work->free);
}

static bool work_make(struct concave_work *work)
{
	size_t n = work->problem->n, p = work->problem->p;

	work->matrix = calloc(p, p * sizeof(double));
	work->gradient = calloc(p, sizeof(double));
	work->step = calloc(p, sizeof(double));
	work->tried = calloc(p, sizeof(double));
	work->moved = calloc(n, sizeof(double));
	work->predictor = calloc(n, sizeof(double));
	work->active = calloc(n, sizeof(bool));
	work->rising = calloc(n, sizeof(bool));
	work->free = calloc(p, sizeof(bool));
	return work->matrix && work->gradient && work->step && work->tried &&
	       work->moved && work->predictor && work->active && work->rising &&
	       work->free;
}

enum concave_status concave_maximise(
	const struct concave_problem *problem, struct concave_fit *fit)
{
	struct concave_work work = { .problem = problem, .fit = fit };
	enum concave_status status = CONCAVE_NO_MEMORY;

	if (work_make(&work)) {
		for (size_t i = 0; i < problem->n; i++)
			work.active[i] = weight_of(problem, i) > 0;
		status = climb(&work);
		if (status == CONCAVE_OK)
			invert(&work);
	}
	work_free(&work);
	return status;
}
