/* Conditions on rows, as the options of stratify write them. */
#include "stratify/condition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"

struct condition condition_parse(
	const struct frame *frame, const char *option, const char *text)
{
	struct condition condition = { .is = comparison_parse(option, text) };
	const char *word = condition.is.word;

	condition.column = frame_need(frame, condition.is.name);
	if (word) {
		frame_need_level(frame, condition.column, word);
		condition.is.word = copy_text(word, strlen(word));
	}
	return condition;
}

void condition_free(struct condition *condition)
{
	free(condition->is.name);
	free((char *)condition->is.word);
}

enum truth condition_holds(const struct condition *condition,
	const struct frame *frame, size_t row)
{
	const struct comparison *is = &condition->is;
	bool holds;

	if (is->word) {
		const char *cell = frame_cell(frame, row, condition->column);

		if (!cell)
			return TRUTH_UNKNOWN;
		holds = relation_of_words(
			is->relation, strcmp(cell, is->word) == 0);
	} else {
		double value = frame_number(frame, row, condition->column);

		if (isnan(value))
			return TRUTH_UNKNOWN;
		holds = relation_of_numbers(is->relation, value, is->number);
	}
	return holds ? TRUTH_TRUE : TRUTH_FALSE;
}

char **split_text(const char *text, char separator, size_t *count)
{
	char *copy = copy_text(text, strlen(text));
	char **parts;
	size_t used = 1;

	for (const char *c = text; *c; c++)
		used += *c == separator;
	parts = allocate(used, sizeof(*parts));
	parts[0] = copy;
	for (size_t i = 1; i < used; i++) {
		char *end = strchr(parts[i - 1], separator);

		*end = '\0';
		parts[i] = end + 1;
	}
	*count = used;
	return parts;
}
