/* The square table of two looks at the same subjects. */
#ifndef RELIT_PAIR_TABLE_H
#define RELIT_PAIR_TABLE_H

#include "estimate/cross-table.h"
#include "estimate/input.h"

/*
 * All kept rows by the levels of both columns, matched by their labels: those
 * of the rows in their order, then those that only the columns have.  Patients
 * or counts; no denominator.  The caller frees the counts.  Dies when a cell
 * is counted twice.
 */
struct cross_table pair_table(
	const struct input *, const struct cross_source *);

#endif
