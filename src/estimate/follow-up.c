/* Follow-up times and events of the kept rows. */
#include "estimate/follow-up.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/levels-list.h"
#include "survival/times.h"

#define LARGEST_WEIGHT 1e100

static const char *fault_event(const struct cell *cell, const void *context)
{
	(void)context;
	if (cell->value == 0 || cell->value == 1)
		return NULL;
	return "not 0 or 1 (--event-is=VALUE names other codes)";
}

struct follow_up_columns follow_up_columns(struct input *input,
	const char *time, const char *event, const char *event_is)
{
	struct follow_up_columns columns = { .start = TABLE_NO_COLUMN,
		.weight = TABLE_NO_COLUMN,
		.event_is = event_is };

	if (!time)
		die_misused("--time=COL is needed");
	if (!event)
		die_misused("--event=COL is needed");
	columns.time = input_column(input, time, COLUMN_NUMBER, fault_negative);
	if (event_is)
		columns.event = input_column(input, event, COLUMN_LEVEL, NULL);
	else
		columns.event =
			input_column(input, event, COLUMN_NUMBER, fault_event);
	return columns;
}

void follow_up_start(struct input *input, const char *start,
	struct follow_up_columns *columns)
{
	if (start)
		columns->start = input_column(
			input, start, COLUMN_NUMBER, fault_negative);
}

const char *fault_weight(const struct cell *cell, const void *context)
{
	(void)context;
	if (cell->value < 0)
		return "negative";
	return cell->value > LARGEST_WEIGHT ? "more than 1e100" : NULL;
}

const char *fault_whole_weight(const struct cell *cell, const void *context)
{
	if (cell->value != floor(cell->value))
		return "not a whole number";
	return fault_weight(cell, context);
}

void follow_up_weight(struct input *input, const char *weight,
	const char *(*fault)(const struct cell *, const void *),
	struct follow_up_columns *columns)
{
	if (weight)
		columns->weight =
			input_column(input, weight, COLUMN_NUMBER, fault);
}

void follow_up_drop_weightless(
	struct input *input, const struct follow_up_columns *columns)
{
	const double *weights;
	size_t count = 0;

	if (columns->weight == TABLE_NO_COLUMN)
		return;
	weights = table_numbers(input->table, columns->weight);
	for (size_t i = 0; i < input->count; i++)
		if (weights[input->rows[i]] > 0)
			input->rows[count++] = input->rows[i];
	input->count = count;
	if (count == 0)
		die("%s: no row has a weight above 0",
			table_path(input->table));
}

/* event[i] is whether the code of row i is one of --event-is. */
static void mark_codes(const struct input *input,
	const struct follow_up_columns *columns, bool event[])
{
	const uint32_t *codes = table_codes(input->table, columns->event);
	size_t count;
	char **words = option_words("event-is", columns->event_is, &count);

	for (size_t j = 0; j < count; j++) {
		uint32_t code =
			level_need(input->table, columns->event, words[j]);

		for (size_t i = 0; i < input->count; i++)
			event[i] = event[i] || codes[input->rows[i]] == code;
	}
	free(words[0]);
	free(words);
}

/* The numbers of the kept rows; NULL of no column. */
static double *pick_numbers(const struct input *input, size_t column)
{
	const double *numbers;
	double *picked;

	if (column == TABLE_NO_COLUMN)
		return NULL;
	numbers = table_numbers(input->table, column);
	picked = allocate(input->count, sizeof(*picked));
	for (size_t i = 0; i < input->count; i++)
		picked[i] = numbers[input->rows[i]];
	return picked;
}

/* A row that is several is one of their weight. */
static double *pick_counts(const struct input *input)
{
	double *picked = allocate(input->count, sizeof(*picked));

	for (size_t i = 0; i < input->count; i++)
		picked[i] = input_times(input, input->rows[i]);
	return picked;
}

static void check_order(const struct input *input,
	const struct follow_up_columns *columns, const struct follow_up *made)
{
	for (size_t i = 0; made->start && i < input->count; i++)
		if (made->start[i] >= made->time[i] ||
			same_time(made->start[i], made->time[i]))
			table_die(input->table, input->rows[i], columns->time,
				"%.15g is not after its start, %.15g",
				made->time[i], made->start[i]);
}

struct follow_up follow_up_make(
	const struct input *input, const struct follow_up_columns *columns)
{
	struct follow_up made = { pick_numbers(input, columns->time),
		allocate(input->count, sizeof(bool)),
		pick_numbers(input, columns->start),
		pick_numbers(input, columns->weight), false };

	made.counted = table_counts(input->table) && !made.weight;
	if (made.counted)
		made.weight = pick_counts(input);
	check_order(input, columns, &made);
	if (columns->event_is) {
		mark_codes(input, columns, made.event);
	} else {
		const double *events =
			table_numbers(input->table, columns->event);

		for (size_t i = 0; i < input->count; i++)
			made.event[i] = events[input->rows[i]] == 1;
	}
	return made;
}

void follow_up_free(struct follow_up *follow_up)
{
	free(follow_up->time);
	free(follow_up->event);
	free(follow_up->start);
	free(follow_up->weight);
}
