/* Covariance and existence of linear functions of the coefficients. */
#include "survival/concave.h"

#include <math.h>

/* share of the terms that rounding may leave of a sum that is 0 */
#define ROUNDING 1e-7

static bool moves(size_t p, const double row[], const double null[])
{
	double sum = 0, size = 0;

	for (size_t k = 0; k < p; k++) {
		sum += row[k] * null[k];
		size += fabs(row[k] * null[k]);
	}
	return fabs(sum) > ROUNDING * size;
}

void concave_transform(size_t p, const double transform[],
	const struct concave_fit *fit, double covariance[], bool exists[])
{
	for (size_t i = 0; i < p; i++) {
		const double *row = &transform[i * p];

		exists[i] = true;
		for (size_t j = 0; j < p; j++)
			if (fit->undetermined[j] &&
				moves(p, row, &fit->null[j * p]))
				exists[i] = false;
		for (size_t j = 0; j < p; j++) {
			const double *other = &transform[j * p];
			double sum = 0;

			for (size_t k = 0; k < p; k++)
				for (size_t l = 0; l < p; l++)
					sum += row[k] *
					       fit->covariance[k * p + l] *
					       other[l];
			covariance[i * p + j] = sum;
		}
	}
}
