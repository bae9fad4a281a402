/* Limits and test of a proportion. */
#include "survival/proportion.h"

#include <float.h>
#include <math.h>
#include <gsl/gsl_cdf.h>

#include "survival/discrete.h"

static void clopper_pearson(
	double count, double n, double tail, double *low, double *high)
{
	struct discrete family = discrete_binomial(n);

	if (count > 0) {
		double odds =
			discrete_odds_of_tail(&family, count, true, 1, tail);
		*low = odds / (1 + odds);
	}
	if (count < n) {
		double odds =
			discrete_odds_of_tail(&family, count, false, 1, tail);
		*high = odds / (1 + odds);
	}
}

static void wilson(double count, double n, double z, double *low, double *high)
{
	double p = count / n;
	double middle = p + z * z / (2 * n);
	double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	double scale = 1 + z * z / n;

	if (count > 0)
		*low = (middle - half) / scale;
	if (count < n)
		*high = (middle + half) / scale;
}

static void wilson_corrected(
	double count, double n, double z, double *low, double *high)
{
	double p = count / n, q = 1 - p, scale = 2 * (n + z * z);
	double middle = 2 * n * p + z * z;

	if (count > 0)
		*low = fmax(0, (middle - 1 -
				       z * sqrt(z * z - 2 - 1 / n +
						   4 * p * (n * q + 1))) /
				       scale);
	if (count < n)
		*high = fmin(1, (middle + 1 +
					z * sqrt(z * z + 2 - 1 / n +
						    4 * p * (n * q - 1))) /
					scale);
}

static void agresti_coull(
	double count, double n, double z, double *low, double *high)
{
	double trials = n + z * z;
	double p = (count + z * z / 2) / trials;
	double half = z * sqrt(p * (1 - p) / trials);

	if (count > 0)
		*low = fmax(0, p - half);
	if (count < n)
		*high = fmin(1, p + half);
}

/* The quantile of the beta distribution, by bisection to the last bit. */
static double beta_quantile(double tail, bool upper, double a, double b)
{
	double low = 0, high = 1;

	for (;;) {
		double middle = low + (high - low) / 2;
		bool right_of;

		if (high - low <= DBL_EPSILON * middle || middle <= DBL_MIN)
			return middle;
		if (upper)
			right_of = gsl_cdf_beta_Q(middle, a, b) < tail;
		else
			right_of = gsl_cdf_beta_P(middle, a, b) > tail;
		if (right_of)
			high = middle;
		else
			low = middle;
	}
}

static void jeffreys(
	double count, double n, double tail, double *low, double *high)
{
	double a = count + 0.5, b = n - count + 0.5;

	if (count > 0)
		*low = beta_quantile(tail, false, a, b);
	if (count < n)
		*high = beta_quantile(tail, true, a, b);
}

void proportion_limits(enum proportion_interval type, double count, double n,
	double conf, double *low, double *high)
{
	double tail = (1 - conf) / 2, z = gsl_cdf_ugaussian_Qinv(tail);

	*low = 0;
	*high = 1;
	if (type == PROPORTION_CLOPPER_PEARSON)
		clopper_pearson(count, n, tail, low, high);
	else if (type == PROPORTION_WILSON)
		wilson(count, n, z, low, high);
	else if (type == PROPORTION_WILSON_CC)
		wilson_corrected(count, n, z, low, high);
	else if (type == PROPORTION_AGRESTI_COULL)
		agresti_coull(count, n, z, low, high);
	else
		jeffreys(count, n, tail, low, high);
}

double proportion_test(
	double count, double n, double null, enum alternative side)
{
	struct discrete family = discrete_binomial(n);
	struct discrete_sums sums =
		discrete_sum(&family, count, null / (1 - null));

	if (side == ALTERNATIVE_LESS)
		return fmin(1, sums.below + sums.at);
	if (side == ALTERNATIVE_GREATER)
		return fmin(1, sums.above + sums.at);
	return discrete_two_sided(&sums, 1);
}

static double hypotenuse(double a, double b)
{
	return sqrt(a * a + b * b);
}

double proportion_difference(enum proportion_difference type,
	const double count[2], const double n[2], double conf, double *low,
	double *high)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	double p[2], lower[2], upper[2], below, above;

	for (int i = 0; i < 2; i++) {
		double half;

		p[i] = count[i] / n[i];
		half = z * sqrt(p[i] * (1 - p[i]) / n[i]);
		lower[i] = p[i] - half;
		upper[i] = p[i] + half;
		if (type == PROPORTION_NEWCOMBE)
			proportion_limits(PROPORTION_WILSON, count[i], n[i],
				conf, &lower[i], &upper[i]);
	}
	below = hypotenuse(p[0] - lower[0], upper[1] - p[1]);
	above = hypotenuse(upper[0] - p[0], p[1] - lower[1]);
	*low = fmax(-1, p[0] - p[1] - below);
	*high = fmin(1, p[0] - p[1] + above);
	return p[0] - p[1];
}
