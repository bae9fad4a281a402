/* The composite endpoint of --first: a time and a mark out of several. */
#include "stratify/derive.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "stratify/condition.h"

/* TIME:EVENT of the option, EVENT being a 0/1 column or a condition. */
struct part {
	size_t time;
	size_t mark; /* the 0/1 column, when there is no condition */
	bool has_condition;
	struct condition condition;
};

static struct part part_parse(const struct frame *frame, const char *text)
{
	const char *colon = strchr(text, ':');
	struct part part = { 0 };
	char *name;

	if (!colon || colon == text || colon[1] == '\0')
		die_misused("--first: not TIME:EVENT: %s", quoted(text));
	name = copy_text(text, (size_t)(colon - text));
	part.time = frame_need(frame, name);
	free(name);
	part.has_condition = strpbrk(colon + 1, "=<>") != NULL;
	if (part.has_condition)
		part.condition = condition_parse(frame, "first", colon + 1);
	else
		part.mark = frame_need(frame, colon + 1);
	return part;
}

static enum truth mark_of(
	const struct part *part, const struct frame *frame, size_t row)
{
	const char *cell;

	if (part->has_condition)
		return condition_holds(&part->condition, frame, row);
	cell = frame_cell(frame, row, part->mark);
	if (!cell)
		return TRUTH_UNKNOWN;
	if (strcmp(cell, "0") != 0 && strcmp(cell, "1") != 0)
		frame_die(
			frame, row, part->mark, "not 0 or 1: %s", quoted(cell));
	return *cell == '1' ? TRUTH_TRUE : TRUTH_FALSE;
}

static struct part *read_parts(
	const struct frame *frame, const char *text, size_t *count)
{
	char **texts = split_text(text, ',', count);
	struct part *parts = allocate(*count, sizeof(*parts));

	for (size_t i = 0; i < *count; i++)
		parts[i] = part_parse(frame, texts[i]);
	free(texts[0]);
	free(texts);
	return parts;
}

/* Fills times and marks, the cells of the two columns to add. */
static void compose(const struct frame *frame, const struct part *parts,
	size_t count, const char **times, const char **marks, char **levels)
{
	struct endpoint *endpoints = allocate(count, sizeof(*endpoints));

	for (size_t row = 0; row < frame_rows(frame); row++) {
		enum truth event;
		size_t first;

		for (size_t i = 0; i < count; i++) {
			endpoints[i].time =
				frame_time(frame, row, parts[i].time);
			endpoints[i].event = mark_of(&parts[i], frame, row);
		}
		first = endpoint_first(endpoints, count, &event);
		if (first == TRUTH_UNDECIDED)
			continue;
		times[row] = frame_cell(frame, row, parts[first].time);
		marks[row] = levels[event == TRUTH_TRUE];
	}
	free(endpoints);
}

void derive_first(struct frame *frame, const char *text)
{
	const char *sign = strchr(text, '='), *comma = strchr(text, ',');
	size_t rows = frame_rows(frame), count;
	const char **times = allocate(rows, sizeof(*times));
	const char **marks = allocate(rows, sizeof(*marks));
	char **levels = allocate(3, sizeof(*levels));
	struct part *parts;

	if (!sign || !comma || comma > sign)
		die_misused("--first: not TIME,EVENT=TIME:EVENT,...: %s",
			quoted(text));
	parts = read_parts(frame, sign + 1, &count);
	levels[0] = copy_text("0", 1);
	levels[1] = copy_text("1", 1);
	compose(frame, parts, count, times, marks, levels);
	for (size_t i = 0; i < count; i++)
		condition_free(&parts[i].condition);
	free(parts);
	frame_add(frame, "first", copy_text(text, (size_t)(comma - text)),
		times, NULL, NULL);
	frame_add(frame, "first",
		copy_text(comma + 1, (size_t)(sign - comma - 1)), marks, NULL,
		levels);
}
