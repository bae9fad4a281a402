/* Logistic regression by hand: two by two tables, and separation. */
#include "survival/logistic.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-12

struct storage {
	double coef[4], covariance[16];
	bool exists[4];
};

static struct logistic_fit fit_of(
	struct storage *room, const struct logistic_data *data)
{
	struct logistic_fit fit = { room->coef, room->covariance, room->exists,
		0, 0, 0 };

	gsl_test_int((int)logistic_fit(data, &fit), LOGISTIC_OK, "status");
	return fit;
}

/* 3 of 4 with x = 1e6 + 1 and 1 of 5 with x = 1e6: log odds ratio log 12. */
static void test_two_by_two(void)
{
	const double x[] = { 1e6 + 1, 1e6 + 1, 1e6, 1e6 };
	const bool outcome[] = { true, false, true, false };
	const double weight[] = { 3, 1, 1, 4 };
	const struct logistic_data data = { 4, 1, x, outcome, weight, NULL,
		false };
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);
	double half = 4 * log(4.0 / 9) + 5 * log(5.0 / 9);

	gsl_test_rel(fit.coef[1], log(12), TINY, "table: log odds ratio");
	gsl_test_rel(fit.coef[0], -log(4) - 1e6 * log(12), TINY, "intercept");
	gsl_test_rel(fit.covariance[3], 1 + 1.0 / 3 + 1 + 0.25, TINY,
		"table: variance");
	gsl_test_rel(fit.loglik_null, half, TINY, "table: null");
	gsl_test_rel(fit.loglik,
		3 * log(0.75) + log(0.25) + log(0.2) + 4 * log(0.8), TINY,
		"table: log likelihood");
}

/* An offset of the log odds of one group leaves the rest. */
static void test_offset(void)
{
	const double x[] = { 1, 1, 0, 0 };
	const bool outcome[] = { true, false, true, false };
	const double weight[] = { 3, 1, 1, 4 }, offset[] = { 2, 2, 0, 0 };
	const struct logistic_data data = { 4, 1, x, outcome, weight, offset,
		false };
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);

	gsl_test_rel(fit.coef[1], log(12) - 2, TINY, "offset");
}

/* Group b has the outcome always: its log odds are infinite, a and c's not. */
static void test_separated(void)
{
	const double x[] = { 0, 0, 1, 0, 0, /* b */ 0, 0, 0, 1, 1 /* c */ };
	const bool outcome[] = { true, false, true, true, false };
	const double weight[] = { 1, 4, 2, 3, 1 };
	const struct logistic_data data = { 5, 2, x, outcome, weight, NULL,
		false };
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);

	gsl_test(!(fit.exists[0] && fit.exists[2]), "b: the others exist");
	gsl_test(fit.exists[1], "b: infinite");
	gsl_test_rel(fit.coef[0], -log(4), TINY, "b: intercept");
	gsl_test_rel(fit.coef[2], log(12), TINY, "b: the odds ratio of c");
	gsl_test_rel(fit.covariance[8], 1 + 1.0 / 3 + 1 + 0.25, TINY,
		"b: its variance");
	gsl_test_rel(fit.loglik,
		3 * log(0.75) + log(0.25) + log(0.2) + 4 * log(0.8), TINY,
		"b: the supremum");
}

/* All x above 2 have it; at 2 one of two has: 2 log(1/2) is the supremum. */
static void test_quasi_separated(void)
{
	const double x[] = { 1, 2, 2, 3 };
	const bool outcome[] = { false, false, true, true };
	const struct logistic_data data = { 4, 1, x, outcome, NULL, NULL,
		false };
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);

	gsl_test(fit.exists[0] || fit.exists[1], "quasi: both infinite");
	gsl_test_rel(fit.loglik, 2 * log(0.5), TINY, "quasi: the supremum");
}

/* Of a two by two table, Firth's estimate adds 1/2 to each cell. */
static void test_firth(void)
{
	const double x[] = { 1, 1, 0, 0 };
	const bool outcome[] = { true, false, true, false };
	const double weight[] = { 3, 0, 1, 4 };
	const struct logistic_data data = { 4, 1, x, outcome, weight, NULL,
		true };
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);

	gsl_test(!(fit.exists[0] && fit.exists[1]), "Firth: finite");
	gsl_test_rel(fit.coef[0], log(1.5 / 4.5), 1e-10, "Firth: intercept");
	gsl_test_rel(fit.coef[1], log(3.5 / 0.5 * 4.5 / 1.5), 1e-10, "Firth");
}

/* Log likelihood of a of b at the log odds u. */
static double counts_at(double u, double a, double b)
{
	return a * u - b * log1p(exp(u));
}

/*
 * The intercept is that of the group x = 0 alone, so that its profile has the
 * other group at its best; when that has the outcome always, one limit of the
 * odds ratio is gone.
 */
static void test_profile(void)
{
	const double x[] = { 1, 0, 0 }, weight[] = { 3, 1, 4 };
	const bool outcome[] = { true, true, false };
	const struct logistic_data data = { 3, 1, x, outcome, weight, NULL,
		false };
	double conf = erf(sqrt(0.5)), best = counts_at(-log(4), 1, 5);
	double low, high;
	struct storage room;
	struct logistic_fit fit = fit_of(&room, &data);

	gsl_test_int((int)logistic_profile(&data, &fit, 0, conf, &low, &high),
		LOGISTIC_OK, "profile");
	gsl_test_rel(counts_at(low, 1, 5), best - 0.5, 1e-11, "profile: low");
	gsl_test_rel(counts_at(high, 1, 5), best - 0.5, 1e-11, "its high");
	gsl_test(!(low < -log(4) && high > -log(4)), "profile: about it");
	logistic_profile(&data, &fit, 1, conf, &low, &high);
	gsl_test(!isfinite(low), "infinite: has a lower limit");
	gsl_test(!isnan(high), "infinite: has no upper limit");
}

int main(void)
{
	test_two_by_two();
	test_offset();
	test_separated();
	test_quasi_separated();
	test_firth();
	test_profile();
	return gsl_test_summary();
}
