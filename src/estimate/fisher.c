/* estimate fisher: the exact test of a table of counts. */
#include "survival/fisher.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/cross-table.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/splits.h"

/* Steps of a table larger than 2 x 2: for P, and for its bounds after that. */
#define BUDGET        5e7
#define BOUNDS_BUDGET 3e9

static const char *by, *outcome, *count_name, *denominator, *row, *column,
	*within, *time_name, *alternative, *conf, *analysis, *na;
static bool mid_p;
static struct text_list where;

static const struct option_row options[] = {
	TABLE_ROWS(by, outcome, count_name, denominator, row, column),
	{ .name = "within",
		.argument = "COL,...",
		.meaning = "a test for each level",
		.value = &within },
	{ .name = "time",
		.argument = "COL",
		.meaning = "and for each time of this column",
		.value = &time_name },
	{ .name = "alternative",
		.argument = "SIDE",
		.meaning = "two-sided, less or greater (two-sided)",
		.value = &alternative },
	{ .name = "mid-p",
		.meaning = "count the probability of ties half",
		.flag = &mid_p },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("fisher", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate fisher",
	.purpose = "Fisher's exact test, with the odds ratio of 2 x 2 tables.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static void check_use(void)
{
	bool patients =
		by && outcome && !count_name && !row && !column && !denominator;
	bool counts =
		count_name && row && !by && !outcome && !column != !denominator;

	if (!patients && !counts)
		die_misused("one of these is needed: --by --outcome; --count "
			    "--row --column; --count --denominator --row");
}

/* The 2 x 2 table's P, odds ratio and limits. */
static void print_two_by_two(const struct cross_table *table,
	enum alternative side, double level, struct results *results)
{
	struct fisher_result r =
		fisher_two_by_two(table->counts, side, mid_p, level);
	const char *why = isnan(r.odds_ratio) ? "the margins allow one table"
					      : "infinite odds ratio";

	results_p_value(results, r.p_value, "");
	results_maybe(results, "odds_ratio", r.odds_ratio, why);
	if (isnan(r.odds_ratio))
		r.conf_low = r.conf_high = NAN;
	else
		why = "no upper limit";
	results_maybe(results, "conf_low", r.conf_low, why);
	results_maybe(results, "conf_high", r.conf_high, why);
}

/* A bound at four digits, rounded downward or upward so that it holds. */
static double outward(double bound, int direction)
{
	double unit;
	char text[32];

	if (bound <= 0 || bound >= 1)
		return bound;
	unit = pow(10, floor(log10(bound)) - 3);
	snprintf(text, sizeof(text), "%.3e", bound + direction * unit / 2);
	return strtod(text, NULL);
}

/* P is not to be had in the budget: where it lies. */
static void print_bounds(
	const struct cross_table *table, struct results *results)
{
	double low, high;
	enum fisher_status status = fisher_table_bounds(table->rows,
		table->columns, table->counts, BOUNDS_BUDGET, &low, &high);

	if (status == FISHER_NO_MEMORY)
		die("out of memory");
	if (status == FISHER_TOO_LARGE)
		die("a table of %zu x %zu with %.15g subjects is too large for "
		    "the exact test",
			table->rows, table->columns, table->total);
	results_p_value(results, NAN,
		"too large a table for P: it is between p_value_low and "
		"p_value_high");
	results_number(results, "p_value_low", outward(low, -1));
	results_number(results, "p_value_high", outward(high, 1));
}

static void print_larger(const struct cross_table *table, enum alternative side,
	struct results *results)
{
	double p = NAN;
	enum fisher_status status;

	if (side != ALTERNATIVE_TWO_SIDED)
		die("--alternative: a table of %zu x %zu has no sides",
			table->rows, table->columns);
	status = fisher_table(
		table->rows, table->columns, table->counts, mid_p, BUDGET, &p);
	if (status == FISHER_NO_MEMORY)
		die("out of memory");
	if (status == FISHER_TOO_LARGE)
		print_bounds(table, results);
	else
		results_p_value(results, p, "");
	results_maybe(results, "odds_ratio", NAN, "more than 2 x 2");
}

static void print_test(const struct cross_table *table, enum alternative side,
	double level, struct results *results)
{
	const char *one = "only one row or column";

	results_number(results, "n", table->total);
	if (table->rows < 2 || table->columns < 2) {
		results_p_value(results, NAN, one);
		results_maybe(results, "odds_ratio", NAN, one);
	} else if (table->rows == 2 && table->columns == 2) {
		print_two_by_two(table, side, level, results);
	} else {
		print_larger(table, side, results);
	}
}

/* The columns in use, and the rows by the parts of the tables. */
struct layout {
	struct column_range rows, columns, within;
	struct cross_source source;
	size_t time;
	struct groups row_groups, column_groups, within_groups;
};

static void name_columns(struct input *input, struct layout *layout)
{
	layout->rows = input_columns(input, by ? "by" : "row", by ? by : row);
	layout->columns = input_columns(input, outcome ? "outcome" : "column",
		outcome ? outcome : column);
	layout->within = input_columns(input, "within", within);
	layout->source.count = layout->source.denominator = layout->time =
		TABLE_NO_COLUMN;
	if (count_name)
		layout->source.count = input_column(
			input, count_name, COLUMN_NUMBER, fault_count);
	if (denominator)
		layout->source.denominator = input_column(
			input, denominator, COLUMN_NUMBER, fault_count);
	if (time_name)
		layout->time = input_column(
			input, time_name, COLUMN_NUMBER, fault_negative);
}

static void make_groups(const struct input *input, struct layout *layout)
{
	layout->row_groups = groups_make(input, layout->rows);
	layout->column_groups = groups_make(input, layout->columns);
	layout->within_groups = groups_make(input, layout->within);
	groups_need_two(&layout->row_groups, input, by ? by : row, "group");
	if (!denominator)
		groups_need_two(&layout->column_groups, input,
			outcome ? outcome : column, "outcome");
	layout->source.rows = &layout->row_groups;
	layout->source.columns = &layout->column_groups;
}

static void free_groups(struct layout *layout)
{
	groups_free(&layout->row_groups);
	groups_free(&layout->column_groups);
	groups_free(&layout->within_groups);
}

static void print_tests(const struct input *input, const struct layout *layout,
	enum alternative side, double level, struct results *results)
{
	struct splits splits =
		splits_make(input, &layout->within_groups, layout->time);

	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t i = 0; i < splits.count; i++) {
		const struct split *split = &splits.items[i];
		struct cross_table table =
			cross_table_make(input, &layout->source, split);

		results_at(results, layout->within_groups.labels[split->group],
			split->time, "");
		print_test(&table, side, level, results);
		free(table.counts);
	}
	splits_free(&splits);
}

void estimate_fisher(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	enum alternative side = alternative_of(alternative);
	struct results *results = results_new(analysis ? analysis : "fisher");
	struct input input = { .wish_count = 0 };
	struct layout layout = { .time = TABLE_NO_COLUMN };

	check_use();
	name_columns(&input, &layout);
	input_read(&input, path_of(&operands), &where, na);
	make_groups(&input, &layout);
	print_tests(&input, &layout, side, level, results);
	results_print(results);
	free_groups(&layout);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
