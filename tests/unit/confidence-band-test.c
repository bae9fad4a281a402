/* Critical values of bands. */
#include "survival/confidence-band.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_test.h>
#include <math.h>

/* All of the bridge: Kolmogorov's distribution. */
static double kolmogorov(double k)
{
	double sum = 0;

	for (int j = 1; j < 100; j++)
		sum += (j % 2 ? 2 : -2) * exp(-2.0 * j * j * k * k);
	return 1 - sum;
}

static void test_bridge(void)
{
	/* Klein and Moeschberger (2003), example 4.4 */
	gsl_test_abs(band_hall_wellner(0.1, 0.6, 0.95), 1.3211, 5e-5,
		"bridge from 0.1 to 0.6");
	for (double conf = 0.5; conf < 1; conf += 0.09)
		gsl_test_abs(kolmogorov(band_hall_wellner(0, 1 - 1e-12, conf)),
			conf, 1e-9, "all of the bridge: %g", conf);
	/* nearly one time: normal, with the bridge's variance 1/4 */
	gsl_test_abs(band_hall_wellner(0.5, 0.5 + 1e-7, 0.95),
		gsl_cdf_ugaussian_Qinv(0.025) / 2, 2e-3, "one time");
}

/*
 * Finite differences of the generator in R, extrapolated, give 0.95 at these
 * (0.1 to 0.6; 0.1 to 0.9; 0.5 to 0.51).
 */
static void test_precision(void)
{
	gsl_test_abs(band_equal_precision(0.1, 0.6, 0.95), 2.887284, 1e-6,
		"precision from 0.1 to 0.6");
	gsl_test_abs(band_equal_precision(0.1, 0.9, 0.95), 3.052044, 1e-6,
		"precision from 0.1 to 0.9");
	gsl_test_abs(band_equal_precision(0.5, 0.51, 0.95), 2.114027, 1e-5,
		"precision from 0.5 to 0.51");
	gsl_test_abs(band_equal_precision(0.4, 0.9, 0.95),
		band_equal_precision(0.1, 0.6, 0.95), 1e-9,
		"precision backward");
}

/* What table C.3 solves: near for wide bands (Miller and Siegmund 1982). */
static void test_table(void)
{
	double c = band_equal_precision(0.02, 0.98, 0.99);
	double odds = log(0.98 * 0.98 / 0.02 / 0.02);
	double density = gsl_ran_ugaussian_pdf(c);

	gsl_test_abs(4 * density / c + density * (c - 1 / c) * odds, 0.01, 2e-4,
		"precision: the approximation of tables");
}

int main(void)
{
	test_bridge();
	test_precision();
	test_table();
	return gsl_test_summary();
}
