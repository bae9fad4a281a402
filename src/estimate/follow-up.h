/* Follow-up times and events, for the methods of survival. */
#ifndef RELIT_FOLLOW_UP_H
#define RELIT_FOLLOW_UP_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/input.h"

/* Of each kept row. */
struct follow_up {
	double *time;
	bool *event;
	double *start;  /* NULL without --start */
	double *weight; /* NULL without --weight, unless rows are counted */
	bool counted;   /* the weights say how many equal rows each is */
};

/* What --time, --event, --event-is, --start and --weight say. */
struct follow_up_columns {
	size_t time, event;
	size_t start, weight; /* TABLE_NO_COLUMN: not given */
	const char *event_is; /* NULL: the column has 0 and 1 */
};

/* Adds the columns; dies misused when --time or --event is not given. */
struct follow_up_columns follow_up_columns(struct input *, const char *time,
	const char *event, const char *event_is);

/* Adds the columns of --start and of --weight, either of which may be NULL. */
void follow_up_start(
	struct input *, const char *start, struct follow_up_columns *);
void follow_up_weight(struct input *, const char *weight,
	const char *(*fault)(const struct cell *, const void *),
	struct follow_up_columns *);

/* Faults of weights: below 0 or above 1e100; the same or not whole. */
const char *fault_weight(const struct cell *, const void *);
const char *fault_whole_weight(const struct cell *, const void *);

/*
 * Drops the rows of weight 0 of an input that has been read, before its groups
 * are made: they count nowhere.  Dies when none is left.
 */
void follow_up_drop_weightless(
	struct input *, const struct follow_up_columns *);

/* Of an input that has been read; dies where a time is not after its start.
 * Free with follow_up_free(). */
struct follow_up follow_up_make(
	const struct input *, const struct follow_up_columns *);
void follow_up_free(struct follow_up *);

#endif
