/* The columns and rows that a method works on. */
#include "estimate/input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"

#define LARGEST_COUNT 1e9

const char *fault_negative(const struct cell *cell, const void *context)
{
	(void)context;
	return cell->value < 0 ? "negative" : NULL;
}

const char *fault_count(const struct cell *cell, const void *context)
{
	(void)context;
	if (cell->value < 0)
		return "negative";
	if (cell->value != floor(cell->value))
		return "not a whole number";
	return cell->value > LARGEST_COUNT ? "too large a count" : NULL;
}

size_t input_column(struct input *input, const char *name,
	enum column_kind kind,
	const char *(*fault)(const struct cell *, const void *))
{
	struct column_wish *wish = &input->wishes[input->wish_count];

	if (input->wish_count == MOST_COLUMNS)
		die_misused("more than %d columns", MOST_COLUMNS);
	wish->name = name;
	wish->kind = kind;
	wish->fault = fault;
	return input->wish_count++;
}

static void need_once(
	const char *option, const char *name, char **others, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(others[i], name) == 0)
			die_misused(
				"--%s: named twice: %s", option, quoted(name));
}

struct column_range input_columns(
	struct input *input, const char *option, const char *text)
{
	struct column_range range = { input->wish_count, 0 };
	char **names;

	if (!text)
		return range;
	names = option_words(option, text, &range.count);
	input->lists[input->list_count++] = names;
	for (size_t i = 0; i < range.count; i++) {
		need_once(option, names[i], names, i);
		input_column(input, names[i], COLUMN_LEVEL, NULL);
	}
	return range;
}

static void add_wheres(struct input *input, const struct text_list *texts)
{
	input->wheres = where_parse(texts);
	input->where_count = texts->count;
	for (size_t i = 0; i < texts->count; i++) {
		struct where *where = &input->wheres[i];
		enum column_kind kind = where_needs_levels(where)
						? COLUMN_LEVEL
						: COLUMN_NUMBER;

		where->column = input_column(input, where->is.name, kind, NULL);
	}
}

/* False when a condition is known not to hold. */
static bool where_keeps(const struct input *input, size_t row)
{
	for (size_t i = 0; i < input->where_count; i++) {
		const struct where *where = &input->wheres[i];

		if (!where_missing(where, input->table, row) &&
			!where_holds(where, input->table, row))
			return false;
	}
	return true;
}

static bool is_missing(const struct input *input, size_t row, size_t column)
{
	if (input->wishes[column].kind == COLUMN_NUMBER)
		return isnan(table_numbers(input->table, column)[row]);
	return table_codes(input->table, column)[row] == TABLE_MISSING;
}

/* The first column missing in the row that must not be, or wish_count. */
static size_t missing_column(const struct input *input, size_t row, bool refuse)
{
	size_t column = 0;

	while (column < input->wish_count &&
		((input->may_miss[column] && !refuse) ||
			!is_missing(input, row, column)))
		column++;
	return column;
}

double input_times(const struct input *input, size_t row)
{
	const double *counts = table_counts(input->table);

	return counts ? counts[row] : 1;
}

size_t input_size(const struct input *input)
{
	double count = 0;

	for (size_t i = 0; i < input->count; i++)
		count += input_times(input, input->rows[i]);
	return (size_t)count;
}

static void pick_rows(struct input *input, bool refuse)
{
	size_t rows = table_rows(input->table);

	input->rows = allocate(rows, sizeof(*input->rows));
	for (size_t row = 0; row < rows; row++) {
		size_t column;

		if (!where_keeps(input, row))
			continue;
		column = missing_column(input, row, refuse);
		if (column == input->wish_count)
			input->rows[input->count++] = row;
		else if (refuse)
			table_die(input->table, row, column,
				"missing, and --na=refuse");
		else
			input->missing += (size_t)input_times(input, row);
	}
}

void input_read(struct input *input, const char *path,
	const struct text_list *where, const char *na)
{
	static const char *const choices[] = { "drop", "refuse", NULL };
	bool refuse = na && option_choice("na", na, choices) == 1;

	add_wheres(input, where);
	if (input->counted)
		input->table = table_read_counted(
			path, input->wishes, input->wish_count);
	else
		input->table =
			table_read(path, input->wishes, input->wish_count);
	for (size_t i = 0; i < input->wish_count; i++)
		if (input->wishes[i].kind == COLUMN_EITHER)
			input->wishes[i].kind = table_kind(input->table, i);
	for (size_t i = 0; i < input->where_count; i++)
		where_find_level(&input->wheres[i], input->table);
	pick_rows(input, refuse);
	if (input->missing > 0)
		warn("%s: %zu of %zu rows dropped: a column in use is missing",
			table_path(input->table), input->missing,
			input->missing + input_size(input));
	if (input->count == 0)
		die("%s: no row is left", table_path(input->table));
}

void input_free(struct input *input)
{
	table_free(input->table);
	where_free(input->wheres, input->where_count);
	for (size_t i = 0; i < input->list_count; i++) {
		free(input->lists[i][0]);
		free(input->lists[i]);
	}
	free(input->rows);
}
