/* Ranks, and the test of Kruskal and Wallis. */
#include "survival/kruskal-wallis.h"

#include <math.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>

double midranks(size_t n, const double values[], size_t order[], double ranks[])
{
	double sum = 0;

	gsl_sort_index(order, values, 1, n);
	for (size_t from = 0, to; from < n; from = to) {
		double ties;

		for (to = from + 1;
			to < n && values[order[to]] == values[order[from]];)
			to++;
		ties = (double)(to - from);
		sum += ties * ties * ties - ties;
		for (size_t i = from; i < to; i++)
			ranks[order[i]] = ((double)(from + to) + 1) / 2;
	}
	return sum;
}

struct kruskal_wallis kruskal_wallis(size_t groups, const size_t sizes[],
	const double values[], size_t order[], double ranks[])
{
	struct kruskal_wallis test = { NAN, (double)groups - 1, NAN };
	double between = 0, ties, n;
	size_t count = 0, at = 0;

	for (size_t g = 0; g < groups; g++)
		count += sizes[g];
	ties = midranks(count, values, order, ranks);
	n = (double)count;
	/* about the mean rank, so that nothing large cancels */
	for (size_t g = 0; g < groups; g++) {
		double sum = 0;

		for (size_t i = 0; i < sizes[g]; i++)
			sum += ranks[at++] - (n + 1) / 2;
		between += sum * sum / (double)sizes[g];
	}
	if (ties < n * n * n - n) {
		test.statistic = 12 * between / (n * (n + 1)) /
				 (1 - ties / (n * n * n - n));
		test.p_value = gsl_cdf_chisq_Q(test.statistic, test.df);
	}
	return test;
}
