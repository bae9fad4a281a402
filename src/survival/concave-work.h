/* What the search of concave.h has at hand; for its files alone. */
#ifndef RELIT_CONCAVE_WORK_H
#define RELIT_CONCAVE_WORK_H

#include "survival/concave.h"

struct concave_work {
	const struct concave_problem *problem;
	struct concave_fit *fit;
	double *matrix;                  /* p * p */
	double *gradient, *step, *tried; /* p */
	double *moved, *predictor;       /* n; moved: of a direction */
	bool *active, *rising;           /* n */
	bool *free;                      /* p: neither fixed nor undetermined */
};

/* predictor = offset (NULL: 0) + z b */
void concave_predict(const struct concave_problem *, const double b[],
	const double offset[], double predictor[]);

/* x = matrix^-1 x by the factor in work->matrix, 0 where nothing is free. */
void concave_solve(const struct concave_work *, double x[]);

/*
 * Which columns the active rows no longer determine, by elimination in the
 * order of the columns, and the directions of these in fit->null; fills free.
 * Returns how many.  O(n p^2).
 */
size_t concave_find_undetermined(const struct concave_work *);

/*
 * Makes inactive the rows that rise to 0 along a direction that leaves the
 * others alone; whether there is one, so that *undetermined has grown.
 * predictor is that of fit->b.  O(n p^2), repeated while rows turn out not to
 * rise.
 */
bool concave_take_out_rising(const struct concave_work *, size_t *undetermined);

#endif
