/* Tests of means. */
#include "survival/means.h"

#include <float.h>
#include <math.h>
#include <gsl/gsl_cdf.h>

/* Values that differ by rounding alone have no variance: scale is the largest
 * mean's size. */
static struct t_test t_test_of(double estimate, double null, double error,
	double scale, double df, enum alternative side, double conf)
{
	struct t_test test = { NAN, NAN, NAN, estimate, NAN, NAN };
	double t = (estimate - null) / error, half;

	if (!(error > 10 * DBL_EPSILON * scale) || !(df > 0))
		return test;
	test.statistic = t;
	test.df = df;
	test.conf_low = -HUGE_VAL;
	test.conf_high = HUGE_VAL;
	if (side == ALTERNATIVE_TWO_SIDED)
		test.p_value = 2 * gsl_cdf_tdist_Q(fabs(t), df);
	else if (side == ALTERNATIVE_LESS)
		test.p_value = gsl_cdf_tdist_P(t, df);
	else
		test.p_value = gsl_cdf_tdist_Q(t, df);
	half = error * gsl_cdf_tdist_Qinv(side == ALTERNATIVE_TWO_SIDED
						  ? (1 - conf) / 2
						  : 1 - conf,
			       df);
	if (side != ALTERNATIVE_LESS)
		test.conf_low = estimate - half;
	if (side != ALTERNATIVE_GREATER)
		test.conf_high = estimate + half;
	return test;
}

struct t_test t_test_one(const struct sample *sample, double null,
	enum alternative side, double conf)
{
	return t_test_of(sample->mean, null, sqrt(sample->variance / sample->n),
		fabs(sample->mean), sample->n - 1, side, conf);
}

/* 0 for a sample of one, which adds nothing to a pooled variance. */
static double squares_of(const struct sample *sample)
{
	return sample->n > 1 ? (sample->n - 1) * sample->variance : 0;
}

struct t_test t_test_two(const struct sample *first,
	const struct sample *second, bool welch, enum alternative side,
	double conf)
{
	double df = first->n + second->n - 2, error;

	if (welch) {
		double a = first->variance / first->n;
		double b = second->variance / second->n;

		error = sqrt(a + b);
		df = (a + b) * (a + b) /
		     (a * a / (first->n - 1) + b * b / (second->n - 1));
	} else {
		error = sqrt((squares_of(first) + squares_of(second)) / df *
			     (1 / first->n + 1 / second->n));
	}
	return t_test_of(first->mean - second->mean, 0, error,
		fmax(fabs(first->mean), fabs(second->mean)), df, side, conf);
}

static double weight_of(const struct sample *sample, bool welch)
{
	return welch ? sample->n / sample->variance : sample->n;
}

struct f_test one_way(size_t groups, const struct sample samples[], bool welch)
{
	double total = 0, mean = 0, between = 0, within = 0, n = 0, spread = 0;
	double k = (double)groups;
	struct f_test test = { NAN, k - 1, NAN, NAN };

	for (size_t g = 0; g < groups; g++)
		total += weight_of(&samples[g], welch);
	for (size_t g = 0; g < groups; g++)
		mean += weight_of(&samples[g], welch) / total * samples[g].mean;
	for (size_t g = 0; g < groups; g++) {
		double weight = weight_of(&samples[g], welch);
		double off = samples[g].mean - mean, rest = 1 - weight / total;

		between += weight * off * off / (k - 1);
		within += squares_of(&samples[g]);
		n += samples[g].n;
		spread += rest * rest / (samples[g].n - 1) / (k * k - 1);
	}
	test.statistic = welch ? between / (1 + 2 * (k - 2) * spread)
			       : between / (within / (n - k));
	test.df_residual = welch ? 1 / (3 * spread) : n - k;
	if (!isfinite(test.statistic) || !(test.df_residual > 0)) {
		test.statistic = test.df_residual = NAN;
		return test;
	}
	test.p_value =
		gsl_cdf_fdist_Q(test.statistic, test.df, test.df_residual);
	return test;
}
