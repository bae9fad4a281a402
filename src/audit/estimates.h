/*
 * The estimates of one or more files, each number by its address
 * `analysis/group/time/term/statistic`.
 */
#ifndef RELIT_ESTIMATES_H
#define RELIT_ESTIMATES_H

#include <stddef.h>

#include "audit/name-index.h"
#include "base/options.h"
#include "base/table.h"

/* The five columns an address is made of, and the value. */
enum estimate_column {
	ESTIMATE_ANALYSIS,
	ESTIMATE_GROUP,
	ESTIMATE_TIME,
	ESTIMATE_TERM,
	ESTIMATE_STATISTIC,
	ESTIMATE_VALUE,
	ESTIMATE_COLUMNS
};

struct estimate_file {
	struct table *table;
	size_t columns[ESTIMATE_COLUMNS];
};

struct estimate {
	char *address;                    /* owned */
	const struct estimate_file *file; /* where it stands */
	size_t row;
};

struct estimates {
	struct estimate *items; /* in the order of the files and their rows */
	size_t count;
	struct name_entry *index; /* count of them, sorted by address */
	struct estimate_file *files;
	size_t file_count;
};

/*
 * Reads every path; a part of an address that is NA, a missing column, and an
 * address that stands twice are refused at their place.  O(n log n).
 */
void estimates_read(struct estimates *, const struct text_list *paths);
void estimates_free(struct estimates *);

/* The estimate of that address, or NULL.  O(log n). */
const struct estimate *estimates_find(
	const struct estimates *, const char *address);

/* The address of another number of an estimate, its parts from `from` on
 * replaced by `parts` (ESTIMATE_VALUE - from of them); the caller frees. */
char *estimate_address(const struct estimate *, enum estimate_column from,
	const char *const parts[]);

/* The text of one of its columns; "NA" for a missing value. */
const char *estimate_text(const struct estimate *, enum estimate_column);

/* The number, NaN for NA; dies there when the text is none. */
double estimate_value(const struct estimate *);

/* Dies at one of its cells. */
_Noreturn void estimate_die(const struct estimate *, enum estimate_column,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
