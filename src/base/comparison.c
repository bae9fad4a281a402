/* Comparisons of a column with a value, as options write them. */
#include "base/comparison.h"

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

struct comparison comparison_parse(const char *option, const char *text)
{
	size_t length = strcspn(text, "!<>=");
	struct comparison comparison = { .name = NULL };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t width = strlen(signs[i].sign);

		if (strncmp(text + length, signs[i].sign, width) != 0)
			continue;
		comparison.relation = signs[i].relation;
		comparison.word = text + length + width;
		break;
	}
	if (length == 0 || !comparison.word)
		die_misused("--%s: not COL=VALUE, or with != <= >= < >: %s",
			option, quoted(text));
	if (comparison.relation != RELATION_EQUAL &&
		comparison.relation != RELATION_UNEQUAL) {
		comparison.number = option_number(option, comparison.word);
		comparison.word = NULL;
	}
	comparison.name = copy_text(text, length);
	return comparison;
}

bool relation_of_words(enum relation relation, bool same)
{
	return same == (relation == RELATION_EQUAL);
}

bool relation_of_numbers(enum relation relation, double value, double number)
{
	switch (relation) {
	case RELATION_AT_MOST:
		return value <= number;
	case RELATION_AT_LEAST:
		return value >= number;
	case RELATION_LESS:
		return value < number;
	case RELATION_MORE:
		return value > number;
	default:
		return false;
	}
}
