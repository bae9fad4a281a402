/* Confidence limits of a survival probability. */
#include "survival/interval.h"

#include <math.h>
#include <gsl/gsl_cdf.h>

static double square(double x)
{
	return x * x;
}

/* Kalbfleisch and Prentice (1980), section 1.3. */
static void log_log_interval(double s, double half, double *low, double *high)
{
	double middle = log(-log(s));
	double width = half / log(s); /* negative, so that low is below high */

	*low = exp(-exp(middle - width));
	*high = exp(-exp(middle + width));
}

static void logit_interval(double s, double half, double *low, double *high)
{
	double middle = log(s / (1 - s));
	double width = half * (1 + s / (1 - s));

	*low = 1 - 1 / (1 + exp(middle - width));
	*high = 1 - 1 / (1 + exp(middle + width));
}

static void arcsin_interval(double s, double half, double *low, double *high)
{
	double middle = asin(sqrt(s));
	double width = half * sqrt(s / (1 - s)) / 2;

	*low = square(sin(fmax(0, middle - width)));
	*high = square(sin(fmin(asin(1), middle + width)));
}

void survival_limits(enum interval type, double survival, double half,
	double *low, double *high)
{
	double s = survival;

	*low = *high = NAN;
	if (s <= 0)
		return;
	if (type == INTERVAL_LOG) {
		*low = exp(log(s) - half);
		*high = fmin(exp(log(s) + half), 1);
	} else if (type == INTERVAL_PLAIN) {
		*low = fmax(s - half * s, 0);
		*high = fmin(s + half * s, 1);
	} else if (s >= 1) {
		return;
	} else if (type == INTERVAL_LOG_LOG) {
		log_log_interval(s, half, low, high);
	} else if (type == INTERVAL_LOGIT) {
		logit_interval(s, half, low, high);
	} else {
		arcsin_interval(s, half, low, high);
	}
}

void survival_interval(enum interval type, double survival, double log_error,
	double conf, double *low, double *high)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);

	survival_limits(type, survival, z * log_error, low, high);
}
