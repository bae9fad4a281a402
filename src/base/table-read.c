/* A file into typed columns, in one pass. */
#include "base/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/columns.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "base/rows.h"
#include "base/table-parts.h"

void names_free(char **names)
{
	for (size_t i = 0; names[i]; i++)
		free(names[i]);
	free(names);
}

void names_die(const char *path, char *const names[], const char *name)
{
	const char *nearest = nearest_word(name, (const char *const *)names);
	char list[1024] = "";
	size_t used = 0;

	for (size_t i = 0; names[i] && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
			"%s%s", i > 0 ? " " : "", quoted(names[i]));
	if (nearest)
		die_at(path, 1, 0, "no column %s; there are: %s; nearest: %s",
			quoted(name), list, quoted(nearest));
	die_at(path, 1, 0, "no column %s; there are: %s", quoted(name), list);
}

/* The header of the file, checked; NULL-ended. */
static char **read_header(struct rows *rows)
{
	size_t line;
	const struct raw_cell *cells;
	char **names;
	size_t width;

	rows_next(rows, &line);
	cells = rows_cells(rows);
	width = rows_width(rows);
	names = allocate(width + 1, sizeof(names[0]));
	for (size_t i = 0; i < width; i++) {
		if (cells[i].length == 0)
			die_at(rows_path(rows), cells[i].line, cells[i].column,
				"the name of column %zu is empty", i + 1);
		for (size_t j = 0; j < i; j++)
			if (strcmp(names[j], cells[i].text) == 0)
				die_at(rows_path(rows), cells[i].line,
					cells[i].column,
					"column name given twice: %s",
					quoted(cells[i].text));
		names[i] = copy_text(cells[i].text, cells[i].length);
	}
	return names;
}

static size_t position(char *const names[], const char *name)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return TABLE_NO_COLUMN;
}

static void prepare(struct table *table, const struct column_wish wishes[])
{
	for (size_t i = 0; i < table->count; i++) {
		const struct column_wish *wish = &wishes[i];
		struct column *column = &table->columns[i];

		column->name = copy_text(wish->name, strlen(wish->name));
		column->kind = wish->kind == COLUMN_NUMBER ? COLUMN_NUMBER
							   : COLUMN_LEVEL;
		column->in_file = position(table->header, wish->name);
		column->present = column->in_file != TABLE_NO_COLUMN;
		if (!column->present && !wish->optional)
			names_die(table->path, table->header, wish->name);
	}
}

/* A cell that is being read, with all that a message about it needs. */
struct reading {
	const struct table *table;
	const struct column *column;
	const struct column_wish *wish; /* NULL: nothing to check */
	const struct raw_cell *cell;
	bool csv;
};

static _Noreturn void refuse(const struct reading *at, const char *what)
{
	die_at(at->table->path, at->cell->line, at->cell->column, "%s: %s: %s",
		at->column->name, what,
		quoted_bytes(at->cell->text, at->cell->length));
}

static bool is_missing(const struct reading *at)
{
	const struct raw_cell *cell = at->cell;

	if (cell->length == 0)
		return at->csv && !cell->quoted;
	return cell->length == 2 && memcmp(cell->text, "NA", 2) == 0;
}

static void check(const struct reading *at, double value)
{
	struct cell cell = { .text = at->cell->text, .value = value };
	const char *fault;

	if (!at->wish || !at->wish->fault)
		return;
	fault = at->wish->fault(&cell, at->wish->context);
	if (fault)
		refuse(at, fault);
}

static double number_of(const struct reading *at)
{
	double value;

	if (is_missing(at)) {
		if (at->wish->refuse_missing)
			refuse(at, "must not be missing");
		return NAN;
	}
	if (!number_parse(at->cell->text, at->cell->length, &value))
		refuse(at, "not a number");
	check(at, value);
	return value;
}

static uint32_t code_of(const struct reading *at, struct levels *levels)
{
	if (is_missing(at)) {
		if (at->wish && at->wish->refuse_missing)
			refuse(at, "must not be missing");
		return TABLE_MISSING;
	}
	check(at, NAN);
	return levels_code(levels, at->cell->text, at->cell->length);
}

/* Room for one more row in every column. */
static void make_room(struct table *table, size_t *capacity, bool places)
{
	size_t wanted = *capacity > 0 ? 2 * *capacity : 64;

	if (table->rows < *capacity)
		return;
	for (size_t i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];

		if (!column->present)
			continue;
		if (column->kind == COLUMN_NUMBER)
			column->numbers = reallocate(column->numbers, wanted,
				sizeof(column->numbers[0]));
		else
			column->codes = reallocate(column->codes, wanted,
				sizeof(column->codes[0]));
		if (places)
			column->places = reallocate(column->places, wanted,
				sizeof(column->places[0]));
	}
	if (table->lines)
		table->lines = reallocate(
			table->lines, wanted, sizeof(table->lines[0]));
	*capacity = wanted;
}

/* Lines are kept from the first row on that is not where it is expected. */
static void note_line(struct table *table, size_t line, size_t capacity)
{
	if (!table->lines && line == table->rows + 2)
		return;
	if (!table->lines) {
		table->lines =
			reallocate(NULL, capacity, sizeof(table->lines[0]));
		for (size_t i = 0; i < table->rows; i++)
			table->lines[i] = i + 2;
	}
	table->lines[table->rows] = line;
}

static void keep_row(struct table *table, const struct column_wish wishes[],
	const struct rows *rows, size_t line)
{
	for (size_t i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];
		struct reading at = { .table = table,
			.column = column,
			.wish = wishes ? &wishes[i] : NULL,
			.csv = rows_are_csv(rows) };

		if (!column->present)
			continue;
		at.cell = &rows_cells(rows)[column->in_file];
		if (column->kind == COLUMN_NUMBER)
			column->numbers[table->rows] = number_of(&at);
		else
			column->codes[table->rows] =
				code_of(&at, &column->levels);
		if (column->places)
			column->places[table->rows] = (struct place){
				.lines_down = (uint32_t)(at.cell->line - line),
				.column = (uint32_t)at.cell->column
			};
	}
	table->rows++;
}

static void read_rows(struct table *table, const struct column_wish wishes[],
	struct rows *rows)
{
	size_t capacity = 0;
	size_t line;

	/* never NULL, even without a row */
	make_room(table, &capacity, wishes == NULL);
	while (rows_next(rows, &line)) {
		make_room(table, &capacity, wishes == NULL);
		note_line(table, line, capacity);
		keep_row(table, wishes, rows, line);
	}
}

static struct table *begin(const struct rows *rows, char **header, size_t count)
{
	struct table *table = allocate(1, sizeof(*table));

	table->path = copy_text(rows_path(rows), strlen(rows_path(rows)));
	table->header = header;
	table->count = count;
	table->columns = allocate(count, sizeof(table->columns[0]));
	return table;
}

static struct table *read_wishes(const char *path,
	const struct column_wish wishes[], size_t count, bool counted)
{
	struct rows *rows = rows_open(path);
	struct table *table = begin(rows, read_header(rows), count);

	prepare(table, wishes);
	if (!parts_read(table, wishes, rows, counted))
		read_rows(table, wishes, rows);
	rows_close(rows);
	return table;
}

struct table *table_read(
	const char *path, const struct column_wish wishes[], size_t count)
{
	return read_wishes(path, wishes, count, false);
}

struct table *table_read_counted(
	const char *path, const struct column_wish wishes[], size_t count)
{
	return read_wishes(path, wishes, count, true);
}

struct table *table_read_all(const char *path)
{
	struct rows *rows = rows_open(path);
	char **header = read_header(rows);
	struct table *table = begin(rows, header, rows_width(rows));

	for (size_t i = 0; i < table->count; i++)
		table->columns[i] = (struct column){
			.name = copy_text(header[i], strlen(header[i])),
			.kind = COLUMN_LEVEL,
			.present = true,
			.in_file = i
		};
	read_rows(table, NULL, rows);
	rows_close(rows);
	return table;
}
