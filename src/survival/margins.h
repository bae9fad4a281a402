/*
 * The margins of a table of counts, as the exact tests of larger tables use
 * them; for fisher-table.c and fisher-bracket.c alone.
 */
#ifndef RELIT_MARGINS_H
#define RELIT_MARGINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The totals above 0; rows is the margin with no more totals than columns. */
struct margins {
	size_t rows, columns;
	uint32_t *row_totals;    /* ascending */
	uint32_t *column_totals; /* descending */
	size_t n;                /* the number of subjects */
	double *log_factorial;   /* of 0 .. n */
};

/*
 * From rows * columns counts, row by row, integers >= 0 that sum to at most
 * 10^6.  False when there is no memory.  Free with margins_free().
 */
bool margins_make(
	struct margins *, size_t rows, size_t columns, const double counts[]);
void margins_free(struct margins *);

/* The logarithm of the product of 1/x! over the counts x. */
double margins_log_product(
	const struct margins *, size_t cells, const double counts[]);

#endif
