/* Tests of means by hand. */
#include "survival/means.h"

#include <math.h>
#include <gsl/gsl_test.h>

#define TINY 1e-14
#define PI   3.14159265358979323846

/* Two values: Student's t with 1 degree is Cauchy's. */
static void test_one_mean(void)
{
	struct sample sample = { 2, 3, 2 };
	struct t_test test = t_test_one(&sample, 2, ALTERNATIVE_TWO_SIDED, 0.5);

	gsl_test_rel(test.statistic, 1, TINY, "t");
	gsl_test_rel(test.p_value, 0.5, TINY, "P");
	gsl_test_rel(test.conf_low, 2, TINY, "low: the quartile is 1");
	gsl_test_rel(test.conf_high, 4, TINY, "high");
	test = t_test_one(&sample, 2, ALTERNATIVE_GREATER, 0.95);
	gsl_test_rel(test.p_value, 0.25, TINY, "P, greater");
	gsl_test_rel(test.conf_low, 3 - tan(0.45 * PI), TINY, "one-sided");
	gsl_test(!isinf(test.conf_high), "no upper limit");
	test = t_test_one(&sample, 2, ALTERNATIVE_LESS, 0.95);
	gsl_test_rel(test.p_value, 0.75, TINY, "P, less");
}

/* Means 5 and 2, variances 4 and 8, sizes 4 and 2. */
static void test_two_means(void)
{
	struct sample first = { 4, 5, 4 }, second = { 2, 2, 8 };
	struct sample one = { 1, 2, NAN }, flat = { 3, 1, 0 };
	struct t_test pooled =
		t_test_two(&first, &second, false, ALTERNATIVE_TWO_SIDED, 0.95);
	struct t_test welch =
		t_test_two(&first, &second, true, ALTERNATIVE_TWO_SIDED, 0.95);

	gsl_test_rel(pooled.statistic, 3 / sqrt(5 * 0.75), TINY, "pooled t");
	gsl_test_rel(pooled.df, 4, TINY, "pooled df");
	gsl_test_rel(welch.statistic, 3 / sqrt(5), TINY, "Welch's t");
	gsl_test_rel(welch.df, 25 / (1.0 / 3 + 16), TINY, "Welch's df");
	gsl_test_rel(welch.estimate, 3, TINY, "difference");
	pooled = t_test_two(&first, &one, false, ALTERNATIVE_TWO_SIDED, 0.95);
	gsl_test_rel(pooled.df, 3, TINY, "a group of one, pooled");
	gsl_test_rel(pooled.statistic, 3 / sqrt(4 * 1.25), TINY, "its t");
	welch = t_test_two(&first, &one, true, ALTERNATIVE_TWO_SIDED, 0.95);
	gsl_test(!isnan(welch.statistic), "a group of one, Welch");
	pooled = t_test_two(&flat, &flat, false, ALTERNATIVE_TWO_SIDED, 0.95);
	gsl_test(!isnan(pooled.statistic), "no variance");
	flat.variance = 1e-34;
	pooled = t_test_one(&flat, 0, ALTERNATIVE_TWO_SIDED, 0.95);
	gsl_test(!isnan(pooled.statistic), "none but that of rounding");
}

/* Of two groups F is the square of t. */
static void test_one_way(void)
{
	struct sample samples[] = { { 4, 5, 4 }, { 2, 2, 8 }, { 3, 1, 3 } };
	struct f_test test = one_way(2, samples, false);

	gsl_test_rel(test.statistic, 9 / (5 * 0.75), TINY, "F of two");
	gsl_test_rel(test.df_residual, 4, TINY, "its df");
	test = one_way(2, samples, true);
	gsl_test_rel(test.statistic, 9 / 5.0, TINY, "Welch's F of two");
	gsl_test_rel(test.df_residual, 25 / (1.0 / 3 + 16), TINY, "its df");
	/* grand mean 3: 4 x 4 + 2 x 1 + 3 x 4 = 30; within 12 + 8 + 6 */
	test = one_way(3, samples, false);
	gsl_test_rel(test.statistic, 15 / (26.0 / 6), TINY, "F of three");
	gsl_test_rel(test.df, 2, TINY, "df of three");
}

int main(void)
{
	test_one_mean();
	test_two_means();
	test_one_way();
	return gsl_test_summary();
}
