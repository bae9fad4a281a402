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
};

/* What --time, --event and --event-is say. */
struct follow_up_columns {
	size_t time, event;
	const char *event_is; /* NULL: the column has 0 and 1 */
};

/* Adds the columns; dies misused when --time or --event is not given. */
struct follow_up_columns follow_up_columns(struct input *, const char *time,
	const char *event, const char *event_is);

/* Of an input that has been read.  Free with follow_up_free(). */
struct follow_up follow_up_make(
	const struct input *, const struct follow_up_columns *);
void follow_up_free(struct follow_up *);

#endif
