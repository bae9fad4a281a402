/* Cholesky's decomposition. */
#include "survival/cholesky.h"

#include <math.h>

static double dot(size_t n, const double a[], const double b[])
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

bool cholesky_factor(size_t p, double a[], double tolerance, size_t *column)
{
	for (size_t j = 0; j < p; j++) {
		double *row = a + j * p, whole = row[j], left;

		*column = j;
		for (size_t k = 0; k < j; k++)
			row[k] = (row[k] - dot(k, row, a + k * p)) /
				 a[k * p + k];
		left = whole - dot(j, row, row);
		if (!(left > 0 && left > tolerance * whole))
			return false;
		row[j] = sqrt(left);
	}
	return true;
}

void cholesky_solve(size_t p, const double factor[], double b[])
{
	for (size_t j = 0; j < p; j++)
		b[j] = (b[j] - dot(j, factor + j * p, b)) / factor[j * p + j];
	for (size_t j = p; j-- > 0;) {
		for (size_t k = j + 1; k < p; k++)
			b[j] -= factor[k * p + j] * b[k];
		b[j] /= factor[j * p + j];
	}
}

void cholesky_inverse(size_t p, const double factor[], double inverse[])
{
	/* row j is the solution for column j, which is the same */
	for (size_t j = 0; j < p; j++) {
		for (size_t k = 0; k < p; k++)
			inverse[j * p + k] = j == k;
		cholesky_solve(p, factor, inverse + j * p);
	}
}

double cholesky_log_determinant(size_t p, const double factor[])
{
	double sum = 0;

	for (size_t j = 0; j < p; j++)
		sum += log(factor[j * p + j]);
	return 2 * sum;
}
