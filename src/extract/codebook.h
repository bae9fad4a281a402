/*
 * What the columns of a cohort's file mean.  The codebook is a table with the
 * columns `column name label type unit levels missing role minimum maximum
 * note`; src/extract.md says what may stand in each.
 */
#ifndef RELIT_EXTRACT_CODEBOOK_H
#define RELIT_EXTRACT_CODEBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

enum variable_type {
	TYPE_NUMBER,
	TYPE_INTEGER,
	TYPE_LEVEL,
	TYPE_TEXT,
	TYPE_IDENTIFIER
};

enum variable_role {
	ROLE_ID,
	ROLE_TIME,
	ROLE_EVENT,
	ROLE_CAUSE,
	ROLE_ENTRY,
	ROLE_GROUP,
	ROLE_COVARIATE,
	ROLE_DROP
};

struct variable {
	const char *column; /* in the header of the cohort's file */
	const char *name;   /* ours: [a-z][a-z0-9_]* */
	enum variable_type type;
	enum variable_role role;
	char **codes; /* of a level, and their labels, in order */
	char **labels;
	size_t level_count;
	char **missing; /* codes that mean missing */
	size_t missing_count;
	bool refuse_missing;
	double minimum, maximum; /* -INFINITY and INFINITY without a range */
};

struct codebook {
	struct table *table; /* owns column and name */
	struct variable *variables;
	size_t count;
};

/* Reads and checks; dies at the first fault.  Free with codebook_free(). */
struct codebook codebook_read(const char *path);
void codebook_free(struct codebook *);

/* The variable of a column of the file, or NULL. */
const struct variable *codebook_find(
	const struct codebook *, const char *column);

#endif
