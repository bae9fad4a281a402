/*
 * The patients of one file with the columns that stratify adds to them.  A cell
 * is its text as it stood in the file; NULL is missing.  Columns are numbered
 * through: those of the file, then those that were added, in their order.
 */
#ifndef RELIT_FRAME_H
#define RELIT_FRAME_H

#include <stdbool.h>
#include <stddef.h>

struct frame;

/*
 * Reads path; "-" is standard input.  A column name that is not lower-case, and
 * a cell that a TSV file cannot hold, is refused.  Free with frame_free().
 */
struct frame *frame_read(const char *path);
void frame_free(struct frame *);

size_t frame_rows(const struct frame *);
size_t frame_columns(const struct frame *);
const char *frame_name(const struct frame *, size_t column);
const char *frame_cell(const struct frame *, size_t row, size_t column);

/* The column of that name; an unknown one dies with those there are. */
size_t frame_need(const struct frame *, const char *name);

/* Dies unless some row holds the level, or an added column could. */
void frame_need_level(const struct frame *, size_t column, const char *level);

/* The number in a cell, NaN when missing; text that is none dies there. */
double frame_number(const struct frame *, size_t row, size_t column);

/* The same for a time, which must not be negative. */
double frame_time(const struct frame *, size_t row, size_t column);

/* Dies at a cell. */
_Noreturn void frame_die(const struct frame *, size_t row, size_t column,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * Adds a column and takes name, cells (rows of them), store (what the cells
 * point to, or NULL) and levels (NULL-ended, or NULL) into its keeping.  A name
 * that is not lower-case is misuse of `option`; one that is there is refused.
 */
void frame_add(struct frame *, const char *option, char *name,
	const char **cells, char *store, char **levels);

#endif
