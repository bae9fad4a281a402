/* The rank test of several samples: Kruskal and Wallis (1952). */
#ifndef RELIT_KRUSKAL_WALLIS_H
#define RELIT_KRUSKAL_WALLIS_H

#include <stddef.h>

/*
 * Midranks of values[0..n) into ranks, in the same order; order is room for n.
 * Returns the sum of t^3 - t over ties of t values.  O(n log n).
 */
double midranks(
	size_t n, const double values[], size_t order[], double ranks[]);

struct kruskal_wallis {
	double statistic; /* H over the correction for ties; NaN when all values
			   * are equal */
	double df;
	double p_value; /* by chi-squared */
};

/* values lie group by group; ranks, order: room for all.  Groups have at least
 * one value each. */
struct kruskal_wallis kruskal_wallis(size_t groups, const size_t sizes[],
	const double values[], size_t order[], double ranks[]);

#endif
