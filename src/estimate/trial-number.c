/* The number of a trial that is compared with a printed one. */
#include "estimate/trial-number.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/number.h"

#define MOST_DECIMALS 40 /* of round_decimal() */
#define ALL_WAYS      7U

enum field { ANALYSIS, GROUP, TIME, TERM, STATISTIC, VALUE, FIELDS };

struct row {
	char *fields[FIELDS];
};

/* Cuts the next row off the text; false at its end. */
static bool next_row(char **text, struct row *row)
{
	char *at = *text;
	char *end = strchr(at, '\n');

	if (!end)
		return false;
	*end = '\0';
	*text = end + 1;
	for (size_t i = 0; i < FIELDS; i++) {
		row->fields[i] = at;
		at += strcspn(at, "\t");
		if (*at != '\0')
			*at++ = '\0';
	}
	return true;
}

/* NaN when the field is no number. */
static double number_of(const struct row *row, enum field field)
{
	const char *text = row->fields[field];
	double value;

	return number_parse(text, strlen(text), &value) ? value : NAN;
}

static bool is_wanted(const struct row *row, const struct wanted *wanted)
{
	const char *group = wanted->group, *term = wanted->term;

	return strcmp(row->fields[STATISTIC], wanted->statistic) == 0 &&
	       (!group || strcmp(row->fields[GROUP], group) == 0) &&
	       (!term || strcmp(row->fields[TERM], term) == 0) &&
	       (isnan(wanted->time) || number_of(row, TIME) == wanted->time);
}

static bool same_place(const struct row *a, const struct row *b)
{
	return strcmp(a->fields[GROUP], b->fields[GROUP]) == 0 &&
	       strcmp(a->fields[TIME], b->fields[TIME]) == 0 &&
	       strcmp(a->fields[TERM], b->fields[TERM]) == 0;
}

static const char *place_of(const struct row *row, char *text, size_t size)
{
	snprintf(text, size, "%s/%s/%s/%s", row->fields[GROUP],
		row->fields[TIME], row->fields[TERM], row->fields[STATISTIC]);
	return text;
}

static _Noreturn void die_of_two(const struct row *a, const struct row *b)
{
	char first[256], second[256];

	die_misused("several such numbers, %s and %s at least: say which by "
		    "--group, --timepoint or --term",
		quoted(place_of(a, first, sizeof(first))),
		quoted(place_of(b, second, sizeof(second))));
}

static _Noreturn void die_of_none(
	const struct wanted *wanted, const struct row *like)
{
	char text[256];

	if (like->fields[VALUE])
		die_misused("%s prints no %s there; there is %s",
			wanted->method, quoted(wanted->statistic),
			quoted(place_of(like, text, sizeof(text))));
	die_misused("%s prints no such number: %s", wanted->method,
		quoted(wanted->statistic));
}

double trial_number(char *output, const struct wanted *wanted, const char **why)
{
	struct row row, found = { { NULL } }, like = found;

	*why = NULL;
	while (next_row(&output, &row)) {
		bool is_known = found.fields[VALUE] != NULL;

		if (is_known && strcmp(row.fields[STATISTIC], "note") == 0 &&
			same_place(&row, &found))
			*why = row.fields[VALUE];
		if (strcmp(row.fields[STATISTIC], wanted->statistic) == 0)
			like = row;
		if (!is_wanted(&row, wanted))
			continue;
		if (is_known)
			die_of_two(&found, &row);
		found = row;
	}
	if (!found.fields[VALUE])
		die_of_none(wanted, &like);
	return number_of(&found, VALUE);
}

unsigned ways_to_print(const struct printed *printed, double value)
{
	int shift = printed->percent ? 2 : 0;
	double scaled = printed->percent ? 100 * value : value;
	unsigned ways = 0;
	char text[400];

	if (printed->relation == PRINTED_NOT_REACHED)
		return isnan(value) ? ALL_WAYS : 0;
	if (isnan(value))
		return 0;
	if (printed->relation != PRINTED_EQUAL ||
		abs(printed->decimals) > MOST_DECIMALS)
		return scaled >= printed->lower && scaled < printed->upper
			       ? ALL_WAYS
			       : 0;
	for (int i = ROUND_HALF_UP; i <= ROUND_CUT_OFF; i++) {
		double rounded;

		round_decimal(value, shift, printed->decimals, (enum rounding)i,
			text, sizeof(text));
		if (number_parse(text, strlen(text), &rounded) &&
			rounded == printed->value)
			ways |= 1U << i;
	}
	return ways;
}
