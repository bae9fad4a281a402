/* Residuals, baseline and test of proportional hazards, by their definitions
 * on a small cohort with ties, late starts, weights and strata. */
#include "survival/cox-residuals.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_test.h>
#include <math.h>
#include <string.h>

#include "survival/cox-baseline.h"
#include "survival/cox-zph.h"

enum { N = 60, P = 2 };

struct cohort {
	double start[N], stop[N], weight[N], x[N * P], log_risk[N];
	bool event[N];
	size_t strata[N];
	struct cox_fitted fitted;
};

static const double beta[P] = { 0.4, -0.7 };

static void fill(struct cohort *c, gsl_rng *random)
{
	for (size_t i = 0; i < N; i++) {
		c->start[i] = (double)gsl_rng_uniform_int(random, 5);
		c->stop[i] = c->start[i] + 1 +
			     (double)gsl_rng_uniform_int(random, 8);
		c->weight[i] = 0.5 * (double)gsl_rng_uniform_int(random, 5);
		c->event[i] = gsl_rng_uniform_int(random, 3) > 0;
		c->strata[i] = gsl_rng_uniform_int(random, 2);
		c->x[i] = gsl_rng_uniform(random);
		c->x[N + i] = (double)gsl_rng_uniform_int(random, 3);
		c->log_risk[i] = beta[0] * c->x[i] + beta[1] * c->x[N + i];
	}
	c->fitted = (struct cox_fitted){ { N, c->start, c->stop, c->event,
						 c->weight, c->strata, 2 },
		P, c->x, c->log_risk, true };
}

/* The sums at a time, when the share gone of those failing is taken out. */
struct risk_sums {
	double risk, risk_x[P], n_event, events;
};

static struct risk_sums sums_at(
	const struct cohort *c, size_t stratum, double time, double kth)
{
	struct risk_sums sums = { 0, { 0 }, 0, 0 };

	for (size_t i = 0; i < N; i++)
		if (c->strata[i] == stratum && c->event[i] &&
			c->stop[i] == time && c->weight[i] > 0) {
			sums.n_event++;
			sums.events += c->weight[i];
		}
	for (size_t i = 0; i < N; i++) {
		double share = c->weight[i] * exp(c->log_risk[i]);

		if (c->strata[i] != stratum || c->start[i] >= time ||
			c->stop[i] < time)
			continue;
		if (c->event[i] && c->stop[i] == time && c->fitted.efron)
			share *= 1 - kth / sums.n_event;
		sums.risk += share;
		for (size_t j = 0; j < P; j++)
			sums.risk_x[j] += share * c->x[j * N + i];
	}
	return sums;
}

/* What a record adds to the expected events and to the score. */
struct by_definition {
	double expected, score[P], schoenfeld[P];
};

static struct by_definition define(const struct cohort *c, size_t i)
{
	struct by_definition d = { 0, { 0 }, { 0 } };

	for (double time = c->start[i] + 1; time <= c->stop[i]; time++) {
		size_t s = c->strata[i];
		double n_event = sums_at(c, s, time, 0).n_event;
		bool fails =
			c->event[i] && c->stop[i] == time && c->weight[i] > 0;

		for (double k = 0; k < n_event; k++) {
			struct risk_sums at = sums_at(c, s, time, k);
			double own =
				fails && c->fitted.efron ? 1 - k / n_event : 1;
			double hazard = exp(c->log_risk[i]) * own * at.events /
					n_event / at.risk;

			d.expected += hazard;
			for (size_t j = 0; j < P; j++) {
				double off = c->x[j * N + i] -
					     at.risk_x[j] / at.risk;

				d.score[j] += off * ((fails ? 1 / n_event : 0) -
							    hazard);
				d.schoenfeld[j] += fails ? off / n_event : 0;
			}
		}
	}
	return d;
}

static void test_definition(const struct cohort *c, const char *what)
{
	double martingale[N], deviance[N], score[N * P], schoenfeld[N * P];
	struct cox_residuals r = { martingale, deviance, score, schoenfeld };
	double total = 0;

	gsl_test(!cox_residuals_find(&c->fitted, &r), "%s: memory", what);
	for (size_t i = 0; i < N; i++) {
		struct by_definition d = define(c, i);
		double event = c->event[i];

		total += c->weight[i] * martingale[i];
		gsl_test_abs(martingale[i], event - d.expected, 1e-12,
			"%s: martingale %d", what, (int)i);
		gsl_test_abs(deviance[i] * fabs(deviance[i]),
			(event > d.expected ? -2 : 2) *
				(event - d.expected +
					(event > 0 ? log(d.expected) : 0)),
			1e-12, "%s: deviance %d", what, (int)i);
		for (size_t j = 0; j < P; j++) {
			gsl_test_abs(score[j * N + i], d.score[j], 1e-12,
				"%s: score %d", what, (int)i);
			if (c->event[i] && c->weight[i] > 0)
				gsl_test_abs(schoenfeld[j * N + i],
					d.schoenfeld[j], 1e-12,
					"%s: schoenfeld %d", what, (int)i);
			else
				gsl_test(!isnan(schoenfeld[j * N + i]),
					"%s: no event %d", what, (int)i);
		}
	}
	gsl_test_abs(total, 0, 1e-12, "%s: martingales add to 0", what);
}

/* A shift of a covariate by 1e6 is none of the residuals' business. */
static void test_shift(struct cohort *c)
{
	double before[N * P], after[N * P];
	struct cox_residuals r = { NULL, NULL, before, NULL };

	cox_residuals_find(&c->fitted, &r);
	for (size_t i = 0; i < N; i++)
		c->x[i] += 1e6;
	r.score = after;
	cox_residuals_find(&c->fitted, &r);
	for (size_t i = 0; i < N; i++) {
		gsl_test_abs(after[i], before[i], 1e-9, "shifted %d", (int)i);
		c->x[i] -= 1e6;
	}
}

/* The hazard and its variance at known coefficients, one who has x = 0. */
static void test_baseline(const struct cohort *c, const char *what)
{
	const double zero[P] = { 0 }, none[P * P] = { 0 };
	struct cox_baseline baseline;
	double hazard[2] = { 0 }, variance[2] = { 0 };

	cox_baseline_make(&c->fitted, &baseline);
	for (double time = 0; time < 14; time += 0.5)
		for (size_t s = 0; s < 2; s++) {
			double n_event = sums_at(c, s, time, 0).n_event;
			struct cox_prediction p;

			for (double k = 0; k < n_event; k++) {
				struct risk_sums at = sums_at(c, s, time, k);
				double share = at.events / n_event;

				hazard[s] += share / at.risk;
				variance[s] += share / (at.risk * at.risk);
			}
			p = cox_baseline_predict(
				&baseline, s, time, zero, 0, none);
			gsl_test_rel(p.cumulative_hazard, hazard[s], 1e-12,
				"%s: hazard at %g", what, time);
			gsl_test_rel(p.std_error, sqrt(variance[s]), 1e-12,
				"%s: its error at %g", what, time);
		}
	cox_baseline_free(&baseline);
}

/*
 * Times 1 2 3 of events, x = 1 0 1 at coefficient log 2: risks 2 1 2.  Means
 * 4/5, 2/3, 1; variances 4/25, 2/9, 0; g = -1 0 1 and score -(1 - 4/5) = -1/5.
 * Information: 86/225, -4/25; 4/25.  The statistic is (1/25) / (4/25 -
 * (4/25)^2 225/86) = (1/4) / (1 - 36/86) = 43/100.
 */
static void test_zph_by_hand(void)
{
	const double stop[] = { 1, 2, 3 }, x[] = { 1, 0, 1 };
	const double log_risk[] = { log(2), 0, log(2) };
	const bool event[] = { true, true, true };
	const size_t group[] = { 0 };
	struct cox_fitted fitted = { { 3, NULL, stop, event, NULL, NULL, 1 }, 1,
		x, log_risk, true };
	struct cox_zph_test tests[2];

	cox_zph(&fitted, COX_ZPH_IDENTITY, group, 1, tests);
	gsl_test_rel(tests[0].statistic, 0.43, 1e-12, "zph by hand");
	gsl_test_rel(tests[1].statistic, 0.43, 1e-12, "zph by hand, global");
	cox_zph(&fitted, COX_ZPH_RANK, group, 1, tests);
	gsl_test_rel(tests[0].statistic, 0.43, 1e-12, "zph by hand, rank");
	cox_zph(&fitted, COX_ZPH_KM, group, 1, tests);
	gsl_test_rel(tests[0].statistic, 0.43, 1e-12, "zph by hand, km");
}

/* Statuses, and all columns as one group against the global test. */
static void test_zph(struct cohort *c)
{
	const size_t one[P] = { 0, 0 };
	struct cox_zph_test tests[2];
	double twice[N * P], *x = c->x;

	cox_zph(&c->fitted, COX_ZPH_KM, one, 1, tests);
	gsl_test_abs(tests[0].df, P, 0, "zph: df of a factor");
	gsl_test_rel(tests[0].statistic, tests[1].statistic, 1e-12,
		"zph: the only term is all");
	memcpy(twice, x, N * sizeof(*x));
	memcpy(twice + N, x, N * sizeof(*x));
	c->fitted.x = twice;
	gsl_test(cox_zph(&c->fitted, COX_ZPH_KM, one, 1, tests) !=
			 COX_ZPH_SINGULAR,
		"zph: the same column twice");
	gsl_test(!isnan(tests[0].statistic), "zph: no statistic");
	c->fitted.x = x;
	c->stop[0] = c->start[0] = 0;
	c->event[0] = true;
	c->fitted.records.start = NULL;
	gsl_test(cox_zph(&c->fitted, COX_ZPH_LOG, one, 1, tests) !=
			 COX_ZPH_LOG_OF_ZERO,
		"zph: log of an event at 0");
}

int main(void)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	static struct cohort cohort;

	fill(&cohort, random);
	test_definition(&cohort, "efron");
	test_baseline(&cohort, "efron");
	test_shift(&cohort);
	cohort.fitted.efron = false;
	test_definition(&cohort, "breslow");
	test_baseline(&cohort, "breslow");
	test_zph_by_hand();
	test_zph(&cohort);
	gsl_rng_free(random);
	return gsl_test_summary();
}
