/*
 * Columns made of plain rows, whose cells are bare text between marks; for the
 * files of src/base/ alone.
 */
#ifndef RELIT_PLAIN_ROWS_H
#define RELIT_PLAIN_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/columns.h"
#include "base/fold.h"
#include "base/marks.h"

#define RECENT_WORDS 64 /* a power of two */

/* A short word of a column that has come before, and its code. */
struct recent_word {
	uint64_t bytes;       /* up to eight, the rest 0 */
	uint32_t code_behind; /* code + 1; 0: none */
};

struct plain_column {
	const struct column *column;
	const struct column_wish *wish;
	double *numbers;
	uint32_t *codes;
	struct levels levels;
	struct recent_word recent[RECENT_WORDS];
	bool refused; /* a cell of the last rows added */
};

struct plain_rows {
	struct plain_column *columns;
	size_t column_count;
	size_t width; /* marks per row */
	bool csv;
	size_t count, capacity; /* rows */
	bool counted;           /* equal rows are made one */
	struct fold fold;
	struct fold_column *fold_columns; /* of the columns there are */
};

/* For the columns of a table that the file has; free with _free().  With
 * counted, equal rows become one. */
struct plain_rows plain_rows_begin(const struct table *,
	const struct column_wish wishes[], size_t width, bool csv,
	bool counted);
void plain_rows_free(struct plain_rows *);

/*
 * Adds the rows of a block, whose marks have been checked.  Eight bytes
 * behind the block are read.  False when a cell is not as
 * wished for: what has been added is then worthless.
 */
bool plain_rows_add(struct plain_rows *, char *block, const struct marks *);

/*
 * Appends part after part to the table's columns, which are empty, and numbers
 * the words as one reading of all parts would have.
 */
void plain_rows_move(
	struct table *, struct plain_rows parts[], size_t part_count);

#endif
