/* The names of the weight functions. */
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/logrank-compare.h"

/* The numbers of `name(a,b)`, as many as wanted; false when it is not that. */
static bool read_powers(
	const char *text, const char *name, size_t wanted, double powers[])
{
	size_t length = strlen(name), count;
	char *inside;
	double *numbers;

	if (strncmp(text, name, length) != 0 || text[length] != '(' ||
		text[strlen(text) - 1] != ')')
		return false;
	inside = copy_text(text + length + 1, strlen(text) - length - 2);
	numbers = option_numbers("weight-function", inside, &count);
	if (count != wanted)
		die_misused("--weight-function: %s takes %zu number%s: %s",
			name, wanted, wanted == 1 ? "" : "s", quoted(text));
	for (size_t i = 0; i < count; i++) {
		if (numbers[i] < 0)
			die_misused("--weight-function: a negative power: %s",
				quoted(text));
		powers[i] = numbers[i];
	}
	free(numbers);
	free(inside);
	return true;
}

struct log_rank_weighting weighting_of(const char *text)
{
	/* in the order of enum log_rank_function */
	static const char *const names[] = { "logrank", "gehan", "tarone-ware",
		"peto", "modified-peto", "fh(p,q)", "rho(r)", NULL };
	struct log_rank_weighting weighting = { LOG_RANK_LOG_RANK, 0, 0 };
	double powers[2] = { 0, 0 };

	if (!text)
		return weighting;
	if (read_powers(text, "fh", 2, powers) ||
		read_powers(text, "rho", 1, powers)) {
		weighting.function = LOG_RANK_FLEMING_HARRINGTON;
		weighting.p = powers[0];
		weighting.q = powers[1];
		return weighting;
	}
	weighting.function = (enum log_rank_function)option_choice(
		"weight-function", text, names);
	if (weighting.function >= LOG_RANK_FLEMING_HARRINGTON)
		die_misused("--weight-function: numbers, as in fh(0,1) or "
			    "rho(1), not %s",
			quoted(text));
	return weighting;
}
