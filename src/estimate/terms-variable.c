/* One column of the file as numbers, or as a factor. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "estimate/levels-list.h"
#include "estimate/terms-parts.h"

#define MOST_LEVELS 1000

static double number_of(
	const struct part *part, const struct input *input, size_t row)
{
	double x = table_numbers(input->table, part->wish)[row], y = x;
	char text[NUMBER_SIZE];

	if (part->form == FORM_LOG && x <= 0)
		table_die(input->table, row, part->wish,
			"%s of what is not positive: %s", part->text,
			quoted(number_format(x, text)));
	if (part->form == FORM_LOG)
		return log(x);
	for (int i = 1; i < part->power; i++)
		y *= x;
	if (!isfinite(y))
		table_die(input->table, row, part->wish, "%s is too large: %s",
			part->text, quoted(number_format(x, text)));
	return y;
}

static char **one_name(const char *text)
{
	char **names = allocate(1, sizeof(*names));

	names[0] = copy_text(text, strlen(text));
	return names;
}

/* Without numbers when they have been dropped; the table's where all rows are
 * kept as they are. */
static struct variable numbers_of_column(
	const struct part *part, const struct input *input)
{
	const double *numbers = table_numbers(input->table, part->wish);
	struct variable made = {
		.n = input->count, .width = 1, .names = one_name(part->text)
	};

	if (part->form == FORM_PLAIN &&
		input->count == table_rows(input->table))
		made.numbers = numbers;
	if (!numbers || made.numbers)
		return made;
	made.numbers = made.own = allocate(input->count, sizeof(double));
	for (size_t i = 0; i < input->count; i++)
		made.own[i] = number_of(part, input, input->rows[i]);
	return made;
}

/* The row, the first that is kept, with a level. */
static size_t row_of(const struct input *input, size_t column, uint32_t code)
{
	const uint32_t *codes = table_codes(input->table, column);
	size_t i = 0;

	while (i < input->count && codes[input->rows[i]] != code)
		i++;
	return input->rows[i < input->count ? i : 0];
}

/*
 * The levels as numbers, of those that are used; the caller frees.  *words is
 * how many are not numbers, *word the first of those.
 */
static double *parse_levels(const struct table *table, size_t column,
	const size_t used[], size_t *words, uint32_t *word)
{
	size_t count = table_level_count(table, column);
	double *numbers = allocate(count, sizeof(*numbers));

	*words = 0;
	for (uint32_t code = 0; code < count; code++) {
		const char *text = table_level(table, column, code);

		if (used[code] == 0 ||
			number_parse(text, strlen(text), &numbers[code]))
			continue;
		if ((*words)++ == 0)
			*word = code;
	}
	return numbers;
}

static struct variable numbers_of_levels(const struct part *part,
	const struct input *input, const double numbers[])
{
	const uint32_t *codes = table_codes(input->table, part->wish);
	struct variable made = { .n = input->count,
		.width = 1,
		.own = allocate(input->count, sizeof(double)),
		.names = one_name(part->text) };

	made.numbers = made.own;
	for (size_t i = 0; i < input->count; i++)
		made.own[i] = numbers[codes[input->rows[i]]];
	return made;
}

/* A level of a factor, to be put in order. */
struct ranked {
	double number; /* 0 for all unless all are numbers */
	uint32_t code; /* in order of appearance among all rows */
	size_t first;  /* kept row that has it first */
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->number != b->number)
		return a->number > b->number ? 1 : -1;
	return a->first > b->first ? 1 : -1;
}

/* Puts the reference first and keeps the order of the others. */
static void move_reference(const struct part *part, const struct input *input,
	size_t count, struct ranked levels[])
{
	uint32_t code = level_need(input->table, part->wish, part->reference);
	struct ranked reference;
	size_t at = 0;

	while (at < count && levels[at].code != code)
		at++;
	if (at == count)
		die("%s: %s: no row kept has the level %s",
			table_path(input->table), part->column,
			quoted(part->reference));
	reference = levels[at];
	memmove(levels + 1, levels, at * sizeof(*levels));
	levels[0] = reference;
}

/* part=level; the caller frees. */
static char *level_name(const struct part *part, const struct input *input,
	const struct ranked *ranked)
{
	const char *level = table_level(input->table, part->wish, ranked->code);
	size_t size = strlen(part->text), more = strlen(level);
	char *name = allocate(size + more + 2, 1);

	memcpy(name, part->text, size);
	name[size] = '=';
	memcpy(name + size + 1, level, more);
	return name;
}

/* A level that cannot be part of a name. */
static void check_level(const struct part *part, const struct input *input,
	const struct ranked *ranked)
{
	const char *level = table_level(input->table, part->wish, ranked->code);

	if (level[0] == '\0')
		table_die(input->table, input->rows[ranked->first], part->wish,
			"an empty level");
	if (strpbrk(level, "\t\r\n"))
		table_die(input->table, input->rows[ranked->first], part->wish,
			"a tab or a line break in a level: %s", quoted(level));
}

/* The levels in use, in their order; the caller frees. */
static struct ranked *order_levels(const struct part *part,
	const struct input *input, const size_t used[], const double numbers[],
	size_t *count)
{
	size_t all = table_level_count(input->table, part->wish);
	struct ranked *levels = allocate(all, sizeof(*levels));

	*count = 0;
	for (uint32_t code = 0; code < all; code++)
		if (used[code] > 0)
			levels[(*count)++] =
				(struct ranked){ numbers ? numbers[code] : 0,
					code, used[code] - 1 };
	if (*count > MOST_LEVELS)
		die("%s: %s: a factor of %zu levels (at most %d)",
			table_path(input->table), part->column, *count,
			MOST_LEVELS);
	qsort(levels, *count, sizeof(*levels), compare_ranked);
	for (size_t i = 0; i < *count; i++)
		check_level(part, input, &levels[i]);
	if (*count == 1)
		die("%s: %s: a factor of one level: %s",
			table_path(input->table), part->column,
			quoted(table_level(
				input->table, part->wish, levels[0].code)));
	if (part->reference)
		move_reference(part, input, *count, levels);
	return levels;
}

/* numbers: of the levels, or NULL when some are words. */
static struct variable factor_of_levels(const struct part *part,
	const struct input *input, const size_t used[], const double numbers[])
{
	const uint32_t *codes = table_codes(input->table, part->wish);
	size_t all = table_level_count(input->table, part->wish), count;
	struct ranked *levels =
		order_levels(part, input, used, numbers, &count);
	size_t *ranks = allocate(all, sizeof(*ranks));
	struct variable made = { .n = input->count,
		.width = count - 1,
		.ranks = allocate(input->count, sizeof(size_t)),
		.names = allocate(count, sizeof(char *)) };

	for (size_t rank = 0; rank < count; rank++) {
		ranks[levels[rank].code] = rank;
		if (rank > 0)
			made.names[rank - 1] =
				level_name(part, input, &levels[rank]);
	}
	for (size_t i = 0; i < input->count; i++)
		made.ranks[i] = ranks[codes[input->rows[i]]];
	free(ranks);
	free(levels);
	return made;
}

/* used[code] is 1 + the first kept row that has the level, 0 for none. */
static size_t *find_used(const struct input *input, size_t column)
{
	const uint32_t *codes = table_codes(input->table, column);
	size_t *used = allocate(
		table_level_count(input->table, column) + 1, sizeof(*used));

	for (size_t i = input->count; i-- > 0;)
		used[codes[input->rows[i]]] = i + 1;
	return used;
}

static size_t count_used(const size_t used[], size_t count)
{
	size_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += used[i] > 0;
	return sum;
}

struct variable variable_make(
	const struct part *part, const struct input *input)
{
	bool factor = part->form == FORM_FACTOR || part->reference;
	struct variable made;
	size_t *used, words = 0, levels;
	uint32_t word = 0;
	double *numbers;

	if (table_kind(input->table, part->wish) == COLUMN_NUMBER)
		return numbers_of_column(part, input);
	used = find_used(input, part->wish);
	levels = count_used(used, table_level_count(input->table, part->wish));
	numbers = parse_levels(input->table, part->wish, used, &words, &word);
	if (!factor && words > 0 && words < levels)
		table_die(input->table, row_of(input, part->wish, word),
			part->wish,
			"not a number, but others are (factor(%s) takes all "
			"as levels): %s",
			part->column,
			quoted(table_level(input->table, part->wish, word)));
	if (factor || words > 0)
		made = factor_of_levels(
			part, input, used, words > 0 ? NULL : numbers);
	else
		made = numbers_of_levels(part, input, numbers);
	free(numbers);
	free(used);
	return made;
}

void variable_drop(struct variable *variable, const struct part *part,
	const struct input *input)
{
	free(variable->own);
	variable->own = NULL;
	variable->numbers = NULL;
	if (table_kind(input->table, part->wish) == COLUMN_NUMBER)
		table_drop_numbers(input->table, part->wish);
}

void variable_free(struct variable *variable)
{
	for (size_t j = 0; j < variable->width; j++)
		free(variable->names[j]);
	free(variable->names);
	free(variable->own);
	free(variable->ranks);
}
