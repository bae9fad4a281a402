/* estimate kruskal: the rank test of several groups. */
#include <math.h>
#include <stdlib.h>
#include <gsl/gsl_sort.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/samples.h"
#include "survival/kruskal-wallis.h"
#include "survival/summary.h"

static const char *value, *by, *analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "value",
		.argument = "COL",
		.meaning = "the measurements",
		.value = &value },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the groups",
		.value = &by },
	WHERE_ROW(where),
	ANALYSIS_ROW("kruskal", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate kruskal",
	.purpose = "Rank test of two or more groups.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static void print_test(
	const struct samples *samples, size_t n, struct results *results)
{
	size_t *order = allocate(n, sizeof(*order));
	double *ranks = allocate(n, sizeof(*ranks));
	struct kruskal_wallis test = kruskal_wallis(
		samples->count, samples->sizes, samples->values, order, ranks);
	const char *why = "all values are equal";

	results_maybe(results, "statistic", test.statistic, why);
	results_number(results, "df", test.df);
	results_p_value(results, test.p_value, why);
	free(order);
	free(ranks);
}

/* Sorts the values of each group. */
static void print_groups(const struct groups *groups,
	const struct samples *samples, struct results *results)
{
	for (size_t g = 0; g < groups->count; g++) {
		gsl_sort(samples->of[g], 1, samples->sizes[g]);
		results_at(results, groups->labels[g], NAN, "");
		results_number(results, "n", (double)samples->sizes[g]);
		results_number(results, "median",
			sample_quantile(
				samples->sizes[g], samples->of[g], 7, 0.5));
	}
}

void estimate_kruskal(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct results *results = results_new(analysis ? analysis : "kruskal");
	struct input input = { .wish_count = 0 };
	struct column_range by_columns = input_columns(&input, "by", by);
	struct samples samples;
	struct groups groups;
	size_t column;

	if (!value || !by)
		die_misused("--value=COL and --by=COL are needed");
	column = input_column(&input, value, COLUMN_NUMBER, fault_magnitude);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	samples_need_groups(&input, &groups, by, false);
	samples = samples_make(&input, column, &groups);
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input.count);
	results_number(results, "n_missing", (double)input.missing);
	print_test(&samples, input.count, results);
	print_groups(&groups, &samples, results);
	results_print(results);
	samples_free(&samples);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
