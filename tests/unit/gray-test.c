/* Gray's test by hand and against the log-rank test. */
#include "survival/gray.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-13
#define N    12

static const double time[N] = { 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9 };
static const size_t group[N] = { 0, 1, 0, 1, 0, 1, 2, 1, 0, 2, 2, 1 };
static const size_t strata[N] = { 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0 };

struct storage {
	double observed[3], expected[3], variance[9];
};

static struct log_rank_sums sums_of(struct storage *room)
{
	return (struct log_rank_sums){ room->observed, room->expected,
		room->variance };
}

/* Without another cause the scores are those of the log-rank test. */
static void test_one_cause(void)
{
	enum gray_event event[N];
	bool failed[N];
	struct storage gray, log_rank;
	struct log_rank_sums gray_sums = sums_of(&gray),
			     log_rank_sums = sums_of(&log_rank);
	const struct gray_subjects subjects = { N, time, event, group, strata,
		3, 2, NULL };
	const struct log_rank_subjects same = { .n = N,
		.time = time,
		.event = failed,
		.group = group,
		.strata = strata,
		.n_groups = 3,
		.n_strata = 2 };
	double at_risk[3];
	size_t order[8 * N];

	for (size_t i = 0; i < N; i++) {
		failed[i] = i % 4 != 1;
		event[i] = failed[i] ? GRAY_CAUSE : GRAY_CENSORED;
	}
	gsl_test_int(gray_sum(&subjects, 0, &gray_sums), 1, "memory");
	gsl_test_int(log_rank_room(&same) <= 8 * N, 1, "room");
	log_rank_sum(&same, order, at_risk, &log_rank_sums);
	for (size_t g = 0; g < 3; g++)
		gsl_test_rel(gray.observed[g] - gray.expected[g],
			log_rank.observed[g] - log_rank.expected[g], TINY,
			"score of group %zu", g);
}

/* Two groups of one: A fails of the cause at 1, B of another at 2. */
static void test_two(void)
{
	const double times[] = { 1, 2 };
	const size_t groups[] = { 0, 1 };
	const enum gray_event event[] = { GRAY_CAUSE, GRAY_OTHER };
	const struct gray_subjects subjects = { 2, times, event, groups, NULL,
		2, 1, NULL };
	struct storage room;
	struct log_rank_sums sums = sums_of(&room);

	gray_sum(&subjects, 0, &sums);
	gsl_test_rel(room.observed[0], 1, TINY, "observed");
	gsl_test_rel(room.expected[0], 0.5, TINY, "expected");
}

/* A stratum adds what it has alone; scores and covariances add up to 0. */
static void test_strata(void)
{
	enum gray_event event[N];
	struct storage both, one[2];
	struct log_rank_sums sums = sums_of(&both);
	const struct gray_subjects all = { N, time, event, group, strata, 3, 2,
		NULL };

	for (size_t i = 0; i < N; i++)
		event[i] = (enum gray_event)(i % 3);
	gray_sum(&all, 1, &sums);
	for (size_t s = 0; s < 2; s++) {
		double times[N];
		enum gray_event events[N];
		size_t groups[N], n = 0;
		struct log_rank_sums alone = sums_of(&one[s]);

		for (size_t i = 0; i < N; i++) {
			if (strata[i] != s)
				continue;
			times[n] = time[i];
			events[n] = event[i];
			groups[n++] = group[i];
		}
		gray_sum(&(struct gray_subjects){ n, times, events, groups,
				 NULL, 3, 1, NULL },
			1, &alone);
	}
	for (size_t i = 0; i < 9; i++)
		gsl_test_abs(both.variance[i],
			one[0].variance[i] + one[1].variance[i], TINY,
			"covariance %zu of both strata", i);
	for (size_t g = 0; g < 3; g++)
		gsl_test_abs(both.variance[g] + both.variance[3 + g] +
				     both.variance[6 + g],
			0, TINY, "covariances of group %zu", g);
}

/* Whole weights are as many subjects. */
static void test_weights(void)
{
	const double weight[N] = { 1, 2, 3, 1, 1, 4, 2, 1, 2, 1, 3, 1 };
	double times[3 * N];
	enum gray_event event[N], events[3 * N];
	size_t groups[3 * N], in[3 * N], n = 0;
	struct storage weighted, repeated;
	struct log_rank_sums sums = sums_of(&weighted),
			     all = sums_of(&repeated);

	for (size_t i = 0; i < N; i++) {
		event[i] = (enum gray_event)(i * 2 % 3);
		for (double w = 0; w < weight[i]; w++, n++) {
			times[n] = time[i];
			events[n] = event[i];
			groups[n] = group[i];
			in[n] = strata[i];
		}
	}
	gray_sum(&(struct gray_subjects){ N, time, event, group, strata, 3, 2,
			 weight },
		0.5, &sums);
	gray_sum(&(struct gray_subjects){ n, times, events, groups, in, 3, 2,
			 NULL },
		0.5, &all);
	for (size_t g = 0; g < 3; g++) {
		gsl_test_rel(weighted.observed[g], repeated.observed[g], TINY,
			"weighted observed of group %zu", g);
		gsl_test_rel(weighted.expected[g], repeated.expected[g], TINY,
			"weighted expected of group %zu", g);
	}
	for (size_t i = 0; i < 9; i++)
		gsl_test_rel(weighted.variance[i], repeated.variance[i], TINY,
			"weighted covariance %zu", i);
}

int main(void)
{
	test_one_cause();
	test_two();
	test_strata();
	test_weights();
	return gsl_test_summary();
}
