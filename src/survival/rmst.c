/* Restricted mean survival times and their contrasts. */
#include "survival/rmst.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "survival/times.h"

double rmst_last(const struct km_curve *curve)
{
	size_t last = curve->count - 1;

	return curve->survival[last] > 0 ? curve->time[last] : INFINITY;
}

/* From the last row backward, so that A(t) is there when its events come. */
struct rmst rmst_estimate(const struct km_curve *curve, double tau)
{
	double area = 0, variance = 0, end = tau;

	for (size_t row = km_row(curve, tau) + 1; row-- > 0;) {
		double r = curve->n_risk[row], d = curve->n_event[row];
		double begin = fmin(curve->time[row], end);

		area += curve->survival[row] * (end - begin);
		if (area > 0 && d > 0)
			variance += area * area * d / (r * (r - d));
		end = begin;
	}
	return (struct rmst){ area, sqrt(variance) };
}

/* Of what is normal around estimate; exponentials come later. */
static struct rmst_contrast normal_contrast(
	double estimate, double std_error, double conf)
{
	double margin = gsl_cdf_ugaussian_Qinv((1 - conf) / 2) * std_error;
	struct rmst_contrast contrast = { estimate, std_error, NAN, NAN, NAN,
		NAN };

	if (!(std_error > 0))
		return contrast;
	contrast.conf_low = estimate - margin;
	contrast.conf_high = estimate + margin;
	contrast.z = estimate / std_error;
	contrast.p_value = 2 * gsl_cdf_ugaussian_Q(fabs(contrast.z));
	return contrast;
}

struct rmst_contrast rmst_difference(
	const struct rmst *mean, const struct rmst *reference, double conf)
{
	return normal_contrast(mean->mean - reference->mean,
		hypot(mean->std_error, reference->std_error), conf);
}

struct rmst_contrast rmst_ratio(
	const struct rmst *mean, const struct rmst *reference, double conf)
{
	struct rmst_contrast contrast;

	if (!(mean->mean > 0) || !(reference->mean > 0))
		return (struct rmst_contrast){ NAN, NAN, NAN, NAN, NAN, NAN };
	contrast = normal_contrast(log(mean->mean / reference->mean),
		hypot(mean->std_error / mean->mean,
			reference->std_error / reference->mean),
		conf);
	contrast.estimate = mean->mean / reference->mean;
	contrast.conf_low = exp(contrast.conf_low);
	contrast.conf_high = exp(contrast.conf_high);
	return contrast;
}
