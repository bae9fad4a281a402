/* Dependent columns of a model matrix. */
#include "survival/collinear.h"

#include <math.h>

#define LEAST_SPREAD 1e-13
#define LEAST_LEFT   1e-11
#define LEAST_PART   1e-6

/* Mean of a column, and the square root of the sum of squares about it. */
static double spread_of(size_t n, const double column[], double *mean)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += column[i];
	*mean = sum / (double)n;
	sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += column[i] - *mean;
	*mean += sum / (double)n;
	for (size_t i = 0; i < n; i++) {
		double off = column[i] - *mean;

		squares += off * off;
	}
	return sqrt(squares);
}

static double correlation(size_t n, const double a[], double mean_a,
	const double b[], double mean_b)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (a[i] - mean_a) * (b[i] - mean_b);
	return sum;
}

/*
 * Row k of the factor L of the correlations, in row k of factor; returns the
 * share of the variance of column k that the columns before it leave.
 */
static double add_row(size_t n, size_t p, const double x[], size_t k,
	const double means[], const double spreads[], double factor[])
{
	double *row = factor + k * p, left = 1;

	for (size_t j = 0; j < k; j++) {
		const double *above = factor + j * p;
		double sum = correlation(n, x + j * n, means[j], x + k * n,
				     means[k]) /
			     (spreads[j] * spreads[k]);

		for (size_t h = 0; h < j; h++)
			sum -= above[h] * row[h];
		row[j] = sum / above[j];
		left -= row[j] * row[j];
	}
	row[k] = sqrt(left > 0 ? left : 0);
	return left;
}

/* Solves L' b = (row k of L) for the coefficients of column k, in place. */
static void find_parts(size_t p, size_t k, double factor[], bool depends[])
{
	double *row = factor + k * p;

	for (size_t j = k; j-- > 0;) {
		for (size_t h = j + 1; h < k; h++)
			row[j] -= factor[h * p + j] * row[h];
		row[j] /= factor[j * p + j];
		depends[j] = fabs(row[j]) > LEAST_PART;
	}
}

enum collinear_status collinear_find(size_t n, size_t p, const double x[],
	size_t *which, bool depends[], double work[])
{
	double *means = work, *spreads = work + p, *factor = work + 2 * p;

	for (size_t k = 0; k < p; k++) {
		double size;

		*which = k;
		depends[k] = false;
		spreads[k] = spread_of(n, x + k * n, &means[k]);
		size = fabs(means[k]) * sqrt((double)n);
		if (!(spreads[k] > LEAST_SPREAD * size))
			return COLLINEAR_CONSTANT;
		if (add_row(n, p, x, k, means, spreads, factor) < LEAST_LEFT) {
			find_parts(p, k, factor, depends);
			return COLLINEAR_FOUND;
		}
	}
	return COLLINEAR_NONE;
}
