/* Times and causes of the kept rows. */
#include "estimate/causes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "estimate/follow-up.h"
#include "estimate/levels-list.h"

struct cause_columns cause_columns(struct input *input, const char *time,
	const char *cause, const char *censored, bool uncensored)
{
	struct cause_columns columns = { .weight = TABLE_NO_COLUMN,
		.censored = censored };

	if (!time)
		die_misused("--time=COL is needed");
	if (!cause)
		die_misused("--cause=COL is needed");
	if (censored && uncensored)
		die_misused("--censored and --uncensored exclude each other");
	if (!censored && !uncensored)
		columns.censored = "0";
	columns.time = input_column(input, time, COLUMN_NUMBER, fault_negative);
	columns.cause = input_column(input, cause, COLUMN_LEVEL, NULL);
	return columns;
}

void cause_weight(
	struct input *input, const char *weight, struct cause_columns *columns)
{
	input->counted = !weight;
	if (weight)
		columns->weight =
			input_column(input, weight, COLUMN_NUMBER, fault_count);
}

void cause_drop_weightless(
	struct input *input, const struct cause_columns *columns)
{
	follow_up_drop_weightless(input,
		&(struct follow_up_columns){ .weight = columns->weight });
}

/* A code of the column as it is sorted. */
struct ranked {
	uint32_t code;
	double number;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->number != b->number)
		return a->number > b->number ? 1 : -1;
	return a->code > b->code ? 1 : -1;
}

/* The codes but that of censoring, in order; returns their number. */
static size_t rank_codes(const struct input *input,
	const struct cause_columns *columns, struct ranked ranked[])
{
	const struct table *table = input->table;
	size_t levels = table_level_count(table, columns->cause), count = 0;
	uint32_t censored = TABLE_MISSING;
	bool numbers = true;

	if (columns->censored)
		censored = level_need(table, columns->cause, columns->censored);
	for (uint32_t code = 0; code < levels; code++) {
		const char *text = table_level(table, columns->cause, code);

		if (code == censored)
			continue;
		if (!text[0] || strpbrk(text, "\t\r\n"))
			die("%s: %s: not a label: %s", table_path(table),
				table_name(table, columns->cause),
				quoted(text));
		ranked[count].code = code;
		numbers = numbers && number_parse(text, strlen(text),
					     &ranked[count].number);
		count++;
	}
	if (numbers)
		qsort(ranked, count, sizeof(*ranked), compare_ranked);
	return count;
}

/* ranks are the causes by code: 0 for censoring. */
static void copy_rows(const struct input *input,
	const struct cause_columns *columns, const size_t ranks[],
	struct causes *causes)
{
	const uint32_t *codes = table_codes(input->table, columns->cause);
	const double *times = table_numbers(input->table, columns->time);

	causes->time = allocate(input->count, sizeof(*causes->time));
	causes->of = allocate(input->count, sizeof(*causes->of));
	for (size_t i = 0; i < input->count; i++) {
		causes->time[i] = times[input->rows[i]];
		causes->of[i] = ranks[codes[input->rows[i]]];
	}
}

/* The weights of the kept rows, or how many equal rows each is. */
static double *copy_weights(
	const struct input *input, const struct cause_columns *columns)
{
	const double *weights = table_counts(input->table);
	double *copied;

	if (columns->weight != TABLE_NO_COLUMN)
		weights = table_numbers(input->table, columns->weight);
	if (!weights)
		return NULL;
	copied = allocate(input->count, sizeof(*copied));
	for (size_t i = 0; i < input->count; i++)
		copied[i] = weights[input->rows[i]];
	return copied;
}

/* The causes of --of, in the order of the causes. */
static void find_asked(const struct input *input,
	const struct cause_columns *columns, const size_t ranks[],
	const char *of, struct causes *causes)
{
	bool *asked = allocate(causes->count + 1, sizeof(*asked));
	size_t count = 0;
	char **words = of ? option_words("of", of, &count) : NULL;

	for (size_t i = 0; i < count; i++) {
		uint32_t code =
			level_need(input->table, columns->cause, words[i]);

		if (ranks[code] == 0)
			die_misused("--of: the code of censoring: %s",
				quoted(words[i]));
		asked[ranks[code]] = true;
	}
	causes->asked = allocate(causes->count, sizeof(*causes->asked));
	for (size_t cause = 1; cause <= causes->count; cause++)
		if (!of || asked[cause])
			causes->asked[causes->asked_count++] = cause;
	if (words)
		free(words[0]);
	free(words);
	free(asked);
}

struct causes causes_make(const struct input *input,
	const struct cause_columns *columns, const char *of)
{
	const struct table *table = input->table;
	size_t levels = table_level_count(table, columns->cause);
	struct ranked *ranked = allocate(levels + 1, sizeof(*ranked));
	size_t *ranks = allocate(levels + 1, sizeof(*ranks));
	struct causes causes = { .count = rank_codes(input, columns, ranked) };

	if (causes.count == 0)
		die("%s: %s: no cause: every row is censored",
			table_path(table), table_name(table, columns->cause));
	causes.labels = allocate(causes.count, sizeof(*causes.labels));
	for (size_t i = 0; i < causes.count; i++) {
		ranks[ranked[i].code] = i + 1;
		causes.labels[i] =
			table_level(table, columns->cause, ranked[i].code);
	}
	copy_rows(input, columns, ranks, &causes);
	causes.weight = copy_weights(input, columns);
	find_asked(input, columns, ranks, of, &causes);
	free(ranks);
	free(ranked);
	return causes;
}

void causes_free(struct causes *causes)
{
	free(causes->labels);
	free(causes->time);
	free(causes->of);
	free(causes->asked);
	free(causes->weight);
}
