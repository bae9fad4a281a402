/* Parts of a file, each cut at line ends, into parts of columns. */
#include "base/table-parts.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/marks.h"
#include "base/plain-rows.h"
#include "base/utf8.h"

#define BLOCK_SIZE   ((size_t)1 << 17)
#define SMALL_FILE   ((size_t)1 << 16)
#define SMALL_PART   ((size_t)1 << 21)
#define MOST_THREADS 4
#define LONGEST_ROW  4096 /* of a file that is read in several parts */

/* The bytes [from, to) of the file, whole rows, and what they hold. */
struct part {
	int file;
	size_t from, to;
	struct plain_rows rows;
	bool plain; /* everything up to `to` was */
};

/* Fills the block from the file, up to the part's end; false at a failure. */
static bool fill(struct part *part, char *block, size_t *used)
{
	size_t wanted = part->to - part->from;

	if (wanted > BLOCK_SIZE - *used)
		wanted = BLOCK_SIZE - *used;
	while (wanted > 0) {
		ssize_t count = pread(
			part->file, block + *used, wanted, (off_t)part->from);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return false;
		*used += (size_t)count;
		part->from += (size_t)count;
		wanted -= (size_t)count;
	}
	return true;
}

/* Whether every carriage return stands before a line feed; text ends in one. */
static bool returns_end_lines(const char *text, const char *end)
{
	while ((text = memchr(text, '\r', (size_t)(end - text))) != NULL)
		if (*++text != '\n')
			return false;
	return true;
}

/*
 * Whether each quote opens or closes a cell of CSV, with no separator, line
 * feed or further quote between; text begins a row and ends in a line feed.
 * If so for all rows so far, the next one does begin where it seems to.
 */
static bool quotes_enclose_cells(const char *text, const char *end)
{
	const char *start = text;

	while ((text = memchr(text, '"', (size_t)(end - text))) != NULL) {
		if (text > start && text[-1] != ',' && text[-1] != '\n')
			return false;
		for (text++; *text != '"'; text++)
			if (*text == ',' || *text == '\n')
				return false;
		text++;
		if (*text != ',' && *text != '\n' && *text != '\r')
			return false;
	}
	return true;
}

/* Whether the bytes hold nothing that needs reading with care. */
static bool is_plain(const struct part *part, const struct marks *marks,
	const char *block, size_t length)
{
	if (marks->has_nul)
		return false;
	if (marks->has_quote && part->rows.csv &&
		!quotes_enclose_cells(block, block + length))
		return false;
	if (marks->has_return &&
		(!part->rows.csv || !returns_end_lines(block, block + length)))
		return false;
	return !marks->has_high || utf8_valid(block, length) == length;
}

/*
 * Reads the whole rows of a block; returns their bytes, or 0 when they are not
 * plain.  All rows are as wide as the header when the last of so many marks is
 * a line feed in each row and there are no further line feeds.
 */
static size_t read_block(
	struct part *part, struct marks *marks, char *block, size_t length)
{
	size_t width = part->rows.width;

	while (length > 0 && block[length - 1] != '\n')
		length--;
	marks_find(marks, block, length, part->rows.csv ? ',' : '\t');
	if (marks->count != marks->lines * width ||
		!is_plain(part, marks, block, length))
		return 0;
	for (size_t row = 1; row <= marks->lines; row++)
		if (block[marks->at[row * width - 1]] != '\n')
			return 0;
	return plain_rows_add(&part->rows, block, marks) ? length : 0;
}

static void *read_part(void *context)
{
	struct part *part = context;
	char *block = allocate(BLOCK_SIZE + MARKS_STEP, 1);
	struct marks marks = { .at = reallocate(NULL, BLOCK_SIZE + MARKS_STEP,
				       sizeof(marks.at[0])) };
	size_t used = 0;

	part->plain = true;
	while (part->plain && (part->from < part->to || used > 0)) {
		size_t done = 0;

		if (fill(part, block, &used))
			done = read_block(part, &marks, block, used);
		part->plain = done > 0;
		used -= done;
		memmove(block, block + done, used);
	}
	free(marks.at);
	free(block);
	return NULL;
}

/* The first row that begins at or behind `at`; `to` when none is found. */
static size_t next_row(int file, size_t at, size_t to)
{
	char bytes[LONGEST_ROW];
	ssize_t count = pread(file, bytes, sizeof(bytes), (off_t)(at - 1));
	const char *line_end = NULL;

	if (count > 0)
		line_end = memchr(bytes, '\n', (size_t)count);
	return line_end ? at + (size_t)(line_end - bytes) : to;
}

/* How many threads have something to do. */
static size_t thread_count(size_t bytes)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = processors > 1 ? (size_t)processors : 1;

	if (most > MOST_THREADS)
		most = MOST_THREADS;
	if (most > bytes / SMALL_PART)
		most = bytes / SMALL_PART;
	return most > 0 ? most : 1;
}

/* The last part is read here; so are those for which there is no thread. */
static bool read_parts(struct part parts[], size_t count)
{
	pthread_t threads[MOST_THREADS];
	bool started[MOST_THREADS] = { false };
	bool plain = true;

	for (size_t i = 0; i + 1 < count; i++)
		started[i] = pthread_create(&threads[i], NULL, read_part,
				     &parts[i]) == 0;
	for (size_t i = count; i-- > 0;)
		if (!started[i])
			read_part(&parts[i]);
	for (size_t i = 0; i < count; i++) {
		if (started[i])
			pthread_join(threads[i], NULL);
		plain = plain && parts[i].plain;
	}
	return plain;
}

/* The size of a regular file; 0 for anything else. */
static size_t file_size(int file)
{
	struct stat status;

	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
		return 0;
	return (size_t)status.st_size;
}

/* Cuts the bytes [from, to) into count parts at line ends. */
static void cut(struct part parts[], size_t count, size_t from, size_t to)
{
	size_t share = (to - from) / count;

	for (size_t i = 0; i < count; i++) {
		parts[i].from = i > 0 ? parts[i - 1].to : from;
		parts[i].to = to;
		if (i + 1 < count && parts[i].from < from + share * (i + 1))
			parts[i].to = next_row(
				parts[i].file, from + share * (i + 1), to);
	}
}

/* Makes levels of a column that may be either and has a word. */
static void turn_columns(
	struct table *table, const struct plain_rows parts[], size_t count)
{
	for (size_t part = 0; part < count; part++)
		for (size_t i = 0; i < table->count; i++) {
			const struct plain_column *from =
				&parts[part].columns[i];

			if (from->refused && from->wish->kind == COLUMN_EITHER)
				table->columns[i].kind = COLUMN_LEVEL;
		}
}

/* Reads the parts with the columns as they are. */
static bool read_all(struct table *table, struct part parts[], size_t count)
{
	struct plain_rows read[MOST_THREADS];
	bool plain = read_parts(parts, count);

	for (size_t i = 0; i < count; i++)
		read[i] = parts[i].rows;
	if (plain)
		plain_rows_move(table, read, count);
	else
		turn_columns(table, read, count);
	for (size_t i = 0; i < count; i++)
		plain_rows_free(&read[i]);
	return plain;
}

/* How many columns are numbers until a word comes. */
static size_t count_guesses(
	const struct table *table, const struct column_wish wishes[])
{
	size_t count = 0;

	for (size_t i = 0; i < table->count; i++)
		count += wishes[i].kind == COLUMN_EITHER &&
			 table->columns[i].kind == COLUMN_NUMBER;
	return count;
}

/* Gives all columns that may be either this kind. */
static void guess(struct table *table, const struct column_wish wishes[],
	enum column_kind kind)
{
	for (size_t i = 0; i < table->count; i++)
		if (wishes[i].kind == COLUMN_EITHER)
			table->columns[i].kind = kind;
}

bool parts_read(struct table *table, const struct column_wish wishes[],
	const struct rows *rows, bool counted)
{
	struct part parts[MOST_THREADS];
	size_t from = 0, guesses, left;
	int file = rows_rest(rows, &from);
	size_t to = file >= 0 ? file_size(file) : 0;
	size_t count = 1;
	bool plain = false;

	if (to < from + SMALL_FILE || rows_width(rows) < 2)
		return false;
	count = thread_count(to - from);
	guess(table, wishes, COLUMN_NUMBER);
	left = count_guesses(table, wishes);
	do {
		guesses = left;
		for (size_t i = 0; i < count; i++)
			parts[i] = (struct part){ .file = file,
				.rows = plain_rows_begin(table, wishes,
					rows_width(rows), rows_are_csv(rows),
					counted) };
		cut(parts, count, from, to);
		plain = read_all(table, parts, count);
		left = count_guesses(table, wishes);
	} while (!plain && left < guesses);
	if (!plain)
		guess(table, wishes, COLUMN_LEVEL);
	return plain;
}
