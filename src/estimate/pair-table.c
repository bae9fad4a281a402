/* Pairs of levels. */
#include "estimate/pair-table.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"

/* The place of each column's label in the table; *size is set. */
static size_t *place_labels(
	const struct groups *rows, const struct groups *columns, size_t *size)
{
	size_t *places = allocate(columns->count, sizeof(*places));

	*size = rows->count;
	for (size_t i = 0; i < columns->count; i++) {
		size_t place = 0;

		while (place < rows->count &&
			strcmp(rows->labels[place], columns->labels[i]) != 0)
			place++;
		places[i] = place < rows->count ? place : (*size)++;
	}
	return places;
}

static void add_row(const struct input *input,
	const struct cross_source *source, size_t i, size_t at, bool seen[],
	struct cross_table *table)
{
	size_t row = input->rows[i];
	double count = 1;

	if (source->count != TABLE_NO_COLUMN) {
		count = table_numbers(input->table, source->count)[row];
		if (seen[at])
			table_die(input->table, row, source->count,
				"a second count of the same cell of the table");
	}
	seen[at] = true;
	table->counts[at] += count;
	table->total += count;
}

struct cross_table pair_table(
	const struct input *input, const struct cross_source *source)
{
	struct cross_table table = { 0, 0, NULL, 0 };
	size_t *places =
		place_labels(source->rows, source->columns, &table.rows);
	bool *seen = allocate(table.rows * table.rows, sizeof(*seen));

	table.columns = table.rows;
	table.counts = allocate(table.rows * table.rows, sizeof(double));
	for (size_t i = 0; i < input->count; i++)
		add_row(input, source, i,
			source->rows->of[i] * table.rows +
				places[source->columns->of[i]],
			seen, &table);
	free(seen);
	free(places);
	return table;
}
