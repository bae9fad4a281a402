/* Records of follow-up in the order of a scan over time. */
#include "survival/risk-order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/times.h"

static size_t stratum_of(const struct risk_records *records, size_t i)
{
	return records->strata ? records->strata[i] : 0;
}

/* Where each stratum begins; next is a copy that is then counted up. */
static void find_strata(
	const struct risk_records *records, size_t first[], size_t next[])
{
	for (size_t s = 0; s <= records->n_strata; s++)
		first[s] = 0;
	for (size_t i = 0; i < records->n; i++)
		first[stratum_of(records, i) + 1]++;
	for (size_t s = 0; s < records->n_strata; s++)
		first[s + 1] += first[s];
	memcpy(next, first, records->n_strata * sizeof(*next));
}

/* The ranks of the times, which stand in ascending order in `sorted`: the
 * positions of stops from 0, of starts from n. */
static void rank_times(const struct risk_records *records, const double times[],
	const size_t sorted[], struct risk_order *order)
{
	size_t n = records->n, rank = 0;
	double run = NAN;

	for (size_t k = 0; k < (records->start ? 2 * n : n); k++) {
		size_t i = sorted[k];

		if (k == 0)
			run = times[i];
		else if (!same_time(run, times[i])) {
			run = times[i];
			rank++;
		}
		if (i < n)
			order->stop_rank[i] = rank;
		else
			order->start_rank[i - n] = rank;
	}
}

/* Positions by stratum, from those by time that lie in [low, low + n). */
static void sort_strata(const struct risk_records *records,
	const size_t sorted[], size_t low, size_t next[], size_t out[])
{
	for (size_t k = 0; k < (records->start ? 2 : 1) * records->n; k++) {
		size_t i = sorted[k] - low;

		if (sorted[k] >= low && i < records->n)
			out[next[stratum_of(records, i)]++] = i;
	}
}

static bool allocate(
	const struct risk_records *records, struct risk_order *order)
{
	size_t n = records->n + 1;

	order->stop_rank = malloc(n * sizeof(size_t));
	order->by_stop = malloc(n * sizeof(size_t));
	order->first = malloc((records->n_strata + 1) * sizeof(size_t));
	if (records->start) {
		order->start_rank = malloc(n * sizeof(size_t));
		order->by_start = malloc(n * sizeof(size_t));
	}
	return order->stop_rank && order->by_stop && order->first &&
	       (!records->start || (order->start_rank && order->by_start));
}

bool risk_order_make(
	const struct risk_records *records, struct risk_order *order)
{
	size_t n = records->n, all = (records->start ? 2 : 1) * n + 1;
	double *times = malloc(all * sizeof(*times));
	size_t *sorted = malloc(all * sizeof(*sorted));
	size_t *next = malloc((records->n_strata + 1) * sizeof(*next));
	bool done;

	*order = (struct risk_order){ .first = NULL };
	done = allocate(records, order) && times && sorted && next;
	if (done) {
		memcpy(times, records->stop, n * sizeof(*times));
		if (records->start)
			memcpy(times + n, records->start, n * sizeof(*times));
		order_times(all - 1, times, sorted);
		rank_times(records, times, sorted, order);
		find_strata(records, order->first, next);
		sort_strata(records, sorted, 0, next, order->by_stop);
		if (records->start) {
			find_strata(records, order->first, next);
			sort_strata(records, sorted, n, next, order->by_start);
		}
	}
	free(next);
	free(sorted);
	free(times);
	return done;
}

void risk_order_free(struct risk_order *order)
{
	free(order->stop_rank);
	free(order->start_rank);
	free(order->by_stop);
	free(order->by_start);
	free(order->first);
}

size_t risk_order_run(const struct risk_order *order, size_t i, size_t end)
{
	size_t rank = order->stop_rank[order->by_stop[i]];

	while (i < end && order->stop_rank[order->by_stop[i]] == rank)
		i++;
	return i;
}
