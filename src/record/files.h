/*
 * The files of a build, each looked at and hashed at most once however many
 * records name it.
 */
#ifndef RELIT_FILES_H
#define RELIT_FILES_H

#include <stdbool.h>
#include <time.h>

#include "record/hash.h"

struct file {
	char *path;
	bool exists;
	struct timespec modified;
	bool hashed;
	struct hash hash;
};

struct files;

struct files *files_open(void);
void files_close(struct files *);

/* The file of that name, looked at when it is first asked for.  Owned by the
 * collection. */
struct file *files_find(struct files *, const char *path);

/* True when the content is what the hash says; false too when it cannot be
 * read. */
bool file_matches(struct file *, const struct hash *);

/* Sets the time of the file and of its entry; warns when it cannot. */
void file_set_time(struct file *, struct timespec);

/* -1, 0 or 1 as one is before, at or after the other. */
int time_order(struct timespec one, struct timespec other);

#endif
