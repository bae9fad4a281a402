/* Cox regression against closed forms by hand, and against itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_test.h>

#include "survival/cholesky.h"
#include "survival/collinear.h"
#include "survival/cox-maximise.h"
#include "survival/cox.h"

/*
 * The first example of Therneau and Grambsch's book (2000), appendix E: with
 * r = exp(b) the subjects of x = 1 have risk r.
 */
static const double time_1[] = { 1, 1, 6, 6, 8, 9 };
static const bool event_1[] = { true, false, true, true, false, true };
static const double x_1[] = { 1, 1, 1, 0, 0, 0 };

static struct cox_data book_1(void)
{
	struct cox_data data = { .records = { .n = 6,
					 .stop = time_1,
					 .event = event_1,
					 .n_strata = 1 },
		.p = 1,
		.x = x_1 };

	return data;
}

/* Log likelihood, score and information at b, in the units of x. */
static double at(const struct cox_data *data, enum cox_ties ties, double b,
	double *score, double *information)
{
	struct cox_regression model;
	double loglik, beta;

	gsl_test(!cox_prepare(data, ties, &model), "prepared");
	beta = b * model.scale[0];
	loglik = cox_evaluate(&model, &beta, score, information);
	*score *= model.scale[0];
	*information *= model.scale[0] * model.scale[0];
	cox_regression_free(&model);
	return loglik;
}

static void test_breslow(void)
{
	struct cox_data data = book_1();

	for (double b = -1; b <= 2; b += 0.75) {
		double r = exp(b), score, information;
		double loglik = at(&data, COX_BRESLOW, b, &score, &information);

		gsl_test_rel(loglik, 2 * b - log(3 * r + 3) - 2 * log(r + 3),
			1e-14, "Breslow at %g: log likelihood", b);
		gsl_test_rel(score, 2 - r / (r + 1) - 2 * r / (r + 3), 1e-13,
			"Breslow at %g: score", b);
		gsl_test_rel(information,
			r / ((r + 1) * (r + 1)) + 6 * r / ((r + 3) * (r + 3)),
			1e-13, "Breslow at %g: information", b);
	}
}

static void test_efron(void)
{
	struct cox_data data = book_1();

	for (double b = -1; b <= 2; b += 0.75) {
		double r = exp(b), score, information;
		double loglik = at(&data, COX_EFRON, b, &score, &information);

		gsl_test_rel(loglik,
			2 * b - log(3 * r + 3) - log(r + 3) - log(r / 2 + 2.5),
			1e-14, "Efron at %g: log likelihood", b);
		gsl_test_rel(score, 2 - r / (r + 1) - r / (r + 3) - r / (r + 5),
			1e-13, "Efron at %g: score", b);
		gsl_test_rel(information,
			r / ((r + 1) * (r + 1)) + 3 * r / ((r + 3) * (r + 3)) +
				5 * r / ((r + 5) * (r + 5)),
			1e-13, "Efron at %g: information", b);
	}
}

/* Of the four at risk at 6, two fail: r + r + r of a pair with the first, three
 * pairs without. */
static void test_exact(void)
{
	struct cox_data data = book_1();

	for (double b = -1; b <= 2; b += 0.75) {
		double r = exp(b), score, information;
		double loglik = at(&data, COX_EXACT, b, &score, &information);

		gsl_test_rel(loglik, 2 * b - log(3 * r + 3) - log(3 * r + 3),
			1e-14, "exact at %g: log likelihood", b);
		gsl_test_rel(score, 2 - 2 * r / (r + 1), 1e-13,
			"exact at %g: score", b);
		gsl_test_rel(information, 2 * r / ((r + 1) * (r + 1)), 1e-13,
			"exact at %g: information", b);
	}
}

/* The two orders of those who fail at 6: one of risk r and one of risk 1, of
 * r + 3 in all. */
static void test_exact_marginal(void)
{
	struct cox_data data = book_1();

	for (double b = -1; b <= 2; b += 0.75) {
		double r = exp(b), score, information;
		double loglik =
			at(&data, COX_EXACT_MARGINAL, b, &score, &information);
		double orders = r / (r + 3) / 3 + r / (r + 3) / (r + 2);

		gsl_test_rel(loglik, b - log(3 * r + 3) + log(orders), 1e-13,
			"exact-marginal at %g: log likelihood", b);
	}
}

/*
 * Weights 2, 3 and 5 of events at 1, 1 and 2, x = 1, 0, 0: with Efron's rule
 * the two at 1 have the mean weight 5/2 and leave by half of both.
 */
static void test_weights(void)
{
	static const double stop[] = { 1, 1, 2 }, x[] = { 1, 0, 0 };
	static const double weight[] = { 2, 3, 5 };
	static const bool event[] = { true, true, true };
	struct cox_data data = { .records = { .n = 3,
					 .stop = stop,
					 .event = event,
					 .weight = weight,
					 .n_strata = 1 },
		.p = 1,
		.x = x };
	double r = exp(0.5), score, information;
	double loglik = at(&data, COX_EFRON, 0.5, &score, &information);

	gsl_test_rel(loglik,
		2 * 0.5 - 2.5 * log(2 * r + 8) - 2.5 * log(r + 6.5) -
			5 * log(5),
		1e-14, "weights: log likelihood");
	gsl_test_rel(score, 2 - 2.5 * 2 * r / (2 * r + 8) - 2.5 * r / (r + 6.5),
		1e-13, "weights: score");
	gsl_test_rel(information,
		2.5 * 16 * r / pow(2 * r + 8, 2) +
			2.5 * 6.5 * r / pow(r + 6.5, 2),
		1e-13, "weights: information");
}

/* At risk in (0, 2], (1, 3], (2, 4], events at 2 and 3: the first event is of
 * the first two, the second of the last two. */
static void test_late_entry(void)
{
	static const double start[] = { 0, 1, 2 }, stop[] = { 2, 3, 4 };
	static const double x[] = { 1, 0, 1 };
	static const bool event[] = { true, true, false };
	struct cox_data data = { .records = { .n = 3,
					 .start = start,
					 .stop = stop,
					 .event = event,
					 .n_strata = 1 },
		.p = 1,
		.x = x };
	double r = exp(0.5), score, information;
	double loglik = at(&data, COX_BRESLOW, 0.5, &score, &information);

	gsl_test_rel(loglik, 0.5 - 2 * log(r + 1), 1e-14,
		"late entry: log likelihood");
	gsl_test_rel(score, 1 - 2 * r / (r + 1), 1e-13, "late entry: score");
	gsl_test_rel(information, 2 * r / pow(r + 1, 2), 1e-13,
		"late entry: information");
}

/*
 * With three subjects, x = 1 failing first, then 0, then 0: the likelihood
 * r / (r + 2) / 2 has no maximum, Firth's does: I = 2 r / (r + 2)^2, and
 * b - log(r + 2) + log(I) / 2 is greatest at 3 - 4 r / (r + 2) = 0, r = 6.
 */
static void test_firth(void)
{
	static const double stop[] = { 1, 2, 3 }, x[] = { 1, 0, 0 };
	static const bool event[] = { true, true, true };
	struct cox_data data = { .records = { .n = 3,
					 .stop = stop,
					 .event = event,
					 .n_strata = 1 },
		.p = 1,
		.x = x };
	const struct cox_control plain = { false }, firth = { true };
	struct cox_regression model;
	struct cox_fit fit;

	gsl_test(!cox_prepare(&data, COX_EFRON, &model) ||
			 !cox_fit_make(1, &fit),
		"prepared");
	gsl_test_int((int)cox_estimate(&model, &plain, &fit), (int)COX_MONOTONE,
		"monotone: status");
	gsl_test(!isnan(fit.coef[0]), "monotone: no coefficient");
	gsl_test_abs(fit.loglik, -log(2), 1e-11, "monotone: the supremum");
	gsl_test_int((int)cox_estimate(&model, &firth, &fit), (int)COX_OK,
		"Firth: status");
	gsl_test_rel(fit.coef[0], log(6), 1e-10, "Firth: coefficient");
	gsl_test_rel(fit.variance[0], 64.0 / 12, 1e-10, "Firth: variance");
	gsl_test_rel(fit.loglik, log(6.0 / 8 / 2) + log(12.0 / 64) / 2, 1e-12,
		"Firth: penalised log likelihood");
	cox_fit_free(&fit);
	cox_regression_free(&model);
}

static void test_collinear(void)
{
	static const double x[] = { 1, 2, 4, 9, 3, 1, 5, 5, 8, 5, 13, 23 };
	double *work = malloc(collinear_room(3) * sizeof(*work));
	bool depends[3];
	size_t which = 9;

	/* the third is twice the first, and the second, and 3 */
	double y[12];

	memcpy(y, x, sizeof(y));
	for (int i = 0; i < 4; i++)
		y[8 + i] = 2 * y[i] + y[4 + i] + 1e6;
	gsl_test_int((int)collinear_find(4, 3, y, &which, depends, work),
		(int)COLLINEAR_FOUND, "collinear: found");
	gsl_test_int((int)which, 2, "collinear: the third");
	gsl_test(!depends[0] || !depends[1], "collinear: with both");
	y[11] += 1;
	gsl_test_int((int)collinear_find(4, 3, y, &which, depends, work),
		(int)COLLINEAR_NONE, "collinear: no longer");
	for (int i = 0; i < 4; i++)
		y[4 + i] = 1e6 / 3;
	gsl_test_int((int)collinear_find(4, 3, y, &which, depends, work),
		(int)COLLINEAR_CONSTANT, "constant: found");
	gsl_test_int((int)which, 1, "constant: the second");
	free(work);
}

static void test_cholesky(void)
{
	double a[] = { 4, 2, 2, 5 }, b[] = { 1, 2 }, inverse[4];
	double singular[] = { 1, 1, 1, 1 };
	size_t column;

	gsl_test(!cholesky_factor(2, a, 1e-12, &column), "factored");
	cholesky_solve(2, a, b);
	gsl_test_rel(b[0], 1.0 / 16, 1e-14, "solution, first");
	gsl_test_rel(b[1], 3.0 / 8, 1e-14, "solution, second");
	cholesky_inverse(2, a, inverse);
	gsl_test_rel(inverse[1], -1.0 / 8, 1e-14, "inverse");
	gsl_test_rel(
		cholesky_log_determinant(2, a), log(16), 1e-14, "determinant");
	gsl_test(cholesky_factor(2, singular, 1e-12, &column), "singular");
	gsl_test_int((int)column, 1, "singular: the second");
}

int main(void)
{
	test_breslow();
	test_efron();
	test_exact();
	test_exact_marginal();
	test_weights();
	test_late_entry();
	test_firth();
	test_collinear();
	test_cholesky();
	return gsl_test_summary();
}
