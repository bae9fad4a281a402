/* Moments and quantiles by hand. */
#include "survival/summary.h"

#include <math.h>
#include <gsl/gsl_test.h>

#define TINY 1e-15

/* The first quartile of 1, 2, 4, 8, 16, 32 by each type of Hyndman and Fan:
 * places 2, 2, 1 (3/2 - 1/2), 1.5, 2, 1.75, 2.25, 1.9166..., 1.9375. */
static void test_types(void)
{
	static const double values[] = { 1, 2, 4, 8, 16, 32 };
	static const double quartiles[] = { 2, 2, 2, 1.5, 2, 1.75, 2.5,
		1 + 11.0 / 12, 1.9375 };

	for (int type = 1; type <= 9; type++)
		gsl_test_rel(sample_quantile(6, values, type, 0.25),
			quartiles[type - 1], TINY, "quartile of type %d", type);
	gsl_test_rel(sample_quantile(6, values, 2, 0.5), 6, TINY,
		"type 2 averages at a step");
	gsl_test_rel(
		sample_quantile(6, values, 1, 0.5), 4, TINY, "type 1 does not");
	gsl_test_rel(sample_quantile(1, values, 6, 0.25), 1, TINY, "one value");
	gsl_test_rel(sample_quantile(6, values, 6, 1), 32, TINY, "the last");
	gsl_test_rel(sample_quantile(6, values, 4, 0), 1, TINY, "the first");
}

int main(void)
{
	static const double far[] = { 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6 };

	test_types();
	gsl_test_rel(sample_mean(4, far), 1e9 + 3, TINY, "mean, shifted");
	gsl_test_rel(
		sample_variance(4, far), 14.0 / 3, TINY, "variance, shifted");
	gsl_test(!isnan(sample_variance(1, far)), "no variance of one value");
	gsl_test_rel(standardized_difference(3, 1, 1, 7), 1, TINY, "smd");
	gsl_test(!isnan(standardized_difference(3, 0, 1, 0)),
		"no smd without variance");
	return gsl_test_summary();
}
