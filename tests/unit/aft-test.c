/* Accelerated failure times by hand: what has a closed form. */
#include "survival/aft.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-12

struct storage {
	double coef[4], covariance[16];
	bool exists[4];
};

static struct aft_fit fit_of(struct storage *room, const struct aft_data *data)
{
	struct aft_fit fit = { room->coef, room->covariance, room->exists, 0, 0,
		0 };

	gsl_test_int((int)aft_fit(data, &fit), AFT_OK, "status");
	return fit;
}

/*
 * Exponential: mean of a group = its follow-up / its events, 10 / 2 and 6 / 3;
 * the variance of its logarithm is 1 / events.
 */
static void test_exponential(void)
{
	const double x[] = { 0, 0, 0, 1, 1, 1 };
	const double time[] = { 2, 3, 5, 1, 2, 3 };
	const bool event[] = { true, false, true, true, true, true };
	const struct aft_data data = { AFT_EXPONENTIAL, 6, 1, x, time, event,
		NULL };
	struct storage room;
	struct aft_fit fit = fit_of(&room, &data);

	gsl_test_rel(fit.coef[0], log(5), TINY, "exponential: intercept");
	gsl_test_rel(fit.coef[1], log(2.0 / 5), TINY, "exponential: group");
	gsl_test_rel(fit.covariance[0], 0.5, TINY, "exponential: variance");
	gsl_test_rel(fit.covariance[4], 5.0 / 6, TINY, "of the group");
	gsl_test_rel(fit.loglik, 2 * log(0.2) - 2 + 3 * log(0.5) - 3, TINY,
		"exponential: log likelihood");
	gsl_test_rel(fit.loglik_null, 5 * log(5.0 / 16) - 5, TINY,
		"exponential: null");
}

/* Lognormal without censoring: mean and root mean square of the logarithms. */
static void test_lognormal(void)
{
	const double x[] = { 0, 0, 1, 1 };
	const double time[] = { exp(1), exp(3), exp(4), exp(8) };
	const bool event[] = { true, true, true, true };
	const struct aft_data data = { AFT_LOGNORMAL, 4, 1, x, time, event,
		NULL };
	struct storage room;
	struct aft_fit fit = fit_of(&room, &data);

	gsl_test_rel(fit.coef[0], 2, TINY, "lognormal: intercept");
	gsl_test_rel(fit.coef[1], 4, TINY, "lognormal: group");
	gsl_test_rel(fit.coef[2], log(2.5) / 2, TINY, "lognormal: scale");
	gsl_test_rel(fit.covariance[4], 2.5 * (0.5 + 0.5), TINY, "variance");
	gsl_test_rel(fit.covariance[8], 1.0 / 8, TINY, "of log scale");
	gsl_test_rel(fit.loglik,
		-2 * log(2 * acos(-1) * 2.5) - 2 - (1 + 3 + 4 + 8), TINY,
		"lognormal: log likelihood");
}

/* Nobody in the second group fails: the limit is the first alone. */
static void test_without_events(void)
{
	const double x[] = { 0, 0, 0, 1, 1 };
	const double time[] = { 2, 3, 5, 1, 2 };
	const bool event[] = { true, false, true, false, false };
	struct aft_data data = { AFT_EXPONENTIAL, 5, 1, x, time, event, NULL };
	struct storage room;
	struct aft_fit fit;

	for (int d = AFT_WEIBULL; d <= AFT_LOGLOGISTIC; d++) {
		data.distribution = (enum aft_distribution)d;
		fit = fit_of(&room, &data);
		gsl_test(fit.exists[1], "no events: infinite, %d", d);
		gsl_test(!fit.exists[0], "no events: intercept, %d", d);
	}
	data.distribution = AFT_EXPONENTIAL;
	fit = fit_of(&room, &data);
	gsl_test_rel(fit.coef[0], log(5), TINY, "no events: intercept");
	gsl_test_rel(fit.loglik, 2 * log(0.2) - 2, TINY, "no events: limit");
}

static void test_refusals(void)
{
	const double x[] = { 0, 1, 2 }, time[] = { 1, exp(1), exp(2) };
	const bool event[] = { true, true, true },
		   none[] = { false, false, false };
	struct aft_data data = { AFT_WEIBULL, 3, 1, x, time, event, NULL };
	struct storage room;
	struct aft_fit fit = { room.coef, room.covariance, room.exists, 0, 0,
		0 };

	gsl_test_int((int)aft_fit(&data, &fit), AFT_PERFECT, "perfect");
	data.event = none;
	gsl_test_int((int)aft_fit(&data, &fit), AFT_NO_EVENTS, "no events");
}

int main(void)
{
	test_exponential();
	test_lognormal();
	test_without_events();
	test_refusals();
	return gsl_test_summary();
}
