/* The shift algorithm. */
#include "survival/rank-sum-counts.h"

#include <float.h>
#include <stdlib.h>

#define MOST_STEPS 5e8
#define MOST_DRAWN 1000 /* beyond, the number of ways overflows */

/* ways[k * width + s]: how many ways to have drawn k with the sum s. */
static void take_in(
	double ways[], size_t width, size_t drawn, size_t score, size_t reached)
{
	for (size_t k = drawn; k > 0; k--) {
		double *to = ways + k * width;
		const double *from = ways + (k - 1) * width;

		for (size_t sum = score; sum <= reached; sum++)
			to[sum] += from[sum - score];
	}
}

enum rank_sum_status rank_sum_count(size_t n, const size_t scores[],
	size_t drawn, struct rank_sum_counts *counts)
{
	size_t width = 1, reached = 0;
	double *ways;

	/* scores ascend: the last `drawn` have the largest sum */
	for (size_t i = n - drawn; i < n; i++)
		width += scores[i];
	if (n > MOST_DRAWN ||
		(double)width * (double)drawn * (double)n > MOST_STEPS)
		return RANK_SUM_TOO_LARGE;
	ways = calloc((drawn + 1) * width, sizeof(*ways));
	counts->ways = malloc(width * sizeof(*ways));
	counts->most = width - 1;
	if (!ways || !counts->ways) {
		free(ways);
		free(counts->ways);
		return RANK_SUM_NO_MEMORY;
	}
	ways[0] = 1;
	for (size_t i = 0; i < n; i++) {
		reached += scores[i];
		take_in(ways, width, i < drawn ? i + 1 : drawn, scores[i],
			reached < width ? reached : width - 1);
	}
	for (size_t sum = 0; sum < width; sum++)
		counts->ways[sum] = ways[drawn * width + sum];
	free(ways);
	return RANK_SUM_OK;
}

enum rank_sum_status rank_sum_quantile(
	size_t n1, size_t n2, double p, double *k)
{
	size_t n = n1 + n2, drawn = n1 < n2 ? n1 : n2;
	size_t lowest = drawn * (drawn + 1) / 2, sum = lowest;
	size_t *ranks = malloc((n + 1) * sizeof(*ranks));
	struct rank_sum_counts counts;
	enum rank_sum_status status;
	double all = 0, below = 0;

	if (!ranks)
		return RANK_SUM_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		ranks[i] = i + 1;
	status = rank_sum_count(n, ranks, drawn, &counts);
	free(ranks);
	if (status != RANK_SUM_OK)
		return status;
	for (size_t i = 0; i <= counts.most; i++)
		all += counts.ways[i];
	below = counts.ways[sum] / all;
	while (sum < counts.most && below < p - 10 * DBL_EPSILON)
		below += counts.ways[++sum] / all;
	*k = (double)(sum - lowest);
	if (*k == 0 && below <= p + 10 * DBL_EPSILON)
		*k = 1;
	free(counts.ways);
	return RANK_SUM_OK;
}
