/* The rows that estimate logrank prints. */
#include "estimate/logrank-compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "survival/adjust.h"

static const char no_events[] = "no events";
static const char no_comparison[] = "no event while two groups were at risk";

/* Subjects, what they sum up to, and the room for it. */
struct contest {
	struct log_rank_subjects subjects;
	struct log_rank_sums sums;
	size_t *order;
	double *at_risk;
};

static struct contest contest_make(const struct log_rank_subjects *subjects)
{
	size_t k = subjects->n_groups;
	struct contest made = { .subjects = *subjects,
		.sums = { allocate(k, sizeof(double)),
			allocate(k, sizeof(double)),
			allocate(k * k, sizeof(double)) } };

	made.order = allocate(log_rank_room(subjects), sizeof(*made.order));
	made.at_risk = allocate(k, sizeof(*made.at_risk));
	log_rank_sum(subjects, made.order, made.at_risk, &made.sums);
	return made;
}

static void contest_free(struct contest *contest)
{
	free(contest->sums.observed);
	free(contest->sums.expected);
	free(contest->sums.variance);
	free(contest->order);
	free(contest->at_risk);
}

static double count_events(const struct log_rank_subjects *subjects)
{
	double events = 0;

	for (size_t i = 0; i < subjects->n; i++)
		if (subjects->event[i])
			events += subjects->weight ? subjects->weight[i] : 1;
	return events;
}

/* All NaN unless there is a test; returns why there is none. */
static const char *test_of(
	const struct contest *contest, struct log_rank_test *test)
{
	enum log_rank_status status = log_rank_compare(
		contest->subjects.n_groups, &contest->sums, test);

	if (status == LOG_RANK_NO_MEMORY)
		die("out of memory");
	if (status != LOG_RANK_OK)
		test->chi_square = test->df = test->p_value = NAN;
	if (count_events(&contest->subjects) <= 0)
		return no_events;
	return no_comparison;
}

static void print_statistics(const struct log_rank_test *test, const char *why,
	struct results *results)
{
	results_maybe(results, "statistic", test->chi_square, why);
	results_maybe(results, "df", test->df, why);
	results_p_value(results, test->p_value, why);
}

static void print_groups(const struct groups *groups, const struct input *input,
	const struct log_rank_sums *sums, struct results *results)
{
	size_t k = groups->count;

	for (size_t g = 0; g < k; g++) {
		results_at(results, groups->labels[g], NAN, "");
		results_number(
			results, "n", (double)groups_size(groups, input, g));
		results_number(results, "observed", sums->observed[g]);
		results_number(results, "expected", sums->expected[g]);
		results_number(results, "variance", sums->variance[g * k + g]);
	}
}

static void print_ratio(const char *label, const char *term,
	const char *statistic, const struct log_rank_ratio *ratio,
	const char *why, struct results *results)
{
	results_at(results, label, NAN, term);
	results_maybe(results, statistic, ratio->ratio, why);
	results_maybe(results, "conf_low", ratio->conf_low, why);
	results_maybe(results, "conf_high", ratio->conf_high, why);
}

/* Of the second of two groups to the first. */
static void print_ratios(const struct groups *groups,
	const struct log_rank_sums *sums, double level, struct results *results)
{
	struct log_rank_ratio oe = log_rank_ratio_oe(sums, level);
	struct log_rank_ratio peto = log_rank_ratio_peto(sums, level);

	print_ratio(groups->labels[1], "oe", "hr_oe", &oe,
		"no events in a group", results);
	print_ratio(groups->labels[1], "peto", "hr_peto", &peto, no_comparison,
		results);
}

static void print_trend(const struct contest *contest, const double scores[],
	struct results *results)
{
	struct log_rank_test test = { NAN, NAN, NAN };
	double z = NAN;
	const char *why = no_comparison;

	log_rank_trend(
		contest->subjects.n_groups, &contest->sums, scores, &test, &z);
	if (count_events(&contest->subjects) <= 0)
		why = no_events;
	results_at(results, "", NAN, "trend");
	print_statistics(&test, why, results);
	results_maybe(results, "z", z, why);
}

/*
 * The share of dealings, the one seen among them, whose statistic is at least
 * the one seen but for rounding.
 */
static double permutation_p(struct contest *contest, double seen,
	const struct logrank_request *request)
{
	struct log_rank_subjects *subjects = &contest->subjects;
	size_t n = subjects->n, as_large = 1;
	size_t *dealt = allocate(n, sizeof(*dealt));
	gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);

	if (!generator)
		die("out of memory");
	gsl_rng_set(generator, request->seed);
	memcpy(dealt, subjects->group, n * sizeof(*dealt));
	subjects->group = dealt;
	for (size_t i = 0; i < request->permutations; i++) {
		struct log_rank_test test = { 0, 0, 0 };

		log_rank_deal(subjects, contest->order, generator, dealt);
		log_rank_sum_again(subjects, contest->order, contest->at_risk,
			&contest->sums);
		if (log_rank_compare(subjects->n_groups, &contest->sums,
			    &test) == LOG_RANK_OK &&
			test.chi_square >= seen * (1 - 1e-9))
			as_large++;
	}
	gsl_rng_free(generator);
	free(dealt);
	return (double)as_large / (double)(request->permutations + 1);
}

/* Leaves the sums of the last dealing behind: comes last. */
static void print_permutations(struct contest *contest,
	const struct log_rank_test *test, const char *why,
	const struct logrank_request *request, struct results *results)
{
	double p = NAN;

	if (isfinite(test->chi_square))
		p = permutation_p(contest, test->chi_square, request);
	results_at(results, "", NAN, "permutation");
	results_number(results, "permutations", (double)request->permutations);
	results_maybe(results, "p_value", p, why);
}

/* Two of the groups, as 0 and 1; the arrays have room for all subjects. */
struct pair {
	double *time, *start, *weight;
	bool *event;
	size_t *group, *strata;
};

static struct pair pair_room(size_t n)
{
	return (struct pair){ allocate(n, sizeof(double)),
		allocate(n, sizeof(double)), allocate(n, sizeof(double)),
		allocate(n, sizeof(bool)), allocate(n, sizeof(size_t)),
		allocate(n, sizeof(size_t)) };
}

static void pair_free(struct pair *pair)
{
	free(pair->time);
	free(pair->start);
	free(pair->weight);
	free(pair->event);
	free(pair->group);
	free(pair->strata);
}

static struct log_rank_subjects pick_pair(const struct log_rank_subjects *all,
	size_t one, size_t other, struct pair *pair)
{
	struct log_rank_subjects picked = { 0, pair->time, pair->event,
		pair->group, pair->strata, 2, all->n_strata,
		all->start ? pair->start : NULL,
		all->weight ? pair->weight : NULL, all->weighting };

	for (size_t i = 0; i < all->n; i++) {
		size_t n = picked.n;

		if (all->group[i] != one && all->group[i] != other)
			continue;
		pair->time[n] = all->time[i];
		pair->event[n] = all->event[i];
		pair->group[n] = all->group[i] == other;
		pair->strata[n] = all->strata[i];
		if (all->start)
			pair->start[n] = all->start[i];
		if (all->weight)
			pair->weight[n] = all->weight[i];
		picked.n++;
	}
	return picked;
}

/* P values that exist, adjusted for their number; NaN stays. */
static void adjust_pairs(
	enum logrank_pairs type, size_t count, double p[], double adjusted[])
{
	/* in the order of enum logrank_pairs */
	static const enum adjust_method methods[] = { ADJUST_HOLM, ADJUST_BH,
		ADJUST_BONFERRONI };
	size_t *order = allocate(count, sizeof(*order)), known = 0;
	double *there = allocate(count, sizeof(*there));
	double *results = allocate(count, sizeof(*results));

	for (size_t i = 0; i < count; i++)
		if (!isnan(p[i]))
			there[known++] = p[i];
	if (type == PAIRS_RAW)
		memcpy(results, there, known * sizeof(*there));
	else
		adjust_p(methods[type], known, there, order, results);
	known = 0;
	for (size_t i = 0; i < count; i++)
		adjusted[i] = isnan(p[i]) ? NAN : results[known++];
	free(order);
	free(there);
	free(results);
}

static void print_pair(const struct groups *groups, size_t one, size_t other,
	const struct log_rank_test *test, double adjusted, const char *why,
	struct results *results)
{
	size_t size = strlen(groups->labels[one]) +
		      strlen(groups->labels[other]) + sizeof(" vs ");
	char *label = allocate(size, 1);

	snprintf(label, size, "%s vs %s", groups->labels[one],
		groups->labels[other]);
	results_at(results, label, NAN, "");
	print_statistics(test, why, results);
	results_maybe(results, "p_adjusted", adjusted, why);
	free(label);
}

static void print_pairs(const struct log_rank_subjects *all,
	const struct groups *groups, enum logrank_pairs type,
	struct results *results)
{
	size_t k = groups->count, count = k * (k - 1) / 2, i = 0;
	struct log_rank_test *tests = allocate(count, sizeof(*tests));
	const char **why = allocate(count, sizeof(*why));
	double *p = allocate(count, sizeof(*p));
	double *adjusted = allocate(count, sizeof(*adjusted));
	struct pair pair = pair_room(all->n);

	for (size_t one = 0; one < k; one++)
		for (size_t other = one + 1; other < k; other++, i++) {
			struct log_rank_subjects two =
				pick_pair(all, one, other, &pair);
			struct contest contest = contest_make(&two);

			why[i] = test_of(&contest, &tests[i]);
			p[i] = tests[i].p_value;
			contest_free(&contest);
		}
	adjust_pairs(type, count, p, adjusted);
	i = 0;
	for (size_t one = 0; one < k; one++)
		for (size_t other = one + 1; other < k; other++, i++)
			print_pair(groups, one, other, &tests[i], adjusted[i],
				why[i], results);
	pair_free(&pair);
	free(tests);
	free(why);
	free(p);
	free(adjusted);
}

void logrank_compare(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	const struct groups *in_strata, const struct logrank_request *request,
	struct results *results)
{
	const struct log_rank_subjects subjects = { input->count,
		follow_up->time, follow_up->event, groups->of, in_strata->of,
		groups->count, in_strata->count, follow_up->start,
		follow_up->weight, request->weighting };
	struct contest contest = contest_make(&subjects);
	struct log_rank_test test = { NAN, NAN, NAN };
	const char *why = test_of(&contest, &test);

	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input_size(input));
	results_number(results, "n_missing", (double)input->missing);
	results_number(results, "events", count_events(&subjects));
	print_statistics(&test, why, results);
	print_groups(groups, input, &contest.sums, results);
	if (request->ratios && groups->count == 2)
		print_ratios(groups, &contest.sums, request->conf, results);
	if (request->scores)
		print_trend(&contest, request->scores, results);
	if (request->pairs != PAIRS_NONE)
		print_pairs(&subjects, groups, request->pairs, results);
	if (request->permutations > 0)
		print_permutations(&contest, &test, why, request, results);
	contest_free(&contest);
}

void logrank_against(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	const double expected[], double conf, struct results *results)
{
	static const char why[] = "no expected events";
	double *observed = allocate(groups->count, sizeof(*observed));
	double *sum = allocate(groups->count, sizeof(*sum));

	for (size_t i = 0; i < input->count; i++) {
		double w = follow_up->weight ? follow_up->weight[i] : 1;

		observed[groups->of[i]] += follow_up->event[i] ? w : 0;
		sum[groups->of[i]] += w * expected[i];
	}
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t g = 0; g < groups->count; g++) {
		struct log_rank_one_sample one =
			log_rank_against(observed[g], sum[g], conf);
		const struct log_rank_test test = { one.chi_square,
			sum[g] > 0 ? 1 : NAN, one.p_value };

		results_at(results, groups->labels[g], NAN, "");
		results_number(
			results, "n", (double)groups_size(groups, input, g));
		results_number(results, "observed", observed[g]);
		results_number(results, "expected", sum[g]);
		print_statistics(&test, why, results);
		results_maybe(results, "smr", one.ratio, why);
		results_maybe(results, "conf_low", one.conf_low, why);
		results_maybe(results, "conf_high", one.conf_high, why);
	}
	free(observed);
	free(sum);
}
