/* Columns made of one or more others: months, classes, causes, labels. */
#include "stratify/derive.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "stratify/condition.h"

/* Splits NEW=REST: returns a copy of NEW and sets *rest. */
static char *split_new(const char *option, const char *text, const char **rest)
{
	const char *sign = strchr(text, '=');

	if (!sign || sign == text || sign[1] == '\0')
		die_misused("--%s: not NEW=...: %s", option, quoted(text));
	*rest = sign + 1;
	return copy_text(text, (size_t)(sign - text));
}

void derive_months(struct frame *frame, const char *text)
{
	const char *source;
	char *name = split_new("months", text, &source);
	size_t column = frame_need(frame, source);
	size_t rows = frame_rows(frame);
	const char **cells = allocate(rows, sizeof(*cells));
	char *store = allocate(rows, NUMBER_SIZE);

	for (size_t row = 0; row < rows; row++) {
		double days = frame_time(frame, row, column);

		if (!isnan(days))
			cells[row] = number_format(days / DAYS_PER_MONTH,
				store + row * NUMBER_SIZE);
	}
	frame_add(frame, "months", name, cells, store, NULL);
}

size_t class_of(double value, const double cuts[], size_t count)
{
	size_t class = 0;

	while (class < count && value >= cuts[class])
		class ++;
	return class;
}

/* `<20`, `20-<40`, `>=40`, with the cuts as they were typed; NULL-ended. */
static char **class_labels(const char *cuts_text, size_t count)
{
	char **labels = allocate(count + 2, sizeof(*labels));
	size_t parts, room = 2 * strlen(cuts_text) + sizeof("-<");
	char **cuts = split_text(cuts_text, ',', &parts);

	for (size_t i = 0; i <= count; i++) {
		labels[i] = allocate(room, 1);
		if (i == 0)
			snprintf(labels[i], room, "<%s", cuts[0]);
		else if (i == count)
			snprintf(labels[i], room, ">=%s", cuts[count - 1]);
		else
			snprintf(labels[i], room, "%s-<%s", cuts[i - 1],
				cuts[i]);
	}
	free(cuts[0]);
	free(cuts);
	return labels;
}

static double *read_cuts(const char *text, size_t *count)
{
	double *cuts = option_numbers("class", text, count);

	for (size_t i = 1; i < *count; i++)
		if (!(cuts[i] > cuts[i - 1]))
			die_misused(
				"--class: cuts must rise: %s", quoted(text));
	return cuts;
}

void derive_class(struct frame *frame, const char *text)
{
	const char *rest;
	char *name = split_new("class", text, &rest);
	const char *colon = strrchr(rest, ':');
	size_t rows = frame_rows(frame), column, count;
	const char **cells = allocate(rows, sizeof(*cells));
	char **labels, *source;
	double *cuts;

	if (!colon)
		die_misused(
			"--class: not NEW=COL:CUT,CUT,...: %s", quoted(text));
	source = copy_text(rest, (size_t)(colon - rest));
	column = frame_need(frame, source);
	cuts = read_cuts(colon + 1, &count);
	labels = class_labels(colon + 1, count);
	for (size_t row = 0; row < rows; row++) {
		double value = frame_number(frame, row, column);

		if (!isnan(value))
			cells[row] = labels[class_of(value, cuts, count)];
	}
	free(source);
	free(cuts);
	frame_add(frame, "class", name, cells, NULL, labels);
}

/* Conditions that stand in text[0..count). */
static struct condition *read_conditions(const struct frame *frame,
	const char *option, char *const texts[], size_t count)
{
	struct condition *conditions = allocate(count, sizeof(*conditions));

	for (size_t i = 0; i < count; i++)
		conditions[i] = condition_parse(frame, option, texts[i]);
	return conditions;
}

static void free_conditions(struct condition *conditions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		condition_free(&conditions[i]);
	free(conditions);
}

static void judge_row(const struct frame *frame, size_t row,
	const struct condition *conditions, size_t count, enum truth *holds)
{
	for (size_t i = 0; i < count; i++)
		holds[i] = condition_holds(&conditions[i], frame, row);
}

/* A NULL-ended list of copies, for the levels of an added column. */
static char **copy_labels(const char *const labels[], size_t count)
{
	char **copies = allocate(count + 1, sizeof(*copies));

	for (size_t i = 0; i < count; i++)
		copies[i] = copy_text(labels[i], strlen(labels[i]));
	return copies;
}

void derive_any(struct frame *frame, const char *text)
{
	const char *rest, *const marks[] = { "0", "1" };
	char *name = split_new("any", text, &rest);
	size_t rows = frame_rows(frame), count;
	const char **cells = allocate(rows, sizeof(*cells));
	char **texts = split_text(rest, '|', &count);
	struct condition *conditions =
		read_conditions(frame, "any", texts, count);
	enum truth *holds = allocate(count, sizeof(*holds));
	char **levels = copy_labels(marks, 2);

	for (size_t row = 0; row < rows; row++) {
		enum truth any;

		judge_row(frame, row, conditions, count, holds);
		any = truth_any(holds, count);
		if (any != TRUTH_UNKNOWN)
			cells[row] = levels[any == TRUTH_TRUE];
	}
	free(holds);
	free_conditions(conditions, count);
	free(texts[0]);
	free(texts);
	frame_add(frame, "any", name, cells, NULL, levels);
}

/* Cuts each LABEL:CONDITION at its colon; conditions[i] is what follows. */
static void cut_labels(char *texts[], char *conditions[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *colon = strchr(texts[i], ':');

		if (!colon || colon == texts[i])
			die_misused("--cause: not LABEL:COL=LEVEL: %s",
				quoted(texts[i]));
		*colon = '\0';
		conditions[i] = colon + 1;
		if (strcmp(texts[i], "none") == 0 ||
			strcmp(texts[i], "NA") == 0)
			die_misused("--cause: the label is taken: %s",
				quoted(texts[i]));
	}
}

void derive_cause(struct frame *frame, const char *text)
{
	const char *rest;
	char *name = split_new("cause", text, &rest);
	size_t rows = frame_rows(frame), count;
	const char **cells = allocate(rows, sizeof(*cells));
	char **texts = split_text(rest, ',', &count);
	char **bodies = allocate(count, sizeof(*bodies));
	enum truth *holds = allocate(count, sizeof(*holds));
	const char **labels = allocate(count + 1, sizeof(*labels));
	struct condition *conditions;
	char **levels;

	cut_labels(texts, bodies, count);
	conditions = read_conditions(frame, "cause", bodies, count);
	memcpy(labels, texts, count * sizeof(*labels));
	labels[count] = "none";
	levels = copy_labels(labels, count + 1);
	for (size_t row = 0; row < rows; row++) {
		size_t first;

		judge_row(frame, row, conditions, count, holds);
		first = truth_first(holds, count);
		if (first != TRUTH_UNDECIDED)
			cells[row] =
				levels[first == TRUTH_NONE ? count : first];
	}
	free(labels);
	free(holds);
	free_conditions(conditions, count);
	free(bodies);
	free(texts[0]);
	free(texts);
	frame_add(frame, "cause", name, cells, NULL, levels);
}

/* Bytes of the joined labels of a row with their NUL; 0 when one is missing. */
static size_t joined_size(const struct frame *frame, size_t row,
	const size_t columns[], size_t count)
{
	size_t size = 0;

	for (size_t i = 0; i < count; i++) {
		const char *cell = frame_cell(frame, row, columns[i]);

		if (!cell)
			return 0;
		size += strlen(cell) + (i ? strlen(", ") : 1);
	}
	return size;
}

/* Points cells to the joined labels; returns what they stand in. */
static char *join_cells(const struct frame *frame, const size_t columns[],
	size_t count, const char **cells)
{
	size_t total = 0;
	char *store, *end;

	for (size_t row = 0; row < frame_rows(frame); row++)
		total += joined_size(frame, row, columns, count);
	store = end = allocate(total, 1);
	for (size_t row = 0; row < frame_rows(frame); row++) {
		if (joined_size(frame, row, columns, count) == 0)
			continue;
		cells[row] = end;
		for (size_t i = 0; i < count; i++)
			end += sprintf(end, "%s%s", i ? ", " : "",
				frame_cell(frame, row, columns[i]));
		end++;
	}
	return store;
}

void derive_join(struct frame *frame, const char *text)
{
	const char *rest;
	char *name = split_new("join", text, &rest);
	size_t count;
	char **names = option_words("join", rest, &count), *store;
	size_t *columns = allocate(count, sizeof(*columns));
	const char **cells = allocate(frame_rows(frame), sizeof(*cells));

	for (size_t i = 0; i < count; i++)
		columns[i] = frame_need(frame, names[i]);
	store = join_cells(frame, columns, count, cells);
	free(columns);
	free(names[0]);
	free(names);
	frame_add(frame, "join", name, cells, store, NULL);
}
