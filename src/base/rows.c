/* Blocks of a file cut into rows. */
#include "base/rows.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/split.h"

#define BLOCK_SIZE ((size_t)1 << 20)

struct rows {
	const char *path; /* as messages spell it */
	int file;
	bool csv;
	bool ended;     /* the file has no further byte */
	bool in_quotes; /* at `scanned` */
	char *buffer;
	size_t capacity;
	size_t before;  /* bytes of the file that are no longer in buffer */
	size_t count;   /* of rows so far */
	size_t start;   /* of the next row */
	size_t scanned; /* no end of that row before here */
	size_t end;     /* of the bytes read */
	size_t line;    /* of start, from 1 */
	size_t column;  /* of start: 4 behind a byte-order mark */
	size_t width;   /* of the header; 0 before it */
	struct cell_list cells;
};

static bool ends_in_csv(const char *path)
{
	size_t length = strlen(path);

	return length >= 4 && strcmp(path + length - 4, ".csv") == 0;
}

struct rows *rows_open(const char *path)
{
	struct rows *rows = allocate(1, sizeof(*rows));
	bool standard = strcmp(path, "-") == 0;

	rows->path = standard ? "standard input" : path;
	rows->csv = !standard && ends_in_csv(path);
	rows->file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (rows->file < 0)
		die("cannot open %s:", path);
	rows->capacity = BLOCK_SIZE;
	rows->buffer = reallocate(NULL, rows->capacity, 1);
	rows->line = 1;
	rows->column = 1;
	return rows;
}

void rows_close(struct rows *rows)
{
	if (rows->file != STDIN_FILENO)
		close(rows->file);
	free(rows->buffer);
	free(rows->cells.items);
	free(rows);
}

const char *rows_path(const struct rows *rows)
{
	return rows->path;
}

bool rows_are_csv(const struct rows *rows)
{
	return rows->csv;
}

size_t rows_width(const struct rows *rows)
{
	return rows->width;
}

const struct raw_cell *rows_cells(const struct rows *rows)
{
	return rows->cells.items;
}

int rows_rest(const struct rows *rows, size_t *from)
{
	*from = rows->before + rows->start;
	if (rows->file == STDIN_FILENO || rows->line != rows->count + 1)
		return -1;
	return rows->file;
}

/* Keeps the row at hand, moved to the front, and reads behind it. */
static void read_more(struct rows *rows)
{
	ssize_t count;

	if (rows->start > 0) {
		memmove(rows->buffer, rows->buffer + rows->start,
			rows->end - rows->start);
		rows->before += rows->start;
		rows->end -= rows->start;
		rows->scanned -= rows->start;
		rows->start = 0;
	}
	if (rows->end == rows->capacity) {
		rows->buffer = reallocate(rows->buffer, rows->capacity, 2);
		rows->capacity *= 2;
	}
	do {
		count = read(rows->file, rows->buffer + rows->end,
			rows->capacity - rows->end);
	} while (count < 0 && errno == EINTR);
	if (count < 0)
		die("cannot read %s:", rows->path);
	if (count == 0)
		rows->ended = true;
	rows->end += (size_t)count;
}

/* The first bytes of a file may say how it is encoded. */
static void check_start(struct rows *rows)
{
	while (!rows->ended && rows->end < 3)
		read_more(rows);
	if (rows->end >= 2 && (memcmp(rows->buffer, "\xff\xfe", 2) == 0 ||
				      memcmp(rows->buffer, "\xfe\xff", 2) == 0))
		die_at(rows->path, 1, 1,
			"not UTF-8: the byte-order mark of UTF-16");
	if (rows->end >= 3 && memcmp(rows->buffer, "\xef\xbb\xbf", 3) == 0) {
		if (!rows->csv)
			die_at(rows->path, 1, 1,
				"a byte-order mark, which TSV does not have");
		rows->start = rows->scanned = 3;
		rows->column = 4;
	}
	if (rows->start == rows->end)
		die_at(rows->path, 0, 0, "file is empty");
}

/* Looks on for the line end of the row; NULL when more must be read. */
static char *scan_row(struct rows *rows)
{
	char *at = rows->buffer + rows->scanned;
	char *end = rows->buffer + rows->end;

	if (!rows->csv) {
		at = memchr(at, '\n', (size_t)(end - at));
	} else {
		for (; at < end && (*at != '\n' || rows->in_quotes); at++)
			if (*at == '"')
				rows->in_quotes = !rows->in_quotes;
		if (at == end)
			at = NULL;
	}
	rows->scanned = at ? (size_t)(at - rows->buffer) + 1 : rows->end;
	return at;
}

/*
 * The bytes behind the last line end.  A row may well have been lost there, so
 * nobody can call the file whole.
 */
static _Noreturn void die_cut_off(struct rows *rows, struct row_text *row)
{
	split_check(row);
	if (rows->in_quotes) {
		/* the line end that split_csv() may overwrite needs room */
		rows->buffer = reallocate(rows->buffer, rows->end + 1, 1);
		row->text = rows->buffer + rows->start;
		split_csv(row, &rows->cells);
	}
	split_die(row, row->length,
		"the last line is cut off: it has no line end");
}

static void check_width(struct rows *rows, const struct row_text *row)
{
	size_t count = rows->cells.count;
	char what[96];

	if (rows->width == 0)
		rows->width = count;
	if (count == rows->width)
		return;
	snprintf(what, sizeof(what), "row has %zu cell%s, the header %zu",
		count, count == 1 ? "" : "s", rows->width);
	die_at(rows->path, row->line, row->column, "%s", what);
}

bool rows_next(struct rows *rows, size_t *line)
{
	struct row_text row = { .path = rows->path };
	char *line_end;

	if (rows->width == 0)
		check_start(rows);
	while (!(line_end = scan_row(rows)) && !rows->ended)
		read_more(rows);
	row.text = rows->buffer + rows->start;
	row.line = rows->line;
	row.column = rows->column;
	if (!line_end) {
		row.length = rows->end - rows->start;
		if (row.length > 0)
			die_cut_off(rows, &row);
		return false;
	}
	row.length = (size_t)(line_end - row.text);
	split_check(&row);
	if (row.length == 0 ||
		(rows->csv && row.length == 1 && row.text[0] == '\r'))
		split_die(&row, 0, "a blank line");
	for (char *at = row.text; rows->csv && at < line_end; at++)
		rows->line += *at == '\n';
	rows->line++;
	if (rows->csv)
		split_csv(&row, &rows->cells);
	else
		split_tsv(&row, &rows->cells);
	check_width(rows, &row);
	rows->start = rows->scanned;
	rows->column = 1;
	rows->count++;
	*line = row.line;
	return true;
}
