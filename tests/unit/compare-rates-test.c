/* Survival at a fixed time, compared by hand. */
#include "survival/compare-rates.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-13

static void test_two(void)
{
	const double s[] = { 0.5, 2.0 / 3 }, v[] = { 0.25, 1.0 / 6 };
	double l0 = log(0.5), l1 = log(2.0 / 3), off;
	struct compare_rates test;

	gsl_test_int((int)compare_rates(RATE_PLAIN, 2, s, v, &test),
		COMPARE_RATES_OK, "plain");
	gsl_test_rel(test.statistic, (1.0 / 36) / (1.0 / 16 + 2.0 / 27), TINY,
		"plain");
	gsl_test_rel(test.df, 1, 0, "two: df");
	gsl_test_rel(
		test.p_value, erfc(sqrt(test.statistic / 2)), TINY, "two: P");
	compare_rates(RATE_LOG, 2, s, v, &test);
	gsl_test_rel(test.statistic, (l0 - l1) * (l0 - l1) / (0.25 + 1.0 / 6),
		TINY, "log");
	compare_rates(RATE_CLOGLOG, 2, s, v, &test);
	off = log(l0 / l1);
	gsl_test_rel(test.statistic,
		off * off / (0.25 / (l0 * l0) + 1.0 / 6 / (l1 * l1)), TINY,
		"cloglog");
	compare_rates(RATE_LOGIT, 2, s, v, &test);
	gsl_test_rel(
		test.statistic, log(2) * log(2) / (1 + 1.5), TINY, "logit");
	compare_rates(RATE_ARCSIN, 2, s, v, &test);
	off = asin(sqrt(0.5)) - asin(sqrt(2.0 / 3));
	gsl_test_rel(test.statistic, off * off / (1.0 / 16 + 1.0 / 12), TINY,
		"arcsin");
}

/* Equal variances 1/4 of log S: the sum of squares around the mean by 4. */
static void test_three(void)
{
	const double s[] = { exp(-1), exp(-2), exp(-3) };
	const double v[] = { 0.25, 0.25, 0.25 };
	struct compare_rates test;

	compare_rates(RATE_LOG, 3, s, v, &test);
	gsl_test_rel(test.statistic, 8, TINY, "three");
	gsl_test_rel(test.df, 2, 0, "three: df");
	gsl_test_rel(test.p_value, exp(-4), TINY, "three: P");
}

static void test_edges(void)
{
	const double one[] = { 1, 0.5 }, ones[] = { 1, 1 }, zero[] = { 0, 0.5 };
	const double v[] = { 0, 0.25 }, none[] = { 0, 0 };
	const double infinite[] = { INFINITY, 0.25 };
	struct compare_rates test;

	gsl_test_int((int)compare_rates(RATE_CLOGLOG, 2, one, v, &test),
		COMPARE_RATES_NO_VALUE, "cloglog of 1");
	gsl_test(!isnan(test.statistic), "cloglog of 1: NaN");
	gsl_test_int((int)compare_rates(RATE_PLAIN, 2, one, v, &test),
		COMPARE_RATES_OK, "plain of 1");
	gsl_test_rel(test.statistic, 4, TINY, "plain of 1");
	gsl_test_int((int)compare_rates(RATE_PLAIN, 2, ones, none, &test),
		COMPARE_RATES_NO_VARIANCE, "nobody failed");
	gsl_test_int((int)compare_rates(RATE_PLAIN, 2, zero, infinite, &test),
		COMPARE_RATES_NO_VALUE, "everybody failed");
}

int main(void)
{
	test_two();
	test_three();
	test_edges();
	return gsl_test_summary();
}
