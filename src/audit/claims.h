/*
 * The numbers a paper prints, one per row of claims.tsv, checked: known role
 * and quantity, a printed text that can be read, an id of its own.
 */
#ifndef RELIT_CLAIMS_H
#define RELIT_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

#include "audit/quantities.h"
#include "base/options.h"
#include "base/printed.h"
#include "base/table.h"

enum claim_column {
	CLAIM_ID,
	CLAIM_PLACE,
	CLAIM_GROUP,
	CLAIM_QUANTITY,
	CLAIM_TIME,
	CLAIM_PRINTED,
	CLAIM_RESULT,
	CLAIM_ROLE,
	CLAIM_NOTE,
	CLAIM_COLUMNS
};

struct claim_file {
	struct table *table;
	size_t columns[CLAIM_COLUMNS];
};

struct claim {
	const struct claim_file *file;
	size_t row;
	const struct quantity *quantity;
	struct printed printed;
	bool check;      /* role check, else input */
	bool has_result; /* else a check row's note says why not */
};

struct claims {
	struct claim *items; /* in the order of the files and their rows */
	size_t count;
	struct claim_file *files;
	size_t file_count;
};

/* Reads every path; all that is wrong dies at its place.  O(n log n). */
void claims_read(struct claims *, const struct text_list *paths);
void claims_free(struct claims *);

/* The text of one of its columns, "NA" when missing. */
const char *claim_text(const struct claim *, enum claim_column);

/* Dies at one of its cells. */
_Noreturn void claim_die(const struct claim *, enum claim_column,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
