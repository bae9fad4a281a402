/* Tables of counts. */
#include "estimate/cross-table.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"

/* A row of counts goes into a cell that must be empty (NaN) yet. */
static void fill_cell(double *cell, double count, const struct input *input,
	const struct cross_source *source, size_t row)
{
	if (!isnan(*cell))
		table_die(input->table, row, source->count,
			"a second count of the same cell of the table");
	*cell = count;
}

static void add_counts(struct cross_table *table, const struct input *input,
	const struct cross_source *source, size_t position)
{
	size_t row = input->rows[position];
	size_t i = source->rows->of[position] * table->columns;
	double count = table_numbers(input->table, source->count)[row], n;

	if (source->denominator == TABLE_NO_COLUMN) {
		fill_cell(&table->counts[i + source->columns->of[position]],
			count, input, source, row);
		return;
	}
	n = table_numbers(input->table, source->denominator)[row];
	if (count > n)
		table_die(input->table, row, source->count,
			"%.15g is more than the %s, %.15g", count,
			table_name(input->table, source->denominator), n);
	fill_cell(&table->counts[i], count, input, source, row);
	fill_cell(&table->counts[i + 1], n - count, input, source, row);
}

static double line_sum(
	const struct cross_table *table, size_t line, bool across)
{
	size_t step = across ? table->columns : 1;
	size_t start = across ? line : line * table->columns;
	size_t cells = across ? table->rows : table->columns;
	double sum = 0;

	for (size_t i = 0; i < cells; i++)
		sum += table->counts[start + i * step];
	return sum;
}

/* Drops the rows and columns without a count. */
static void compress(struct cross_table *table)
{
	struct cross_table kept = { 0, 0, NULL, table->total };
	size_t used = 0;

	kept.counts = allocate(table->rows * table->columns, sizeof(double));
	for (size_t j = 0; j < table->columns; j++)
		kept.columns += line_sum(table, j, true) > 0;
	for (size_t i = 0; i < table->rows; i++) {
		if (line_sum(table, i, false) <= 0)
			continue;
		kept.rows++;
		for (size_t j = 0; j < table->columns; j++)
			if (line_sum(table, j, true) > 0)
				kept.counts[used++] =
					table->counts[i * table->columns + j];
	}
	free(table->counts);
	*table = kept;
}

struct cross_table cross_table_make(const struct input *input,
	const struct cross_source *source, const struct split *split)
{
	bool patients = source->count == TABLE_NO_COLUMN;
	bool halves = source->denominator != TABLE_NO_COLUMN;
	struct cross_table table = { source->rows->count,
		halves ? 2 : source->columns->count, NULL, 0 };
	size_t cells = table.rows * table.columns;

	table.counts = allocate(cells, sizeof(double));
	for (size_t i = 0; i < cells; i++)
		table.counts[i] = patients ? 0 : NAN;
	for (size_t i = 0; i < split->count; i++) {
		size_t at = split->rows[i];

		if (patients)
			table.counts[source->rows->of[at] * table.columns +
				     source->columns->of[at]]++;
		else
			add_counts(&table, input, source, at);
	}
	for (size_t i = 0; i < cells; i++) {
		if (isnan(table.counts[i]))
			table.counts[i] = 0;
		table.total += table.counts[i];
	}
	if (cells > 4)
		compress(&table);
	return table;
}
