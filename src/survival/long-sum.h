/*
 * Sums in twice the digits of a double, for kaplan-meier.c and km-variance.c
 * alone: what was added can be taken away again and leaves next to nothing
 * behind (Dekker 1971; Knuth 1969, section 4.2.2, theorem B).  Terms below
 * 1e300 in size.
 */
#ifndef RELIT_LONG_SUM_H
#define RELIT_LONG_SUM_H

#include <math.h>

struct long_sum {
	double high, low; /* high is the sum, rounded; low what that left out */
};

static inline void long_add(struct long_sum *sum, double term)
{
	double high = sum->high + term, back = high - sum->high;
	double low = (sum->high - (high - back)) + (term - back) + sum->low;

	sum->high = high + low;
	sum->low = low - (sum->high - high);
}

/* Adds a * b without rounding the product. */
static inline void long_add_product(struct long_sum *sum, double a, double b)
{
	double product = a * b;

	long_add(sum, product);
	long_add(sum, fma(a, b, -product));
}

#endif
