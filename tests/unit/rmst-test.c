/* Restricted means by hand. */
#include "survival/rmst.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-14

struct storage {
	double time[8], n_risk[8], n_event[8], n_censor[8], survival[8],
		log_variance[8], hazard[8];
	size_t order[8];
};

static struct km_curve curve_of(
	struct storage *room, size_t n, const double time[], const bool event[])
{
	struct km_curve curve = { .time = room->time,
		.n_risk = room->n_risk,
		.n_event = room->n_event,
		.n_censor = room->n_censor,
		.survival = room->survival,
		.log_variance = room->log_variance,
		.hazard = room->hazard };

	km_estimate(n, time, event, room->order, &curve);
	return curve;
}

/* Events at 1, 2 and 4 and one lost at 3: areas 1, 3/4 and 2 (1/2). */
static void test_four(void)
{
	const double time[] = { 2, 1, 4, 3 };
	const bool event[] = { true, true, true, false };
	struct storage room;
	struct km_curve curve = curve_of(&room, 4, time, event);
	struct rmst mean = rmst_estimate(&curve, 4);

	gsl_test_rel(mean.mean, 2.75, TINY, "four: mean");
	gsl_test_rel(mean.std_error, sqrt(49.0 / 16 / 12 + 1.0 / 6), TINY,
		"four: its error");
	gsl_test(!isinf(rmst_last(&curve)), "four: survival comes down to 0");
	gsl_test_rel(rmst_estimate(&curve, 9).mean, 2.75, TINY, "four: stays");
	mean = rmst_estimate(&curve, 1.5);
	gsl_test_rel(mean.mean, 1.375, TINY, "four: within a step");
	gsl_test_rel(mean.std_error, sqrt(9.0 / 64 / 12), TINY, "its error");
}

/* Two of three fail at 0: the mean up to 2 is 2/3. */
static void test_at_zero(void)
{
	const double time[] = { 0, 0, 5 };
	const bool event[] = { true, true, false };
	struct storage room;
	struct km_curve curve = curve_of(&room, 3, time, event);
	struct rmst mean = rmst_estimate(&curve, 2);

	gsl_test_rel(mean.mean, 2.0 / 3, TINY, "at zero: mean");
	gsl_test_rel(mean.std_error, sqrt(4.0 / 9 * 2 / 3), TINY, "its error");
	gsl_test_rel(rmst_last(&curve), 5, 0, "at zero: last time");
}

static void test_contrasts(void)
{
	const struct rmst three = { 3, 0.4 }, two = { 2, 0.3 }, zero = { 0, 0 };
	double one_sigma = erf(1 / sqrt(2));
	struct rmst_contrast c = rmst_difference(&three, &two, one_sigma);

	gsl_test_rel(c.estimate, 1, 0, "difference");
	gsl_test_rel(c.conf_low, 0.5, 1e-12, "difference: low");
	gsl_test_rel(c.conf_high, 1.5, 1e-12, "difference: high");
	gsl_test_rel(c.p_value, erfc(2 / sqrt(2)), TINY, "difference: P");
	c = rmst_ratio(&three, &two, one_sigma);
	gsl_test_rel(c.estimate, 1.5, TINY, "ratio");
	gsl_test_rel(c.std_error, hypot(0.4 / 3, 0.15), TINY, "ratio: error");
	gsl_test_rel(c.conf_low, 1.5 * exp(-hypot(0.4 / 3, 0.15)), 1e-12,
		"ratio: low");
	gsl_test(!isnan(rmst_ratio(&three, &zero, 0.95).estimate), "by 0");
	gsl_test(!isnan(rmst_difference(&zero, &zero, 0.95).p_value), "0 - 0");
}

int main(void)
{
	test_four();
	test_at_zero();
	test_contrasts();
	return gsl_test_summary();
}
