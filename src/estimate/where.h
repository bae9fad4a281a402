/*
 * The conditions of --where.  A row is kept when all hold.
 */
#ifndef RELIT_WHERE_H
#define RELIT_WHERE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/comparison.h"
#include "base/options.h"
#include "base/table.h"

struct where {
	struct comparison is;
	size_t column; /* in the table, set by the reader of the table */
	size_t code;   /* of the word, set by where_find_level() */
};

/* Parses all texts; dies misused.  where_free() frees. */
struct where *where_parse(const struct text_list *texts);
void where_free(struct where *, size_t count);

/* Whether the condition's column is read as levels (and not as numbers). */
bool where_needs_levels(const struct where *);

/* Finds the level among those of the table; dies, naming those, if unknown. */
void where_find_level(struct where *, const struct table *);

bool where_missing(const struct where *, const struct table *, size_t row);

/* Of a row where the column is not missing. */
bool where_holds(const struct where *, const struct table *, size_t row);

#endif
