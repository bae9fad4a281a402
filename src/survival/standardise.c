/* Columns of unit variance. */
#include "survival/standardise.h"

#include <math.h>

static double weight_of(const double weight[], size_t i)
{
	return weight ? weight[i] : 1;
}

/* In two passes, the second of which takes away what the first rounded. */
static double mean_of(size_t n, const double x[], const double weight[])
{
	double mean = 0, weights = 0;

	for (size_t i = 0; i < n; i++)
		weights += weight_of(weight, i);
	for (int pass = 0; pass < 2 && weights > 0; pass++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += weight_of(weight, i) * (x[i] - mean);
		mean += sum / weights;
	}
	return mean;
}

static double spread_of(
	size_t n, const double x[], const double weight[], double mean)
{
	double squares = 0, weights = 0;

	for (size_t i = 0; i < n; i++) {
		double w = weight_of(weight, i);

		squares += w * (x[i] - mean) * (x[i] - mean);
		weights += w;
	}
	return squares > 0 ? sqrt(squares / weights) : 1;
}

void standardise(size_t n, size_t p, const double x[], const double weight[],
	double z[], double mean[], double spread[])
{
	for (size_t j = 0; j < p; j++) {
		const double *column = &x[j * n];

		mean[j] = mean_of(n, column, weight);
		spread[j] = spread_of(n, column, weight, mean[j]);
		for (size_t i = 0; i < n; i++)
			z[j * n + i] = (column[i] - mean[j]) / spread[j];
	}
}
