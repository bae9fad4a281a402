/*
 * The records below a folder, sorted by target.  RECORDS/PATH.record is the
 * record of PATH.
 */
#ifndef RELIT_RECORDS_H
#define RELIT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

struct record_place {
	char *target;
	char *path;   /* of the record */
	bool visited; /* for whoever walks along the inputs */
};

struct records {
	struct record_place *places;
	size_t count;
	size_t capacity;
};

/* Fills records, to be freed with records_free(); a folder that is not there
 * has none.  Dies when one cannot be read. */
void records_list(struct records *, const char *folder);
void records_free(struct records *);

/* The place of a target's record, or NULL.  O(log n) */
struct record_place *records_find(struct records *, const char *target);

#endif
