/*
 * What every method reads: the columns that its options name, the rows that
 * --where keeps and in which no column in use is missing.
 */
#ifndef RELIT_INPUT_H
#define RELIT_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/options.h"
#include "base/table.h"
#include "estimate/where.h"

#define MOST_COLUMNS 64
#define MOST_LISTS   8

/* Consecutive columns of the table: those of --by=a,b. */
struct column_range {
	size_t first, count;
};

struct input {
	struct column_wish wishes[MOST_COLUMNS];
	size_t wish_count;
	bool may_miss[MOST_COLUMNS]; /* set by the method after input_column():
				      * a missing cell here drops no row */
	char **lists[MOST_LISTS];    /* of option_words() */
	size_t list_count;
	struct where *wheres;
	size_t where_count;
	bool counted; /* set before reading by a method that takes a row for
		       * as many as input_times() says */
	struct table *table;
	size_t *rows; /* kept, ascending */
	size_t count;
	size_t missing; /* rows that --where keeps, dropped all the same */
};

/* A column in use; returns its position.  name must outlive the input. */
size_t input_column(struct input *, const char *name, enum column_kind,
	const char *(*fault)(const struct cell *, const void *));

/* The columns of a comma-separated option; none when text is NULL. */
struct column_range input_columns(
	struct input *, const char *option, const char *text);

/* How many equal rows of the file a row of the table is: 1 unless counted. */
double input_times(const struct input *, size_t row);

/* How many rows of the file the kept rows are: count unless counted. */
size_t input_size(const struct input *);

/*
 * Reads path and picks the rows; dies when none is left.  Rows dropped for a
 * missing cell are counted on standard error; na is the text of --na: NULL, or
 * "drop", or "refuse", which makes them a fault.
 */
void input_read(struct input *, const char *path, const struct text_list *where,
	const char *na);

void input_free(struct input *);

/* Faults of cells: a number below 0; not an integer, or below 0. */
const char *fault_negative(const struct cell *, const void *);
const char *fault_count(const struct cell *, const void *);

#endif
