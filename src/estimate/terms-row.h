/* Rows of a model's matrix for patients who are not in the file. */
#ifndef RELIT_TERMS_ROW_H
#define RELIT_TERMS_ROW_H

#include <stddef.h>

#include "estimate/input.h"
#include "estimate/terms.h"

/*
 * The row of the matrix (p numbers, the caller frees) of who has the values
 * that text names: COLUMN:VALUE,... for every column of the file that the terms
 * use, a number or a level of the kept rows.  Dies, naming the option, when one
 * is missing, unknown, or given twice.
 */
double *terms_row(struct terms *, const struct input *,
	const struct model_matrix *, const char *option, const char *text);

/* Effects: what stands between the commas of --covariates, * written out. */
struct term_groups {
	size_t count;
	char **names; /* count: `age`, `group`, `age:group` */
	size_t *of;   /* p: the effect of each column of the matrix */
};

/* Free with term_groups_free(). */
struct term_groups term_groups_make(
	struct terms *, const struct input *, const struct model_matrix *);
void term_groups_free(struct term_groups *);

#endif
