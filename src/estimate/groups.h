/*
 * The kept rows sorted into groups by one or more columns.
 *
 * A group's label is its levels joined by ", ".  Groups stand in the order of
 * their levels, the first column first: in the order in which the file first
 * has them, or numerically in a column all of whose levels are numbers.
 */
#ifndef RELIT_GROUPS_H
#define RELIT_GROUPS_H

#include <stddef.h>

#include "estimate/input.h"

struct groups {
	size_t count;  /* of groups with a row; at least 1 */
	char **labels; /* count; of no column: one label, "" */
	size_t *of;    /* group of each kept row of the input */
};

/* Dies when a label cannot stand in TSV.  Free with groups_free(). */
struct groups groups_make(const struct input *, struct column_range);
void groups_free(struct groups *);

/* Dies when the groups of --by are too many for a method whose work grows with
 * their square; two: or when there is only one `what`, nothing to compare. */
void groups_need_few(
	const struct groups *, const struct input *, const char *by);
void groups_need_two(const struct groups *, const struct input *,
	const char *by, const char *what);

/* Says how many of several strata are of one row: no fault, but no use. */
void groups_warn_of_strata(const struct input *, const struct groups *);

/* How many kept rows of the file are in a group. */
size_t groups_size(const struct groups *, const struct input *, size_t group);

#endif
