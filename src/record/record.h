/*
 * The record of a target: what it was made from and what came out.  A text
 * file, the same bytes for the same work (no clock, no absolute path of its
 * own), one fact a line, a tab after its name:
 *
 *   target PATH | argument TEXT | stderr refuse | input HASH PATH
 *   rules HASH PATH | key HASH | output HASH | check HASH
 *
 * `check` is the hash of all bytes before it.  In a text a tab, a newline and
 * a backslash are \t, \n and \\.  The file's time is when the target was last
 * known to be what its recipe makes.
 */
#ifndef RELIT_RECORD_H
#define RELIT_RECORD_H

#include <stddef.h>
#include <time.h>

#include "record/hash.h"
#include "record/recipe.h"

struct record {
	const char *target;
	struct recipe_input *inputs;
	size_t input_count;
	struct recipe_input *rules;
	size_t rules_count;
	struct hash key;
	struct hash output;
	struct timespec validated; /* the file's time */
	char *text;                /* what the paths point into */
};

enum record_state { RECORD_READ, RECORD_ABSENT, RECORD_CORRUPT };

/* Fills the record only when RECORD_READ; then free with record_free().  A
 * record that is not of this target is corrupt.  Dies when the file is there
 * and cannot be read. */
enum record_state record_read(
	const char *path, const char *target, struct record *);
void record_free(struct record *);

/* Writes the record, whose folder is there, at once or not at all; dies when
 * it cannot. */
void record_write(const char *path, const struct recipe *,
	const struct hash *key, const struct hash *output);

#endif
