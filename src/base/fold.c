/* Equal rows found by a hash table. */
#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"

#define FIRST_SLOTS 4096
#define AHEAD       8
#define MOST_ROWS   ((size_t)1 << 20)
#define TRIAL       ((size_t)1 << 18) /* rows before it may be given up */

static uint64_t bits_of(double number)
{
	uint64_t bits;

	memcpy(&bits, &number, sizeof(bits));
	return bits;
}

static void hash_rows(struct fold *fold, const struct fold_column columns[],
	size_t column_count, size_t from, size_t count)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);

	if (fold->hash_capacity < count) {
		fold->hashes = reallocate(
			fold->hashes, count, sizeof(fold->hashes[0]));
		fold->hash_capacity = count;
	}
	memset(fold->hashes, 0, count * sizeof(fold->hashes[0]));
	for (size_t c = 0; c < column_count; c++) {
		const double *numbers = columns[c].numbers;
		const uint32_t *codes = columns[c].codes;

		for (size_t i = 0; i < count; i++) {
			uint64_t value = numbers ? bits_of(numbers[from + i])
						 : codes[from + i];
			uint64_t mixed = (value ^ fold->hashes[i]) * odd;

			/* high digits of the value, too, reach the low ones */
			mixed = (mixed ^ mixed >> 29) * odd;
			fold->hashes[i] = (uint32_t)(mixed >> 32);
		}
	}
}

static bool are_equal(const struct fold_column columns[], size_t column_count,
	size_t row, size_t other)
{
	for (size_t c = 0; c < column_count; c++) {
		const double *numbers = columns[c].numbers;
		const uint32_t *codes = columns[c].codes;

		if (numbers ? bits_of(numbers[row]) != bits_of(numbers[other])
			    : codes[row] != codes[other])
			return false;
	}
	return true;
}

static void put(struct fold *fold, struct fold_slot slot)
{
	size_t mask = fold->slot_count - 1;
	size_t at = slot.hash & mask;

	while (fold->slots[at].row_behind > 0)
		at = (at + 1) & mask;
	fold->slots[at] = slot;
}

static void enlarge(struct fold *fold)
{
	struct fold_slot *old = fold->slots;
	size_t count = fold->slot_count;

	fold->slot_count = count > 0 ? 4 * count : FIRST_SLOTS;
	fold->slots = allocate(fold->slot_count, sizeof(fold->slots[0]));
	for (size_t i = 0; i < count; i++)
		if (old[i].row_behind > 0)
			put(fold, old[i]);
	free(old);
}

static void make_room(struct fold *fold, size_t rows)
{
	size_t wanted = fold->capacity > 0 ? fold->capacity : FIRST_SLOTS;

	while (wanted < rows)
		wanted *= 2;
	if (wanted == fold->capacity)
		return;
	fold->counts =
		reallocate(fold->counts, wanted, sizeof(fold->counts[0]));
	fold->lines = reallocate(fold->lines, wanted, sizeof(fold->lines[0]));
	fold->capacity = wanted;
}

static void keep(struct fold *fold, const struct fold_column columns[],
	size_t column_count, size_t row, size_t to)
{
	fold->counts[to] = 1;
	fold->lines[to] = fold->seen;
	for (size_t c = 0; row != to && c < column_count; c++) {
		if (columns[c].numbers)
			columns[c].numbers[to] = columns[c].numbers[row];
		else
			columns[c].codes[to] = columns[c].codes[row];
	}
}

/* The slot of a row equal to this one, or the free one where it belongs. */
static struct fold_slot *find(const struct fold *fold,
	const struct fold_column columns[], size_t column_count, size_t row,
	uint32_t hash)
{
	size_t mask = fold->slot_count - 1;
	size_t at = hash & mask;

	for (;; at = (at + 1) & mask) {
		struct fold_slot *slot = &fold->slots[at];

		if (slot->row_behind == 0 ||
			(slot->hash == hash &&
				are_equal(columns, column_count, row,
					slot->row_behind - 1)))
			return slot;
	}
}

/*
 * The slots and rows that the rows to come will ask for, on their way from
 * memory before they are needed: the table is larger than the nearest caches.
 */
static inline void fetch(const struct fold *fold,
	const struct fold_column columns[], size_t column_count, size_t i,
	size_t count)
{
	size_t mask = fold->slot_count - 1;
	uint32_t row_behind = 0;

	if (fold->slot_count == 0 || i + 2 * AHEAD >= count)
		return;
	__builtin_prefetch(&fold->slots[fold->hashes[i + 2 * AHEAD] & mask]);
	row_behind = fold->slots[fold->hashes[i + AHEAD] & mask].row_behind;
	if (row_behind == 0)
		return;
	__builtin_prefetch(&fold->counts[row_behind - 1], 1);
	for (size_t c = 0; c < column_count; c++) {
		if (columns[c].numbers)
			__builtin_prefetch(&columns[c].numbers[row_behind - 1]);
		else
			__builtin_prefetch(&columns[c].codes[row_behind - 1]);
	}
}

size_t fold_rows(struct fold *fold, const struct fold_column columns[],
	size_t column_count, size_t from, size_t to)
{
	size_t count = from;

	make_room(fold, to);
	hash_rows(fold, columns, column_count, from, to - from);
	for (size_t row = from; row < to; row++, fold->seen++) {
		uint32_t hash = fold->hashes[row - from];
		struct fold_slot *slot;

		if (fold->given_up) {
			keep(fold, columns, column_count, row, count++);
			continue;
		}
		if (2 * count >= fold->slot_count)
			enlarge(fold);
		fetch(fold, columns, column_count, row - from, to - from);
		slot = find(fold, columns, column_count, row, hash);
		if (slot->row_behind > 0) {
			fold->counts[slot->row_behind - 1]++;
			continue;
		}
		keep(fold, columns, column_count, row, count++);
		*slot = (struct fold_slot){ hash, (uint32_t)count };
	}
	if (count > MOST_ROWS || (fold->seen > TRIAL && count > fold->seen / 2))
		fold->given_up = true;
	return count;
}

void fold_free(struct fold *fold)
{
	free(fold->counts);
	free(fold->lines);
	free(fold->slots);
	free(fold->hashes);
	*fold = (struct fold){ 0 };
}
