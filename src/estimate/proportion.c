/* estimate proportion: shares of counted subjects, with limits. */
#include "survival/proportion.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/levels-list.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/splits.h"

static const char *outcome, *outcome_is, *count_name, *denominator, *by,
	*time_name, *ci, *null_text, *alternative, *difference, *conf,
	*analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "outcome",
		.argument = "COL",
		.meaning = "patients: the column of outcomes",
		.value = &outcome },
	{ .name = "outcome-is",
		.argument = "LEVEL",
		.meaning = "patients: the outcome that is counted",
		.value = &outcome_is },
	{ .name = "count",
		.argument = "COL",
		.meaning = "counts: how many have the outcome",
		.value = &count_name },
	{ .name = "denominator",
		.argument = "COL",
		.meaning = "counts: of how many",
		.value = &denominator },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "a proportion per group",
		.value = &by },
	{ .name = "time",
		.argument = "COL",
		.meaning = "and per time of this column",
		.value = &time_name },
	{ .name = "ci",
		.argument = "TYPE",
		.meaning = "clopper-pearson, wilson, wilson-cc, "
			   "agresti-coull or jeffreys (the first)",
		.value = &ci },
	{ .name = "null",
		.argument = "P",
		.meaning = "exact test of this proportion",
		.value = &null_text },
	{ .name = "alternative",
		.argument = "SIDE",
		.meaning = "of the test: two-sided, less or greater",
		.value = &alternative },
	{ .name = "difference",
		.argument = "TYPE",
		.meaning = "of two groups, limits newcombe or wald",
		.value = &difference },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("proportion", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate proportion",
	.purpose = "Proportions of patients, or of counts, with limits.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const ci_names[] = { "clopper-pearson", "wilson",
	"wilson-cc", "agresti-coull", "jeffreys", NULL };

static const char *const difference_names[] = { "newcombe", "wald", NULL };

/* What the options ask for, and the columns they name. */
struct request {
	enum proportion_interval interval;
	enum proportion_difference difference;
	enum alternative side;
	double conf, null;                        /* null: NaN without a test */
	size_t outcome, count, denominator, time; /* or TABLE_NO_COLUMN */
	struct column_range by;
};

static void check_use(void)
{
	if (!outcome == !count_name)
		die_misused("either --outcome=COL --outcome-is=LEVEL or "
			    "--count=COL --denominator=COL is needed");
	if (!outcome != !outcome_is)
		die_misused("--outcome and --outcome-is go together");
	if (!count_name != !denominator)
		die_misused("--count and --denominator go together");
	if (alternative && !null_text)
		die_misused("--alternative is of the test: give --null");
}

static void read_request(struct request *request)
{
	check_use();
	request->conf = conf_of(conf);
	request->side = alternative_of(alternative);
	request->null = null_text ? option_number("null", null_text) : NAN;
	if (request->null <= 0 || request->null >= 1)
		die_misused(
			"--null: not between 0 and 1: %s", quoted(null_text));
	if (ci)
		request->interval = (enum proportion_interval)option_choice(
			"ci", ci, ci_names);
	if (difference && !by)
		die_misused("--difference is of two groups: give --by");
	if (difference)
		request->difference = (enum proportion_difference)option_choice(
			"difference", difference, difference_names);
}

static size_t column_of(struct input *input, const char *name,
	enum column_kind kind,
	const char *(*fault)(const struct cell *, const void *))
{
	return name ? input_column(input, name, kind, fault) : TABLE_NO_COLUMN;
}

static void name_columns(struct input *input, struct request *request)
{
	request->outcome = column_of(input, outcome, COLUMN_LEVEL, NULL);
	request->count =
		column_of(input, count_name, COLUMN_NUMBER, fault_count);
	request->denominator =
		column_of(input, denominator, COLUMN_NUMBER, fault_count);
	request->time =
		column_of(input, time_name, COLUMN_NUMBER, fault_negative);
	request->by = input_columns(input, "by", by);
}

/* Patients of a split with the outcome. */
static double count_outcome(const struct input *input,
	const struct request *request, const struct split *split)
{
	const uint32_t *codes = table_codes(input->table, request->outcome);
	uint32_t code = level_need(input->table, request->outcome, outcome_is);
	double count = 0;

	for (size_t i = 0; i < split->count; i++)
		count += codes[input->rows[split->rows[i]]] == code;
	return count;
}

/* The one row of counts of a split; dies at a second one. */
static double read_counts(const struct input *input,
	const struct request *request, const struct split *split, double *n)
{
	const struct table *table = input->table;
	size_t row = input->rows[split->rows[0]];
	double count = table_numbers(table, request->count)[row];

	if (split->count > 1)
		table_die(table, input->rows[split->rows[1]], request->count,
			"a second count of the same group and time; "
			"the first is in line %zu",
			table_line(table, row));
	*n = table_numbers(table, request->denominator)[row];
	if (count > *n)
		table_die(table, row, request->count,
			"%.15g is more than the %s, %.15g", count, denominator,
			*n);
	return count;
}

/* How many of *n a split has with the outcome. */
static double count_of(const struct input *input, const struct request *request,
	const struct split *split, double *n)
{
	*n = (double)split->count;
	return request->outcome != TABLE_NO_COLUMN
		       ? count_outcome(input, request, split)
		       : read_counts(input, request, split, n);
}

static void print_split(const struct input *input, const char *label,
	const struct request *request, const struct split *split,
	struct results *results)
{
	const char *why = "the denominator is 0";
	double low = NAN, high = NAN, p = NAN, n;
	double count = count_of(input, request, split, &n);

	if (n > 0)
		proportion_limits(request->interval, count, n, request->conf,
			&low, &high);
	results_at(results, label, split->time, "");
	results_number(results, "count", count);
	results_number(results, "n", n);
	results_maybe(results, "estimate", n > 0 ? count / n : NAN, why);
	results_maybe(results, "conf_low", low, why);
	results_maybe(results, "conf_high", high, why);
	if (isnan(request->null))
		return;
	if (n > 0)
		p = proportion_test(count, n, request->null, request->side);
	results_p_value(results, p, why);
}

/* Of the first group less the second, at a time that both have. */
static void print_difference(const struct input *input,
	const struct request *request, const struct split *first,
	const struct split *second, struct results *results)
{
	const char *why = "a denominator is 0";
	double value = NAN, low = NAN, high = NAN, count[2], n[2];

	count[0] = count_of(input, request, first, &n[0]);
	count[1] = count_of(input, request, second, &n[1]);
	if (n[0] > 0 && n[1] > 0)
		value = proportion_difference(request->difference, count, n,
			request->conf, &low, &high);
	results_at(results, "", first->time, "difference");
	results_maybe(results, "difference", value, why);
	results_maybe(results, "conf_low", low, why);
	results_maybe(results, "conf_high", high, why);
}

static void print_differences(const struct input *input,
	const struct groups *groups, const struct request *request,
	const struct splits *splits, struct results *results)
{
	if (groups->count != 2)
		die("%s: %s: --difference needs two groups, not %zu",
			table_path(input->table), by, groups->count);
	for (size_t i = 0; i < splits->count; i++) {
		const struct split *first = &splits->items[i];

		for (size_t j = i + 1; j < splits->count; j++) {
			const struct split *second = &splits->items[j];
			bool same = first->time == second->time ||
				    isnan(first->time);

			if (same && first->group != second->group)
				print_difference(
					input, request, first, second, results);
		}
	}
}

void estimate_proportion(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct request request = { .conf = 0 };
	struct results *results =
		results_new(analysis ? analysis : "proportion");
	struct input input = { .wish_count = 0 };
	struct groups groups;
	struct splits splits;

	read_request(&request);
	name_columns(&input, &request);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, request.by);
	splits = splits_make(&input, &groups, request.time);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	for (size_t i = 0; i < splits.count; i++)
		print_split(&input, groups.labels[splits.items[i].group],
			&request, &splits.items[i], results);
	if (difference)
		print_differences(&input, &groups, &request, &splits, results);
	results_print(results);
	splits_free(&splits);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
