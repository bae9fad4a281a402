/*
 * A comparison (base/comparison.h) as a condition on rows; a missing cell makes
 * it unknown.
 */
#ifndef RELIT_CONDITION_H
#define RELIT_CONDITION_H

#include <stddef.h>

#include "base/comparison.h"
#include "stratify/frame.h"
#include "stratify/truth.h"

struct condition {
	struct comparison is; /* its name and word are owned */
	size_t column;
};

/*
 * Reads a condition from the text of `option`; dies misused when it is none,
 * and refuses an unknown column or level.  condition_free() frees it.
 */
struct condition condition_parse(
	const struct frame *, const char *option, const char *text);
void condition_free(struct condition *);

/* Whether it holds in a row; a cell that should be a number and is not dies. */
enum truth condition_holds(
	const struct condition *, const struct frame *, size_t row);

/* The parts of text between separators, at least one; *count is set; the
 * caller frees the array and its first item. */
char **split_text(const char *text, char separator, size_t *count);

#endif
