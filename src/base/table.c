/* Access to the columns of a table that has been read. */
#include "base/table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/columns.h"

void table_free(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];

		free(column->name);
		free(column->numbers);
		free(column->codes);
		free(column->places);
		levels_free(&column->levels);
	}
	free(table->columns);
	names_free(table->header);
	free(table->lines);
	free(table->counts);
	free(table->path);
	free(table);
}

const char *table_path(const struct table *table)
{
	return table->path;
}

size_t table_rows(const struct table *table)
{
	return table->rows;
}

size_t table_columns(const struct table *table)
{
	return table->count;
}

static const struct column *at(const struct table *table, size_t column)
{
	assert(column < table->count);
	return &table->columns[column];
}

const char *table_name(const struct table *table, size_t column)
{
	return at(table, column)->name;
}

size_t table_find(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].present &&
			strcmp(table->columns[i].name, name) == 0)
			return i;
	return TABLE_NO_COLUMN;
}

size_t table_need(const struct table *table, const char *name)
{
	size_t column = table_find(table, name);

	if (column == TABLE_NO_COLUMN)
		names_die(table->path, table->header, name);
	return column;
}

bool table_has(const struct table *table, size_t column)
{
	return at(table, column)->present;
}

enum column_kind table_kind(const struct table *table, size_t column)
{
	return at(table, column)->kind;
}

const double *table_numbers(const struct table *table, size_t column)
{
	assert(at(table, column)->kind == COLUMN_NUMBER);
	return at(table, column)->numbers;
}

const uint32_t *table_codes(const struct table *table, size_t column)
{
	assert(at(table, column)->kind == COLUMN_LEVEL);
	return at(table, column)->codes;
}

void table_drop_numbers(struct table *table, size_t column)
{
	assert(at(table, column)->kind == COLUMN_NUMBER);
	free(table->columns[column].numbers);
	table->columns[column].numbers = NULL;
}

const double *table_counts(const struct table *table)
{
	return table->counts;
}

size_t table_level_count(const struct table *table, size_t column)
{
	return at(table, column)->levels.count;
}

const char *table_level(const struct table *table, size_t column, uint32_t code)
{
	assert(code < at(table, column)->levels.count);
	return levels_text(&at(table, column)->levels, code);
}

const char *table_text(const struct table *table, size_t row, size_t column)
{
	uint32_t code;

	assert(row < table->rows);
	code = table_codes(table, column)[row];
	return code == TABLE_MISSING ? "NA" : table_level(table, column, code);
}

size_t table_line(const struct table *table, size_t row)
{
	assert(row < table->rows);
	return table->lines ? table->lines[row] : row + 2;
}

void table_die(const struct table *table, size_t row, size_t column,
	const char *format, ...)
{
	const struct column *cells = at(table, column);
	size_t line = table_line(table, row);
	size_t byte = 0;
	char what[2048];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	if (cells->places) {
		line += cells->places[row].lines_down;
		byte = cells->places[row].column;
	}
	die_at(table->path, line, byte, "%s: %s", cells->name, what);
}
