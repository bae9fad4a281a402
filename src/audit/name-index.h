/*
 * Names and where they stand, sorted: found in O(log n), and each only once.
 */
#ifndef RELIT_NAME_INDEX_H
#define RELIT_NAME_INDEX_H

#include <stddef.h>
#include <stdint.h>

#define NAME_NOT_FOUND SIZE_MAX

struct name_entry {
	const char *name; /* not owned */
	size_t item;      /* the caller's number for it */
};

/* Sorts by name, then item.  O(n log n). */
void name_index_sort(struct name_entry entries[], size_t count);

/*
 * Of sorted entries, the one with the smallest item that has a name which an
 * entry before it has too, or NULL; *first is set to the item that had it.
 */
const struct name_entry *name_index_twice(
	const struct name_entry entries[], size_t count, size_t *first);

/* The item of a name, or NAME_NOT_FOUND.  O(log n). */
size_t name_index_find(
	const struct name_entry entries[], size_t count, const char *name);

/* The name that is nearest to one that is not there, or NULL.  O(n). */
const char *name_index_nearest(
	const struct name_entry entries[], size_t count, const char *name);

#endif
