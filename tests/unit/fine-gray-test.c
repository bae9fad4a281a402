/* The Fine-Gray model where its score can be solved by hand. */
#include "survival/fine-gray.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-13
#define C    FINE_GRAY_CAUSE
#define O    FINE_GRAY_OTHER
#define L    FINE_GRAY_CENSORED

struct storage {
	double coef[1], variance[1], center[1], time[8], hazard[8];
	bool endless[1];
};

static enum fine_gray_status fit_one(size_t n, const double time[],
	const enum fine_gray_event event[], const double x[],
	struct storage *room, struct fine_gray_fit *fit)
{
	const struct fine_gray_subjects subjects = { n, 1, time, event, x, NULL,
		1 };

	*fit = (struct fine_gray_fit){ .coef = room->coef,
		.variance = room->variance,
		.center = room->center,
		.endless = room->endless,
		.time = room->time,
		.hazard = room->hazard };
	return fine_gray(&subjects, fit);
}

/* Without another cause, L = e / ((2 + e) (1 + e)): e = exp(b) = sqrt 2. */
static void test_cox(void)
{
	const double time[] = { 3, 1, 2 }, x[] = { 0, 0, 1 };
	const enum fine_gray_event event[] = { L, C, C };
	double e = sqrt(2), m1 = e / (2 + e), m2 = e / (1 + e);
	double d1 = 1 / (2 + e), d2 = 1 / (1 + e);
	double a = -m1 * (1 - d1), c = m1 * d1 + m2 * d2;
	double b = 1 - m2 - e * ((1 - m1) * d1 + (1 - m2) * d2);
	double information = m1 * (1 - m1) + m2 * (1 - m2);
	double patient[] = { 1 };
	struct storage room;
	struct fine_gray_fit fit;

	gsl_test(fit_one(3, time, event, x, &room, &fit) != FINE_GRAY_OK,
		"status");
	gsl_test_rel(fit.coef[0], log(2) / 2, TINY, "coefficient");
	gsl_test_rel(fit.loglik_null, -log(6), TINY, "null");
	gsl_test_rel(fit.loglik, log(e / ((2 + e) * (1 + e))), TINY, "loglik");
	gsl_test_rel(fit.variance[0],
		(a * a + b * b + c * c) / information / information, TINY,
		"robust variance");
	gsl_test_rel(fine_gray_cuminc(&fit, 1, patient, 1.5), 1 - exp(-e * d1),
		TINY, "incidence");
	gsl_test_rel(fine_gray_cuminc(&fit, 1, patient, 0.5), 0, TINY,
		"incidence before the first");
}

/* Who failed of another cause at 1 stays: L = e / ((2e + 2) (2e + 1)). */
static void test_other(void)
{
	const double time[] = { 1, 2, 3, 4 }, x[] = { 1, 0, 1, 0 };
	const enum fine_gray_event event[] = { O, C, C, L };
	struct storage room;
	struct fine_gray_fit fit;

	fit_one(4, time, event, x, &room, &fit);
	gsl_test_rel(fit.coef[0], -log(2) / 2, TINY, "coefficient");
	gsl_test_int((int)fit.count, 2, "times");
}

/* A loss at 1.5 leaves it 3/4: L = e / ((7e/4 + 2) (7e/4 + 1)). */
static void test_weight(void)
{
	const double time[] = { 4, 3, 2, 1.5, 1 }, x[] = { 0, 1, 0, 0, 1 };
	const enum fine_gray_event event[] = { L, C, C, L, O };
	struct storage room;
	struct fine_gray_fit fit;

	fit_one(5, time, event, x, &room, &fit);
	gsl_test_rel(fit.coef[0], log(sqrt(2) / 1.75), TINY, "coefficient");
}

static void test_none(void)
{
	const double time[] = { 1, 2, 3, 4 }, x[] = { 1, 1, 0, 0 };
	const enum fine_gray_event all_first[] = { C, C, L, O };
	const enum fine_gray_event never[] = { O, O, L, L };
	struct storage room;
	struct fine_gray_fit fit;

	gsl_test(fit_one(4, time, all_first, x, &room, &fit) !=
			 FINE_GRAY_ENDLESS,
		"a likelihood without maximum");
	gsl_test_int(fit.endless[0], 1, "which rises with the coefficient");
	gsl_test_rel(fit.loglik, -log(2), 1e-6, "to its limit");
	gsl_test(fit_one(4, time, never, x, &room, &fit) != FINE_GRAY_NO_EVENTS,
		"no events");
}

int main(void)
{
	test_cox();
	test_other();
	test_weight();
	test_none();
	return gsl_test_summary();
}
