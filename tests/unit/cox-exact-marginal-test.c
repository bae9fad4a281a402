/* The exact marginal likelihood against all orders, one after the other. */
#include "survival/cox-exact-marginal.h"

#include <gsl/gsl_test.h>
#include <math.h>
#include <string.h>

enum { MOST = 7, TERMS = 2, OTHERS = 3 };

/* Risk sets of MOST tied subjects at most, and others who stay. */
struct example {
	size_t n;
	double x[MOST * TERMS];
	double others[OTHERS * TERMS];
};

static const struct example example = { 0,
	{ 0.3, -1, 1.2, 0, -0.7, 0.4, 2.1, 1, 0, 0, -1.5, 0.9, 0.6, -0.2 },
	{ 0.1, 0.2, -0.4, 1.1, 0.8, -0.6 } };

static double predictor(const double x[], const double beta[])
{
	return x[0] * beta[0] + x[1] * beta[1];
}

/* The sum over all orders of those not yet in `out`. */
static double all_orders(
	size_t n, const double risk[], unsigned out, double others)
{
	double sum = others, probability = 0;

	if (out == (1U << n) - 1)
		return 1;
	for (size_t j = 0; j < n; j++)
		if (!(out >> j & 1U))
			sum += risk[j];
	for (size_t j = 0; j < n; j++)
		if (!(out >> j & 1U))
			probability +=
				risk[j] / sum *
				all_orders(n, risk, out | 1U << j, others);
	return probability;
}

static double by_orders(const struct example *e, const double beta[])
{
	double risk[MOST], others = 0;

	for (size_t j = 0; j < e->n; j++)
		risk[j] = exp(predictor(e->x + TERMS * j, beta));
	for (size_t i = 0; i < OTHERS; i++)
		others += exp(predictor(e->others + TERMS * i, beta));
	return log(all_orders(e->n, risk, 0, others));
}

struct answer {
	double loglik, score[TERMS], information[TERMS * TERMS];
};

static struct answer by_integral(const struct example *e, const double beta[])
{
	struct answer a = { 0, { 0 }, { 0 } };
	struct cox_marginal_sums sums = { 0, a.score, a.information };
	double log_risk[MOST], room[2 * (MOST + TERMS)];
	double mean[TERMS] = { 0 }, covariance[TERMS * TERMS] = { 0 }, sum = 0;
	struct cox_tied_set set = { e->n, TERMS, log_risk, e->x, 0, mean,
		covariance };

	for (size_t j = 0; j < e->n; j++)
		log_risk[j] = predictor(e->x + TERMS * j, beta);
	for (size_t i = 0; i < OTHERS; i++) {
		const double *x = e->others + TERMS * i;
		double risk = exp(predictor(x, beta));

		sum += risk;
		for (size_t k = 0; k < TERMS; k++) {
			mean[k] += risk * x[k];
			for (size_t l = 0; l < TERMS; l++)
				covariance[k * TERMS + l] += risk * x[k] * x[l];
		}
	}
	for (size_t k = 0; k < TERMS; k++)
		mean[k] /= sum;
	for (size_t k = 0; k < TERMS; k++)
		for (size_t l = 0; l < TERMS; l++)
			covariance[k * TERMS + l] =
				covariance[k * TERMS + l] / sum -
				mean[k] * mean[l];
	set.log_risk_others = log(sum);
	cox_exact_marginal_add(&set, room, &sums);
	a.loglik = sums.loglik;
	return a;
}

/* The derivatives of the sum over orders, by differences of fourth order. */
static void test_derivatives(const struct example *e, const double beta[])
{
	const double step = 1e-2 / 4;
	struct answer a = by_integral(e, beta);

	for (size_t k = 0; k < TERMS; k++) {
		double at[4], scores[4][TERMS];
		const double places[] = { -2, -1, 1, 2 };

		for (size_t i = 0; i < 4; i++) {
			double near[TERMS] = { beta[0], beta[1] };
			struct answer there;

			near[k] += places[i] * step;
			at[i] = by_orders(e, near);
			there = by_integral(e, near);
			memcpy(scores[i], there.score, sizeof(scores[i]));
		}
		gsl_test_abs(a.score[k],
			(at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step),
			1e-9, "%d tied: score %d", (int)e->n, (int)k);
		for (size_t l = 0; l < TERMS; l++)
			gsl_test_abs(-a.information[k * TERMS + l],
				(scores[0][l] - 8 * scores[1][l] +
					8 * scores[2][l] - scores[3][l]) /
					(12 * step),
				1e-9, "%d tied: information %d %d", (int)e->n,
				(int)k, (int)l);
	}
}

static void test_orders(void)
{
	const double betas[][TERMS] = { { 0, 0 }, { 0.5, -0.8 }, { 3, 4 },
		{ -9, 7 }, { 12, 12 } };

	for (size_t b = 0; b < 5; b++)
		for (size_t n = 1; n <= MOST; n++) {
			struct example e = example;
			struct answer a;

			e.n = n;
			a = by_integral(&e, betas[b]);
			gsl_test_rel(a.loglik, by_orders(&e, betas[b]), 1e-12,
				"%d tied, coefficients %d: log P", (int)n,
				(int)b);
			if (b < 3)
				test_derivatives(&e, betas[b]);
		}
}

/* With equal risks and n - d others, P is 1 / (n over d). */
static void test_equal(void)
{
	double log_risk[1000] = { 0 }, room[2000], choose = 0;
	struct cox_marginal_sums sums = { 0, NULL, NULL };
	struct cox_tied_set set = { 1000, 0, log_risk, NULL, 0, NULL, NULL };

	for (int others = 1; others <= 1000000; others *= 10) {
		set.log_risk_others = log(others);
		choose = lgamma(1001) + lgamma(others + 1) -
			 lgamma(others + 1001);
		sums.loglik = 0;
		cox_exact_marginal_add(&set, room, &sums);
		gsl_test_rel(sums.loglik, choose, 1e-11, "1000 tied, %d others",
			others);
	}
	set.log_risk_others = -HUGE_VAL;
	sums.loglik = 0;
	cox_exact_marginal_add(&set, room, &sums);
	gsl_test_abs(sums.loglik, 0, 0, "nobody stays: P is 1");
}

/* 1 - 1/(1 + a) - 1/(1 + b) + 1/(1 + a + b), where it does not cancel. */
static void test_far(void)
{
	const double far[] = { log(1e8), log(3e-12) };
	double room[4], b = 3e-12, a = 1e8;
	struct cox_marginal_sums sums = { 0, NULL, NULL };
	struct cox_tied_set set = { 2, 0, far, NULL, 0, NULL, NULL };

	cox_exact_marginal_add(&set, room, &sums);
	gsl_test_rel(sums.loglik,
		log(b * (1 / (1 + b) - 1 / ((1 + a) * (1 + a + b)))), 1e-12,
		"risks of 1e8 and 3e-12");
}

int main(void)
{
	test_orders();
	test_equal();
	test_far();
	return gsl_test_summary();
}
