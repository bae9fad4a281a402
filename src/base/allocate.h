/*
 * Memory that is there or the program ends: processes are short, and no caller
 * could do better than stop.  The caller frees with free().
 */
#ifndef RELIT_ALLOCATE_H
#define RELIT_ALLOCATE_H

#include <stddef.h>

/* count * size zeroed bytes; dies when they overflow or cannot be had. */
void *allocate(size_t count, size_t size);

/* old resized to count * size bytes; dies likewise. */
void *reallocate(void *old, size_t count, size_t size);

/* A copy of length bytes of text with a terminating NUL. */
char *copy_text(const char *text, size_t length);

/*
 * Room for one more item in an array that doubles: given the array, the number
 * of items used and its capacity, returns the array, perhaps moved.
 */
void *grow(void *items, size_t used, size_t *capacity, size_t size);

#endif
