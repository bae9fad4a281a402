/* Ordering follow-up times and telling which are the same. */
#include "survival/times.h"

#include <gsl/gsl_sort.h>

bool same_time(double earlier, double later)
{
	return later - earlier <= 1e-9 * later;
}

void order_times(size_t n, const double time[], size_t order[])
{
	gsl_sort_index(order, time, 1, n);
}
