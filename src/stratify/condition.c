/* Conditions on rows, as the options of stratify write them. */
#include "stratify/condition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"

/* Longer signs first: `<=` is not `<` followed by `=`. */
static const struct {
	const char *sign;
	enum relation relation;
} signs[] = {
	{ "!=", RELATION_UNEQUAL },
	{ "<=", RELATION_AT_MOST },
	{ ">=", RELATION_AT_LEAST },
	{ "=", RELATION_EQUAL },
	{ "<", RELATION_LESS },
	{ ">", RELATION_MORE },
};

/* The index in signs of what text begins with. */
static size_t sign_at(const char *option, const char *text)
{
	size_t count = sizeof(signs) / sizeof(signs[0]);

	for (size_t i = 0; i < count; i++)
		if (strncmp(text, signs[i].sign, strlen(signs[i].sign)) == 0)
			return i;
	die_misused(
		"--%s: not a condition COL=VALUE (or != <= >= < >)", option);
}

struct condition condition_parse(
	const struct frame *frame, const char *option, const char *text)
{
	size_t length = strcspn(text, "!=<>");
	size_t sign = sign_at(option, text + length);
	const char *value = text + length + strlen(signs[sign].sign);
	struct condition condition = { .relation = signs[sign].relation };
	char *name = copy_text(text, length);

	condition.column = frame_need(frame, name);
	free(name);
	if (condition.relation == RELATION_EQUAL ||
		condition.relation == RELATION_UNEQUAL) {
		frame_need_level(frame, condition.column, value);
		condition.level = copy_text(value, strlen(value));
	} else {
		condition.number = option_number(option, value);
	}
	return condition;
}

void condition_free(struct condition *condition)
{
	free(condition->level);
}

static enum truth truth_of(bool holds)
{
	return holds ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth compare_text(
	const struct condition *condition, const char *cell)
{
	if (!cell)
		return TRUTH_UNKNOWN;
	return truth_of((strcmp(cell, condition->level) == 0) ==
			(condition->relation == RELATION_EQUAL));
}

static enum truth compare_number(
	const struct condition *condition, double value)
{
	if (isnan(value))
		return TRUTH_UNKNOWN;
	switch (condition->relation) {
	case RELATION_AT_MOST:
		return truth_of(value <= condition->number);
	case RELATION_AT_LEAST:
		return truth_of(value >= condition->number);
	case RELATION_LESS:
		return truth_of(value < condition->number);
	default:
		return truth_of(value > condition->number);
	}
}

enum truth condition_holds(const struct condition *condition,
	const struct frame *frame, size_t row)
{
	if (condition->level)
		return compare_text(
			condition, frame_cell(frame, row, condition->column));
	return compare_number(
		condition, frame_number(frame, row, condition->column));
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
