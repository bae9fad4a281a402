/* Cells between marks into numbers and codes, column by column. */
#include "base/plain-rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/number.h"

/* The text of a cell, with a byte behind it. */
struct plain_cell {
	char *text;
	size_t length;
	bool quoted;
};

struct plain_rows plain_rows_begin(const struct table *table,
	const struct column_wish wishes[], size_t width, bool csv, bool counted)
{
	struct plain_rows rows = { .column_count = table->count,
		.width = width,
		.csv = csv,
		.counted = counted };

	rows.columns = allocate(table->count, sizeof(rows.columns[0]));
	rows.fold_columns =
		allocate(table->count, sizeof(rows.fold_columns[0]));
	for (size_t i = 0; i < table->count; i++) {
		rows.columns[i].column = &table->columns[i];
		rows.columns[i].wish = &wishes[i];
	}
	return rows;
}

void plain_rows_free(struct plain_rows *rows)
{
	for (size_t i = 0; i < rows->column_count; i++) {
		free(rows->columns[i].numbers);
		free(rows->columns[i].codes);
		levels_free(&rows->columns[i].levels);
	}
	free(rows->columns);
	free(rows->fold_columns);
	fold_free(&rows->fold);
}

static void make_room(struct plain_rows *rows, size_t more)
{
	size_t wanted = rows->capacity > 0 ? rows->capacity : 4096;

	if (rows->capacity - rows->count >= more)
		return;
	while (wanted - rows->count < more)
		wanted *= 2;
	for (size_t i = 0; i < rows->column_count; i++) {
		struct plain_column *column = &rows->columns[i];

		if (!column->column->present)
			continue;
		if (column->column->kind == COLUMN_NUMBER)
			column->numbers = reallocate(column->numbers, wanted,
				sizeof(column->numbers[0]));
		else
			column->codes = reallocate(column->codes, wanted,
				sizeof(column->codes[0]));
	}
	rows->capacity = wanted;
}

/* The cell of a row of the block. */
static inline struct plain_cell cell_at(const struct plain_rows *rows,
	size_t position, char *block, const struct marks *marks, size_t row)
{
	size_t mark = row * rows->width + position;
	size_t start = mark > 0 ? marks->at[mark - 1] + (size_t)1 : 0;
	size_t end = marks->at[mark];

	/* the line of CSV may end in CR LF; no other cell ends in CR */
	if (end > start && block[end - 1] == '\r')
		end--;
	if (rows->csv && block[start] == '"')
		return (struct plain_cell){ block + start + 1, end - start - 2,
			true };
	return (struct plain_cell){ block + start, end - start, false };
}

static inline bool is_missing(struct plain_cell cell, bool csv)
{
	if (cell.length == 0)
		return csv && !cell.quoted;
	return cell.length == 2 && memcmp(cell.text, "NA", 2) == 0;
}

static bool is_good(
	const struct column_wish *wish, struct plain_cell cell, double value)
{
	struct cell asked = { .text = cell.text, .value = value };
	char behind = cell.text[cell.length];
	const char *fault = NULL;

	if (!wish->fault)
		return true;
	cell.text[cell.length] = '\0';
	fault = wish->fault(&asked, wish->context);
	cell.text[cell.length] = behind;
	return fault == NULL;
}

static inline bool add_number(struct plain_column *column,
	struct plain_cell cell, bool csv, double *value)
{
	unsigned digit = (unsigned)(unsigned char)cell.text[0] - '0';

	if (cell.length == 1 && digit <= 9) { /* as codes are */
		*value = digit;
		return is_good(column->wish, cell, *value);
	}
	if (number_parse(cell.text, cell.length, value))
		return is_good(column->wish, cell, *value);
	*value = NAN;
	return is_missing(cell, csv) && !column->wish->refuse_missing;
}

/* The bytes of a word of up to eight, one after the other in a number. */
static inline uint64_t word_bytes(struct plain_cell cell)
{
	uint64_t bytes;

	if (cell.length == 0)
		return 0;
	memcpy(&bytes, cell.text, sizeof(bytes));
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes & UINT64_MAX >> (64 - 8 * cell.length);
}

/* Where a word is remembered: by the top six bits of a multiplicative hash. */
static inline struct recent_word *recall(
	struct plain_column *column, uint64_t bytes)
{
	return &column->recent[bytes * UINT64_C(0x9e3779b97f4a7c15) >> 58];
}

static inline bool add_word(struct plain_column *column, struct plain_cell cell,
	bool csv, uint32_t *code)
{
	struct recent_word *recent = NULL;
	uint64_t bytes = 0;

	if (is_missing(cell, csv)) {
		*code = TABLE_MISSING;
		return !column->wish->refuse_missing;
	}
	if (cell.length <= sizeof(bytes)) {
		bytes = word_bytes(cell);
		recent = recall(column, bytes);
		if (recent->code_behind > 0 && recent->bytes == bytes) {
			*code = recent->code_behind - 1;
			return true;
		}
	}
	if (!is_good(column->wish, cell, NAN))
		return false;
	*code = levels_code(&column->levels, cell.text, cell.length);
	if (recent)
		*recent = (struct recent_word){ bytes, *code + 1 };
	return true;
}

/* One column of the block; false when a cell is not as wished for. */
static bool add_numbers(const struct plain_rows *rows,
	struct plain_column *column, char *block, const struct marks *marks)
{
	size_t position = column->column->in_file;
	double *numbers = column->numbers + rows->count;

	for (size_t row = 0; row < marks->lines; row++)
		if (!add_number(column,
			    cell_at(rows, position, block, marks, row),
			    rows->csv, &numbers[row]))
			return false;
	return true;
}

static bool add_words(const struct plain_rows *rows,
	struct plain_column *column, char *block, const struct marks *marks)
{
	size_t position = column->column->in_file;
	uint32_t *codes = column->codes + rows->count;

	for (size_t row = 0; row < marks->lines; row++)
		if (!add_word(column,
			    cell_at(rows, position, block, marks, row),
			    rows->csv, &codes[row]))
			return false;
	return true;
}

/* Of the rows behind the first `from`, those that are new. */
static void fold_new(struct plain_rows *rows, size_t from)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->column_count; i++)
		if (rows->columns[i].column->present)
			rows->fold_columns[count++] =
				(struct fold_column){ rows->columns[i].numbers,
					rows->columns[i].codes };
	rows->count = fold_rows(
		&rows->fold, rows->fold_columns, count, from, rows->count);
}

bool plain_rows_add(
	struct plain_rows *rows, char *block, const struct marks *marks)
{
	make_room(rows, marks->lines);
	for (size_t i = 0; i < rows->column_count; i++) {
		struct plain_column *column = &rows->columns[i];
		bool good = true;

		if (!column->column->present)
			continue;
		if (column->column->kind == COLUMN_NUMBER)
			good = add_numbers(rows, column, block, marks);
		else
			good = add_words(rows, column, block, marks);
		column->refused = !good;
		if (!good)
			return false;
	}
	rows->count += marks->lines;
	if (rows->counted)
		fold_new(rows, rows->count - marks->lines);
	return true;
}

static void move_numbers(struct column *column, struct plain_column *from,
	size_t at, size_t count)
{
	memcpy(column->numbers + at, from->numbers,
		count * sizeof(column->numbers[0]));
	free(from->numbers);
	from->numbers = NULL;
}

static void move_codes(struct column *column, struct plain_column *from,
	size_t at, size_t count)
{
	size_t words = from->levels.count;
	uint32_t *code = allocate(words + 1, sizeof(*code));

	for (uint32_t i = 0; i < words; i++) {
		const char *word = levels_text(&from->levels, i);

		code[i] = levels_code(&column->levels, word, strlen(word));
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t old = from->codes[i];

		column->codes[at + i] =
			old == TABLE_MISSING ? TABLE_MISSING : code[old];
	}
	free(code);
	free(from->codes);
	from->codes = NULL;
}

/* The first part becomes the column: its memory need not be copied. */
static void take(struct column *column, struct plain_column *first, size_t rows)
{
	free(column->numbers);
	free(column->codes);
	column->numbers = first->numbers;
	column->codes = first->codes;
	column->levels = first->levels;
	if (first->numbers)
		column->numbers = reallocate(
			column->numbers, rows, sizeof(column->numbers[0]));
	if (first->codes)
		column->codes = reallocate(
			column->codes, rows, sizeof(column->codes[0]));
	first->numbers = NULL;
	first->codes = NULL;
	first->levels = (struct levels){ 0 };
}

/* How often each row came, and the line where it did first. */
static void move_counts(
	struct table *table, struct plain_rows parts[], size_t part_count)
{
	size_t at = 0, seen = 0;

	table->counts = reallocate(NULL, table->rows, sizeof(table->counts[0]));
	table->lines = reallocate(NULL, table->rows, sizeof(table->lines[0]));
	for (size_t part = 0; part < part_count; part++) {
		const struct fold *fold = &parts[part].fold;

		for (size_t i = 0; i < parts[part].count; i++, at++) {
			table->counts[at] = fold->counts[i];
			/* line 1 is the header */
			table->lines[at] = seen + fold->lines[i] + 2;
		}
		seen += fold->seen;
	}
}

void plain_rows_move(
	struct table *table, struct plain_rows parts[], size_t part_count)
{
	size_t total = 0;

	for (size_t part = 0; part < part_count; part++)
		total += parts[part].count;
	for (size_t i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];
		size_t at = parts[0].count;

		if (!column->present)
			continue;
		take(column, &parts[0].columns[i], total);
		for (size_t part = 1; part < part_count; part++) {
			struct plain_column *from = &parts[part].columns[i];
			size_t count = parts[part].count;

			if (column->kind == COLUMN_NUMBER)
				move_numbers(column, from, at, count);
			else
				move_codes(column, from, at, count);
			at += count;
		}
	}
	table->rows = total;
	if (parts[0].counted)
		move_counts(table, parts, part_count);
}
