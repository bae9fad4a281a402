/* The patients of one file with the columns that stratify adds to them. */
#include "stratify/frame.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/table.h"

#define LEVELS_NAMED 12 /* of an unknown level's column, in the message */

struct added {
	char *name;
	const char **cells; /* one per row; NULL: missing */
	char *store;        /* what cells point to, or NULL */
	char **levels;      /* NULL-ended, or NULL: those of the cells */
};

struct frame {
	struct table *file;
	struct added *added;
	size_t added_count;
	size_t capacity;
};

static bool is_name(const char *text)
{
	if (*text < 'a' || *text > 'z')
		return false;
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] ==
	       '\0';
}

static void check_names(const struct table *file)
{
	for (size_t i = 0; i < table_columns(file); i++)
		if (!is_name(table_name(file, i)))
			die_at(table_path(file), 1, 0,
				"not a lower-case column name: %s",
				quoted(table_name(file, i)));
}

/* A CSV cell may hold what separates the cells and rows of a TSV file. */
static void check_cells(const struct table *file, size_t column)
{
	const uint32_t *codes = table_codes(file, column);

	for (size_t row = 0; row < table_rows(file); row++) {
		const char *text;

		if (codes[row] == TABLE_MISSING)
			continue;
		text = table_level(file, column, codes[row]);
		if (text[strcspn(text, "\t\n\r")] != '\0')
			table_die(file, row, column,
				"a tab or line end in a cell: %s",
				quoted(text));
	}
}

struct frame *frame_read(const char *path)
{
	struct frame *frame = allocate(1, sizeof(*frame));

	frame->file = table_read_all(path);
	check_names(frame->file);
	for (size_t i = 0; i < table_columns(frame->file); i++)
		check_cells(frame->file, i);
	return frame;
}

void frame_free(struct frame *frame)
{
	for (size_t i = 0; i < frame->added_count; i++) {
		struct added *column = &frame->added[i];

		for (char **level = column->levels; level && *level; level++)
			free(*level);
		free(column->levels);
		free(column->store);
		free(column->cells);
		free(column->name);
	}
	free(frame->added);
	table_free(frame->file);
	free(frame);
}

size_t frame_rows(const struct frame *frame)
{
	return table_rows(frame->file);
}

size_t frame_columns(const struct frame *frame)
{
	return table_columns(frame->file) + frame->added_count;
}

/* The column when it was added, else NULL. */
static const struct added *added_column(
	const struct frame *frame, size_t column)
{
	size_t in_file = table_columns(frame->file);

	return column < in_file ? NULL : &frame->added[column - in_file];
}

const char *frame_name(const struct frame *frame, size_t column)
{
	const struct added *added = added_column(frame, column);

	return added ? added->name : table_name(frame->file, column);
}

const char *frame_cell(const struct frame *frame, size_t row, size_t column)
{
	const struct added *added = added_column(frame, column);
	uint32_t code;

	if (added)
		return added->cells[row];
	code = table_codes(frame->file, column)[row];
	if (code == TABLE_MISSING)
		return NULL;
	return table_level(frame->file, column, code);
}

size_t frame_need(const struct frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->added_count; i++)
		if (strcmp(frame->added[i].name, name) == 0)
			return table_columns(frame->file) + i;
	return table_need(frame->file, name);
}

void frame_die(const struct frame *frame, size_t row, size_t column,
	const char *format, ...)
{
	char what[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	if (!added_column(frame, column))
		table_die(frame->file, row, column, "%s", what);
	die_at(table_path(frame->file), table_line(frame->file, row), 0,
		"%s: %s", frame_name(frame, column), what);
}

double frame_number(const struct frame *frame, size_t row, size_t column)
{
	const char *text = frame_cell(frame, row, column);
	double value;

	if (!text)
		return NAN;
	if (!number_parse(text, strlen(text), &value))
		frame_die(frame, row, column, "not a number: %s", quoted(text));
	return value;
}

double frame_time(const struct frame *frame, size_t row, size_t column)
{
	double time = frame_number(frame, row, column);

	if (time < 0)
		frame_die(frame, row, column, "a negative time: %s",
			quoted(frame_cell(frame, row, column)));
	return time;
}

/* Level i of a column; NULL behind the last.  Of an added column without a
 * list of levels, the cells themselves. */
static const char *level_at(const struct frame *frame, size_t column, size_t i)
{
	const struct added *added = added_column(frame, column);

	if (!added)
		return i < table_level_count(frame->file, column)
			       ? table_level(frame->file, column, (uint32_t)i)
			       : NULL;
	return added->levels ? added->levels[i] : NULL;
}

static bool cell_holds(
	const struct frame *frame, size_t column, const char *level)
{
	for (size_t row = 0; row < frame_rows(frame); row++) {
		const char *text = frame_cell(frame, row, column);

		if (text && strcmp(text, level) == 0)
			return true;
	}
	return false;
}

_Noreturn static void die_of_level(
	const struct frame *frame, size_t column, const char *level)
{
	char there[LEVELS_NAMED * 128] = "";
	size_t used = 0, i;
	const char *known;

	for (i = 0; i < LEVELS_NAMED && (known = level_at(frame, column, i));
		i++)
		used += (size_t)snprintf(there + used, sizeof(there) - used,
			"%s%.100s", i ? ", " : "; there are ", quoted(known));
	if (i == LEVELS_NAMED && level_at(frame, column, i))
		snprintf(there + used, sizeof(there) - used, ", ...");
	die_at(table_path(frame->file), 1, 0, "%s: no row has the level %s%s",
		frame_name(frame, column), quoted(level), there);
}

void frame_need_level(
	const struct frame *frame, size_t column, const char *level)
{
	const char *known;

	for (size_t i = 0; (known = level_at(frame, column, i)); i++)
		if (strcmp(known, level) == 0)
			return;
	if (level_at(frame, column, 0) || !cell_holds(frame, column, level))
		die_of_level(frame, column, level);
}

void frame_add(struct frame *frame, const char *option, char *name,
	const char **cells, char *store, char **levels)
{
	if (!is_name(name))
		die_misused("--%s: not a lower-case column name: %s", option,
			quoted(name));
	for (size_t i = 0; i < frame_columns(frame); i++)
		if (strcmp(frame_name(frame, i), name) == 0)
			die_at(table_path(frame->file), 1, 0,
				"--%s: the column is already there: %s", option,
				quoted(name));
	frame->added = grow(frame->added, frame->added_count, &frame->capacity,
		sizeof(*frame->added));
	frame->added[frame->added_count++] = (struct added){
		.name = name,
		.cells = cells,
		.store = store,
		.levels = levels,
	};
}
