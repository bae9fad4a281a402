/* Walking the folder of records. */
#include "record/records.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "record/place.h"

static bool is_record(const char *name)
{
	size_t length = strlen(name);
	size_t ending = strlen(RECORD_ENDING);

	return length > ending &&
	       strcmp(name + length - ending, RECORD_ENDING) == 0;
}

static void append(struct records *records, char *path, const char *target)
{
	struct record_place *place;

	records->places = grow(records->places, records->count,
		&records->capacity, sizeof(records->places[0]));
	place = &records->places[records->count++];
	*place = (struct record_place){
		.path = path,
		.target = copy_text(
			target, strlen(target) - strlen(RECORD_ENDING)),
	};
}

static char *join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + 1 + strlen(name) + 1;
	char *path = allocate(size, 1);

	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

/* `top` characters of a path belong to the folder of all records.  A name that
 * begins with a dot is a file being written. */
static void walk(struct records *records, const char *folder, size_t top)
{
	DIR *open_folder = opendir(folder);
	struct dirent *entry;

	if (open_folder == NULL && (errno == ENOENT || errno == ENOTDIR))
		return;
	if (open_folder == NULL)
		die("cannot read the folder %s:", folder);
	while ((entry = readdir(open_folder)) != NULL) {
		char *path;

		if (entry->d_name[0] == '.')
			continue;
		path = join(folder, entry->d_name);
		if (is_record(entry->d_name)) {
			append(records, path, path + top + 1);
		} else {
			walk(records, path, top);
			free(path);
		}
	}
	closedir(open_folder);
}

static int by_target(const void *one, const void *other)
{
	const struct record_place *a = one, *b = other;

	return strcmp(a->target, b->target);
}

void records_list(struct records *records, const char *folder)
{
	*records = (struct records){ 0 };
	walk(records, folder, strlen(folder));
	if (records->count > 0)
		qsort(records->places, records->count,
			sizeof(records->places[0]), by_target);
}

void records_free(struct records *records)
{
	for (size_t i = 0; i < records->count; i++) {
		free(records->places[i].target);
		free(records->places[i].path);
	}
	free(records->places);
	*records = (struct records){ 0 };
}

struct record_place *records_find(struct records *records, const char *target)
{
	const struct record_place wanted = { .target = (char *)target };

	if (records->count == 0)
		return NULL;
	return bsearch(&wanted, records->places, records->count,
		sizeof(records->places[0]), by_target);
}
