/* Concordance against all pairs, one by one. */
#include "survival/concordance.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_test.h>
#include <math.h>

enum { N = 80 };

struct cohort {
	double start[N], stop[N], weight[N], score[N];
	bool event[N];
	size_t strata[N];
	struct risk_records records;
};

/* Times in whole days, so that there are ties of all kinds. */
static void fill(struct cohort *c, gsl_rng *random)
{
	for (size_t i = 0; i < N; i++) {
		c->start[i] = (double)gsl_rng_uniform_int(random, 6);
		c->stop[i] = c->start[i] + 1 +
			     (double)gsl_rng_uniform_int(random, 12);
		c->weight[i] = 0.5 * (double)gsl_rng_uniform_int(random, 5);
		c->score[i] = (double)gsl_rng_uniform_int(random, 15);
		c->event[i] = gsl_rng_uniform_int(random, 2) == 1;
		c->strata[i] = gsl_rng_uniform_int(random, 3);
	}
	c->records = (struct risk_records){ N, c->start, c->stop, c->event,
		c->weight, c->strata, 3 };
}

static bool is_pair(const struct risk_records *r, size_t i, size_t j)
{
	if (!r->event[i] || (r->strata && r->strata[i] != r->strata[j]))
		return false;
	if (r->start && r->start[j] >= r->stop[i])
		return false;
	return r->stop[j] > r->stop[i] ||
	       (r->stop[j] == r->stop[i] && !r->event[j]);
}

static double by_pairs(const struct risk_records *r, const double score[],
	double tau, double *concordant)
{
	double agree = 0, all = 0;

	*concordant = 0;
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < r->n; j++) {
			double w = r->weight[i] * r->weight[j];

			if (r->stop[i] > tau || !is_pair(r, i, j))
				continue;
			all += w;
			agree += score[i] == score[j] ? w / 2 : 0;
			*concordant += score[i] > score[j] ? w : 0;
		}
	return (agree + *concordant) / all;
}

/* The derivative in each weight by differences; the value is a ratio of
 * quadratic forms, so that those of second order are near. */
static double error_by_pairs(struct cohort *c)
{
	double sum = 0, unused;

	for (size_t i = 0; i < N; i++) {
		double weight = c->weight[i], up, down;

		c->weight[i] = weight + 1e-4;
		up = by_pairs(&c->records, c->score, HUGE_VAL, &unused);
		c->weight[i] = weight - 1e-4;
		down = by_pairs(&c->records, c->score, HUGE_VAL, &unused);
		c->weight[i] = weight;
		sum += pow(weight * (up - down) / 2e-4, 2);
	}
	return sqrt(sum);
}

static void test_random(struct cohort *c)
{
	struct concordance result;
	double concordant, value;

	for (int kind = 0; kind < 4; kind++) {
		c->records.start = kind & 1 ? c->start : NULL;
		c->records.strata = kind & 2 ? c->strata : NULL;
		c->records.n_strata = kind & 2 ? 3 : 1;
		value = by_pairs(&c->records, c->score, HUGE_VAL, &concordant);
		concordance_estimate(&c->records, c->score, CONCORDANCE_HARRELL,
			HUGE_VAL, NULL, &result);
		gsl_test_rel(result.value, value, 1e-13, "value, %d", kind);
		gsl_test_rel(result.concordant, concordant, 1e-13,
			"concordant, %d", kind);
		gsl_test_rel(result.std_error, error_by_pairs(c), 1e-6,
			"standard error, %d", kind);
		value = by_pairs(&c->records, c->score, 5, &concordant);
		concordance_estimate(&c->records, c->score, CONCORDANCE_HARRELL,
			5, NULL, &result);
		gsl_test_rel(result.value, value, 1e-13, "until 5, %d", kind);
	}
}

/*
 * Events at 1 and 3 and 4, a censoring at 2: G is 1 at 1 and 2/3 later.  Pairs
 * of 1 weigh 1: with scores 3 1 2 1 (times 1 2 3 4) all three are concordant;
 * the pair 3 4 weighs 9/4, concordant.  With scores 1 3 1 2: one tied and two
 * discordant, and 9/4 discordant.
 */
static void test_uno(void)
{
	const double time[] = { 1, 2, 3, 4 }, good[] = { 3, 1, 2, 1 };
	const double bad[] = { 1, 3, 1, 2 };
	const bool event[] = { true, false, true, true };
	struct risk_records records = { 4, NULL, time, event, NULL, NULL, 1 };
	struct concordance c;

	concordance_estimate(
		&records, good, CONCORDANCE_UNO, HUGE_VAL, NULL, &c);
	gsl_test_rel(c.concordant, 5.25, 1e-14, "Uno: concordant");
	gsl_test_rel(c.value, 1, 1e-14, "Uno: all concordant");
	concordance_estimate(
		&records, bad, CONCORDANCE_UNO, HUGE_VAL, NULL, &c);
	gsl_test_rel(c.discordant, 4.25, 1e-14, "Uno: discordant");
	gsl_test_rel(c.value, 0.5 / 5.25, 1e-14, "Uno: one tied");
	concordance_estimate(&records, bad, CONCORDANCE_UNO, 2.5, NULL, &c);
	gsl_test_rel(c.value, 0.5 / 3, 1e-14, "Uno: until 2.5");
	records.start = good;
	gsl_test(concordance_estimate(&records, bad, CONCORDANCE_UNO, 1, NULL,
			 &c) != CONCORDANCE_STARTS,
		"Uno: not with late starts");
}

/* Times that differ in the last digit are one time: no pair of events. */
static void test_none(void)
{
	const double time[] = { 0.3, 0.1 + 0.2 }, score[] = { 1, 2 };
	const bool event[] = { true, true };
	struct risk_records records = { 2, NULL, time, event, NULL, NULL, 1 };
	struct concordance c;

	gsl_test(concordance_estimate(&records, score, CONCORDANCE_HARRELL,
			 HUGE_VAL, NULL, &c) != CONCORDANCE_NO_PAIRS,
		"events at one time are no pair");
	gsl_test(!isnan(c.value), "no pairs: no value");
}

int main(void)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	static struct cohort cohort;

	for (int i = 0; i < 5; i++) {
		fill(&cohort, random);
		test_random(&cohort);
	}
	test_uno();
	test_none();
	gsl_rng_free(random);
	return gsl_test_summary();
}
