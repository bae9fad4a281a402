/* Adjusted P values. */
#include "survival/adjust.h"

#include <math.h>
#include <gsl/gsl_sort.h>

void adjust_p(enum adjust_method method, size_t n, const double p[],
	size_t order[], double adjusted[])
{
	double count = (double)n, bound;

	gsl_sort_index(order, p, 1, n);
	bound = method == ADJUST_BH ? 1 : 0;
	for (size_t step = 0; step < n; step++) {
		size_t rank = method == ADJUST_BH ? n - step : step + 1;
		size_t i = order[rank - 1];

		if (method == ADJUST_BONFERRONI)
			bound = count * p[i];
		else if (method == ADJUST_HOLM)
			bound = fmax(bound, (count - (double)rank + 1) * p[i]);
		else
			bound = fmin(bound, count / (double)rank * p[i]);
		adjusted[i] = fmin(1, bound);
	}
}
