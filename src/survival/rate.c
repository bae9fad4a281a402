/* Rates and their ratio. */
#include "survival/rate.h"

#include <float.h>
#include <math.h>
#include <gsl/gsl_cdf.h>

#include "survival/discrete.h"
#include "survival/proportion.h"

#define LARGE_SHAPE 1e6

/*
 * For large shapes, where the next term is below 1e-15 of the quantile: the
 * expansion of Cornish and Fisher (1937).
 */
static double large_gamma_quantile(double shape, double p, bool upper)
{
	double z =
		upper ? gsl_cdf_ugaussian_Qinv(p) : gsl_cdf_ugaussian_Pinv(p);
	double z2 = z * z;

	return shape + sqrt(shape) * z + (z2 - 1) / 3 +
	       z * (z2 - 7) / (36 * sqrt(shape)) -
	       ((3 * z2 + 7) * z2 - 16) / (810 * shape);
}

/*
 * The mean at which a tail of the gamma distribution with this shape is p, by
 * bisection to the last bits.
 */
static double gamma_quantile(double shape, double p, bool upper)
{
	double low = 0, high = shape + 1;

	if (shape > LARGE_SHAPE)
		return large_gamma_quantile(shape, p, upper);
	while (gsl_cdf_gamma_Q(high, shape, 1) > p / 2 && high < DBL_MAX / 4)
		high *= 2;
	while (high - low > DBL_EPSILON * high && high > DBL_MIN) {
		double middle = low + (high - low) / 2;
		bool beyond = upper ? gsl_cdf_gamma_Q(middle, shape, 1) < p
				    : gsl_cdf_gamma_P(middle, shape, 1) > p;

		if (middle <= low || middle >= high)
			break;
		if (beyond)
			high = middle;
		else
			low = middle;
	}
	return low + (high - low) / 2;
}

struct rate rate_exact(double events, double exposure, double conf)
{
	double tail = (1 - conf) / 2;
	struct rate rate = { events / exposure, 0, 0 };

	if (events > 0)
		rate.conf_low = gamma_quantile(events, tail, false) / exposure;
	rate.conf_high = gamma_quantile(events + 1, tail, true) / exposure;
	return rate;
}

struct rate_ratio rate_compare(const double events[2], const double exposure[2],
	enum alternative side, double conf)
{
	double tail = side == ALTERNATIVE_TWO_SIDED ? (1 - conf) / 2 : 1 - conf;
	double n = events[0] + events[1], scale = exposure[1] / exposure[0];
	struct rate_ratio ratio = { NAN, NAN, NAN, NAN };
	struct discrete family = discrete_binomial(n);

	if (!(n > 0))
		return ratio;
	ratio.ratio = events[0] / events[1] * scale;
	ratio.p_value = proportion_test(
		events[0], n, exposure[0] / (exposure[0] + exposure[1]), side);
	ratio.conf_low = 0;
	ratio.conf_high = HUGE_VAL;
	if (events[0] > 0 && side != ALTERNATIVE_LESS)
		ratio.conf_low = scale * discrete_odds_of_tail(&family,
						 events[0], true, 1, tail);
	if (events[1] > 0 && side != ALTERNATIVE_GREATER)
		ratio.conf_high = scale * discrete_odds_of_tail(&family,
						  events[0], false, 1, tail);
	return ratio;
}
