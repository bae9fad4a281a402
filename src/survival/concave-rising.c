/* Rows that rise to their limit, and what the others determine. */
#include "survival/concave-work.h"

#include <math.h>

#define RISING_VALUE -0.01
/* share of a column's length that must be left of it beside the others */
#define SMALLEST_SHARE 1e-11
/* a coefficient of such a column that is 0 but for rounding */
#define ROUNDING 1e-9

/*
 * Which columns the active rows no longer determine, by elimination in the
 * order of the columns; their directions.  Returns how many.
 */
size_t concave_find_undetermined(const struct concave_work *work)
{
	const struct concave_problem *problem = work->problem;
	struct concave_fit *fit = work->fit;
	size_t n = problem->n, p = problem->p, found = 0;
	double *m = work->matrix;

	for (size_t j = 0; j < p; j++) {
		work->free[j] = fit->undetermined[j] = false;
		for (size_t k = 0; k <= j; k++) {
			double sum = 0;

			for (size_t i = 0; i < n; i++)
				if (work->active[i])
					sum += problem->z[j * n + i] *
					       problem->z[k * n + i];
			m[j * p + k] = sum;
		}
	}
	for (size_t j = 0; j < p; j++) {
		bool fixed = problem->fixed && problem->fixed[j];
		double length = m[j * p + j], *null = &fit->null[j * p];

		/* the coefficients of the columns before, and what is left */
		for (size_t k = 0; k < j; k++)
			null[k] = m[j * p + k];
		for (size_t k = j; k < p; k++)
			null[k] = 0;
		if (fixed)
			continue;
		for (size_t k = 0; k < j; k++) {
			if (!work->free[k])
				continue;
			for (size_t l = 0; l < k; l++)
				if (work->free[l])
					m[j * p + k] -=
						m[j * p + l] * m[k * p + l];
			m[j * p + k] /= m[k * p + k];
			m[j * p + j] -= m[j * p + k] * m[j * p + k];
		}
		work->free[j] = m[j * p + j] > SMALLEST_SHARE * length;
		if (work->free[j]) {
			m[j * p + j] = sqrt(m[j * p + j]);
			continue;
		}
		fit->undetermined[j] = true;
		found++;
		concave_solve(work, null);
		for (size_t k = 0; k < j; k++)
			null[k] = fabs(null[k]) > ROUNDING ? -null[k] : 0;
		null[j] = 1;
	}
	return found;
}

/*
 * Of the rows that are rising, takes out of that list those that the direction
 * of b, as far as it leaves all others alone, does not carry on; whether any.
 */
static bool spare_rows(const struct concave_work *work)
{
	const struct concave_problem *problem = work->problem;
	const struct concave_fit *fit = work->fit;
	size_t n = problem->n, p = problem->p;
	double longest = 0;
	bool any = false;

	for (size_t k = 0; k < p; k++) {
		work->tried[k] = 0;
		for (size_t j = 0; j < p; j++)
			if (fit->undetermined[j])
				work->tried[k] +=
					fit->b[j] * fit->null[j * p + k];
	}
	concave_predict(problem, work->tried, NULL, work->moved);
	for (size_t i = 0; i < n; i++)
		if (work->rising[i])
			longest = fmax(longest, fabs(work->moved[i]));
	for (size_t i = 0; i < n; i++) {
		double on = copysign(work->moved[i], 1);

		/* who is close to 0 rises on the side on which it is */
		if ((work->moved[i] > 0) != (work->predictor[i] > 0))
			on = -on;
		if (!work->rising[i] || on > ROUNDING * longest)
			continue;
		work->rising[i] = false;
		work->active[i] = any = true;
	}
	return any;
}

/*
 * Takes out the rows that rise to 0 along a direction that leaves the others
 * alone; whether there is one, which the others then do not determine.
 */
bool concave_take_out_rising(
	const struct concave_work *work, size_t *undetermined)
{
	const struct concave_problem *problem = work->problem;
	size_t now;

	for (size_t i = 0; i < problem->n; i++) {
		struct concave_part part =
			problem->part(i, work->predictor[i], problem->context);

		work->rising[i] = work->active[i] && part.value > RISING_VALUE;
		work->active[i] = work->active[i] && !work->rising[i];
	}
	do {
		now = concave_find_undetermined(work);
	} while (now > *undetermined && spare_rows(work));
	if (now > *undetermined) {
		*undetermined = now;
		return true;
	}
	for (size_t i = 0; i < problem->n; i++)
		work->active[i] = work->active[i] || work->rising[i];
	concave_find_undetermined(work);
	return false;
}
