/* Sums of weighted squares and products of columns. */
#ifndef RELIT_CROSS_PRODUCT_H
#define RELIT_CROSS_PRODUCT_H

#include <stddef.h>

/*
 * Adds the sum over n rows of weight z z' to the upper triangle of sums
 * (p * p); z is n * p, row by row.  The rows are added to each sum one by one
 * and in their order.  O(n p^2).
 */
void cross_product_add(size_t n, size_t p, const double z[],
	const double weight[], double sums[]);

#endif
