/* Rows by group and time. */
#include "estimate/splits.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"

/* A kept row, to be put in order. */
struct placed {
	size_t group;
	double time; /* 0 without --time */
	size_t position;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->group != b->group)
		return a->group > b->group ? 1 : -1;
	if (a->time != b->time)
		return a->time > b->time ? 1 : -1;
	return a->position > b->position ? 1 : -1;
}

static void add_row(struct splits *splits, const struct placed *placed,
	size_t i, bool timed)
{
	struct split *split;

	if (i == 0 || placed[i].group != placed[i - 1].group ||
		placed[i].time != placed[i - 1].time) {
		split = &splits->items[splits->count++];
		split->group = placed[i].group;
		split->time = timed ? placed[i].time : NAN;
		split->rows = splits->rows + i;
	}
	split = &splits->items[splits->count - 1];
	split->rows[split->count++] = placed[i].position;
}

struct splits splits_make(
	const struct input *input, const struct groups *groups, size_t time)
{
	bool timed = time != TABLE_NO_COLUMN;
	struct splits splits = { allocate(input->count, sizeof(struct split)),
		0, allocate(input->count, sizeof(size_t)) };
	struct placed *placed = allocate(input->count, sizeof(*placed));

	for (size_t i = 0; i < input->count; i++) {
		placed[i] = (struct placed){ groups->of[i], 0, i };
		if (timed)
			placed[i].time = table_numbers(
				input->table, time)[input->rows[i]];
	}
	qsort(placed, input->count, sizeof(*placed), compare_placed);
	for (size_t i = 0; i < input->count; i++)
		add_row(&splits, placed, i, timed);
	free(placed);
	return splits;
}

void splits_free(struct splits *splits)
{
	free(splits->items);
	free(splits->rows);
}
