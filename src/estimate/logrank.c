/* estimate logrank: comparison of the survival of groups. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/log-rank.h"

static const char *time_name, *event_name, *event_is, *by, *strata, *conf,
	*analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "time",
		.argument = "COL",
		.meaning = "follow-up time",
		.value = &time_name },
	{ .name = "event",
		.argument = "COL",
		.meaning = "1: event at that time; 0: censored",
		.value = &event_name },
	{ .name = "event-is",
		.argument = "VALUE,...",
		.meaning = "codes of --event that are events, all others not",
		.value = &event_is },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the groups to compare",
		.value = &by },
	{ .name = "strata",
		.argument = "COL,...",
		.meaning = "compare within these, and sum up",
		.value = &strata },
	{ .name = "where",
		.argument = "COL=VALUE",
		.meaning = "rows to keep; also != <= >= < >; repeatable",
		.list = &where },
	{ .name = "conf",
		.argument = "LEVEL",
		.meaning = "confidence level (0.95)",
		.value = &conf },
	{ .name = "analysis",
		.argument = "NAME",
		.meaning = "first column of the output (logrank)",
		.value = &analysis },
	{ .name = "na",
		.argument = "drop|refuse",
		.meaning = "rows with a missing cell in use (drop)",
		.value = &na },
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate logrank",
	.purpose = "Log-rank test of the survival of two or more groups.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char no_comparison[] = "no event while two groups were at risk";

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

static void print_test(const struct groups *groups, const struct input *input,
	const struct log_rank_sums *sums, struct results *results)
{
	struct log_rank_test test = { NAN, NAN, NAN };
	enum log_rank_status status =
		log_rank_compare(groups->count, sums, &test);
	const char *why = "no events";
	double events = 0;

	if (status == LOG_RANK_NO_MEMORY)
		die("out of memory");
	if (status == LOG_RANK_NO_COMPARISON)
		why = no_comparison;
	if (status != LOG_RANK_OK)
		test.chi_square = test.df = test.p_value = NAN;
	for (size_t g = 0; g < groups->count; g++)
		events += sums->observed[g];
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input->count);
	results_number(results, "n_missing", (double)input->missing);
	results_number(results, "events", events);
	results_maybe(results, "statistic", test.chi_square, why);
	results_maybe(results, "df", test.df, why);
	results_p_value(results, test.p_value, why);
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
	struct log_rank_ratio oe, peto;

	if (groups->count != 2)
		return;
	oe = log_rank_ratio_oe(sums, level);
	peto = log_rank_ratio_peto(sums, level);
	print_ratio(groups->labels[1], "oe", "hr_oe", &oe,
		"no events in a group", results);
	print_ratio(groups->labels[1], "peto", "hr_peto", &peto, no_comparison,
		results);
}

static void compare_groups(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	const struct groups *in_strata, double level, struct results *results)
{
	size_t n = input->count, k = groups->count;
	const struct log_rank_subjects subjects = { n, follow_up->time,
		follow_up->event, groups->of, in_strata->of, k,
		in_strata->count };
	struct log_rank_sums sums = { allocate(k, sizeof(double)),
		allocate(k, sizeof(double)), allocate(k * k, sizeof(double)) };
	size_t *order = allocate(2 * n, sizeof(*order));
	double *at_risk = allocate(k, sizeof(*at_risk));

	log_rank_sum(&subjects, order, at_risk, &sums);
	print_test(groups, input, &sums, results);
	print_groups(groups, input, &sums, results);
	print_ratios(groups, &sums, level, results);
	free(sums.observed);
	free(sums.expected);
	free(sums.variance);
	free(order);
	free(at_risk);
}

static void need_two(const struct input *input, const struct groups *groups)
{
	if (groups->count < 2)
		die("%s: %s: only one group, nothing to compare: %s",
			table_path(input->table), by,
			quoted(groups->labels[0]));
}

void estimate_logrank(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	struct results *results = results_new(analysis ? analysis : "logrank");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct column_range strata_columns =
		input_columns(&input, "strata", strata);
	struct follow_up follow_up;
	struct groups groups, in_strata;

	if (!by)
		die_misused("--by=COL is needed");
	input_read(&input, path_of(&operands), &where, na);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	need_two(&input, &groups);
	in_strata = groups_make(&input, strata_columns);
	compare_groups(&input, &follow_up, &groups, &in_strata, level, results);
	results_print(results);
	groups_free(&in_strata);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
