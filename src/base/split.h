/*
 * One row of a TSV or CSV file into cells, in place.  Every fault dies where it
 * stands.
 */
#ifndef RELIT_SPLIT_H
#define RELIT_SPLIT_H

#include "base/rows.h"

struct row_text {
	const char *path;
	char *text; /* text[length] may be overwritten: the line end */
	size_t length;
	size_t line; /* that text begins in */
	size_t column;
};

struct cell_list {
	struct raw_cell *items;
	size_t count, capacity;
};

/* Dies at text[offset]; before a split only. */
_Noreturn void split_die(
	const struct row_text *, size_t offset, const char *what);

/* Dies unless the row is UTF-8 without NUL. */
void split_check(const struct row_text *);

void split_tsv(const struct row_text *, struct cell_list *);
void split_csv(const struct row_text *, struct cell_list *);

#endif
