/* Summary of a sample. */
#include "survival/summary.h"

#include <float.h>
#include <math.h>

double sample_mean(size_t n, const double values[])
{
	long double sum = 0, rest = 0;
	double count = (double)n, mean;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	mean = (double)(sum / count);
	for (size_t i = 0; i < n; i++)
		rest += values[i] - mean;
	return mean + (double)(rest / count);
}

double sample_variance(size_t n, const double values[])
{
	double mean = sample_mean(n, values);
	long double sum = 0;

	if (n < 2)
		return NAN;
	for (size_t i = 0; i < n; i++)
		sum += ((long double)values[i] - mean) *
		       ((long double)values[i] - mean);
	return (double)(sum / (long double)(n - 1));
}

/* The order statistic at a place from 1, cut off at both ends. */
static double at_place(size_t n, const double sorted[], double place)
{
	if (place < 1)
		return sorted[0];
	if (place > (double)n)
		return sorted[n - 1];
	return sorted[(size_t)place - 1];
}

double sample_quantile(size_t n, const double sorted[], int type, double p)
{
	static const double a[] = { 0, 0.5, 0, 1, 1.0 / 3, 3.0 / 8 };
	static const double b[] = { 1, 0.5, 0, 1, 1.0 / 3, 3.0 / 8 };
	double count = (double)n, place, whole, part, low, high;

	if (type <= 2)
		place = count * p;
	else if (type == 3)
		place = count * p - 0.5;
	else
		place = a[type - 4] +
			p * (count + 1 - a[type - 4] - b[type - 4]);
	/* a place that is an integer but for rounding is that integer */
	whole = floor(place + 4 * DBL_EPSILON * fmax(1, fabs(place)));
	part = place - whole;
	if (fabs(part) <= 4 * DBL_EPSILON * fmax(1, fabs(place)))
		part = 0;
	if (type == 1)
		part = part > 0;
	else if (type == 2)
		part = part > 0 ? 1 : 0.5;
	else if (type == 3)
		part = part > 0 || fmod(whole, 2) != 0;
	low = at_place(n, sorted, whole);
	high = at_place(n, sorted, whole + 1);
	if (part == 0 || low == high)
		return low;
	return part >= 1 ? high : (1 - part) * low + part * high;
}

double standardized_difference(
	double mean1, double variance1, double mean2, double variance2)
{
	double pooled = sqrt((variance1 + variance2) / 2);

	return pooled > 0 ? (mean1 - mean2) / pooled : NAN;
}
