/* The order of times, by each of the ways in which it is found. */
#include <gsl/gsl_test.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "survival/times.h"

/* Steele, Lea and Flood (2014) */
static uint64_t any_bits(uint64_t *state)
{
	uint64_t bits = *state += UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	return bits ^ bits >> 31;
}

/* How many neighbours stand wrong: later first, or equal and swapped. */
static size_t count_wrong(size_t n, const double time[], const size_t order[])
{
	size_t wrong = 0;

	for (size_t i = 1; i < n; i++) {
		double before = time[order[i - 1]], here = time[order[i]];

		wrong += before > here ||
			 (before == here && order[i - 1] > order[i]);
	}
	return wrong;
}

/* n times out of so many values, from -1 on. */
static void test_order(size_t n, uint64_t values)
{
	double *time = malloc(n * sizeof(*time));
	size_t *order = malloc(n * sizeof(*order));
	char *seen = calloc(n, 1);
	uint64_t state = n;
	size_t once = 0;

	for (size_t i = 0; i < n; i++)
		time[i] = (double)(any_bits(&state) % values) / 100 - 1;
	time[n / 2] = -0.0;
	order_times(n, time, order);
	for (size_t i = 0; i < n; i++)
		if (order[i] < n && !seen[order[i]]++)
			once++;
	gsl_test(once != n, "%zu times, each once", n);
	gsl_test(count_wrong(n, time, order) > 0,
		"%zu of %g times in their order", n, (double)values);
	free(seen);
	free(order);
	free(time);
}

int main(void)
{
	test_order(1, 10);
	test_order(64, 10);
	test_order(65, 10);
	test_order(5000, 300);
	test_order(5000, UINT64_C(1) << 50);
	test_order(200000, 18000);
	test_order(200000, 1);
	test_order(200000, 100000); /* too many values to count */
	return gsl_test_summary();
}
