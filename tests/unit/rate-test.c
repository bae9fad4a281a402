/* Rates by hand. */
#include "survival/rate.h"

#include <math.h>
#include <gsl/gsl_test.h>

#define TINY 1e-14

/* No event: exp(-x) = 1/40; one event: 1 - exp(-x) = 1/40 below. */
static void test_few(void)
{
	struct rate rate = rate_exact(0, 4, 0.95);

	gsl_test_abs(rate.conf_low, 0, 0, "no event: low");
	gsl_test_rel(rate.conf_high, log(40) / 4, TINY, "no event: high");
	rate = rate_exact(1, 4, 0.95);
	gsl_test_rel(rate.estimate, 0.25, TINY, "one event");
	gsl_test_rel(rate.conf_low, -log1p(-0.025) / 4, TINY, "one event: low");
}

/* Bisection up to a million, the expansion beyond; values of R's qgamma(). */
static void test_many(void)
{
	struct rate rate = rate_exact(1e6, 1, 0.95);
	struct rate more = rate_exact(1e6 + 1, 1, 0.95);

	gsl_test_rel(rate.conf_low, 998040.98334029387, TINY, "a million: low");
	gsl_test_rel(more.conf_low, 998041.98236031207, TINY, "one more: low");
}

/* 1 of 1 in a quarter of the exposure. */
static void test_ratio(void)
{
	const double events[] = { 1, 0 }, units[] = { 1, 3 };
	const double none[] = { 0, 0 };
	struct rate_ratio ratio =
		rate_compare(events, units, ALTERNATIVE_TWO_SIDED, 0.95);

	gsl_test(!isinf(ratio.ratio), "infinite ratio");
	gsl_test(!isinf(ratio.conf_high), "no upper limit");
	gsl_test_rel(ratio.p_value, 0.25, TINY, "P of the ratio");
	/* p = 1/40: odds 1/39, times 3 */
	gsl_test_rel(ratio.conf_low, 3 / 39.0, TINY, "low");
	ratio = rate_compare(none, units, ALTERNATIVE_TWO_SIDED, 0.95);
	gsl_test(!isnan(ratio.p_value), "no events at all");
}

int main(void)
{
	test_few();
	test_many();
	test_ratio();
	return gsl_test_summary();
}
