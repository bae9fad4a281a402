/* Reading a printed table: labels, times, cells. */
#include "extract/printed-table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

/* Labels and column names go into ids: one word each in a TSV cell. */
static bool fits_tsv(const char *text)
{
	return strpbrk(text, "\t\n\r") == NULL;
}

static void check_labels(const struct printed_table *table)
{
	const struct table *cells = table->cells;
	size_t column = table->label_column;
	size_t count = table_level_count(cells, column);
	size_t *first = allocate(count, sizeof(first[0]));

	for (size_t row = 0; row < table_rows(cells); row++) {
		uint32_t code = table_codes(cells, column)[row];
		const char *label = table_text(cells, row, column);

		if (code == TABLE_MISSING || label[0] == '\0')
			table_die(cells, row, column, "row without a label");
		if (!fits_tsv(label))
			table_die(cells, row, column,
				"a label must not hold a tab or a line end: %s",
				quoted(label));
		if (first[code] > 0)
			table_die(cells, row, column,
				"label given twice, first in line %zu: %s",
				first[code], quoted(label));
		first[code] = table_line(cells, row);
	}
	free(first);
}

static void check_names(const struct table *cells)
{
	for (size_t column = 0; column < table_columns(cells); column++)
		if (!fits_tsv(table_name(cells, column)))
			die_at(table_path(cells), 1, 0,
				"a column name must not hold a tab or a line "
				"end: %s",
				quoted(table_name(cells, column)));
}

static void parse_cells(struct printed_table *table)
{
	const struct table *cells = table->cells;
	size_t width = table_columns(cells);

	table->numbers =
		allocate(table_rows(cells) * width, sizeof(table->numbers[0]));
	for (size_t row = 0; row < table_rows(cells); row++) {
		for (size_t column = 0; column < width; column++) {
			const char *text = table_text(cells, row, column);
			const char *fault;

			if (column == table->label_column)
				continue;
			fault = cell_parse(
				text, &table->numbers[row * width + column]);
			if (fault)
				table_die(cells, row, column, "%s: %s", fault,
					quoted(text));
		}
	}
}

struct printed_table printed_table_read(struct table *cells, const char *row)
{
	struct printed_table table = { .cells = cells };
	size_t width = table_columns(cells);

	if (row)
		table.label_column = table_need(cells, row);
	table.months = allocate(width, sizeof(table.months[0]));
	for (size_t column = 0; column < width; column++)
		table.months[column] = NAN;
	check_names(cells);
	check_labels(&table);
	parse_cells(&table);
	return table;
}

/* `after_cycle_1:1`; the name may hold a colon, the months do not. */
static void set_time(struct printed_table *table, char *word)
{
	char *colon = strrchr(word, ':');
	double months;
	size_t column;

	if (!colon)
		die_misused("--time: COLUMN:MONTHS expected: %s", quoted(word));
	*colon = '\0';
	if (!number_parse(colon + 1, strlen(colon + 1), &months) || months < 0)
		die_misused(
			"--time: no number of months: %s", quoted(colon + 1));
	column = table_need(table->cells, word);
	if (column == table->label_column)
		die_misused("--time: %s holds the labels", quoted(word));
	if (!isnan(table->months[column]))
		die_misused("--time: column given twice: %s", quoted(word));
	table->months[column] = months;
}

void printed_table_set_times(struct printed_table *table, const char *option)
{
	size_t count;
	char **words = option_words("time", option, &count);

	for (size_t i = 0; i < count; i++)
		set_time(table, words[i]);
	free(words[0]);
	free(words);
	for (size_t column = 0; column < table_columns(table->cells); column++)
		if (column != table->label_column &&
			isnan(table->months[column]))
			die_at(table_path(table->cells), 1, 0,
				"column without a time in --time: %s",
				quoted(table_name(table->cells, column)));
}

/* Every brace must open one of the three known names. */
static void check_template(const char *template, bool times)
{
	for (const char *at = template; (at = strpbrk(at, "{}")); at++) {
		if (strncmp(at, "{time}", 6) == 0) {
			if (!times)
				die_misused("--result: {time} without --time");
			at += 5;
		} else if (strncmp(at, "{group}", 7) == 0) {
			at += 6;
		} else if (strncmp(at, "{column}", 8) == 0) {
			at += 7;
		} else {
			die_misused("--result: only {group}, {time} and "
				    "{column} may stand in braces: %s",
				quoted(template));
		}
	}
}

void printed_table_set_result(struct printed_table *table, const char *option)
{
	size_t length = strcspn(option, "=");
	char *name = copy_text(option, length);
	bool times = false;
	size_t quantity;

	if (option[length] != '=' || option[length + 1] == '\0')
		die_misused("--result: QUANTITY=ADDRESS expected: %s",
			quoted(option));
	for (size_t i = 0; i < table_columns(table->cells); i++)
		times = times || !isnan(table->months[i]);
	quantity = option_choice("result", name, quantity_names);
	if (table->results[quantity])
		die_misused("--result: quantity given twice: %s", name);
	check_template(option + length + 1, times);
	table->results[quantity] = option + length + 1;
	free(name);
}

void printed_table_free(struct printed_table *table)
{
	free(table->numbers);
	free(table->months);
	table_free(table->cells);
}
