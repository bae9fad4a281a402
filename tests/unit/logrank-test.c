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

int main(void)
{
	test_four();
	test_strata();
	test_tied_events();
	test_rank();
	test_far_tail();
	return gsl_test_summary();
}
