/* The ends of cells in plain rows of a file, found 64 bytes at a time. */
#ifndef RELIT_MARKS_H
#define RELIT_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MARKS_STEP 64 /* bytes looked at together */

struct marks {
	uint32_t *at;    /* of every separator and line feed, ascending */
	size_t count;    /* of those */
	size_t lines;    /* of line feeds */
	bool has_quote;  /* a quote somewhere */
	bool has_nul;    /* a NUL */
	bool has_high;   /* a byte outside ASCII */
	bool has_return; /* a carriage return */
};

/*
 * Finds the marks of bytes[0..length), length < 2^32; `at` is the caller's,
 * room for length + MARKS_STEP.  O(length).
 */
void marks_find(
	struct marks *, const char *bytes, size_t length, char separator);

#endif
