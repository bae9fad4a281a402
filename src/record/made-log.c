/* One line per target that was made. */
#include "record/made-log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "record/place.h"

#define LOG_NAME "/made.log"

static char *log_path(const char *records)
{
	size_t size = strlen(records) + sizeof(LOG_NAME);
	char *path = allocate(size, 1);

	snprintf(path, size, "%s" LOG_NAME, records);
	return path;
}

/* One write() of an appending descriptor is not mixed with another's. */
void made_log_add(const char *records, const char *target)
{
	char *path = log_path(records);
	size_t length = strlen(target) + 1;
	char *line = copy_text(target, length);
	int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	line[length - 1] = '\n';
	if (log < 0 || write(log, line, length) != (ssize_t)length ||
		close(log) != 0)
		die("cannot write %s:", path);
	free(line);
	free(path);
}

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t length = 0, capacity = 0;
	char *text = NULL;

	if (file == NULL && errno != ENOENT && errno != ENOTDIR)
		die("cannot read %s:", path);
	if (file == NULL)
		return copy_text("", 0);
	if (getdelim(&text, &capacity, '\0', file) > 0)
		length = strlen(text);
	if (ferror(file))
		die("cannot read %s:", path);
	fclose(file);
	if (length == 0) {
		free(text);
		text = copy_text("", 0);
	}
	return text;
}

static int by_name(const void *one, const void *other)
{
	return strcmp(*(char *const *)one, *(char *const *)other);
}

static void leave_out_repeats(struct made_log *made)
{
	size_t kept = 0;

	for (size_t i = 0; i < made->count; i++) {
		if (kept > 0 &&
			strcmp(made->targets[i], made->targets[kept - 1]) == 0)
			free(made->targets[i]);
		else
			made->targets[kept++] = made->targets[i];
	}
	made->count = kept;
}

/* A last line without its end was cut off while it was written: left out. */
void made_log_read(const char *records, struct made_log *made)
{
	char *path = log_path(records);
	size_t capacity = 0;

	*made = (struct made_log){ .text = read_text(path) };
	for (const char *line = made->text, *end; (end = strchr(line, '\n'));
		line = end + 1) {
		made->targets = grow(made->targets, made->count, &capacity,
			sizeof(made->targets[0]));
		made->targets[made->count++] =
			copy_text(line, (size_t)(end - line));
	}
	if (made->count > 0)
		qsort(made->targets, made->count, sizeof(made->targets[0]),
			by_name);
	leave_out_repeats(made);
	free(path);
}

void made_log_free(struct made_log *made)
{
	for (size_t i = 0; i < made->count; i++)
		free(made->targets[i]);
	free(made->targets);
	free(made->text);
	*made = (struct made_log){ 0 };
}

static void write_text(const char *path, const char *text)
{
	char *temporary = place_temporary(path);
	FILE *file = fopen(temporary, "w");

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0 ||
		rename(temporary, path) != 0) {
		warn("cannot write %s:", path);
		unlink(temporary);
	}
	free(temporary);
}

void made_log_replace(const char *records, const struct made_log *made,
	const char *const targets[], size_t count)
{
	char *path = log_path(records);
	char *text = NULL;
	size_t length;
	FILE *memory = open_memstream(&text, &length);

	if (memory == NULL)
		die("out of memory");
	for (size_t i = 0; i < count; i++)
		fprintf(memory, "%s\n", targets[i]);
	if (fclose(memory) != 0)
		die("out of memory");
	if (strcmp(text, made->text) != 0)
		write_text(path, text);
	free(text);
	free(path);
}
