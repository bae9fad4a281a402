/* The log-rank test by hand. */
#include "survival/log-rank.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-14

struct storage {
	double observed[3], expected[3], variance[9], at_risk[3];
	size_t order[48];
};

static struct log_rank_sums sum(
	struct storage *room, const struct log_rank_subjects *subjects)
{
	struct log_rank_sums sums = { room->observed, room->expected,
		room->variance };

	log_rank_sum(subjects, room->order, room->at_risk, &sums);
	return sums;
}

/*
 * Group 0: 1 3; group 1: 2 4+.  Events at 1 (2 of 4 in group 1), 2 (2 of 3)
 * and 3 (1 of 2): E1 = 1/2 + 2/3 + 1/2, V = 1/4 + 2/9 + 1/4.
 */
static void test_four(void)
{
	const double time[] = { 1, 3, 2, 4 };
	const bool event[] = { true, true, true, false };
	const size_t group[] = { 0, 0, 1, 1 };
	const struct log_rank_subjects four = { 4, time, event, group, NULL, 2,
		1, NULL, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &four);
	struct log_rank_test test;
	struct log_rank_ratio ratio;
	double u = 1 - 5.0 / 3, v = 13.0 / 18;

	gsl_test_rel(s.observed[0], 2, 0, "four: O0");
	gsl_test_rel(s.expected[1], 5.0 / 3, TINY, "four: E1");
	gsl_test_rel(s.expected[0], 4.0 / 3, TINY, "four: E0");
	gsl_test_rel(s.variance[3], v, TINY, "four: V11");
	gsl_test_rel(s.variance[1], -v, TINY, "four: V01");
	gsl_test_int((int)log_rank_compare(2, &s, &test), LOG_RANK_OK, "four");
	gsl_test_rel(test.chi_square, u * u / v, TINY, "four: chi-square");
	gsl_test_rel(test.df, 1, 0, "four: df");
	gsl_test_rel(test.p_value, erfc(sqrt(u * u / v / 2)), TINY, "four: P");
	ratio = log_rank_ratio_peto(&s, erf(1 / sqrt(2)));
	gsl_test_rel(ratio.ratio, exp(u / v), TINY, "four: Peto's ratio");
	gsl_test_rel(ratio.conf_low, exp(u / v - 1 / sqrt(v)), TINY, "its low");
	ratio = log_rank_ratio_oe(&s, erf(1 / sqrt(2)));
	gsl_test_rel(ratio.ratio, 0.6 / 1.5, TINY, "four: O/E ratio");
	gsl_test_rel(
		ratio.conf_high, 0.4 * exp(sqrt(0.75 + 0.6)), TINY, "high");
}

/* The same four in two strata, the second shifted: twice the sums. */
static void test_strata(void)
{
	const double time[] = { 1, 3, 2, 4, 11, 13, 12, 14 };
	const bool event[] = { true, true, true, false, true, true, true,
		false };
	const size_t group[] = { 0, 0, 1, 1, 0, 0, 1, 1 };
	const size_t strata[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
	const struct log_rank_subjects eight = { 8, time, event, group, strata,
		2, 2, NULL, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &eight);

	gsl_test_rel(s.expected[1], 10.0 / 3, TINY, "strata: E1");
	gsl_test_rel(s.variance[3], 13.0 / 9, TINY, "strata: V11");
}

/* Two events at one time: hypergeometric, not binomial, variance. */
static void test_tied_events(void)
{
	const double time[] = { 1, 1 + 1e-12, 2, 2 };
	const bool event[] = { true, true, false, false };
	const size_t group[] = { 0, 1, 0, 1 };
	const struct log_rank_subjects tied = { 4, time, event, group, NULL, 2,
		1, NULL, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &tied);

	gsl_test_rel(s.expected[0], 1, TINY, "tied: E0");
	gsl_test_rel(s.variance[0], 2 * 0.25 * 2 / 3, TINY, "tied: V00");
}

/* The third group left before the first event: one degree of freedom. */
static void test_rank(void)
{
	const double time[] = { 2, 4, 3, 5, 1, 1 };
	const bool event[] = { true, true, true, true, false, false };
	const bool none[] = { false, false, false, false, false, false };
	const size_t group[] = { 0, 0, 1, 1, 2, 2 };
	const size_t alone[] = { 0, 0, 1, 1, 2, 2 };
	struct log_rank_subjects six = { 6, time, event, group, NULL, 3, 1,
		NULL, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &six);
	struct log_rank_test test;

	gsl_test_int((int)log_rank_compare(3, &s, &test), LOG_RANK_OK, "rank");
	gsl_test_rel(test.df, 1, 0, "rank: df");
	six.event = none;
	s = sum(&room, &six);
	gsl_test_int((int)log_rank_compare(3, &s, &test), LOG_RANK_NO_EVENTS,
		"rank: no events");
	six.event = event;
	six.strata = alone;
	six.n_strata = 3;
	s = sum(&room, &six);
	gsl_test_int((int)log_rank_compare(3, &s, &test),
		LOG_RANK_NO_COMPARISON, "rank: groups that never meet");
}

/* P = 1e-200 and less comes out: 900 against 0 at one time of 900. */
static void test_far_tail(void)
{
	double observed[] = { 900, 0 }, expected[] = { 450, 450 };
	double variance[] = { 200, -200, -200, 200 };
	const struct log_rank_sums s = { observed, expected, variance };
	struct log_rank_test test;

	log_rank_compare(2, &s, &test);
	gsl_test_rel(test.chi_square, 1012.5, 1e-13, "far: chi-square");
	gsl_test_rel(log(test.p_value), log(erfc(sqrt(506.25))), TINY, "far");
	gsl_test(!(test.p_value > 0 && test.p_value < 1e-200), "far: P");
}

/* (0, 2] of group 0, (1, 3] of 1, (2, 4] of 0 and (0, 5+] of 1. */
static void test_entry(void)
{
	const double time[] = { 2, 3, 4, 5 }, start[] = { 0, 1, 2, 0 };
	const bool event[] = { true, true, true, false };
	const size_t group[] = { 0, 1, 0, 1 };
	const struct log_rank_subjects late = { 4, time, event, group, NULL, 2,
		1, start, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &late);

	/* 1 of 3 at 2, 1 of 3 at 3, 1 of 2 at 4 */
	gsl_test_rel(s.expected[0], 1 / 3.0 + 1 / 3.0 + 0.5, TINY, "late: E0");
	gsl_test_rel(s.variance[0], 4 / 9.0 + 0.25, TINY, "late: V00");
}

/* Who enters at the time of an event but for noise is not at risk for it. */
static void test_entry_tie(void)
{
	const double time[] = { 0.1 + 0.2, 4, 5 }, start[] = { 0, 0, 0.3 };
	const bool event[] = { true, false, false };
	const size_t group[] = { 0, 1, 1 };
	const struct log_rank_subjects late = { 3, time, event, group, NULL, 2,
		1, start, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	struct log_rank_sums s = sum(&room, &late);

	gsl_test_rel(s.expected[0], 0.5, TINY, "late, tied: one of two");
}

/* The four subjects, weighted: r = 4 3 2, S before = 1 3/4 1/2. */
static void test_weightings(void)
{
	const double time[] = { 1, 3, 2, 4 };
	const bool event[] = { true, true, true, false };
	const size_t group[] = { 0, 0, 1, 1 };
	const double p[] = { 0.8, 0.8 * 0.75, 0.8 * 0.75 * 2 / 3 };
	const double weights[][3] = { { 1, 1, 1 }, { 4, 3, 2 },
		{ 2, sqrt(3), sqrt(2) }, { p[0], p[1], p[2] },
		{ p[0] * 4 / 5, p[1] * 3 / 4, p[2] * 2 / 3 },
		{ 0, 0.75 * 0.75 * 0.25, 0.125 } };
	struct storage room;

	for (size_t f = 0; f < 6; f++) {
		const double *w = weights[f];
		const struct log_rank_subjects four = { 4, time, event, group,
			NULL, 2, 1, NULL, NULL,
			{ (enum log_rank_function)f, 2, 1 } };
		struct log_rank_sums s = sum(&room, &four);

		gsl_test_rel(s.observed[0], w[0] + w[2], TINY,
			"weighting %zu: O0", f);
		gsl_test_rel(s.expected[1], w[0] / 2 + w[1] * 2 / 3 + w[2] / 2,
			TINY, "weighting %zu: E1", f);
		gsl_test_rel(s.variance[0],
			w[0] * w[0] / 4 + w[1] * w[1] * 2 / 9 + w[2] * w[2] / 4,
			TINY, "weighting %zu: V00", f);
	}
}

static void test_trend(void)
{
	double observed[] = { 5, 1, 0 }, expected[] = { 2, 2, 2 };
	double variance[] = { 2, -1, -1, -1, 2, -1, -1, -1, 2 };
	const double scores[] = { 1e9, 1e9 + 1, 1e9 + 2 };
	const struct log_rank_sums s = { observed, expected, variance };
	struct log_rank_test test;
	double z;

	gsl_test_int((int)log_rank_trend(3, &s, scores, &test, &z), LOG_RANK_OK,
		"trend");
	gsl_test_rel(z, -5 / sqrt(6), TINY, "trend: z");
	gsl_test_rel(test.chi_square, 25 / 6.0, TINY, "trend: chi-square");
}

/* O = 0: P(none | high) is half of what is left. */
static void test_against(void)
{
	struct log_rank_one_sample one = log_rank_against(0, 2, 0.95);

	gsl_test_abs(one.conf_low, 0, 0, "one sample: low of none");
	gsl_test_rel(one.conf_high, -log(0.025) / 2, 1e-13, "high of none");
	gsl_test_rel(one.chi_square, 2, TINY, "one sample: chi-square");
	one = log_rank_against(1, 2, 0.95);
	gsl_test_rel(one.conf_low, -log(0.975) / 2, 1e-13, "low of one");
	one = log_rank_against(1, 0, 0.95);
	gsl_test(!isnan(one.ratio), "one sample: nothing expected");
}

/* Dealing keeps the groups of each stratum, and does not stand still. */
static void test_deal(void)
{
	const double time[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	const bool event[] = { true, true, true, true, true, true, true, true };
	const size_t strata[] = { 0, 1, 0, 1, 0, 1, 0, 1 };
	size_t group[] = { 0, 1, 0, 1, 1, 1, 1, 1 };
	const struct log_rank_subjects eight = { 8, time, event, group, strata,
		2, 2, NULL, NULL, { LOG_RANK_LOG_RANK, 0, 0 } };
	struct storage room;
	gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);
	size_t moved = 0;

	sum(&room, &eight);
	for (int i = 0; i < 100; i++) {
		log_rank_deal(&eight, room.order, generator, group);
		gsl_test_int((int)(group[0] + group[2] + group[4] + group[6]),
			2, "deal: two of four");
		gsl_test_int((int)(group[1] + group[3] + group[5] + group[7]),
			4, "deal: four of four");
		moved += group[0];
	}
	gsl_test(moved < 30 || moved > 70, "deal: every other time");
	gsl_rng_free(generator);
}

int main(void)
{
	test_entry();
	test_entry_tie();
	test_weightings();
	test_trend();
	test_against();
	test_deal();
	test_four();
	test_strata();
	test_tied_events();
	test_rank();
	test_far_tail();
	return gsl_test_summary();
}
