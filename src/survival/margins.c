/* The margins of a table of counts. */
#include "survival/margins.h"

#include <stdlib.h>
#include <gsl/gsl_sf_gamma.h>

static int compare_totals(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* The totals above 0 of the rows (across: of the columns), ascending. */
static size_t sum_margin(size_t rows, size_t columns, const double counts[],
	bool across, uint32_t totals[])
{
	size_t lines = across ? columns : rows;
	size_t cells = across ? rows : columns, used = 0;

	for (size_t i = 0; i < lines; i++) {
		double total = 0;

		for (size_t j = 0; j < cells; j++)
			total += counts[across ? j * columns + i
					       : i * columns + j];
		if (total > 0)
			totals[used++] = (uint32_t)total;
	}
	qsort(totals, used, sizeof *totals, compare_totals);
	return used;
}

static void reverse(uint32_t totals[], size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		uint32_t low = totals[i];

		totals[i] = totals[--n];
		totals[n] = low;
	}
}

static void turn(struct margins *margins)
{
	uint32_t *totals = margins->row_totals;
	size_t count = margins->rows;

	margins->row_totals = margins->column_totals;
	margins->rows = margins->columns;
	margins->column_totals = totals;
	margins->columns = count;
}

static bool fill_factorials(struct margins *margins)
{
	for (size_t i = 0; i < margins->rows; i++)
		margins->n += margins->row_totals[i];
	margins->log_factorial = malloc((margins->n + 1) * sizeof(double));
	if (!margins->log_factorial)
		return false;
	for (size_t i = 0; i <= margins->n; i++)
		margins->log_factorial[i] = gsl_sf_lnfact((unsigned)i);
	return true;
}

bool margins_make(struct margins *margins, size_t rows, size_t columns,
	const double counts[])
{
	*margins = (struct margins){ .row_totals = NULL };
	margins->row_totals = malloc((rows + 1) * sizeof(uint32_t));
	margins->column_totals = malloc((columns + 1) * sizeof(uint32_t));
	if (!margins->row_totals || !margins->column_totals)
		return false;
	margins->rows =
		sum_margin(rows, columns, counts, false, margins->row_totals);
	margins->columns =
		sum_margin(rows, columns, counts, true, margins->column_totals);
	if (margins->rows > margins->columns)
		turn(margins);
	reverse(margins->column_totals, margins->columns);
	return fill_factorials(margins);
}

void margins_free(struct margins *margins)
{
	free(margins->row_totals);
	free(margins->column_totals);
	free(margins->log_factorial);
}

double margins_log_product(
	const struct margins *margins, size_t cells, const double counts[])
{
	double sum = 0;

	for (size_t i = 0; i < cells; i++)
		sum -= margins->log_factorial[(size_t)counts[i]];
	return sum;
}
