/*
 * The term of one time with tied events in an exact likelihood of Cox
 * regression; for src/survival/cox-*.c alone.
 */
#ifndef RELIT_COX_EXACT_H
#define RELIT_COX_EXACT_H

#include "survival/cox.h"

/*
 * Rows [begin, end), in a stratum that ends at `last`, have the stop of
 * n_tied > 1 events.  Adds to score (p) and information (p * p, upper triangle)
 * all but the tied rows' own z, and returns all but their own linear
 * predictors: as the main scan counts those.  regression.risk must be filled;
 * room is of cox_exact_room() numbers.
 */
double cox_exact_add(const struct cox_regression *, size_t begin, size_t end,
	size_t last, size_t n_tied, double room[], double score[],
	double information[]);

#endif
