/* Times by content, inputs before what is made of them. */
#include "record/settle.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "record/files.h"
#include "record/made-log.h"
#include "record/record.h"
#include "record/records.h"

/* Older than any file of a project, and not 0, the time of no file at all. */
static const struct timespec long_ago = { .tv_sec = 1 };

struct settling {
	struct records records;
	struct files *files;
	struct timespec now;
};

static void settle_target(struct settling *, struct record_place *);

/* What stands between a target and its last record. */
struct look {
	struct timespec newest; /* of its inputs and its record */
	bool differs;           /* one is gone or not as recorded */
};

/* Inputs that are targets are settled before they are looked at. */
static void look_at(struct settling *settling,
	const struct recipe_input *inputs, size_t count, struct look *look)
{
	for (size_t i = 0; i < count; i++) {
		struct file *file;

		settle_target(settling,
			records_find(&settling->records, inputs[i].path));
		file = files_find(settling->files, inputs[i].path);
		if (!file->exists || !file_matches(file, &inputs[i].hash))
			look->differs = true;
		if (time_order(file->modified, look->newest) > 0)
			look->newest = file->modified;
	}
}

/* Makes Make see what it cannot see by times: a target long gone by is made
 * again whatever it depends on. */
static void outdate(struct file *target)
{
	if (time_order(target->modified, long_ago) != 0)
		file_set_time(target, long_ago);
}

/* A target from the future would hide every later change from Make. */
static void settle_time(struct settling *settling, const struct record *record,
	struct file *target)
{
	struct look look = { .newest = record->validated };
	int order;

	look_at(settling, record->inputs, record->input_count, &look);
	look_at(settling, record->rules, record->rules_count, &look);
	order = time_order(look.newest, target->modified);
	if (look.differs)
		outdate(target);
	else if (order > 0 ||
		 (order < 0 && time_order(target->modified, settling->now) > 0))
		file_set_time(target, look.newest);
}

/* A target that is not what its recipe made is no result at all. */
static void remove_edited(const char *record_path, struct file *target)
{
	warn("%s was changed by hand; it will be made again", target->path);
	if (unlink(target->path) != 0 || unlink(record_path) != 0)
		die("cannot remove %s:", target->path);
	target->exists = false;
}

static void drop_corrupt(const char *record_path, struct file *target)
{
	warn("%s is corrupt; %s will be made again", record_path, target->path);
	if (unlink(record_path) != 0)
		die("cannot remove %s:", record_path);
	if (target->exists)
		outdate(target);
}

/* Each record once: a circle of inputs ends where it began. */
static void settle_target(struct settling *settling, struct record_place *place)
{
	struct file *target;
	struct record record;
	enum record_state state;

	if (place == NULL || place->visited)
		return;
	place->visited = true;
	target = files_find(settling->files, place->target);
	state = record_read(place->path, place->target, &record);
	if (state == RECORD_CORRUPT)
		drop_corrupt(place->path, target);
	if (state != RECORD_READ)
		return;
	if (target->exists && !file_matches(target, &record.output))
		remove_edited(place->path, target);
	else if (target->exists)
		settle_time(settling, &record, target);
	record_free(&record);
}

/* A target that was made and has no record any more: what it was made from is
 * not known.  True when there is one. */
static bool settle_lost(struct settling *settling, const char *path)
{
	struct file *target = files_find(settling->files, path);

	if (!target->exists)
		return false;
	if (time_order(target->modified, long_ago) != 0) {
		warn("the record of %s is gone; it will be made again", path);
		outdate(target);
	}
	return true;
}

static int by_name(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The log becomes the targets of all records and those that lost theirs. */
static void settle_log(struct settling *settling, const char *folder)
{
	struct records *records = &settling->records;
	struct made_log made;
	const char **names;
	size_t count = 0;

	made_log_read(folder, &made);
	names = allocate(records->count + made.count, sizeof(names[0]));
	for (size_t i = 0; i < records->count; i++)
		names[count++] = records->places[i].target;
	for (size_t i = 0; i < made.count; i++)
		if (records_find(records, made.targets[i]) == NULL &&
			settle_lost(settling, made.targets[i]))
			names[count++] = made.targets[i];
	if (count > 0)
		qsort(names, count, sizeof(names[0]), by_name);
	if (count > 0 || made.count > 0)
		made_log_replace(folder, &made, names, count);
	free(names);
	made_log_free(&made);
}

void settle(const char *folder)
{
	struct settling settling = { .files = files_open() };

	clock_gettime(CLOCK_REALTIME, &settling.now);
	records_list(&settling.records, folder);
	for (size_t i = 0; i < settling.records.count; i++)
		settle_target(&settling, &settling.records.places[i]);
	settle_log(&settling, folder);
	files_close(settling.files);
	records_free(&settling.records);
}
