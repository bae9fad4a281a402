/*
 * A TSV or CSV file read in one pass into typed columns: only the columns asked
 * for are kept, numbers as double (missing: NaN), words as codes into a table
 * of levels (missing: TABLE_MISSING).  Every byte is checked; a fault dies at
 * file:line:column, the column in bytes.  10^7 rows are a normal day.
 *
 * TSV: a header of unique names, LF, no quotes, every row as wide as the
 * header, the last line ended; `NA` is missing, an empty cell is an empty word
 * (and no number).  CSV (a path that ends in
 * `.csv`): RFC 4180 with quotes, CRLF or LF and a UTF-8 byte-order mark; `NA`
 * and an empty unquoted cell are missing (quoted, NA is missing too and nothing
 * is an empty word).  Both: UTF-8 without NUL, no blank line, the last line
 * ended.
 */
#ifndef RELIT_TABLE_H
#define RELIT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_MISSING   UINT32_MAX
#define TABLE_NO_COLUMN SIZE_MAX

struct table;

/* What a cell may be; COLUMN_EITHER is a wish only: numbers or levels, as
 * table_kind() says then.  It is numbers only when no cell is a word, and may
 * be levels all the same. */
enum column_kind { COLUMN_NUMBER, COLUMN_LEVEL, COLUMN_EITHER };

/* One cell that is being read, for the check of a wish. */
struct cell {
	const char *text; /* NUL-ended, unquoted */
	double value;     /* of a number column */
};

struct column_wish {
	const char *name; /* in the header, exactly */
	enum column_kind kind;
	bool refuse_missing; /* NA is a fault here */
	bool optional;       /* the column may be absent */
	/* NULL, or returns NULL for a good cell and else what is wrong with it
	 * ("not 0 or 1"); the message goes to the cell's place.  Missing cells
	 * are not asked about. */
	const char *(*fault)(const struct cell *, const void *context);
	const void *context;
};

/*
 * Reads path ("-" is standard input, always TSV).  Column i of the table is
 * wish i.  An unknown name dies with the names there are.  Never NULL; free
 * with table_free().  O(bytes).
 */
struct table *table_read(
	const char *path, const struct column_wish wishes[], size_t count);

/*
 * The same, but rows that are the same in all columns may be one row: then
 * table_counts() is how many each one is, and table_line() where the first was.
 * Not all equal rows are found, and none in a small file.
 */
struct table *table_read_counted(
	const char *path, const struct column_wish wishes[], size_t count);

/* All columns in the file's order as levels, and the place of every cell. */
struct table *table_read_all(const char *path);

void table_free(struct table *);

const char *table_path(const struct table *);
size_t table_rows(const struct table *);
size_t table_columns(const struct table *);
const char *table_name(const struct table *, size_t column);

/* The position of a column by name, or TABLE_NO_COLUMN; table_need() dies
 * instead, naming the columns there are. */
size_t table_find(const struct table *, const char *name);
size_t table_need(const struct table *, const char *name);

/* False for an optional wish that the file does not have. */
bool table_has(const struct table *, size_t column);

/* COLUMN_NUMBER or COLUMN_LEVEL */
enum column_kind table_kind(const struct table *, size_t column);

/* rows long, owned by the table; NULL when they have been dropped */
const double *table_numbers(const struct table *, size_t column);
const uint32_t *table_codes(const struct table *, size_t column);

/* Frees the numbers of a column that nobody will ask for. */
void table_drop_numbers(struct table *, size_t column);

/* How many rows of the file each row is; rows long, NULL when each is one. */
const double *table_counts(const struct table *);

/* The levels of a column, in order of first appearance. */
size_t table_level_count(const struct table *, size_t column);
const char *table_level(const struct table *, size_t column, uint32_t code);

/* The text of a cell of a level column; "NA" when missing. */
const char *table_text(const struct table *, size_t row, size_t column);

/* Dies at the cell of row and column (the byte column is known only after
 * table_read_all): file:line:column: program: NAME: what.  `what` should end
 * in quoted() text. */
_Noreturn void table_die(const struct table *, size_t row, size_t column,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The line of a row, from 1 (the header is line 1). */
size_t table_line(const struct table *, size_t row);

#endif
