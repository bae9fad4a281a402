/*
 * The rows of a TSV or CSV file, one after the other, from blocks of a
 * mebibyte: only the row at hand is in memory.  Every byte-level fault (not
 * UTF-8, NUL, carriage return, quotes, width of a row, cut-off last line) dies
 * at its place.
 */
#ifndef RELIT_ROWS_H
#define RELIT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct raw_cell {
	char *text; /* NUL-ended, unquoted; the reader's, until the next row */
	size_t length;
	size_t line;   /* from 1 */
	size_t column; /* of its first byte, from 1 */
	bool quoted;
};

struct rows;

/* "-" is standard input; a path that ends in .csv is CSV. */
struct rows *rows_open(const char *path);
void rows_close(struct rows *);

/* As messages spell it. */
const char *rows_path(const struct rows *);
bool rows_are_csv(const struct rows *);

/*
 * The open file, for pread(), and in *from the byte in it where the next row
 * begins; -1 for standard input, or when a row so far was not one line.
 */
int rows_rest(const struct rows *, size_t *from);

/*
 * The next row, or false at the end of the file.  The first one is the header
 * and fixes the width; an empty file dies.  *line is the line it begins in.
 */
bool rows_next(struct rows *, size_t *line);
size_t rows_width(const struct rows *);
const struct raw_cell *rows_cells(const struct rows *);

#endif
