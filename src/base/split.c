/* A row cut into cells, with the place of each. */
#include "base/split.h"

#include <stdio.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/utf8.h"

_Noreturn void split_die(
	const struct row_text *row, size_t offset, const char *what)
{
	size_t line = row->line;
	size_t column = row->column;

	for (size_t i = 0; i < offset; i++) {
		column++;
		if (row->text[i] == '\n') {
			line++;
			column = 1;
		}
	}
	die_at(row->path, line, column, "%s", what);
}

void split_check(const struct row_text *row)
{
	char what[sizeof("not UTF-8: byte 0xNN")];
	size_t good = utf8_valid(row->text, row->length);

	if (good == row->length)
		return;
	if (row->text[good] == '\0')
		split_die(row, good, "a NUL byte");
	snprintf(what, sizeof(what), "not UTF-8: byte 0x%02X",
		(unsigned)(unsigned char)row->text[good]);
	split_die(row, good, what);
}

static struct raw_cell *add_cell(struct cell_list *cells)
{
	cells->items = grow(cells->items, cells->count, &cells->capacity,
		sizeof(cells->items[0]));
	return &cells->items[cells->count++];
}

void split_tsv(const struct row_text *row, struct cell_list *cells)
{
	char *end = row->text + row->length;
	char *carriage_return = memchr(row->text, '\r', row->length);

	if (carriage_return)
		split_die(row, (size_t)(carriage_return - row->text),
			"a carriage return: lines of TSV end with LF alone");
	cells->count = 0;
	for (char *text = row->text;; text++) {
		char *stop = memchr(text, '\t', (size_t)(end - text));
		bool last = stop == NULL;

		if (last)
			stop = end;
		*stop = '\0';
		*add_cell(cells) = (struct raw_cell){ .text = text,
			.length = (size_t)(stop - text),
			.line = row->line,
			.column = row->column + (size_t)(text - row->text) };
		if (last)
			return;
		text = stop;
	}
}

/* Where a row of CSV has been read to. */
struct csv_position {
	const char *path;
	char *at, *end;
	size_t line, column; /* of at */
};

static void advance(struct csv_position *position)
{
	position->column++;
	if (*position->at++ == '\n') {
		position->line++;
		position->column = 1;
	}
}

static _Noreturn void die_here(
	const struct csv_position *position, const char *what)
{
	die_at(position->path, position->line, position->column, "%s", what);
}

/* From the opening quote to behind the closing one; two quotes are one. */
static void take_quoted(struct csv_position *position, struct raw_cell *cell)
{
	struct csv_position open = *position;
	char *to = position->at;

	cell->quoted = true;
	cell->text = to;
	advance(position);
	for (; position->at < position->end; advance(position)) {
		if (*position->at == '"') {
			advance(position);
			if (position->at == position->end ||
				*position->at != '"') {
				cell->length = (size_t)(to - cell->text);
				*to = '\0';
				return;
			}
		}
		*to++ = *position->at;
	}
	die_here(&open, "a quote that is never closed");
}

static void take_bare(struct csv_position *position, struct raw_cell *cell)
{
	cell->text = position->at;
	while (position->at < position->end && *position->at != ',') {
		if (*position->at == '"')
			die_here(position, "a quote inside a bare cell");
		if (*position->at == '\r')
			die_here(position,
				"a carriage return without a line feed");
		advance(position);
	}
	cell->length = (size_t)(position->at - cell->text);
}

void split_csv(const struct row_text *row, struct cell_list *cells)
{
	struct csv_position position = { .path = row->path,
		.at = row->text,
		.end = row->text + row->length,
		.line = row->line,
		.column = row->column };
	bool last = false;

	if (row->length > 0 && position.end[-1] == '\r')
		position.end--;
	cells->count = 0;
	while (!last) {
		struct raw_cell *cell = add_cell(cells);

		*cell = (struct raw_cell){ .line = position.line,
			.column = position.column };
		if (position.at < position.end && *position.at == '"')
			take_quoted(&position, cell);
		else
			take_bare(&position, cell);
		last = position.at == position.end;
		if (!last && *position.at != ',')
			die_here(&position, "text after a closing quote");
		*position.at = '\0';
		if (!last) {
			position.at++;
			position.column++;
		}
	}
}
