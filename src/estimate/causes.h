/* Follow-up that ends by one of several causes, for competing risks. */
#ifndef RELIT_CAUSES_H
#define RELIT_CAUSES_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/input.h"

/* What --time, --cause, --censored and --weight say. */
struct cause_columns {
	size_t time, cause;
	size_t weight;        /* TABLE_NO_COLUMN: not given */
	const char *censored; /* code; NULL: nobody is censored */
};

/*
 * Adds the columns; dies misused when --time or --cause is not given.
 * censored is the text of --censored, 0 when it is NULL; uncensored, that of
 * no code is.
 */
struct cause_columns cause_columns(struct input *, const char *time,
	const char *cause, const char *censored, bool uncensored);

/*
 * Adds the column of --weight, how many patients a row stands for; without it
 * (NULL) equal rows of the file are read as one.  For methods that know the
 * weight of causes.
 */
void cause_weight(struct input *, const char *weight, struct cause_columns *);

/* Drops the rows of weight 0 of an input that has been read, before its groups
 * are made.  Dies when none is left. */
void cause_drop_weightless(struct input *, const struct cause_columns *);

struct causes {
	size_t count;        /* codes of the column but that of censoring */
	const char **labels; /* count, owned by the table: numbers ascending,
			      * else as they come in the file */
	double *time;        /* of each kept row */
	size_t *of;          /* of each kept row: 0 censored, else 1 to count */
	size_t *asked;       /* those of --of, 1 to count; all without it */
	size_t asked_count;
	double *weight; /* of each kept row; NULL: 1 */
};

/* Of an input that has been read; of is the text of --of or NULL.  Dies when
 * the code of censoring or one of --of is not in the column, or no other is.
 * Free with causes_free(). */
struct causes causes_make(
	const struct input *, const struct cause_columns *, const char *of);
void causes_free(struct causes *);

#endif
