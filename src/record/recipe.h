/*
 * What makes a target: a command, the files it reads, and how strict to be.
 * The key stands for all of it: same key, same result.
 */
#ifndef RELIT_RECIPE_H
#define RELIT_RECIPE_H

#include <stdbool.h>
#include <stddef.h>

#include "record/hash.h"

struct recipe_input {
	const char *path;
	struct hash hash; /* of its content */
};

struct recipe {
	const char *target;
	char *const
		*command; /* NULL-ended; `{}` stands for the file to write */
	struct recipe_input *inputs; /* in the order given */
	size_t input_count;
	struct recipe_input *rules; /* where the command stands, with others */
	size_t rules_count;
	bool refuse_stderr; /* a word on standard error is a failure */
};

/* Reads and hashes the inputs and rules; dies when one cannot be read. */
void recipe_hash_inputs(struct recipe *);

/* Over the command, the strictness and the inputs, names and contents.  The
 * rules do not count: what they say of this target is in the command. */
struct hash recipe_key(const struct recipe *);

#endif
