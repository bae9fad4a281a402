/* The numbers a paper prints, one per row, checked. */
#include "audit/claims.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/name-index.h"
#include "base/allocate.h"
#include "base/fail.h"

#define MOST_DECIMALS 30 /* more than any paper prints */

static const char *const column_names[CLAIM_COLUMNS] = { "id", "place", "group",
	"quantity", "time_months", "printed", "result", "role", "note" };

const char *claim_text(const struct claim *claim, enum claim_column column)
{
	const struct claim_file *file = claim->file;

	return table_text(file->table, claim->row, file->columns[column]);
}

static bool is_missing(const struct claim *claim, enum claim_column column)
{
	const struct claim_file *file = claim->file;

	return table_codes(file->table, file->columns[column])[claim->row] ==
	       TABLE_MISSING;
}

void claim_die(const struct claim *claim, enum claim_column column,
	const char *format, ...)
{
	const struct claim_file *file = claim->file;
	char what[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	table_die(file->table, claim->row, file->columns[column], "%s", what);
}

/* A CSV cell may hold what separates the cells and rows of a TSV file. */
static void check_cells(const struct claim *claim)
{
	for (enum claim_column i = 0; i < CLAIM_COLUMNS; i++) {
		const char *text = claim_text(claim, i);

		if (text[strcspn(text, "\t\n\r")] != '\0')
			claim_die(claim, i, "a tab or line end in a cell: %s",
				quoted(text));
	}
	if (is_missing(claim, CLAIM_ID) || *claim_text(claim, CLAIM_ID) == '\0')
		claim_die(claim, CLAIM_ID, "no id");
}

static void read_role(struct claim *claim)
{
	const char *role = claim_text(claim, CLAIM_ROLE);

	claim->check = strcmp(role, "check") == 0;
	if (!claim->check && strcmp(role, "input") != 0)
		claim_die(claim, CLAIM_ROLE, "neither input nor check: %s",
			quoted(role));
	claim->has_result = !is_missing(claim, CLAIM_RESULT);
	if (!claim->check && claim->has_result)
		claim_die(claim, CLAIM_RESULT,
			"an input is no evidence and has no result: %s",
			quoted(claim_text(claim, CLAIM_RESULT)));
	if (claim->check && !claim->has_result && is_missing(claim, CLAIM_NOTE))
		claim_die(claim, CLAIM_NOTE,
			"no result, and no note that says why");
}

static void read_quantity(struct claim *claim)
{
	const char *name = claim_text(claim, CLAIM_QUANTITY);
	const char *nearest;

	claim->quantity = quantity_find(name);
	if (claim->quantity)
		return;
	nearest = quantity_nearest(name);
	if (nearest)
		claim_die(claim, CLAIM_QUANTITY,
			"no such quantity: %s; the nearest is %s", quoted(name),
			quoted(nearest));
	claim_die(claim, CLAIM_QUANTITY, "no such quantity: %s", quoted(name));
}

static void read_printed(struct claim *claim)
{
	const char *text = claim_text(claim, CLAIM_PRINTED);

	if (!printed_parse(text, strlen(text), &claim->printed))
		claim_die(claim, CLAIM_PRINTED, "not a printed number: %s",
			quoted(text));
	if (abs(claim->printed.decimals) > MOST_DECIMALS)
		claim_die(claim, CLAIM_PRINTED, "beyond %d decimals: %s",
			MOST_DECIMALS, quoted(text));
	if (claim->printed.relation == PRINTED_NOT_SIGNIFICANT &&
		!claim->quantity->may_be_word)
		claim_die(claim, CLAIM_PRINTED,
			"only a P value is not significant: %s", quoted(text));
	if (claim->printed.relation == PRINTED_NOT_REACHED &&
		!claim->quantity->may_be_missing)
		claim_die(claim, CLAIM_PRINTED,
			"a quantity that is always reached: %s", quoted(text));
}

static void open_file(struct claim_file *file, const char *path)
{
	file->table = table_read_all(path);
	for (size_t i = 0; i < CLAIM_COLUMNS; i++)
		file->columns[i] = table_need(file->table, column_names[i]);
}

/* The rows of one file, appended; room is there. */
static void add_rows(struct claims *claims, const struct claim_file *file)
{
	for (size_t row = 0; row < table_rows(file->table); row++) {
		struct claim *claim = &claims->items[claims->count++];

		claim->file = file;
		claim->row = row;
		check_cells(claim);
		read_role(claim);
		read_quantity(claim);
		read_printed(claim);
	}
}

static void check_ids(const struct claims *claims)
{
	struct name_entry *entries = allocate(claims->count, sizeof(*entries));
	const struct name_entry *twice;
	size_t first;

	for (size_t i = 0; i < claims->count; i++)
		entries[i] = (struct name_entry){
			claim_text(&claims->items[i], CLAIM_ID), i
		};
	name_index_sort(entries, claims->count);
	twice = name_index_twice(entries, claims->count, &first);
	if (twice) {
		const struct claim *was = &claims->items[first];

		claim_die(&claims->items[twice->item], CLAIM_ID,
			"the id already stands at %s:%zu: %s",
			table_path(was->file->table),
			table_line(was->file->table, was->row),
			quoted(twice->name));
	}
	free(entries);
}

void claims_read(struct claims *claims, const struct text_list *paths)
{
	size_t rows = 0;

	*claims = (struct claims){ .file_count = paths->count };
	claims->files = allocate(paths->count, sizeof(*claims->files));
	for (size_t i = 0; i < paths->count; i++) {
		open_file(&claims->files[i], paths->items[i]);
		rows += table_rows(claims->files[i].table);
	}
	claims->items = allocate(rows, sizeof(*claims->items));
	for (size_t i = 0; i < paths->count; i++)
		add_rows(claims, &claims->files[i]);
	check_ids(claims);
}

void claims_free(struct claims *claims)
{
	for (size_t i = 0; i < claims->file_count; i++)
		table_free(claims->files[i].table);
	free(claims->items);
	free(claims->files);
}
