/* Estimates, one number per row. */
#include "estimate/results.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

struct results {
	char *text; /* the rows */
	size_t used, room;
	char *analysis;
	char *place; /* analysis, group, time and term, each with its tab */
	size_t place_length, place_room;
	char *note; /* NULL: none yet */
};

/* Puts length bytes behind the used ones of a text that grows. */
static void append(char **text, size_t *used, size_t *room, const char *more,
	size_t length)
{
	while (*room - *used < length) {
		size_t old = *room > 0 ? *room : 64;

		*text = reallocate(*text, old, 2);
		*room = 2 * old;
	}
	memcpy(*text + *used, more, length);
	*used += length;
}

static void add(struct results *results, const char *text, size_t length)
{
	append(&results->text, &results->used, &results->room, text, length);
}

static void add_to_place(struct results *results, const char *text)
{
	append(&results->place, &results->place_length, &results->place_room,
		text, strlen(text));
	append(&results->place, &results->place_length, &results->place_room,
		"\t", 1);
}

struct results *results_new(const char *analysis)
{
	static const char header[] =
		"analysis\tgroup\ttime\tterm\tstatistic\tvalue\n";
	struct results *results = allocate(1, sizeof(*results));

	if (strpbrk(analysis, "\t\r\n/") || strcmp(analysis, "NA") == 0)
		die_misused("--analysis: not a name: %s", quoted(analysis));
	add(results, header, strlen(header));
	results->analysis = copy_text(analysis, strlen(analysis));
	results_at(results, "", NAN, "");
	return results;
}

static void write_row(
	struct results *results, const char *statistic, const char *value)
{
	add(results, results->place, results->place_length);
	add(results, statistic, strlen(statistic));
	add(results, "\t", 1);
	add(results, value, strlen(value));
	add(results, "\n", 1);
}

static void close_place(struct results *results)
{
	if (results->note)
		write_row(results, "note", results->note);
	free(results->note);
	results->note = NULL;
}

void results_at(struct results *results, const char *group, double time,
	const char *term)
{
	char text[NUMBER_SIZE] = "";

	close_place(results);
	if (!isnan(time))
		number_format(time, text);
	results->place_length = 0;
	add_to_place(results, results->analysis);
	add_to_place(results, group);
	add_to_place(results, text);
	add_to_place(results, term);
}

void results_number(
	struct results *results, const char *statistic, double value)
{
	char text[NUMBER_SIZE];

	assert(!isinf(value));
	write_row(results, statistic, number_format(value, text));
}

void results_note(struct results *results, const char *reason)
{
	size_t old = results->note ? strlen(results->note) : 0;
	size_t more = strlen(reason);

	if (old == 0) {
		results->note = copy_text(reason, more);
		return;
	}
	if (strstr(results->note, reason))
		return;
	results->note = reallocate(results->note, old + more + 3, 1);
	memcpy(results->note + old, "; ", 2);
	memcpy(results->note + old + 2, reason, more + 1);
}

void results_maybe(struct results *results, const char *statistic, double value,
	const char *reason)
{
	if (isfinite(value)) {
		results_number(results, statistic, value);
		return;
	}
	results_number(results, statistic, NAN);
	results_note(results, reason);
}

void results_p_value(struct results *results, double p, const char *reason)
{
	if (p < DBL_MIN) {
		p = NAN;
		reason = "P is below 2.2e-308";
	}
	results_maybe(results, "p_value", p, reason);
}

void results_print(struct results *results)
{
	close_place(results);
	fwrite(results->text, 1, results->used, stdout);
	free(results->text);
	free(results->place);
	free(results->analysis);
	free(results);
}
