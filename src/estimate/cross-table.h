/* Tables of counts, from patients or from rows of counts. */
#ifndef RELIT_CROSS_TABLE_H
#define RELIT_CROSS_TABLE_H

#include <stddef.h>

#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/splits.h"

struct cross_table {
	size_t rows, columns;
	double *counts; /* row by row; the caller frees */
	double total;
};

/* Where counts come from. */
struct cross_source {
	const struct groups *rows, *columns;
	size_t count;       /* column of counts; TABLE_NO_COLUMN: patients */
	size_t denominator; /* of row totals, the rest being a second column of
			     * the table; TABLE_NO_COLUMN: none */
};

/*
 * The table of the rows of a split, without the rows and columns in which all
 * counts are 0 unless it is 2 x 2.  Dies when a cell is counted twice, or a
 * count is more than its denominator.
 */
struct cross_table cross_table_make(const struct input *,
	const struct cross_source *, const struct split *);

#endif
