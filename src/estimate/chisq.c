/* estimate chisq: chi-squared tests of tables of counts. */
#include "survival/chi-square.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/conventions.h"
#include "estimate/cross-table.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/pair-table.h"
#include "estimate/results.h"
#include "estimate/splits.h"

static const char *by, *outcome, *count_name, *denominator, *row, *column,
	*within, *trend, *mantel, *conf, *as, *analysis, *na;
static bool yates, no_correction, mcnemar;
static struct text_list where;

static const struct option_row options[] = {
	TABLE_ROWS(by, outcome, count_name, denominator, row, column),
	{ .name = "within",
		.argument = "COL,...",
		.meaning = "a test for each level",
		.value = &within },
	{ .name = "yates",
		.meaning = "corrected for continuity (2 x 2)",
		.flag = &yates },
	{ .name = "no-correction",
		.meaning = "not so, whatever --as says (the default)",
		.flag = &no_correction },
	{ .name = "trend",
		.argument = "SCORE,...",
		.meaning = "trend of a proportion, a score for each row",
		.value = &trend },
	{ .name = "mcnemar",
		.meaning = "symmetry of paired levels",
		.flag = &mcnemar },
	{ .name = "mantel-haenszel",
		.argument = "COL,...",
		.meaning = "one odds ratio within these strata",
		.value = &mantel },
	WHERE_ROW(where),
	AS_ROW(as),
	CONF_ROW(conf),
	ANALYSIS_ROW("chisq", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate chisq",
	.purpose = "Chi-squared tests: independence, trend, symmetry, strata.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* The columns in use, and the rows by the parts of the tables. */
struct layout {
	struct column_range rows, columns, within;
	struct cross_source source;
	struct groups row_groups, column_groups, within_groups;
	double *scores; /* of --trend */
	size_t score_count;
	double conf;
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
	if ((trend != NULL) + mcnemar + (mantel != NULL) + (within != NULL) > 1)
		die_misused("--trend, --mcnemar, --mantel-haenszel and "
			    "--within exclude each other");
	if (mcnemar && denominator)
		die_misused("--mcnemar: not with --denominator");
	if (yates && (trend || no_correction))
		die_misused("--yates: not with --%s",
			trend ? "trend" : "no-correction");
	package_of(as);
}

static void name_columns(struct input *input, struct layout *layout)
{
	layout->rows = input_columns(input, by ? "by" : "row", by ? by : row);
	layout->columns = input_columns(input, outcome ? "outcome" : "column",
		outcome ? outcome : column);
	layout->within =
		input_columns(input, mantel ? "mantel-haenszel" : "within",
			mantel ? mantel : within);
	layout->source.count = layout->source.denominator = TABLE_NO_COLUMN;
	if (count_name)
		layout->source.count = input_column(
			input, count_name, COLUMN_NUMBER, fault_count);
	if (denominator)
		layout->source.denominator = input_column(
			input, denominator, COLUMN_NUMBER, fault_count);
	if (trend)
		layout->scores =
			option_numbers("trend", trend, &layout->score_count);
}

static void check_size(const struct input *input, const struct groups *groups,
	const char *name, const char *what)
{
	if (mcnemar)
		groups_need_few(groups, input, name);
	else
		groups_need_two(groups, input, name, what);
	if (groups->count > 2 && mantel)
		die("%s: %s: %zu of them, not 2, for --mantel-haenszel",
			table_path(input->table), name, groups->count);
}

/* As patients are counted, or a file has the counts. */
static void make_groups(const struct input *input, struct layout *layout)
{
	layout->row_groups = groups_make(input, layout->rows);
	layout->column_groups = groups_make(input, layout->columns);
	layout->within_groups = groups_make(input, layout->within);
	check_size(input, &layout->row_groups, by ? by : row, "group");
	if (!denominator)
		check_size(input, &layout->column_groups,
			outcome ? outcome : column, "outcome");
	if (trend && layout->score_count != layout->row_groups.count)
		die_misused("--trend: %zu scores for %zu rows of the table",
			layout->score_count, layout->row_groups.count);
	if (trend && !denominator && layout->column_groups.count != 2)
		die("%s: %s: %zu outcomes, not 2, for --trend",
			table_path(input->table), outcome ? outcome : column,
			layout->column_groups.count);
	layout->source.rows = &layout->row_groups;
	layout->source.columns = &layout->column_groups;
}

static void print_test(
	const struct chi_square *test, const char *why, struct results *results)
{
	results_maybe(results, "statistic", test->statistic, why);
	results_number(results, "df", test->df);
	results_p_value(results, test->p_value, why);
}

static void print_odds(const struct odds_ratio *odds, struct results *results)
{
	const char *why = isnan(odds->ratio) ? "the odds ratio is 0 over 0"
					     : "infinite odds ratio";

	results_maybe(results, "odds_ratio", odds->ratio, why);
	if (isfinite(odds->ratio))
		why = "no limits where a cell is 0";
	results_maybe(results, "conf_low", odds->conf_low, why);
	results_maybe(results, "conf_high", odds->conf_high, why);
}

/* Whether to correct for continuity a table that is small enough for it. */
static bool is_corrected(bool small)
{
	return yates ||
	       (small && !no_correction &&
		       conventions_take(as, "chisq", "correction", "yates"));
}

/* Pearson's test, and the odds ratio of 2 x 2 tables. */
static void print_independence(
	const struct cross_table *table, double level, struct results *results)
{
	double smallest = NAN;
	struct chi_square test = { NAN, NAN, NAN };
	const char *why = "a row or column without counts";

	results_number(results, "n", table->total);
	if (table->rows < 2 || table->columns < 2) {
		print_test(&test, "only one row or column", results);
		return;
	}
	if (yates && table->rows * table->columns > 4)
		die_misused("--yates: a table of %zu x %zu, not 2 x 2",
			table->rows, table->columns);
	test = chi_square_independence(table->rows, table->columns,
		table->counts, is_corrected(table->rows * table->columns == 4),
		&smallest);
	print_test(&test, why, results);
	results_maybe(results, "smallest_expected", smallest, why);
	if (table->rows == 2 && table->columns == 2) {
		struct odds_ratio odds =
			chi_square_odds_ratio(table->counts, level);

		print_odds(&odds, results);
	}
}

static void print_trend(const struct layout *layout,
	const struct cross_table *table, struct results *results)
{
	struct chi_square test;

	if (table->rows != layout->row_groups.count || table->columns != 2)
		die("--trend: a row or column of the table has no counts");
	test = chi_square_trend(table->rows, table->counts, layout->scores);
	results_number(results, "n", table->total);
	print_test(&test, "all scores or all outcomes are the same", results);
}

static void print_splits(const struct input *input, const struct layout *layout,
	struct results *results)
{
	struct splits splits =
		splits_make(input, &layout->within_groups, TABLE_NO_COLUMN);

	for (size_t i = 0; i < splits.count; i++) {
		const struct split *split = &splits.items[i];
		struct cross_table table =
			cross_table_make(input, &layout->source, split);

		results_at(results, layout->within_groups.labels[split->group],
			NAN, "");
		if (trend)
			print_trend(layout, &table, results);
		else
			print_independence(&table, layout->conf, results);
		free(table.counts);
	}
	splits_free(&splits);
}

static void print_mantel(const struct input *input, const struct layout *layout,
	struct results *results)
{
	struct splits splits =
		splits_make(input, &layout->within_groups, TABLE_NO_COLUMN);
	double *counts = allocate(4 * splits.count, sizeof(*counts));
	struct odds_ratio odds;
	struct chi_square test;
	double n = 0;

	for (size_t i = 0; i < splits.count; i++) {
		struct cross_table table = cross_table_make(
			input, &layout->source, &splits.items[i]);

		memcpy(counts + 4 * i, table.counts, 4 * sizeof(*counts));
		n += table.total;
		free(table.counts);
	}
	test = chi_square_mantel_haenszel(
		splits.count, counts, is_corrected(true), layout->conf, &odds);
	results_at(results, "", NAN, "");
	results_number(results, "n", n);
	results_number(results, "strata", (double)splits.count);
	print_test(&test, "no stratum has both rows and both columns", results);
	print_odds(&odds, results);
	free(counts);
	splits_free(&splits);
}

static void print_pairs(const struct input *input, const struct layout *layout,
	struct results *results)
{
	struct cross_table table = pair_table(input, &layout->source);
	struct chi_square test;

	if (table.rows < 2)
		die("%s: --mcnemar: only one level: %s",
			table_path(input->table),
			quoted(layout->row_groups.labels[0]));
	if (yates && table.rows > 2)
		die_misused("--yates: a table of %zu x %zu, not 2 x 2",
			table.rows, table.columns);
	test = chi_square_symmetry(
		table.rows, table.counts, is_corrected(table.rows == 2));
	results_at(results, "", NAN, "");
	results_number(results, "n", table.total);
	print_test(&test, "two levels without a pair that differs", results);
	free(table.counts);
}

void estimate_chisq(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct layout layout = { .conf = conf_of(conf) };
	struct results *results = results_new(analysis ? analysis : "chisq");
	struct input input = { .wish_count = 0 };

	check_use();
	name_columns(&input, &layout);
	input_read(&input, path_of(&operands), &where, na);
	make_groups(&input, &layout);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	if (mcnemar)
		print_pairs(&input, &layout, results);
	else if (mantel)
		print_mantel(&input, &layout, results);
	else
		print_splits(&input, &layout, results);
	results_print(results);
	groups_free(&layout.row_groups);
	groups_free(&layout.column_groups);
	groups_free(&layout.within_groups);
	free(layout.scores);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
