/* What terms are made of; for src/estimate/terms*.c alone. */
#ifndef RELIT_TERMS_PARTS_H
#define RELIT_TERMS_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/terms.h"

#define MOST_PARTS 4

enum form { FORM_PLAIN, FORM_FACTOR, FORM_LOG, FORM_POWER };

/* A column, or a function of one, as it stands in a term. */
struct part {
	char *text;      /* without @REFERENCE */
	char *column;    /* its name in the file */
	char *reference; /* level, or NULL */
	enum form form;
	int power;
	size_t wish; /* column of the input */
};

/* A product of parts, or one alone. */
struct effect {
	size_t parts[MOST_PARTS]; /* positions, all different */
	size_t count;
};

struct terms {
	const char *option;
	struct part *parts;
	size_t part_count, part_capacity;
	struct effect *effects;
	size_t effect_count, effect_capacity;
};

/* Whether a product of the same parts, in any order, is among the effects. */
bool terms_have(const struct terms *, const struct effect *);

/* A part over the kept rows: numbers, or ranks of levels. */
struct variable {
	size_t n;
	size_t width;          /* columns: 1, or levels but one */
	const double *numbers; /* n; NULL for a factor, or dropped */
	double *own;           /* numbers that are not the table's; or NULL */
	size_t *ranks;         /* n: 0 is the reference; NULL for numbers */
	char **names;          /* width */
};

struct variable variable_make(const struct part *, const struct input *);

/* Frees the numbers, and with them what the table has of the column. */
void variable_drop(
	struct variable *, const struct part *, const struct input *);
void variable_free(struct variable *);

#endif
