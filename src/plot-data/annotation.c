/* Prints a number at its address as text for a figure. */
#include "plot-data/annotation.h"

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/printed.h"
#include "plot-data/label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDED_SIZE 400                /* always enough for round_decimal() */
#define TEXT_SIZE    (ROUNDED_SIZE + 3) /* with a sign or a percent sign */

enum { N_PARTS = 5 };

static const char *const parts[N_PARTS] = { "analysis", "group", "time", "term",
	"statistic" };

/* Do the row's first five columns, joined by slashes, spell the address? */
static bool row_has_address(const struct table *table, size_t row,
	const size_t columns[N_PARTS], const char *address)
{
	for (size_t i = 0; i < N_PARTS; i++) {
		const char *part = table_text(table, row, columns[i]);
		size_t length = strlen(part);

		if (strncmp(address, part, length) != 0)
			return false;
		address += length;
		if (*address != (i + 1 < N_PARTS ? '/' : '\0'))
			return false;
		address += i + 1 < N_PARTS;
	}
	return true;
}

static size_t find_row(const struct table *table, const char *address)
{
	size_t columns[N_PARTS];
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < N_PARTS; i++)
		columns[i] = table_need(table, parts[i]);
	for (size_t row = 0; row < table_rows(table); row++) {
		if (!row_has_address(table, row, columns, address))
			continue;
		if (found != SIZE_MAX)
			table_die(table, row, columns[N_PARTS - 1],
				"a second number at the address: %s",
				quoted(address));
		found = row;
	}
	if (found == SIZE_MAX)
		die_at(table_path(table), 0, 0, "no number at the address: %s",
			quoted(address));
	return found;
}

/* P with its sign, as in `= 0.04`. */
static void format_p(double p, char text[TEXT_SIZE])
{
	char rounded[ROUNDED_SIZE];
	int decimals = p < 0.01 ? 3 : 2;

	round_decimal(p, 0, decimals, ROUND_HALF_UP, rounded, sizeof(rounded));
	while (p < 0.05 && strncmp(rounded, "0.05", 4) == 0)
		round_decimal(p, 0, ++decimals, ROUND_HALF_UP, rounded,
			sizeof(rounded));
	if (p < 0.001)
		strcpy(text, "< 0.001");
	else if (strcmp(rounded, "1.00") == 0)
		strcpy(text, "> 0.99");
	else
		snprintf(text, TEXT_SIZE, "= %s", rounded);
}

static void format_value(
	const struct annotation *annotation, double value, char text[TEXT_SIZE])
{
	char rounded[ROUNDED_SIZE];
	bool percent = annotation->form == FORM_PERCENT;

	if (annotation->form == FORM_P) {
		format_p(value, text);
		return;
	}
	round_decimal(value, percent ? 2 : 0, annotation->decimals,
		ROUND_HALF_UP, rounded, sizeof(rounded));
	snprintf(text, TEXT_SIZE, "%s%s", rounded, percent ? "%" : "");
}

static void print_line(const struct annotation *annotation, const char *value)
{
	size_t size = strlen(annotation->before) + strlen(value) +
		      strlen(annotation->after) + 1;
	char *line = allocate(size, 1);

	snprintf(line, size, "%s%s%s", annotation->before, value,
		annotation->after);
	puts("text");
	label_print(line);
	putchar('\n');
	free(line);
}

void annotation_print(
	const struct table *table, const struct annotation *annotation)
{
	size_t row = find_row(table, annotation->address);
	size_t column = table_need(table, "value");
	const char *cell = table_text(table, row, column);
	char text[TEXT_SIZE];
	double value;

	if (!number_parse(cell, strlen(cell), &value))
		table_die(table, row, column, "no number to print: %s",
			quoted(cell));
	if (annotation->form == FORM_P && !(value >= 0 && value <= 1))
		table_die(
			table, row, column, "not a P value: %s", quoted(cell));
	format_value(annotation, value, text);
	print_line(annotation, text);
}
