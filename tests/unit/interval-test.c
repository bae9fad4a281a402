/* Limits of survival by hand, S = 1/2 and log error 0.1, z = 1. */
#include "survival/interval.h"

#include <gsl/gsl_test.h>
#include <math.h>

static const double half_error = 0.1; /* z e, at the level where z is 1 */

static void check(enum interval type, double low, double high, const char *name)
{
	double conf = erf(1 / sqrt(2)); /* P(|Z| < 1) */
	double got_low, got_high;

	survival_interval(type, 0.5, half_error, conf, &got_low, &got_high);
	gsl_test_rel(got_low, low, 1e-14, "%s: low", name);
	gsl_test_rel(got_high, high, 1e-14, "%s: high", name);
}

static void check_missing(enum interval type, double survival, const char *name)
{
	double low, high;

	survival_interval(type, survival, 0, 0.95, &low, &high);
	gsl_test(!isnan(low) || !isnan(high), "%s: none at %g", name, survival);
}

static void check_ends(enum interval type, const char *name)
{
	double low, high;

	survival_interval(type, 1, 0, 0.95, &low, &high);
	gsl_test_rel(low, 1, 0, "%s: low at 1", name);
	gsl_test_rel(high, 1, 0, "%s: high at 1", name);
	survival_interval(type, 0.9, 1, 0.95, &low, &high);
	gsl_test_rel(high, 1, 0, "%s: high cut off at 1", name);
	gsl_test(low < 0, "%s: low not below 0", name);
}

/* The angle stays between 0 and a right one, or sin^2 would come back. */
static void check_angle(void)
{
	double low, high;

	survival_interval(INTERVAL_ARCSIN, 0.9, 1, 0.95, &low, &high);
	gsl_test_abs(low, 0, 0, "arcsin: low cut off at 0");
	gsl_test_rel(high, 1, 1e-15, "arcsin: high cut off at 1");
}

int main(void)
{
	const double e = half_error, l = log(2);
	const double pi = acos(-1);

	check(INTERVAL_LOG, 0.5 * exp(-e), 0.5 * exp(e), "log");
	check(INTERVAL_PLAIN, 0.45, 0.55, "plain");
	check(INTERVAL_LOG_LOG, pow(0.5, exp(e / l)), pow(0.5, exp(-e / l)),
		"log-log");
	check(INTERVAL_LOGIT, 1 / (1 + exp(2 * e)), 1 / (1 + exp(-2 * e)),
		"logit");
	check(INTERVAL_ARCSIN, pow(sin(pi / 4 - e / 2), 2),
		pow(sin(pi / 4 + e / 2), 2), "arcsin");
	check_missing(INTERVAL_LOG, 0, "log");
	check_missing(INTERVAL_PLAIN, 0, "plain");
	check_missing(INTERVAL_LOG_LOG, 1, "log-log");
	check_missing(INTERVAL_LOGIT, 1, "logit");
	check_missing(INTERVAL_ARCSIN, 1, "arcsin");
	check_ends(INTERVAL_LOG, "log");
	check_ends(INTERVAL_PLAIN, "plain");
	check_angle();
	return gsl_test_summary();
}
