/* The estimates of one or more files, each number by its address. */
#include "audit/estimates.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

static const char *const column_names[ESTIMATE_COLUMNS] = { "analysis", "group",
	"time", "term", "statistic", "value" };

/* Joins five parts with slashes; the caller frees. */
static char *join_parts(const char *const parts[ESTIMATE_VALUE])
{
	size_t length = ESTIMATE_VALUE;
	char *address;

	for (size_t i = 0; i < ESTIMATE_VALUE; i++)
		length += strlen(parts[i]);
	address = allocate(length, 1);
	snprintf(address, length, "%s/%s/%s/%s/%s", parts[0], parts[1],
		parts[2], parts[3], parts[4]);
	return address;
}

const char *estimate_text(
	const struct estimate *estimate, enum estimate_column column)
{
	const struct estimate_file *file = estimate->file;

	return table_text(file->table, estimate->row, file->columns[column]);
}

char *estimate_address(const struct estimate *estimate,
	enum estimate_column from, const char *const parts[])
{
	const char *all[ESTIMATE_VALUE];

	for (enum estimate_column i = 0; i < ESTIMATE_VALUE; i++)
		all[i] =
			i < from ? estimate_text(estimate, i) : parts[i - from];
	return join_parts(all);
}

void estimate_die(const struct estimate *estimate, enum estimate_column column,
	const char *format, ...)
{
	const struct estimate_file *file = estimate->file;
	char what[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	table_die(
		file->table, estimate->row, file->columns[column], "%s", what);
}

double estimate_value(const struct estimate *estimate)
{
	const char *text = estimate_text(estimate, ESTIMATE_VALUE);
	double value;

	if (strcmp(text, "NA") == 0)
		return NAN;
	if (!number_parse(text, strlen(text), &value))
		estimate_die(estimate, ESTIMATE_VALUE, "not a number: %s",
			quoted(text));
	return value;
}

static void check_parts(const struct estimate *estimate)
{
	const struct estimate_file *file = estimate->file;

	for (enum estimate_column i = 0; i < ESTIMATE_VALUE; i++) {
		const uint32_t *codes =
			table_codes(file->table, file->columns[i]);

		if (codes[estimate->row] == TABLE_MISSING)
			estimate_die(estimate, i,
				"an empty part of an address is empty, "
				"not NA");
	}
	if (*estimate_text(estimate, ESTIMATE_ANALYSIS) == '\0')
		estimate_die(estimate, ESTIMATE_ANALYSIS, "no name");
	if (*estimate_text(estimate, ESTIMATE_STATISTIC) == '\0')
		estimate_die(estimate, ESTIMATE_STATISTIC, "no name");
}

static void open_file(struct estimate_file *file, const char *path)
{
	file->table = table_read_all(path);
	for (size_t i = 0; i < ESTIMATE_COLUMNS; i++)
		file->columns[i] = table_need(file->table, column_names[i]);
}

/* The rows of one file, appended; room is there. */
static void add_rows(
	struct estimates *estimates, const struct estimate_file *file)
{
	for (size_t row = 0; row < table_rows(file->table); row++) {
		struct estimate *estimate =
			&estimates->items[estimates->count++];

		estimate->file = file;
		estimate->row = row;
		check_parts(estimate);
		estimate->address =
			estimate_address(estimate, ESTIMATE_VALUE, NULL);
	}
}

static void sort_addresses(struct estimates *estimates)
{
	const struct name_entry *twice;
	size_t count = estimates->count, first;

	estimates->index = allocate(count, sizeof(*estimates->index));
	for (size_t i = 0; i < count; i++)
		estimates->index[i] =
			(struct name_entry){ estimates->items[i].address, i };
	name_index_sort(estimates->index, count);
	twice = name_index_twice(estimates->index, count, &first);
	if (twice) {
		const struct estimate *was = &estimates->items[first];

		estimate_die(&estimates->items[twice->item], ESTIMATE_STATISTIC,
			"the address already stands at %s:%zu: %s",
			table_path(was->file->table),
			table_line(was->file->table, was->row),
			quoted(twice->name));
	}
}

void estimates_read(struct estimates *estimates, const struct text_list *paths)
{
	size_t rows = 0;

	*estimates = (struct estimates){ .file_count = paths->count };
	estimates->files = allocate(paths->count, sizeof(*estimates->files));
	for (size_t i = 0; i < paths->count; i++) {
		open_file(&estimates->files[i], paths->items[i]);
		rows += table_rows(estimates->files[i].table);
	}
	estimates->items = allocate(rows, sizeof(*estimates->items));
	for (size_t i = 0; i < paths->count; i++)
		add_rows(estimates, &estimates->files[i]);
	sort_addresses(estimates);
}

void estimates_free(struct estimates *estimates)
{
	for (size_t i = 0; i < estimates->count; i++)
		free(estimates->items[i].address);
	for (size_t i = 0; i < estimates->file_count; i++)
		table_free(estimates->files[i].table);
	free(estimates->items);
	free(estimates->index);
	free(estimates->files);
}

const struct estimate *estimates_find(
	const struct estimates *estimates, const char *address)
{
	size_t item =
		name_index_find(estimates->index, estimates->count, address);

	return item == NAME_NOT_FOUND ? NULL : &estimates->items[item];
}
