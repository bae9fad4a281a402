/* estimate anova: one-way analysis of variance. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/samples.h"
#include "survival/means.h"
#include "survival/summary.h"

static const char *value, *by, *analysis, *na;
static bool welch;
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
	{ .name = "welch",
		.meaning = "the groups' variances are not taken as equal",
		.flag = &welch },
	WHERE_ROW(where),
	ANALYSIS_ROW("anova", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate anova",
	.purpose = "One-way analysis of variance of two or more groups.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static void print_groups(const struct groups *groups,
	const struct sample samples[], struct results *results)
{
	for (size_t g = 0; g < groups->count; g++) {
		results_at(results, groups->labels[g], NAN, "");
		results_number(results, "n", samples[g].n);
		results_number(results, "mean", samples[g].mean);
		results_maybe(results, "sd", sqrt(samples[g].variance),
			"one value has no sd");
	}
}

static void print_test(const struct groups *groups,
	const struct samples *values, struct results *results)
{
	struct sample *samples = allocate(groups->count, sizeof(*samples));
	const char *why = welch ? "a group without variance"
				: "no variance within the groups";
	struct f_test test;

	for (size_t g = 0; g < groups->count; g++)
		samples[g] = (struct sample){ (double)values->sizes[g],
			sample_mean(values->sizes[g], values->of[g]),
			sample_variance(values->sizes[g], values->of[g]) };
	test = one_way(groups->count, samples, welch);
	results_maybe(results, "statistic", test.statistic, why);
	results_number(results, "df", test.df);
	results_maybe(results, "df_residual", test.df_residual, why);
	results_p_value(results, test.p_value, why);
	print_groups(groups, samples, results);
	free(samples);
}

void estimate_anova(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct results *results = results_new(analysis ? analysis : "anova");
	struct input input = { .wish_count = 0 };
	struct column_range by_columns = input_columns(&input, "by", by);
	struct samples values;
	struct groups groups;
	size_t column;

	if (!value || !by)
		die_misused("--value=COL and --by=COL are needed");
	column = input_column(&input, value, COLUMN_NUMBER, fault_magnitude);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	samples_need_groups(&input, &groups, by, false);
	values = samples_make(&input, column, &groups);
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input.count);
	results_number(results, "n_missing", (double)input.missing);
	print_test(&groups, &values, results);
	results_print(results);
	samples_free(&values);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
