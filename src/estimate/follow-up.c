/* Follow-up times and events of the kept rows. */
#include "estimate/follow-up.h"

#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/levels-list.h"

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
	struct follow_up_columns columns = { .event_is = event_is };

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

struct follow_up follow_up_make(
	const struct input *input, const struct follow_up_columns *columns)
{
	struct follow_up made = { allocate(input->count, sizeof(double)),
		allocate(input->count, sizeof(bool)) };
	const double *times = table_numbers(input->table, columns->time);

	for (size_t i = 0; i < input->count; i++)
		made.time[i] = times[input->rows[i]];
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
}
