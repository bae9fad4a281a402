/* Checking a cohort against its codebook, and printing it. */
#include "extract/cohort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"

#define MESSAGE_SIZE 1024

/* Every column of the file is known, and every known one is there. */
static void check_columns(
	const struct codebook *codebook, const struct table *file)
{
	const char **known = allocate(codebook->count + 1, sizeof(known[0]));

	for (size_t i = 0; i < codebook->count; i++) {
		known[i] = codebook->variables[i].column;
		table_need(file, known[i]);
	}
	for (size_t i = 0; i < table_columns(file); i++) {
		const char *name = table_name(file, i);
		const char *nearest = nearest_word(name, known);

		if (codebook_find(codebook, name))
			continue;
		if (nearest)
			die_at(table_path(file), 1, 0,
				"column %s is not in the codebook %s; nearest "
				"there: %s",
				quoted(name), table_path(codebook->table),
				quoted(nearest));
		die_at(table_path(file), 1, 0,
			"column %s is not in the codebook %s", quoted(name),
			table_path(codebook->table));
	}
	free(known);
}

static bool is_missing(const struct variable *variable, const char *text)
{
	if (text[0] == '\0' || strcmp(text, "NA") == 0)
		return true;
	for (size_t i = 0; i < variable->missing_count; i++)
		if (strcmp(variable->missing[i], text) == 0)
			return true;
	return false;
}

/* The number in canonical form, or NULL and the fault. */
static char *number_word(const struct variable *variable, const char *text,
	char fault[MESSAGE_SIZE])
{
	char word[NUMBER_SIZE];
	double value;

	if (!number_parse(text, strlen(text), &value))
		strcpy(fault, "not a number");
	else if (variable->type == TYPE_INTEGER && value != trunc(value))
		strcpy(fault, "not a whole number");
	else if (value < variable->minimum && value < 0 &&
		 variable->minimum == 0)
		strcpy(fault, "must not be negative");
	else if (value < variable->minimum)
		snprintf(fault, MESSAGE_SIZE, "below the minimum %s",
			number_format(variable->minimum, word));
	else if (value > variable->maximum)
		snprintf(fault, MESSAGE_SIZE, "above the maximum %s",
			number_format(variable->maximum, word));
	else {
		number_format(value, word);
		return copy_text(word, strlen(word));
	}
	return NULL;
}

/* The label of a code, or NULL and the levels there are. */
static char *level_word(const struct variable *variable, const char *text,
	char fault[MESSAGE_SIZE])
{
	size_t used = 0;

	for (size_t i = 0; i < variable->level_count; i++)
		if (strcmp(variable->codes[i], text) == 0)
			return copy_text(variable->labels[i],
				strlen(variable->labels[i]));
	used += (size_t)snprintf(
		fault, MESSAGE_SIZE, "not a level of the codebook (");
	for (size_t i = 0; i < variable->level_count && used < MESSAGE_SIZE;
		i++)
		used += (size_t)snprintf(fault + used, MESSAGE_SIZE - used,
			"%s%s=%s", i > 0 ? "; " : "", variable->codes[i],
			variable->labels[i]);
	if (used + 1 < MESSAGE_SIZE)
		strcpy(fault + used, ")");
	return NULL;
}

static char *text_word(const char *text, char fault[MESSAGE_SIZE])
{
	if (!strpbrk(text, "\t\n\r"))
		return copy_text(text, strlen(text));
	strcpy(fault, "a tab or a line end, which TSV cannot hold");
	return NULL;
}

/* What the cell becomes: a new word, or NULL and the fault. */
static char *word_of(const struct variable *variable, const char *text,
	char fault[MESSAGE_SIZE])
{
	switch (variable->type) {
	case TYPE_NUMBER:
	case TYPE_INTEGER:
		return number_word(variable, text, fault);
	case TYPE_LEVEL:
		return level_word(variable, text, fault);
	default:
		return text_word(text, fault);
	}
}

static void check_missing(
	const struct cohort *cohort, const struct canonical *column, size_t row)
{
	const struct variable *variable = column->variable;

	if (variable->refuse_missing || variable->role == ROLE_ID)
		table_die(cohort->file, row, column->column,
			"must not be missing");
}

/* Fills column->words, one for every different text in the file's column. */
static void check_cells(const struct cohort *cohort, struct canonical *column)
{
	const struct table *file = cohort->file;
	size_t count = table_level_count(file, column->column);
	size_t *first = allocate(count, sizeof(first[0]));
	char fault[MESSAGE_SIZE];

	column->words = allocate(count, sizeof(column->words[0]));
	column->word_count = count;
	for (size_t row = 0; row < table_rows(file); row++) {
		uint32_t code = table_codes(file, column->column)[row];
		const char *text = table_text(file, row, column->column);

		if (code == TABLE_MISSING ||
			is_missing(column->variable, text)) {
			check_missing(cohort, column, row);
			continue;
		}
		if (first[code] > 0 && column->variable->role == ROLE_ID)
			table_die(file, row, column->column,
				"given twice, first in line %zu: %s",
				first[code], quoted(text));
		if (first[code] > 0)
			continue;
		first[code] = table_line(file, row);
		column->words[code] = word_of(column->variable, text, fault);
		if (!column->words[code])
			table_die(file, row, column->column, "%s: %s", fault,
				quoted(text));
	}
	free(first);
}

struct cohort cohort_check(
	const struct codebook *codebook, const struct table *file)
{
	struct cohort cohort = {
		.codebook = codebook, .file = file, .number_rows = true
	};

	check_columns(codebook, file);
	cohort.columns = allocate(codebook->count, sizeof(cohort.columns[0]));
	for (size_t i = 0; i < codebook->count; i++) {
		const struct variable *variable = &codebook->variables[i];
		struct canonical *column = &cohort.columns[cohort.count];

		if (variable->role == ROLE_DROP)
			continue;
		cohort.count++;
		column->variable = variable;
		column->column = table_need(file, variable->column);
		check_cells(&cohort, column);
		if (variable->role == ROLE_ID)
			cohort.number_rows = false;
	}
	return cohort;
}

static void print_header(const struct cohort *cohort)
{
	const char *separator = "";

	if (cohort->number_rows) {
		fputs("patient", stdout);
		separator = "\t";
	}
	for (size_t i = 0; i < cohort->count; i++) {
		printf("%s%s", separator, cohort->columns[i].variable->name);
		separator = "\t";
	}
	putchar('\n');
}

static const char *word_at(
	const struct cohort *cohort, const struct canonical *column, size_t row)
{
	uint32_t code = table_codes(cohort->file, column->column)[row];
	const char *word = code == TABLE_MISSING ? NULL : column->words[code];

	return word ? word : "NA";
}

void cohort_print(const struct cohort *cohort)
{
	print_header(cohort);
	for (size_t row = 0; row < table_rows(cohort->file); row++) {
		const char *separator = "";

		if (cohort->number_rows) {
			printf("%zu", row + 1);
			separator = "\t";
		}
		for (size_t i = 0; i < cohort->count; i++) {
			fputs(separator, stdout);
			fputs(word_at(cohort, &cohort->columns[i], row),
				stdout);
			separator = "\t";
		}
		putchar('\n');
	}
}

void cohort_free(struct cohort *cohort)
{
	for (size_t i = 0; i < cohort->count; i++) {
		struct canonical *column = &cohort->columns[i];

		for (size_t j = 0; j < column->word_count; j++)
			free(column->words[j]);
		free(column->words);
	}
	free(cohort->columns);
}
