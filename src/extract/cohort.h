/*
 * A cohort's own file and its codebook into canonical patients: one row per
 * patient, the columns by the codebook's names and in its order, labels for
 * codes.
 */
#ifndef RELIT_EXTRACT_COHORT_H
#define RELIT_EXTRACT_COHORT_H

#include "base/table.h"
#include "extract/codebook.h"

/* One variable of all patients: a word per level of the file's column. */
struct canonical {
	const struct variable *variable;
	size_t column; /* in the file */
	char **words;  /* by the file's code; NULL: missing */
	size_t word_count;
};

struct cohort {
	const struct codebook *codebook;
	const struct table *file;
	struct canonical *columns; /* dropped ones left out */
	size_t count;
	bool number_rows; /* no id: the number of the row is the patient */
};

/* Checks every cell; both arguments must outlive the cohort. */
struct cohort cohort_check(const struct codebook *, const struct table *file);
void cohort_print(const struct cohort *);
void cohort_free(struct cohort *);

#endif
