/* Options that all methods have. */
#include "estimate/methods.h"

#include <stddef.h>

#include "base/fail.h"

double conf_of(const char *text)
{
	double conf = text ? option_number("conf", text) : 0.95;

	if (conf <= 0 || conf >= 1)
		die_misused("--conf: not between 0 and 1: %s", quoted(text));
	return conf;
}

enum alternative alternative_of(const char *text)
{
	static const char *const names[] = { "two-sided", "less", "greater",
		NULL };

	if (!text)
		return ALTERNATIVE_TWO_SIDED;
	return (enum alternative)option_choice("alternative", text, names);
}

const char *path_of(const struct text_list *operands)
{
	return operands->count > 0 ? operands->items[0] : "-";
}
