/* estimate gray: comparison of the cumulative incidence of groups. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/causes.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/gray.h"

static const char *time_name, *cause_name, *censored, *of, *by, *strata,
	*weight, *rho_text, *analysis, *na;
static bool uncensored;
static struct text_list where;

static const struct option_row options[] = {
	CAUSE_ROWS(time_name, cause_name, censored, uncensored),
	{ .name = "of",
		.argument = "CODE,...",
		.meaning = "tests of these causes only",
		.value = &of },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "number of patients of the row",
		.value = &weight },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the groups to compare",
		.value = &by },
	{ .name = "strata",
		.argument = "COL,...",
		.meaning = "compare within these, and sum up",
		.value = &strata },
	{ .name = "rho",
		.argument = "R",
		.meaning = "weight (1 - incidence)^R (0)",
		.value = &rho_text },
	WHERE_ROW(where),
	ANALYSIS_ROW("gray", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate gray",
	.purpose = "Gray's test of the cumulative incidence of two or more "
		   "groups.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* What is compared. */
struct comparison_of_groups {
	const struct input *input;
	const struct causes *causes;
	const struct groups *groups, *strata;
	double rho;
};

static bool all_finite(size_t count, const double values[])
{
	for (size_t i = 0; i < count; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}

/* The sums as a test; the reason when there is none. */
static const char *compare_sums(
	size_t k, const struct log_rank_sums *sums, struct log_rank_test *test)
{
	const char *why = "no event of this cause";
	enum log_rank_status status;

	*test = (struct log_rank_test){ NAN, NAN, NAN };
	if (!all_finite(k, sums->expected) ||
		!all_finite(k * k, sums->variance))
		return "the incidence of all groups together reaches 1";
	status = log_rank_compare(k, sums, test);
	if (status == LOG_RANK_NO_MEMORY)
		die("out of memory");
	if (status == LOG_RANK_NO_COMPARISON)
		why = "no event while two groups were at risk";
	if (status != LOG_RANK_OK)
		*test = (struct log_rank_test){ NAN, NAN, NAN };
	return why;
}

static double count_events(const struct comparison_of_groups *of_groups,
	size_t cause, size_t group)
{
	const double *weights = of_groups->causes->weight;
	double events = 0;

	for (size_t i = 0; i < of_groups->input->count; i++)
		if (of_groups->causes->of[i] == cause &&
			of_groups->groups->of[i] == group)
			events += weights ? weights[i] : 1;
	return events;
}

static void print_cause(const struct comparison_of_groups *of_groups,
	size_t cause, const struct log_rank_sums *sums, struct results *results)
{
	const struct groups *groups = of_groups->groups;
	const char *label = of_groups->causes->labels[cause - 1], *why;
	size_t k = groups->count;
	struct log_rank_test test;

	why = compare_sums(k, sums, &test);
	results_at(results, "", NAN, label);
	results_maybe(results, "statistic", test.chi_square, why);
	results_maybe(results, "df", test.df, why);
	results_p_value(results, test.p_value, why);
	for (size_t g = 0; g < k; g++) {
		double score = sums->observed[g] - sums->expected[g];

		results_at(results, groups->labels[g], NAN, label);
		results_number(
			results, "events", count_events(of_groups, cause, g));
		results_maybe(results, "score", score, why);
		results_maybe(
			results, "variance", sums->variance[g * k + g], why);
	}
}

/* The events as the test of a cause sees them. */
static void mark_events(const struct comparison_of_groups *of_groups,
	size_t cause, enum gray_event event[])
{
	for (size_t i = 0; i < of_groups->input->count; i++) {
		size_t what = of_groups->causes->of[i];

		event[i] = what == 0       ? GRAY_CENSORED
			   : what == cause ? GRAY_CAUSE
					   : GRAY_OTHER;
	}
}

static void compare_groups(
	const struct comparison_of_groups *of_groups, struct results *results)
{
	size_t n = of_groups->input->count, k = of_groups->groups->count;
	enum gray_event *event = allocate(n, sizeof(*event));
	const struct gray_subjects subjects = { n, of_groups->causes->time,
		event, of_groups->groups->of, of_groups->strata->of, k,
		of_groups->strata->count, of_groups->causes->weight };
	struct log_rank_sums sums = { allocate(k, sizeof(double)),
		allocate(k, sizeof(double)), allocate(k * k, sizeof(double)) };

	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input_size(of_groups->input));
	results_number(results, "n_missing", (double)of_groups->input->missing);
	for (size_t i = 0; i < of_groups->causes->asked_count; i++) {
		size_t cause = of_groups->causes->asked[i];

		mark_events(of_groups, cause, event);
		if (!gray_sum(&subjects, of_groups->rho, &sums))
			die("out of memory");
		print_cause(of_groups, cause, &sums, results);
	}
	free(sums.observed);
	free(sums.expected);
	free(sums.variance);
	free(event);
}

void estimate_gray(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double rho = rho_text ? option_number("rho", rho_text) : 0;
	struct results *results = results_new(analysis ? analysis : "gray");
	struct input input = { .wish_count = 0 };
	struct cause_columns columns = cause_columns(
		&input, time_name, cause_name, censored, uncensored);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct column_range strata_columns =
		input_columns(&input, "strata", strata);
	struct causes causes;
	struct groups groups, in_strata;

	if (!by)
		die_misused("--by=COL is needed");
	cause_weight(&input, weight, &columns);
	input_read(&input, path_of(&operands), &where, na);
	cause_drop_weightless(&input, &columns);
	causes = causes_make(&input, &columns, of);
	groups = groups_make(&input, by_columns);
	groups_need_two(&groups, &input, by, "group");
	in_strata = groups_make(&input, strata_columns);
	compare_groups(&(struct comparison_of_groups){ &input, &causes, &groups,
			       &in_strata, rho },
		results);
	results_print(results);
	groups_free(&in_strata);
	groups_free(&groups);
	causes_free(&causes);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
