/*
 * Which step made which file: read from the rules of an analysis, a Make
 * fragment.
 */
#ifndef RELIT_STEPS_H
#define RELIT_STEPS_H

#include <stddef.h>

struct step {
	char *target; /* the last part of the target's path */
	char *words;  /* program and method: `estimate km`; `extract table` */
	size_t line;  /* of the rule */
};

struct steps {
	const char *path;
	struct step *items;
	size_t count, capacity;
};

/*
 * Reads the rules of a Make fragment that have a recipe: of its first line,
 * the first word that is no prefix (`@`, `$(record)`), and the second if it is
 * a bare lower-case word.  Lines that are no rules are passed over; a fragment
 * that cannot be read, or holds NUL, dies.  steps_free() frees; path must stay.
 */
void steps_read(struct steps *, const char *path);
void steps_free(struct steps *);

/*
 * The step that makes a file, known by the last part of its path, or NULL.  Two
 * rules with different steps for one such name die at the second.  O(count).
 */
const char *steps_find(const struct steps *, const char *file);

#endif
