/* Words to codes by open addressing. */
#include "base/levels.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"

#define MOST_LEVELS (UINT32_MAX - 2)

/* FNV-1a, Fowler, Noll and Vo. */
static uint64_t hash(const char *text, size_t length)
{
	uint64_t value = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++) {
		value ^= (unsigned char)text[i];
		value *= UINT64_C(1099511628211);
	}
	return value ^ value >> 32;
}

/* The slot that holds the word, or the free one where it belongs. */
static uint32_t *find_slot(
	const struct levels *levels, const char *text, size_t length)
{
	size_t mask = levels->slot_count - 1;
	size_t at = (size_t)hash(text, length) & mask;

	for (;; at = (at + 1) & mask) {
		uint32_t *slot = &levels->slots[at];
		const char *word;

		if (*slot == 0)
			return slot;
		word = levels_text(levels, *slot - 1);
		if (strncmp(word, text, length) == 0 && word[length] == '\0')
			return slot;
	}
}

static void enlarge(struct levels *levels)
{
	size_t count = levels->slot_count > 0 ? 2 * levels->slot_count : 16;

	free(levels->slots);
	levels->slots = allocate(count, sizeof(levels->slots[0]));
	levels->slot_count = count;
	for (size_t code = 0; code < levels->count; code++) {
		const char *word = levels_text(levels, (uint32_t)code);

		*find_slot(levels, word, strlen(word)) = (uint32_t)code + 1;
	}
}

static void add_text(struct levels *levels, const char *text, size_t length)
{
	while (levels->room - levels->used < length + 1) {
		size_t room = levels->room > 0 ? levels->room : 64;

		levels->texts = reallocate(levels->texts, room, 2);
		levels->room = 2 * room;
	}
	memcpy(levels->texts + levels->used, text, length);
	levels->texts[levels->used + length] = '\0';
	levels->used += length + 1;
}

uint32_t levels_code(struct levels *levels, const char *text, size_t length)
{
	uint32_t *slot;

	if (2 * levels->count >= levels->slot_count)
		enlarge(levels);
	slot = find_slot(levels, text, length);
	if (*slot == 0) {
		if (levels->count >= MOST_LEVELS)
			die("more than %zu different words in a column",
				(size_t)MOST_LEVELS);
		levels->offsets = grow(levels->offsets, levels->count,
			&levels->capacity, sizeof(levels->offsets[0]));
		levels->offsets[levels->count++] = levels->used;
		*slot = (uint32_t)levels->count;
		add_text(levels, text, length);
	}
	return *slot - 1;
}

const char *levels_text(const struct levels *levels, uint32_t code)
{
	return levels->texts + levels->offsets[code];
}

void levels_free(struct levels *levels)
{
	free(levels->texts);
	free(levels->offsets);
	free(levels->slots);
	*levels = (struct levels){ 0 };
}
