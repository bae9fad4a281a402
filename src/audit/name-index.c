/* Names and where they stand, sorted. */
#include "audit/name-index.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/options.h"

static int compare(const void *left, const void *right)
{
	const struct name_entry *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->item > b->item) - (a->item < b->item);
}

void name_index_sort(struct name_entry entries[], size_t count)
{
	qsort(entries, count, sizeof(*entries), compare);
}

const struct name_entry *name_index_twice(
	const struct name_entry entries[], size_t count, size_t *first)
{
	const struct name_entry *twice = NULL;

	for (size_t i = 1; i < count; i++) {
		if (strcmp(entries[i].name, entries[i - 1].name) != 0)
			continue;
		if (!twice || entries[i].item < twice->item) {
			twice = &entries[i];
			*first = entries[i - 1].item;
		}
	}
	return twice;
}

static int compare_name(const void *name, const void *entry)
{
	return strcmp(name, ((const struct name_entry *)entry)->name);
}

size_t name_index_find(
	const struct name_entry entries[], size_t count, const char *name)
{
	const struct name_entry *entry =
		count == 0 ? NULL
			   : bsearch(name, entries, count, sizeof(*entries),
				     compare_name);

	return entry ? entry->item : NAME_NOT_FOUND;
}

const char *name_index_nearest(
	const struct name_entry entries[], size_t count, const char *name)
{
	const char **names = allocate(count + 1, sizeof(*names));
	const char *nearest;

	for (size_t i = 0; i < count; i++)
		names[i] = entries[i].name;
	nearest = nearest_word(name, names);
	free(names);
	return nearest;
}
