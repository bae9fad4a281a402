/*
 * The covariates of a model, as --covariates=TERM,... names them, and the
 * matrix that they make.
 *
 *   age            a column of numbers, as it is
 *   group          a column of words: an indicator of each level but the first
 *                  that the kept rows have
 *   group@B        the same, B being the level that the others are compared to
 *   factor(x)      a column of numbers taken as levels, the least first;
 *                  factor(x)@2 likewise
 *   log(x)  x^2    natural logarithm; whole powers from 2 to 9
 *   a:b            products of each column of a with each of b
 *   a*b            a, b and a:b; a*b*c likewise
 *
 * A column with both numbers and words is refused unless it is asked for as
 * factor(x) or x@LEVEL: a mistyped number must not make a factor.
 */
#ifndef RELIT_TERMS_H
#define RELIT_TERMS_H

#include <stddef.h>

#include "estimate/input.h"

struct terms;

/* What the terms are for the kept rows. */
struct model_matrix {
	size_t n;     /* kept rows */
	size_t p;     /* columns */
	double *x;    /* n * p, column by column: x[j * n + i] */
	char **names; /* p: `age`, `log(x)`, `group=B`, `age:group=B` */
};

/*
 * Parses text and adds the columns that it names to the input, before
 * input_read().  Dies misused when text is NULL (naming the option), is no list
 * of terms, or names one twice.  Free with terms_free() after input_free().
 */
struct terms *terms_declare(
	struct input *, const char *option, const char *text);
void terms_free(struct terms *);

/*
 * The matrix over the kept rows of an input that has been read.  Dies, naming
 * the place: an unknown reference, a factor of one level or of more than 1000,
 * the logarithm of what is not positive, a covariate that is constant, columns
 * that are collinear (beside a constant) with those before them, as many
 * columns as rows.  O(n p^2).
 */
struct model_matrix terms_matrix(struct terms *, const struct input *);
void model_matrix_free(struct model_matrix *);

/* Dies when the model has more columns than there are events. */
void model_matrix_need_events(
	const struct model_matrix *, const struct input *, size_t events);

/*
 * For each column of a nested model, as terms text of option names them, its
 * position in the matrix; positions is room for p, the count is returned.  Dies
 * misused when a column of nested is not in the matrix, or all of them are.
 */
size_t model_matrix_nested(const struct model_matrix *,
	const struct model_matrix *nested, const char *option,
	size_t positions[]);

#endif
