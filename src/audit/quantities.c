/* What a printed number can be a number of. */
#include "audit/quantities.h"

#include <stddef.h>
#include <string.h>

#include "base/options.h"

static const struct quantity quantities[] = {
	{ "n", SCALE_PLAIN, false, false, false },
	{ "events", SCALE_PLAIN, false, false, false },
	{ "at_risk", SCALE_PLAIN, false, false, false },
	{ "count", SCALE_PLAIN, false, false, false },
	{ "denominator", SCALE_PLAIN, false, false, false },
	{ "percent", SCALE_PERCENT, false, false, false },
	{ "survival", SCALE_CURVE, false, false, false },
	{ "cuminc", SCALE_CURVE, false, false, false },
	{ "median", SCALE_PLAIN, false, true, true },
	{ "minimum", SCALE_PLAIN, false, false, false },
	{ "maximum", SCALE_PLAIN, false, false, false },
	{ "followup_median", SCALE_PLAIN, false, true, true },
	{ "p", SCALE_PLAIN, true, false, false },
	{ "hr", SCALE_PLAIN, false, false, false },
	{ "conf_low", SCALE_ADDRESS, false, true, false },
	{ "conf_high", SCALE_ADDRESS, false, true, false },
	{ "value", SCALE_ADDRESS, true, true, false },
	{ "low", SCALE_ADDRESS, false, true, false },
	{ "high", SCALE_ADDRESS, false, true, false },
};

#define QUANTITIES (sizeof(quantities) / sizeof(quantities[0]))

const struct quantity *quantity_find(const char *name)
{
	for (size_t i = 0; i < QUANTITIES; i++)
		if (strcmp(quantities[i].name, name) == 0)
			return &quantities[i];
	return NULL;
}

const char *quantity_nearest(const char *name)
{
	const char *names[QUANTITIES + 1] = { NULL };

	for (size_t i = 0; i < QUANTITIES; i++)
		names[i] = quantities[i].name;
	return nearest_word(name, names);
}
