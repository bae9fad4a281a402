/* estimate ttest: the mean of one group or of differences, or two means. */
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

static const char *value, *by, *pair, *null_text, *alternative, *conf,
	*analysis, *na;
static bool welch;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "value",
		.argument = "COL",
		.meaning = "the measurements",
		.value = &value },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "two groups to compare",
		.value = &by },
	{ .name = "welch",
		.meaning = "the groups' variances are not taken as equal",
		.flag = &welch },
	{ .name = "pair",
		.argument = "COL",
		.meaning = "instead: the same subjects' other measurements",
		.value = &pair },
	{ .name = "null",
		.argument = "MEAN",
		.meaning = "one mean, or that of pairs, against this (0)",
		.value = &null_text },
	{ .name = "alternative",
		.argument = "SIDE",
		.meaning = "two-sided, less or greater (two-sided)",
		.value = &alternative },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("ttest", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate ttest",
	.purpose = "Student's t test: one mean, pairs, or two means.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static void check_use(void)
{
	if (!value)
		die_misused("--value=COL is needed");
	if (by && (pair || null_text))
		die_misused("--by: not with --pair or --null");
	if (welch && !by)
		die_misused("--welch is of two groups: give --by");
}

static struct sample sample_of(size_t n, const double values[])
{
	return (struct sample){ (double)n, sample_mean(n, values),
		sample_variance(n, values) };
}

/* Takes the values of the pair off. */
static void subtract(const struct input *input, size_t column, double values[])
{
	const double *others = table_numbers(input->table, column);

	for (size_t i = 0; i < input->count; i++)
		values[i] -= others[input->rows[i]];
}

static void print_test(const struct t_test *test, struct results *results)
{
	const char *why = "no variance";

	results_maybe(results, "statistic", test->statistic, why);
	results_maybe(results, "df", test->df, why);
	results_p_value(results, test->p_value, why);
	results_number(results, "estimate", test->estimate);
	if (alternative && !isnan(test->conf_low))
		why = "a one-sided test has one limit";
	results_maybe(results, "conf_low", test->conf_low, why);
	results_maybe(results, "conf_high", test->conf_high, why);
}

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

static void compare(const struct groups *groups, const struct samples *values,
	double level, struct results *results)
{
	struct sample samples[2];
	struct t_test test;

	for (size_t g = 0; g < 2; g++)
		samples[g] = sample_of(values->sizes[g], values->of[g]);
	test = t_test_two(&samples[0], &samples[1], welch,
		alternative_of(alternative), level);
	print_test(&test, results);
	print_groups(groups, samples, results);
}

static void test_one(
	const struct samples *values, double level, struct results *results)
{
	double null = null_text ? option_number("null", null_text) : 0;
	struct sample sample = sample_of(values->sizes[0], values->of[0]);
	struct t_test test =
		t_test_one(&sample, null, alternative_of(alternative), level);

	print_test(&test, results);
}

void estimate_ttest(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	struct results *results = results_new(analysis ? analysis : "ttest");
	struct input input = { .wish_count = 0 };
	struct column_range by_columns = input_columns(&input, "by", by);
	size_t column, pair_column = TABLE_NO_COLUMN;
	struct samples values;
	struct groups groups;

	check_use();
	alternative_of(alternative);
	column = input_column(&input, value, COLUMN_NUMBER, fault_magnitude);
	if (pair)
		pair_column = input_column(
			&input, pair, COLUMN_NUMBER, fault_magnitude);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	values = samples_make(&input, column, &groups);
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input.count);
	results_number(results, "n_missing", (double)input.missing);
	if (pair)
		subtract(&input, pair_column, values.values);
	if (by) {
		samples_need_groups(&input, &groups, by, true);
		compare(&groups, &values, level, results);
	} else {
		test_one(&values, level, results);
	}
	results_print(results);
	samples_free(&values);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
