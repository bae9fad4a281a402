/* The comparison of survival at a fixed time. */
#include "survival/compare-rates.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

/* phi of a group, and v */
struct scaled {
	double value, variance;
};

/* Klein and others 2007, section 2: each scale and its variance. */
static struct scaled scale_rate(
	enum rate_scale scale, double s, double log_variance)
{
	switch (scale) {
	case RATE_CLOGLOG:
		return (struct scaled){ log(-log(s)),
			log_variance / (log(s) * log(s)) };
	case RATE_LOG:
		return (struct scaled){ log(s), log_variance };
	case RATE_PLAIN:
		return (struct scaled){ s, s * s * log_variance };
	case RATE_ARCSIN:
		return (struct scaled){ asin(sqrt(s)),
			s * log_variance / (4 * (1 - s)) };
	case RATE_LOGIT:
		return (struct scaled){ log(s / (1 - s)),
			log_variance / ((1 - s) * (1 - s)) };
	}
	return (struct scaled){ NAN, NAN };
}

static bool exists(const struct scaled *rate)
{
	return isfinite(rate->value) && isfinite(rate->variance);
}

/* The mean that the groups are compared with. */
static enum compare_rates_status find_centre(enum rate_scale scale, size_t k,
	const double survival[], const double log_variance[], double *centre)
{
	double sum = 0, weights = 0;
	size_t exact = 0;

	for (size_t i = 0; i < k; i++) {
		struct scaled rate =
			scale_rate(scale, survival[i], log_variance[i]);

		if (!exists(&rate))
			return COMPARE_RATES_NO_VALUE;
		if (rate.variance > 0) {
			sum += rate.value / rate.variance;
			weights += 1 / rate.variance;
		} else {
			exact++;
			*centre = rate.value;
		}
	}
	if (exact == 0)
		*centre = sum / weights;
	return exact < 2 ? COMPARE_RATES_OK : COMPARE_RATES_NO_VARIANCE;
}

enum compare_rates_status compare_rates(enum rate_scale scale, size_t k,
	const double survival[], const double log_variance[],
	struct compare_rates *test)
{
	double centre = 0;
	enum compare_rates_status status =
		find_centre(scale, k, survival, log_variance, &centre);

	*test = (struct compare_rates){ NAN, NAN, NAN };
	if (status != COMPARE_RATES_OK)
		return status;
	test->statistic = 0;
	for (size_t i = 0; i < k; i++) {
		struct scaled rate =
			scale_rate(scale, survival[i], log_variance[i]);
		double off = rate.value - centre;

		if (rate.variance > 0)
			test->statistic += off * off / rate.variance;
	}
	test->df = (double)k - 1;
	test->p_value = gsl_cdf_chisq_Q(test->statistic, test->df);
	return COMPARE_RATES_OK;
}
