/*
 * Rows that are the same in all columns made one, with how often it came: few
 * different times, groups and codes make a short table of a long file.  For
 * the files of src/base/ alone.
 */
#ifndef RELIT_FOLD_H
#define RELIT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The values of a column: one of the two. */
struct fold_column {
	double *numbers;
	uint32_t *codes;
};

/* A row that is there, found by what its values hash to. */
struct fold_slot {
	uint32_t hash;
	uint32_t row_behind; /* row + 1; 0: free */
};

/* All zero is a fold without rows. */
struct fold {
	double *counts; /* per row that is there */
	size_t *lines;  /* where it came first, counted from 0 */
	size_t capacity;
	size_t seen; /* rows so far, each as often as it came */
	struct fold_slot *slots;
	size_t slot_count;
	uint32_t *hashes;
	size_t hash_capacity;
	bool given_up; /* too many differ: each further row is kept */
};

/*
 * Of the rows [from, to) keeps those that are new, behind from, in their
 * order, and counts the others; returns how many rows there are then.  O(rows)
 * on average.
 */
size_t fold_rows(struct fold *, const struct fold_column columns[],
	size_t column_count, size_t from, size_t to);

void fold_free(struct fold *);

#endif
