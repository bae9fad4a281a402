/* Measurements sorted into groups, for the methods that compare samples. */
#ifndef RELIT_SAMPLES_H
#define RELIT_SAMPLES_H

#include <stddef.h>

#include "estimate/groups.h"
#include "estimate/input.h"

struct samples {
	size_t count;   /* of groups */
	size_t *sizes;  /* count */
	double *values; /* group by group, in the order of the rows */
	double **of;    /* count: the first value of each group */
};

/*
 * The values of a number column; missing ones, where the input lets them
 * through, are left out.  Free with samples_free().
 */
struct samples samples_make(
	const struct input *, size_t column, const struct groups *);
void samples_free(struct samples *);

/* Dies unless there are at least two groups (exactly two if `two`) in --by. */
void samples_need_groups(
	const struct input *, const struct groups *, const char *by, bool two);

/* The fault of a cell whose square would overflow, or vanish. */
const char *fault_magnitude(const struct cell *, const void *);

#endif
