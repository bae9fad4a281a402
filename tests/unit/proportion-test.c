/* Limits and test of a proportion by hand. */
#include "survival/proportion.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-13

static void check(enum proportion_interval type, double count, double n,
	double low, double high, const char *name)
{
	double got_low, got_high;

	proportion_limits(type, count, n, 0.95, &got_low, &got_high);
	gsl_test_rel(got_low, low, TINY, "%s %g/%g: low", name, count, n);
	gsl_test_rel(got_high, high, TINY, "%s %g/%g: high", name, count, n);
}

/* (1 - p)^n = 1/40 and p^n = 1/40 at the ends; 1 of 2 by the quadratic. */
static void test_exact(void)
{
	enum proportion_interval exact = PROPORTION_CLOPPER_PEARSON;
	double root = pow(0.025, 0.1);

	check(exact, 0, 10, 0, 1 - root, "exact");
	check(exact, 10, 10, root, 1, "exact");
	check(exact, 1, 2, 1 - sqrt(0.975), sqrt(0.975), "exact");
	check(exact, 0, 1, 0, 0.975, "exact");
	check(exact, 1, 1, 0.025, 1, "exact");
}

/* Half of the trials: the middle is 1/2, the half-width z / sqrt(4 (n + z^2)),
 * for Wilson and for Agresti and Coull. */
static void test_closed_forms(void)
{
	double z2 = pow(1.959963984540054, 2);
	double half = sqrt(z2 / (4 * (4 + z2)));

	check(PROPORTION_WILSON, 2, 4, 0.5 - half, 0.5 + half, "Wilson");
	check(PROPORTION_WILSON, 0, 4, 0, z2 / (4 + z2), "Wilson");
	check(PROPORTION_WILSON, 4, 4, 4 / (4 + z2), 1, "Wilson");
	check(PROPORTION_AGRESTI_COULL, 2, 4, 0.5 - half, 0.5 + half,
		"Agresti-Coull");
}

/* 2 of 4 less 4 of 4: half-width z / 4 by Wald; by Newcombe the Wilson limits
 * of each.  0 of 4 less 3 of 4 goes beyond -1. */
static void test_difference(void)
{
	const double counts[] = { 2, 4 }, fewer[] = { 0, 3 }, n[] = { 4, 4 };
	double z = 1.959963984540054, low, high;
	double wilson = sqrt(z * z / (4 * (4 + z * z)));

	gsl_test_rel(proportion_difference(
			     PROPORTION_WALD, counts, n, 0.95, &low, &high),
		-0.5, TINY, "difference");
	gsl_test_rel(low, -0.5 - z / 4, TINY, "Wald: low");
	gsl_test_rel(high, -0.5 + z / 4, TINY, "Wald: high");
	proportion_difference(
		PROPORTION_NEWCOMBE, counts, n, 0.95, &low, &high);
	gsl_test_rel(low, -0.5 - wilson, TINY, "Newcombe: low");
	gsl_test_rel(high,
		-0.5 + sqrt(wilson * wilson + pow(z * z / (4 + z * z), 2)),
		TINY, "Newcombe: high");
	proportion_difference(PROPORTION_WALD, fewer, n, 0.95, &low, &high);
	gsl_test_rel(low, -1, 0, "Wald: not beyond -1");
}

int main(void)
{
	double low, high;

	test_exact();
	test_closed_forms();
	test_difference();
	proportion_limits(PROPORTION_WILSON_CC, 0, 5, 0.95, &low, &high);
	gsl_test_abs(low, 0, 0, "Wilson-cc 0/5: low");
	/* beta(1/2, 1/2): P(p < x) = 2/pi arcsin sqrt x */
	proportion_limits(PROPORTION_JEFFREYS, 0, 1, 0.95, &low, &high);
	gsl_test_abs(low, 0, 0, "Jeffreys 0/1: low");
	gsl_test_rel(proportion_test(0, 3, 0.5, ALTERNATIVE_TWO_SIDED), 0.25,
		TINY, "0 of 3 against a half");
	gsl_test_rel(proportion_test(2, 3, 0.5, ALTERNATIVE_GREATER), 0.5, TINY,
		"2 of 3, greater");
	gsl_test_rel(proportion_test(1, 3, 0.5, ALTERNATIVE_LESS), 0.5, TINY,
		"1 of 3, less");
	return gsl_test_summary();
}
