/* Draws proportions over time: points with limits, groups side by side. */
#include "plot-data/rates.h"

#include "base/allocate.h"
#include "base/output.h"
#include "plot-data/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *const rate_statistics[RATE_STATISTICS] = {
	[ESTIMATE] = "estimate",
	[RATE_LOW] = "conf_low",
	[RATE_HIGH] = "conf_high",
	[RATE_COUNT] = "count",
	[RATE_N] = "n",
};

static void check_rate(const struct series_set *set, const struct point *point)
{
	const double *values = point->values;
	double estimate = values[ESTIMATE];

	if (isnan(estimate))
		return;
	if (!(fabs(estimate * values[RATE_N] - values[RATE_COUNT]) < 1e-6))
		series_die(set, point, ESTIMATE, "not count/n");
	if (!(values[RATE_LOW] >= 0 && values[RATE_LOW] <= estimate + 1e-9))
		series_die(set, point, RATE_LOW, "not between 0 and estimate");
	if (!(values[RATE_HIGH] <= 1 && values[RATE_HIGH] >= estimate - 1e-9))
		series_die(set, point, RATE_HIGH, "not between estimate and 1");
}

static int compare_times(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;

	return (left > right) - (left < right);
}

/* The smallest distance between two times of any groups; 1 if there is one. */
static double smallest_gap(const struct series_set *set)
{
	double gap = INFINITY;
	double *times = NULL;
	size_t count = 0;
	size_t capacity = 0;

	for (size_t s = 0; s < set->count; s++)
		for (size_t p = 0; p < set->items[s].count; p++) {
			times = grow(times, count, &capacity, sizeof(double));
			times[count++] = set->items[s].points[p].time;
		}
	qsort(times, count, sizeof(double), compare_times);
	for (size_t i = 1; i < count; i++)
		if (times[i] > times[i - 1])
			gap = fmin(gap, times[i] - times[i - 1]);
	free(times);
	return isinf(gap) ? 1 : gap;
}

static void print_rate(const struct series_set *set, size_t s,
	const struct point *point, const char *overall, double step)
{
	const char *group = set->items[s].group;
	double middle = ((double)set->count - 1) / 2;

	printf("%zu\t", s + 1);
	label_print(*group == '\0' ? overall : group);
	putchar('\t');
	print_number(point->time + ((double)s - middle) * step);
	putchar('\t');
	print_number(point->time);
	for (size_t i = 0; i < RATE_STATISTICS; i++) {
		putchar('\t');
		print_number(point->values[i]);
	}
	putchar('\n');
}

void rates_print(const struct series_set *set, const char *overall)
{
	double step = smallest_gap(set) * fmin(0.1, 0.5 / (double)set->count);

	for (size_t s = 0; s < set->count; s++)
		for (size_t p = 0; p < set->items[s].count; p++)
			check_rate(set, &set->items[s].points[p]);
	puts("curve\tlabel\tposition\ttime_months\testimate\tconf_low"
	     "\tconf_high\tcount\tn");
	for (size_t s = 0; s < set->count; s++)
		for (size_t p = 0; p < set->items[s].count; p++)
			if (!isnan(set->items[s].points[p].values[ESTIMATE]))
				print_rate(set, s, &set->items[s].points[p],
					overall, step);
}
