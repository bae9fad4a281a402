/* Memory that is there or the program ends. */
#include "base/allocate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

static size_t byte_count(size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		die("out of memory: %zu items of %zu bytes", count, size);
	return count * size > 0 ? count * size : 1;
}

void *allocate(size_t count, size_t size)
{
	size_t bytes = byte_count(count, size);
	void *items = calloc(bytes, 1);

	if (!items)
		die("out of memory: %zu bytes", bytes);
	return items;
}

void *reallocate(void *old, size_t count, size_t size)
{
	size_t bytes = byte_count(count, size);
	void *items = realloc(old, bytes);

	if (!items)
		die("out of memory: %zu bytes", bytes);
	return items;
}

char *copy_text(const char *text, size_t length)
{
	char *copy = reallocate(NULL, length + 1, 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void *grow(void *items, size_t used, size_t *capacity, size_t size)
{
	if (used < *capacity)
		return items;
	if (*capacity > SIZE_MAX / 2)
		die("out of memory: %zu items", *capacity);
	*capacity = *capacity > 0 ? 2 * *capacity : 16;
	return reallocate(items, *capacity, size);
}
