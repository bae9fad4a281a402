/* estimate describe: summaries of numbers and of levels, by group. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_sort.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/conventions.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/samples.h"
#include "survival/summary.h"

static const char *value, *level, *by, *quantile_type, *as, *analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "value",
		.argument = "COL,...",
		.meaning = "columns of numbers",
		.value = &value },
	{ .name = "level",
		.argument = "COL,...",
		.meaning = "columns of levels: how many have each",
		.value = &level },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "a summary per group",
		.value = &by },
	{ .name = "quantile-type",
		.argument = "1..9",
		.meaning = "of Hyndman and Fan, for q1 and q3 (7)",
		.value = &quantile_type },
	AS_ROW(as),
	WHERE_ROW(where),
	ANALYSIS_ROW("describe", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate describe",
	.purpose = "Summaries of numbers and of levels.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static int type_of_quantile(void)
{
	double type = 7;

	conventions_apply(as, "describe", "quantile-type", &quantile_type);
	if (quantile_type)
		type = option_number("quantile-type", quantile_type);
	if (type < 1 || type > 9 || type != floor(type))
		die_misused("--quantile-type: not a whole number from 1 to 9: "
			    "%s",
			quoted(quantile_type));
	return (int)type;
}

static const char none[] = "no value";

static void print_quantiles(
	size_t n, const double sorted[], int type, struct results *results)
{
	double median = NAN, low = NAN, high = NAN, q1 = NAN, q3 = NAN;

	if (n > 0) {
		median = sample_quantile(n, sorted, 7, 0.5);
		low = sorted[0];
		high = sorted[n - 1];
		q1 = sample_quantile(n, sorted, type, 0.25);
		q3 = sample_quantile(n, sorted, type, 0.75);
	}
	results_maybe(results, "median", median, none);
	results_maybe(results, "minimum", low, none);
	results_maybe(results, "maximum", high, none);
	results_maybe(results, "q1", q1, none);
	results_maybe(results, "q3", q3, none);
}

/* Sorts the values, too. */
static void print_sample(size_t size, size_t n, double values[], int type,
	struct results *results)
{
	double mean = n > 0 ? sample_mean(n, values) : NAN;
	double sd = n > 0 ? sqrt(sample_variance(n, values)) : NAN;

	results_number(results, "n", (double)n);
	results_number(results, "n_missing", (double)(size - n));
	results_maybe(results, "mean", mean, none);
	results_maybe(results, "sd", sd, n > 0 ? "one value has no sd" : none);
	gsl_sort(values, 1, n);
	print_quantiles(n, values, type, results);
}

/* How many kept rows each group has; the caller frees. */
static size_t *sizes_of(const struct input *input, const struct groups *groups)
{
	size_t *sizes = allocate(groups->count, sizeof(*sizes));

	for (size_t i = 0; i < input->count; i++)
		sizes[groups->of[i]]++;
	return sizes;
}

static double smd_of(const struct samples *samples)
{
	const size_t *n = samples->sizes;

	if (n[0] < 2 || n[1] < 2)
		return NAN;
	return standardized_difference(sample_mean(n[0], samples->of[0]),
		sample_variance(n[0], samples->of[0]),
		sample_mean(n[1], samples->of[1]),
		sample_variance(n[1], samples->of[1]));
}

static void print_numbers(const struct input *input, size_t column,
	const struct groups *groups, int type, struct results *results)
{
	const char *name = table_name(input->table, column);
	struct samples samples = samples_make(input, column, groups);
	size_t *sizes = sizes_of(input, groups);
	double smd = groups->count == 2 ? smd_of(&samples) : NAN;

	for (size_t g = 0; g < groups->count; g++) {
		results_at(results, groups->labels[g], NAN, name);
		print_sample(sizes[g], samples.sizes[g], samples.of[g], type,
			results);
	}
	if (groups->count == 2) {
		results_at(results, "", NAN, name);
		results_maybe(results, "smd", smd,
			"no two groups with a standard deviation");
	}
	free(sizes);
	samples_free(&samples);
}

/* Rows of each group by level: counts[group * levels + level]. */
static size_t *count_levels(const struct input *input, size_t column,
	const struct groups *groups, size_t missing[])
{
	size_t levels = table_level_count(input->table, column);
	const uint32_t *codes = table_codes(input->table, column);
	size_t *counts = allocate(groups->count * levels + 1, sizeof(*counts));

	for (size_t i = 0; i < input->count; i++) {
		uint32_t code = codes[input->rows[i]];

		if (code == TABLE_MISSING)
			missing[groups->of[i]]++;
		else
			counts[groups->of[i] * levels + code]++;
	}
	return counts;
}

/* "column=level"; the caller frees. */
static char *level_term(const char *column, const char *label)
{
	size_t length = strlen(column);
	char *term = allocate(length + strlen(label) + 2, 1);

	if (strpbrk(label, "\t\r\n"))
		die("a tab or a line break in a label: %s", quoted(label));
	memcpy(term, column, length);
	term[length] = '=';
	memcpy(term + length + 1, label, strlen(label) + 1);
	return term;
}

/* Of two groups: the difference of the shares of one level. */
static void print_level_smd(const size_t counts[], const double n[],
	size_t levels, size_t code, const char *term, struct results *results)
{
	double p1 = (double)counts[code] / n[0];
	double p2 = (double)counts[levels + code] / n[1];

	results_at(results, "", NAN, term);
	results_maybe(results, "smd",
		standardized_difference(p1, p1 * (1 - p1), p2, p2 * (1 - p2)),
		"no variance within the groups");
}

static void print_level(const struct input *input, size_t column,
	const struct groups *groups, const size_t counts[], const double n[],
	uint32_t code, struct results *results)
{
	size_t levels = table_level_count(input->table, column);
	char *term = level_term(table_name(input->table, column),
		table_level(input->table, column, code));

	for (size_t g = 0; g < groups->count; g++) {
		double count = (double)counts[g * levels + code];

		results_at(results, groups->labels[g], NAN, term);
		results_number(results, "count", count);
		results_maybe(results, "proportion", count / n[g], none);
	}
	if (groups->count == 2)
		print_level_smd(counts, n, levels, code, term, results);
	free(term);
}

static void print_levels(const struct input *input, size_t column,
	const struct groups *groups, struct results *results)
{
	size_t k = groups->count;
	size_t *missing = allocate(k, sizeof(*missing));
	size_t *sizes = sizes_of(input, groups);
	size_t *counts = count_levels(input, column, groups, missing);
	double *n = allocate(k, sizeof(*n));

	for (size_t g = 0; g < k; g++) {
		n[g] = (double)(sizes[g] - missing[g]);
		results_at(results, groups->labels[g], NAN,
			table_name(input->table, column));
		results_number(results, "n", n[g]);
		results_number(results, "n_missing", (double)missing[g]);
	}
	for (uint32_t code = 0; code < table_level_count(input->table, column);
		code++)
		print_level(input, column, groups, counts, n, code, results);
	free(n);
	free(counts);
	free(sizes);
	free(missing);
}

/* The columns of an option, in which a missing cell drops no row. */
static struct column_range described(struct input *input, const char *option,
	const char *text, enum column_kind kind)
{
	struct column_range range = input_columns(input, option, text);

	for (size_t i = 0; i < range.count; i++) {
		input->wishes[range.first + i].kind = kind;
		if (kind == COLUMN_NUMBER)
			input->wishes[range.first + i].fault = fault_magnitude;
		input->may_miss[range.first + i] = true;
	}
	return range;
}

void estimate_describe(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	int type = type_of_quantile();
	struct results *results = results_new(analysis ? analysis : "describe");
	struct input input = { .wish_count = 0 };
	struct column_range values, levels;
	struct column_range by_columns = input_columns(&input, "by", by);
	struct groups groups;

	if (!value && !level)
		die_misused("--value=COL or --level=COL is needed");
	values = described(&input, "value", value, COLUMN_NUMBER);
	levels = described(&input, "level", level, COLUMN_LEVEL);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	for (size_t i = 0; i < values.count; i++)
		print_numbers(&input, values.first + i, &groups, type, results);
	for (size_t i = 0; i < levels.count; i++)
		print_levels(&input, levels.first + i, &groups, results);
	results_print(results);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
