/* The rows of Cox regression, from the columns that its options name. */
#ifndef RELIT_COX_ROWS_H
#define RELIT_COX_ROWS_H

#include <stddef.h>

#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/terms.h"
#include "survival/cox.h"

/* The texts of the options of these names; NULL: not given. */
struct cox_names {
	const char *time, *start, *event, *event_is, *covariates, *strata,
		*weight, *cluster, *offset, *against;
};

struct cox_columns {
	struct follow_up_columns follow_up;
	struct column_range strata, cluster;
	size_t offset;                 /* TABLE_NO_COLUMN: none */
	struct terms *terms, *against; /* against: NULL without --against */
};

/* Before input_read(); cox_columns_free() after input_free(). */
struct cox_columns cox_columns_declare(
	struct input *, const struct cox_names *);
void cox_columns_free(struct cox_columns *);

/* What the kept rows say, ready for the library. */
struct cox_rows {
	struct follow_up follow_up;
	struct groups strata, cluster;
	struct model_matrix matrix;
	double *offset; /* NULL: none */
	size_t n_events;
	struct cox_data data; /* points into the others */
};

/*
 * Of an input that has been read: drops the rows of weight 0, and dies where a
 * model cannot be of what is left.  Free with cox_rows_free().
 */
struct cox_rows cox_rows_make(struct input *, const struct cox_columns *);
void cox_rows_free(struct cox_rows *);

#endif
