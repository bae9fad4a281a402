/* Rows by the levels of columns. */
#include "estimate/groups.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

#define FEW_KEYS    65536
#define MOST_GROUPS 1000

/* A level, to be put in order. */
struct ranked {
	double number;
	uint32_t code;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->number != b->number)
		return a->number > b->number ? 1 : -1;
	return a->code > b->code ? 1 : -1;
}

/* The codes of a column's levels in their order; the caller frees. */
static uint32_t *order_levels(const struct table *table, size_t column)
{
	size_t count = table_level_count(table, column);
	struct ranked *ranked = allocate(count + 1, sizeof(*ranked));
	uint32_t *codes = allocate(count + 1, sizeof(*codes));
	bool numbers = true;

	for (uint32_t code = 0; code < count; code++) {
		const char *text = table_level(table, column, code);

		ranked[code].code = code;
		numbers = numbers && number_parse(text, strlen(text),
					     &ranked[code].number);
	}
	if (numbers)
		qsort(ranked, count, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < count; i++)
		codes[i] = ranked[i].code;
	free(ranked);
	return codes;
}

/* The levels of all columns as digits of one number, key, and back. */
struct digits {
	const struct table *table;
	struct column_range columns;
	uint32_t **codes; /* by rank */
	uint32_t **ranks; /* by code */
};

static struct digits digits_make(
	const struct table *table, struct column_range columns)
{
	struct digits digits = { table, columns,
		allocate(columns.count + 1, sizeof(*digits.codes)),
		allocate(columns.count + 1, sizeof(*digits.ranks)) };

	for (size_t i = 0; i < columns.count; i++) {
		size_t column = columns.first + i;
		size_t count = table_level_count(table, column);

		digits.codes[i] = order_levels(table, column);
		digits.ranks[i] = allocate(count + 1, sizeof(uint32_t));
		for (uint32_t rank = 0; rank < count; rank++)
			digits.ranks[i][digits.codes[i][rank]] = rank;
	}
	return digits;
}

static void digits_free(struct digits *digits)
{
	for (size_t i = 0; i < digits->columns.count; i++) {
		free(digits->codes[i]);
		free(digits->ranks[i]);
	}
	free(digits->codes);
	free(digits->ranks);
}

static uint64_t key_of(const struct digits *digits, size_t row)
{
	uint64_t key = 0;

	for (size_t i = 0; i < digits->columns.count; i++) {
		size_t column = digits->columns.first + i;
		uint32_t code = table_codes(digits->table, column)[row];

		key = key * table_level_count(digits->table, column) +
		      digits->ranks[i][code];
	}
	return key;
}

static const char *level_of(
	const struct digits *digits, size_t row, size_t column)
{
	const char *level = table_text(digits->table, row, column);

	if (strpbrk(level, "\t\r\n"))
		table_die(digits->table, row, column,
			"a tab or a line break in a label: %s", quoted(level));
	if (!level[0])
		table_die(digits->table, row, column, "an empty label");
	return level;
}

/* The label of the group of a row; the caller frees. */
static char *label_of(const struct digits *digits, size_t row)
{
	char *label = copy_text("", 0);
	size_t length = 0;

	for (size_t i = 0; i < digits->columns.count; i++) {
		const char *level =
			level_of(digits, row, digits->columns.first + i);
		const char *between = i > 0 ? ", " : "";
		size_t more = strlen(between) + strlen(level);

		label = reallocate(label, length + more + 1, 1);
		memcpy(label + length, between, strlen(between));
		memcpy(label + length + strlen(between), level,
			strlen(level) + 1);
		length += more;
	}
	return label;
}

/* A kept row and its key. */
struct keyed {
	uint64_t key;
	size_t position; /* among the kept rows */
};

static int compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;

	if (a->key != b->key)
		return a->key > b->key ? 1 : -1;
	return a->position > b->position ? 1 : -1;
}

/* A group for each run of the same key; of the keyed rows in order. */
static void number_runs(struct groups *groups, const struct input *input,
	const struct digits *digits)
{
	struct keyed *keyed = allocate(input->count, sizeof(*keyed));
	size_t capacity = 0;

	for (size_t i = 0; i < input->count; i++)
		keyed[i] = (struct keyed){ key_of(digits, input->rows[i]), i };
	qsort(keyed, input->count, sizeof(*keyed), compare_keyed);
	for (size_t i = 0; i < input->count; i++) {
		if (i == 0 || keyed[i].key != keyed[i - 1].key) {
			groups->labels = grow(groups->labels, groups->count,
				&capacity, sizeof(*groups->labels));
			groups->labels[groups->count++] = label_of(
				digits, input->rows[keyed[i].position]);
		}
		groups->of[keyed[i].position] = groups->count - 1;
	}
	free(keyed);
}

/* The same when there are few keys, by counting them: O(rows + keys). */
static void number_keys(struct groups *groups, const struct input *input,
	const struct digits *digits, size_t keys)
{
	size_t *first = allocate(keys, sizeof(*first)); /* its row + 1 */

	for (size_t i = input->count; i-- > 0;) {
		groups->of[i] = key_of(digits, input->rows[i]);
		first[groups->of[i]] = i + 1;
	}
	groups->labels = allocate(keys, sizeof(*groups->labels));
	for (size_t key = 0; key < keys; key++) {
		if (first[key] == 0)
			continue;
		groups->labels[groups->count] =
			label_of(digits, input->rows[first[key] - 1]);
		first[key] = groups->count++;
	}
	for (size_t i = 0; i < input->count; i++)
		groups->of[i] = first[groups->of[i]];
	free(first);
}

/* How many keys there may be, or FEW_KEYS + 1 when they are not few. */
static size_t count_keys(const struct table *table, struct column_range columns)
{
	size_t keys = 1;

	for (size_t i = 0; i < columns.count && keys <= FEW_KEYS; i++) {
		size_t levels = table_level_count(table, columns.first + i);

		keys = levels > FEW_KEYS ? FEW_KEYS + 1 : keys * levels;
	}
	return keys <= FEW_KEYS ? keys : FEW_KEYS + 1;
}

struct groups groups_make(
	const struct input *input, struct column_range columns)
{
	struct groups groups = { 0, NULL,
		allocate(input->count, sizeof(*groups.of)) };
	struct digits digits = digits_make(input->table, columns);
	size_t keys = count_keys(input->table, columns);

	if (keys <= FEW_KEYS)
		number_keys(&groups, input, &digits, keys);
	else
		number_runs(&groups, input, &digits);
	digits_free(&digits);
	return groups;
}

void groups_free(struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->labels[i]);
	free(groups->labels);
	free(groups->of);
}

size_t groups_size(
	const struct groups *groups, const struct input *input, size_t group)
{
	size_t size = 0;

	for (size_t i = 0; i < input->count; i++)
		if (groups->of[i] == group)
			size += (size_t)input_times(input, input->rows[i]);
	return size;
}

void groups_need_few(
	const struct groups *groups, const struct input *input, const char *by)
{
	if (groups->count > MOST_GROUPS)
		die("%s: %s: %zu groups (at most %d)", table_path(input->table),
			by, groups->count, MOST_GROUPS);
}

void groups_need_two(const struct groups *groups, const struct input *input,
	const char *by, const char *what)
{
	groups_need_few(groups, input, by);
	if (groups->count < 2)
		die("%s: %s: only one %s, nothing to compare: %s",
			table_path(input->table), by, what,
			quoted(groups->labels[0]));
}

void groups_warn_of_strata(
	const struct input *input, const struct groups *groups)
{
	double *sizes = allocate(groups->count, sizeof(*sizes));
	size_t alone = 0;

	for (size_t i = 0; i < input->count; i++)
		sizes[groups->of[i]] += input_times(input, input->rows[i]);
	for (size_t s = 0; s < groups->count; s++)
		alone += sizes[s] <= 1;
	if (alone > 0 && groups->count > 1)
		warn("%s: %zu of %zu strata have one row, which says nothing",
			table_path(input->table), alone, groups->count);
	free(sizes);
}
