/* Columns of unit variance about 0, in which Newton's method keeps its digits
 * whatever the units of the covariates are. */
#ifndef RELIT_STANDARDISE_H
#define RELIT_STANDARDISE_H

#include <stddef.h>

/*
 * z = (x - mean) / spread, column by column (n * p, both), over rows weighted
 * by weight (NULL: 1); mean and spread are p.  The spread of a constant column
 * is 1.  O(n p).
 */
void standardise(size_t n, size_t p, const double x[], const double weight[],
	double z[], double mean[], double spread[]);

#endif
