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
	FILE *rows; /* into text */
	char *text;
	size_t size;
	char *analysis, *group, *term;
	double time;
	char *note; /* NULL: none yet */
};

static char *copy(const char *text)
{
	return copy_text(text, strlen(text));
}

struct results *results_new(const char *analysis)
{
	struct results *results = allocate(1, sizeof(*results));

	if (strpbrk(analysis, "\t\r\n/") || strcmp(analysis, "NA") == 0)
		die_misused("--analysis: not a name: %s", quoted(analysis));
	results->rows = open_memstream(&results->text, &results->size);
	if (!results->rows)
		die("cannot keep the results:");
	fputs("analysis\tgroup\ttime\tterm\tstatistic\tvalue\n", results->rows);
	results->analysis = copy(analysis);
	results->group = copy("");
	results->term = copy("");
	results->time = NAN;
	return results;
}

static void write_row(
	struct results *results, const char *statistic, const char *value)
{
	char time[NUMBER_SIZE] = "";

	if (!isnan(results->time))
		number_format(results->time, time);
	fprintf(results->rows, "%s\t%s\t%s\t%s\t%s\t%s\n", results->analysis,
		results->group, time, results->term, statistic, value);
}

static void close_place(struct results *results)
{
	if (results->note)
		write_row(results, "note", results->note);
	free(results->note);
	free(results->group);
	free(results->term);
	results->note = NULL;
}

void results_at(struct results *results, const char *group, double time,
	const char *term)
{
	close_place(results);
	results->group = copy(group);
	results->time = time;
	results->term = copy(term);
}

void results_number(
	struct results *results, const char *statistic, double value)
{
	char text[NUMBER_SIZE];

	assert(!isinf(value));
	write_row(results, statistic, number_format(value, text));
}

static void add_reason(struct results *results, const char *reason)
{
	size_t old = results->note ? strlen(results->note) : 0;
	size_t more = strlen(reason);

	if (old == 0) {
		results->note = copy(reason);
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
	add_reason(results, reason);
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
	if (fclose(results->rows) != 0)
		die("cannot keep the results:");
	fwrite(results->text, 1, results->size, stdout);
	free(results->text);
	free(results->analysis);
	free(results);
}
