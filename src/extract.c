/* Raw tables into typed, checked columns: printed tables, cohorts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "base/table.h"
#include "extract/codebook.h"
#include "extract/cohort.h"
#include "extract/printed-table.h"

static const char *place, *id, *row, *times, *per = "number";
static struct text_list results;
static const char *codebook_path;

static const struct option_row table_options[] = {
	{ .name = "place",
		.argument = "TEXT",
		.value = &place,
		.meaning = "where the table stands: \"table 2\"" },
	{ .name = "id",
		.argument = "WORD",
		.value = &id,
		.meaning = "the beginning of every id: table2" },
	{ .name = "row",
		.argument = "COLUMN",
		.value = &row,
		.meaning = "column of the row labels (default: the first)" },
	{ .name = "time",
		.argument = "COLUMN:MONTHS,...",
		.value = &times,
		.meaning = "the time that each column is about" },
	{ .name = "result",
		.argument = "QUANTITY=ADDRESS",
		.list = &results,
		.meaning = "our number for it, to be checked; repeatable" },
	{ .name = "per",
		.argument = "number|cell",
		.value = &per,
		.meaning = "what makes a row (default: number)" },
	{ .name = NULL },
};

static const struct usage table_usage = {
	.program = "extract table",
	.purpose = "The numbers of a printed table, one per row, as printed.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = table_options,
	.more = "Cells: 26/79 (33)  26/79  26 (33)  33%  0.03  <0.001  "
		"46 [18–87]  NA\n"
		"Quantities: count denominator percent value low high\n"
		"ADDRESS may hold {group}, {time} and {column}.\n",
};

static const struct option_row cohort_options[] = {
	{ .name = "codebook",
		.argument = "FILE",
		.value = &codebook_path,
		.meaning = "what the columns of the cohort mean" },
	{ .name = NULL },
};

static const struct usage cohort_usage = {
	.program = "extract cohort",
	.purpose = "The patients of a cohort, checked against a codebook.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = cohort_options,
	.more = "The codebook has the columns: column name label type unit "
		"levels missing\nrole minimum maximum note\n",
};

static const struct option_row no_options[] = { { .name = NULL } };

static const struct usage usage = {
	.program = "extract",
	.purpose = "Raw tables into typed, checked columns.",
	.operands = "table|cohort [FILE]",
	.most_operands = 0,
	.options = no_options,
	.more = "extract table --help   the numbers of a printed table\n"
		"extract cohort --help  the patients of a cohort\n",
};

static const char *operand(const struct text_list *operands)
{
	return operands->count > 0 ? operands->items[0] : "-";
}

/* A word of the command line that goes into cells of TSV. */
static void need_word(const char *name, const char *text)
{
	if (!text || text[0] == '\0')
		die_misused("--%s is needed", name);
	if (strpbrk(text, "\t\n\r"))
		die_misused("--%s must not hold a tab or a line end", name);
}

static void check_table_options(bool cells)
{
	need_word("place", place);
	if (!cells)
		need_word("id", id);
	if (cells && results.count > 0)
		die_misused("--result goes with --per=number alone");
	if (cells && id)
		die_misused("--id goes with --per=number alone");
	for (size_t i = 0; i < results.count; i++)
		need_word("result", results.items[i]);
}

static void extract_table(int argc, char **argv)
{
	static const char *const units[] = { "number", "cell", NULL };
	struct text_list operands = options_parse(argc, argv, &table_usage);
	bool cells = option_choice("per", per, units) == 1;
	struct printed_table table;

	check_table_options(cells);
	table = printed_table_read(table_read_all(operand(&operands)), row);
	table.place = place;
	table.id = id;
	if (times)
		printed_table_set_times(&table, times);
	for (size_t i = 0; i < results.count; i++)
		printed_table_set_result(&table, results.items[i]);
	if (cells)
		printed_table_print_cells(&table);
	else
		printed_table_print_numbers(&table);
	printed_table_free(&table);
	text_list_free(&results);
	text_list_free(&operands);
}

static void extract_cohort(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &cohort_usage);
	struct codebook codebook;
	struct table *file;
	struct cohort cohort;

	if (!codebook_path)
		die_misused("--codebook=FILE is needed");
	codebook = codebook_read(codebook_path);
	file = table_read_all(operand(&operands));
	cohort = cohort_check(&codebook, file);
	cohort_print(&cohort);
	cohort_free(&cohort);
	table_free(file);
	codebook_free(&codebook);
	text_list_free(&operands);
}

int main(int argc, char **argv)
{
	fail_set_program("extract");
	if (argc > 1 && strcmp(argv[1], "table") == 0) {
		extract_table(argc - 1, argv + 1);
	} else if (argc > 1 && strcmp(argv[1], "cohort") == 0) {
		extract_cohort(argc - 1, argv + 1);
	} else {
		if (argc > 1 && argv[1][0] != '-')
			die_misused("%s is neither table nor cohort",
				quoted(argv[1]));
		options_parse(argc, argv, &usage);
		die_misused("say what to extract: table or cohort");
	}
	close_stdout();
	return EXIT_SUCCESS;
}
