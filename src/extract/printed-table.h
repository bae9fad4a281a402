/*
 * A table as a paper prints it, in long form: one row per printed number, or
 * one per printed cell.
 */
#ifndef RELIT_EXTRACT_PRINTED_TABLE_H
#define RELIT_EXTRACT_PRINTED_TABLE_H

#include "base/options.h"
#include "base/table.h"
#include "extract/cell.h"

struct printed_table {
	struct table *cells;
	size_t label_column;
	const char *place; /* "table 2" */
	const char *id;    /* "table2"; NULL when no ids are printed */
	double *months;    /* by column; NaN: no time */
	const char *results[QUANTITY_COUNT_OF]; /* address, or NULL */
	struct cell_numbers *numbers;           /* rows * columns, row by row */
};

/* Takes over cells and checks every one of them; row is the name of the column
 * of labels, NULL for the first one.  Free with printed_table_free(). */
struct printed_table printed_table_read(struct table *cells, const char *row);

/* COLUMN:MONTHS,...; every column but the labels' must get its time. */
void printed_table_set_times(struct printed_table *, const char *option);

/* QUANTITY=TEMPLATE: the address of our number for it, in which {group},
 * {time} and {column} stand for those of the cell. */
void printed_table_set_result(struct printed_table *, const char *option);

/* Header and rows on standard output. */
void printed_table_print_numbers(const struct printed_table *);
void printed_table_print_cells(const struct printed_table *);

void printed_table_free(struct printed_table *);

#endif
