/* The Fine-Gray model: Newton's method, the variance, predictions. */
#include "survival/fine-gray.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/fine-gray-parts.h"
#include "survival/times.h"

#define MOST_ITERATIONS 60
#define MOST_HALVINGS   30
#define LEAST_DECREMENT 1e-16
#define FLAT_DECREMENT  1e-9 /* per failure: the likelihood stands still */
#define LONG_STEP       0.05 /* standard deviations: the coefficient does not */
#define LEAST_PIVOT     1e-13

/* The state of the iteration; vectors are p long, of z. */
struct newton {
	size_t p;
	double *b, *tried, *step;
	double *factor;  /* p * p: Cholesky factor of the information, below */
	double *inverse; /* p * p: its inverse */
};

static bool newton_make(size_t p, struct newton *newton)
{
	*newton = (struct newton){ .p = p,
		.b = calloc(p, sizeof(double)),
		.tried = calloc(p, sizeof(double)),
		.step = calloc(p, sizeof(double)),
		.factor = calloc(p * p, sizeof(double)),
		.inverse = calloc(p * p, sizeof(double)) };
	return newton->b && newton->tried && newton->step && newton->factor &&
	       newton->inverse;
}

static void newton_free(struct newton *newton)
{
	free(newton->b);
	free(newton->tried);
	free(newton->step);
	free(newton->factor);
	free(newton->inverse);
}

/* L L' = matrix; false when the matrix is singular. */
static bool factorise(size_t p, const double matrix[], double factor[])
{
	for (size_t j = 0; j < p; j++) {
		for (size_t k = 0; k <= j; k++) {
			double sum = matrix[j * p + k];

			for (size_t h = 0; h < k; h++)
				sum -= factor[j * p + h] * factor[k * p + h];
			if (k < j)
				factor[j * p + k] = sum / factor[k * p + k];
			else if (sum > LEAST_PIVOT * matrix[j * p + j])
				factor[j * p + j] = sqrt(sum);
			else
				return false;
		}
	}
	return true;
}

/* Solves L L' x = right in place. */
static void solve(size_t p, const double factor[], double right[])
{
	for (size_t j = 0; j < p; j++) {
		for (size_t k = 0; k < j; k++)
			right[j] -= factor[j * p + k] * right[k];
		right[j] /= factor[j * p + j];
	}
	for (size_t j = p; j-- > 0;) {
		for (size_t k = j + 1; k < p; k++)
			right[j] -= factor[k * p + j] * right[k];
		right[j] /= factor[j * p + j];
	}
}

/* Moves b along the step, halved until the likelihood does not fall; sums are
 * then those at b.  False when it falls at any length. */
static bool move(const struct fine_gray_sorted *sorted, struct newton *newton,
	struct fine_gray_sums *sums)
{
	double before = sums->loglik, length = 1;
	double slack = 1e-12 * (fabs(before) + 1);

	for (int halving = 0; halving < MOST_HALVINGS; halving++) {
		for (size_t j = 0; j < newton->p; j++)
			newton->tried[j] =
				newton->b[j] + length * newton->step[j];
		fine_gray_scan(sorted, newton->tried, sums);
		if (sums->loglik >= before - slack) {
			memcpy(newton->b, newton->tried,
				newton->p * sizeof(double));
			return true;
		}
		length /= 2;
	}
	fine_gray_scan(sorted, newton->b, sums);
	return false;
}

/* Whether a step still moves a coefficient while the likelihood stands. */
static bool find_endless(const struct newton *newton, bool endless[])
{
	bool any = false;

	for (size_t j = 0; j < newton->p; j++) {
		endless[j] = !(fabs(newton->step[j]) < LONG_STEP);
		any = any || endless[j];
	}
	return any;
}

/* The next step; its decrement, twice what the likelihood should gain. */
static double next_step(
	const struct fine_gray_sums *sums, struct newton *newton)
{
	double decrement = 0;

	memcpy(newton->step, sums->score, newton->p * sizeof(double));
	solve(newton->p, newton->factor, newton->step);
	for (size_t j = 0; j < newton->p; j++)
		decrement += newton->step[j] * sums->score[j];
	return decrement;
}

static enum fine_gray_status maximise(const struct fine_gray_sorted *sorted,
	struct newton *newton, struct fine_gray_sums *sums,
	struct fine_gray_fit *fit)
{
	double flat = FLAT_DECREMENT * (double)fit->events;
	bool close = false; /* one step more doubles the digits */

	fine_gray_scan(sorted, newton->b, sums);
	fit->loglik_null = sums->loglik;
	for (fit->iterations = 0; fit->iterations < MOST_ITERATIONS;
		fit->iterations++) {
		double decrement;

		if (!factorise(newton->p, sums->information, newton->factor))
			return fit->iterations > 0 && find_endless(newton,
							      fit->endless)
				       ? FINE_GRAY_ENDLESS
				       : FINE_GRAY_SINGULAR;
		decrement = next_step(sums, newton);
		if (decrement < flat && find_endless(newton, fit->endless))
			return FINE_GRAY_ENDLESS;
		if ((decrement < LEAST_DECREMENT && close) ||
			!move(sorted, newton, sums))
			return FINE_GRAY_OK;
		close = decrement < LEAST_DECREMENT;
	}
	return FINE_GRAY_DIVERGED;
}

/* inverse * middle * inverse, of x and not of z. */
static void find_variance(const struct fine_gray_sorted *sorted,
	const double middle[], struct newton *newton, double variance[])
{
	size_t p = newton->p;

	for (size_t j = 0; j < p; j++) {
		memset(newton->tried, 0, p * sizeof(double));
		newton->tried[j] = 1;
		solve(p, newton->factor, newton->tried);
		memcpy(newton->inverse + j * p, newton->tried,
			p * sizeof(double));
	}
	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < p; k++) {
			double sum = 0;

			for (size_t h = 0; h < p; h++)
				for (size_t l = 0; l < p; l++)
					sum += newton->inverse[j * p + h] *
					       middle[h * p + l] *
					       newton->inverse[l * p + k];
			variance[j * p + k] =
				sum / sorted->scale[j] / sorted->scale[k];
		}
}

/* Coefficients and the hazard of the mean covariates. */
static void copy_fit(const struct fine_gray_sorted *sorted,
	const struct newton *newton, const struct fine_gray_sums *sums,
	struct fine_gray_fit *fit)
{
	double hazard = 0;

	for (size_t j = 0; j < newton->p; j++) {
		fit->coef[j] = newton->b[j] / sorted->scale[j];
		fit->center[j] = sorted->center[j];
	}
	fit->loglik = sums->loglik;
	fit->count = 0;
	for (size_t row = 0; row < sorted->rows; row++) {
		if (!(sorted->deaths[row] > 0))
			continue;
		hazard += sums->jump[row];
		fit->time[fit->count] = sorted->time[row];
		fit->hazard[fit->count++] = hazard;
	}
}

static enum fine_gray_status fit_sorted(struct fine_gray_sorted *sorted,
	struct newton *newton, struct fine_gray_sums *sums, double middle[],
	struct fine_gray_fit *fit)
{
	enum fine_gray_status status = maximise(sorted, newton, sums, fit);

	copy_fit(sorted, newton, sums, fit);
	if (status != FINE_GRAY_OK)
		return status;
	if (!fine_gray_middle(sorted, sums, middle))
		return FINE_GRAY_NO_MEMORY;
	find_variance(sorted, middle, newton, fit->variance);
	return FINE_GRAY_OK;
}

enum fine_gray_status fine_gray(
	const struct fine_gray_subjects *subjects, struct fine_gray_fit *fit)
{
	struct fine_gray_sorted sorted;
	struct fine_gray_sums sums = { .risk = NULL };
	struct newton newton = { .p = 0 };
	double *middle;
	enum fine_gray_status status = FINE_GRAY_NO_MEMORY;

	fit->events = 0;
	for (size_t i = 0; i < subjects->n; i++)
		fit->events += subjects->event[i] == FINE_GRAY_CAUSE;
	if (fit->events == 0)
		return FINE_GRAY_NO_EVENTS;
	middle = malloc(subjects->p * subjects->p * sizeof(*middle));
	if (middle && fine_gray_sort(subjects, &sorted) &&
		fine_gray_sums_make(&sorted, &sums) &&
		newton_make(subjects->p, &newton))
		status = fit_sorted(&sorted, &newton, &sums, middle, fit);
	newton_free(&newton);
	fine_gray_sums_free(&sums);
	if (middle)
		fine_gray_sorted_free(&sorted);
	free(middle);
	return status;
}

double fine_gray_cuminc(const struct fine_gray_fit *fit, size_t p,
	const double x[], double time)
{
	size_t low = 0, high = fit->count;
	double along = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fit->time[middle] <= time ||
			same_time(time, fit->time[middle]))
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t j = 0; j < p; j++)
		along += (x[j] - fit->center[j]) * fit->coef[j];
	return low > 0 ? -expm1(-exp(along) * fit->hazard[low - 1]) : 0;
}
