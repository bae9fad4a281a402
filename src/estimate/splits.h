/*
 * Counts are estimated or tested separately per group and per time: the kept
 * rows sorted into such cells.
 */
#ifndef RELIT_SPLITS_H
#define RELIT_SPLITS_H

#include <stddef.h>

#include "estimate/groups.h"
#include "estimate/input.h"

struct split {
	size_t group;
	double time;  /* NaN: no --time */
	size_t *rows; /* positions among the kept rows */
	size_t count;
};

struct splits {
	struct split *items; /* by group, then by time */
	size_t count;
	size_t *rows; /* room of all items */
};

/* time is the column of --time, or TABLE_NO_COLUMN. */
struct splits splits_make(
	const struct input *, const struct groups *, size_t time);
void splits_free(struct splits *);

#endif
