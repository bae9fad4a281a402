/* The different words of a column, each kept once, numbered as they come. */
#ifndef RELIT_LEVELS_H
#define RELIT_LEVELS_H

#include <stddef.h>
#include <stdint.h>

/* All zero is an empty set. */
struct levels {
	char *texts; /* NUL-ended words, one behind the other */
	size_t used, room;
	size_t *offsets; /* into texts, by code */
	size_t count, capacity;
	uint32_t *slots; /* hash table: code + 1, 0 free */
	size_t slot_count;
};

/* The code of a word, new when it is; O(length) on average. */
uint32_t levels_code(struct levels *, const char *text, size_t length);

/* Valid until the next new word. */
const char *levels_text(const struct levels *, uint32_t code);

void levels_free(struct levels *);

#endif
