/*
 * Which rows stay, and the time scale of those that do.
 */
#ifndef RELIT_SELECT_H
#define RELIT_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/options.h"
#include "stratify/frame.h"

struct landmark {
	double time;     /* in the unit of the columns */
	size_t *columns; /* whose times start at it */
	size_t count;    /* 0: no landmark */
};

/*
 * Sets kept[row] to false where one of the conditions does not hold or is
 * unknown; says on standard error how many rows it was unknown for.
 */
void select_where(const struct frame *, const struct text_list *, bool kept[]);

/*
 * Sets kept[row] to false where one of the landmark's times is not beyond it or
 * is missing; says on standard error how many were missing.
 */
void select_landmark(
	const struct frame *, const struct landmark *, bool kept[]);

/* Whether the landmark moves the times of a column. */
bool landmark_moves(const struct landmark *, size_t column);

/* The time from the landmark on, as text; room for NUMBER_SIZE bytes.  Exact
 * in decimal: 12.3 from 12 on is 0.3. */
const char *landmark_shift(
	const struct landmark *, const char *cell, double time, char *text);

#endif
