/* The subjects of a Fine-Gray model in the order of their times. */
#include "survival/fine-gray-parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/times.h"

static bool allocate(const struct fine_gray_subjects *subjects,
	struct fine_gray_sorted *sorted)
{
	size_t n = subjects->n, p = subjects->p;

	*sorted = (struct fine_gray_sorted){ .n = n,
		.p = p,
		.n_groups = subjects->n_groups,
		.first = malloc((n + 1) * sizeof(size_t)),
		.time = malloc(n * sizeof(double)),
		.deaths = calloc(n, sizeof(double)),
		.event = malloc(n * sizeof(enum fine_gray_event)),
		.group = malloc(n * sizeof(size_t)),
		.z = malloc(n * p * sizeof(double)),
		.inverse = malloc(n * sizeof(double)),
		.center = malloc(p * sizeof(double)),
		.scale = malloc(p * sizeof(double)) };
	return sorted->first && sorted->time && sorted->deaths &&
	       sorted->event && sorted->group && sorted->z && sorted->inverse &&
	       sorted->center && sorted->scale;
}

void fine_gray_sorted_free(struct fine_gray_sorted *sorted)
{
	free(sorted->first);
	free(sorted->time);
	free(sorted->deaths);
	free(sorted->event);
	free(sorted->group);
	free(sorted->z);
	free(sorted->free);
	free(sorted->inverse);
	free(sorted->center);
	free(sorted->scale);
}

/* Mean, by two passes so that a shift of 1e6 costs no digits, and standard
 * deviation. */
static void find_scale(
	size_t n, const double x[], double *center, double *scale)
{
	double mean = 0, rest = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		mean += x[i];
	mean /= (double)n;
	for (size_t i = 0; i < n; i++)
		rest += x[i] - mean;
	*center = mean + rest / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (x[i] - *center) * (x[i] - *center);
	*scale = sqrt(squares / (double)n);
}

static void copy_subjects(const struct fine_gray_subjects *subjects,
	const size_t order[], struct fine_gray_sorted *sorted)
{
	size_t n = subjects->n, p = subjects->p;

	for (size_t j = 0; j < p; j++)
		find_scale(n, subjects->x + j * n, &sorted->center[j],
			&sorted->scale[j]);
	for (size_t k = 0; k < n; k++) {
		size_t i = order[k];

		sorted->event[k] = subjects->event[i];
		sorted->group[k] = subjects->group ? subjects->group[i] : 0;
		for (size_t j = 0; j < p; j++)
			sorted->z[k * p + j] =
				(subjects->x[j * n + i] - sorted->center[j]) /
				sorted->scale[j];
	}
}

static void find_rows(const struct fine_gray_subjects *subjects,
	const size_t order[], struct fine_gray_sorted *sorted)
{
	double now = 0;

	sorted->rows = 0;
	for (size_t k = 0; k < sorted->n; k++) {
		double time = subjects->time[order[k]];

		if (k == 0 || !same_time(now, time)) {
			now = time;
			sorted->time[sorted->rows] = now;
			sorted->first[sorted->rows++] = k;
		}
		sorted->deaths[sorted->rows - 1] +=
			sorted->event[k] == FINE_GRAY_CAUSE;
	}
	sorted->first[sorted->rows] = sorted->n;
}

/*
 * One row of a group with Y at risk: who is censored takes a factor
 * (Y - 1) / Y, the next (Y - 2) / (Y - 1), and so (Y - c) / Y in all; only then
 * do the failures leave.
 */
static void leave_row(const struct fine_gray_sorted *sorted, size_t row,
	double at_risk[], double free[])
{
	size_t end = sorted->first[row + 1];

	for (size_t i = sorted->first[row]; i < end; i++) {
		size_t g = sorted->group[i];

		if (sorted->event[i] != FINE_GRAY_CENSORED)
			continue;
		free[g] *= (at_risk[g] - 1) / at_risk[g];
		at_risk[g]--;
	}
	for (size_t i = sorted->first[row]; i < end; i++)
		if (sorted->event[i] != FINE_GRAY_CENSORED)
			at_risk[sorted->group[i]]--;
}

/* G of each group before each row; at_risk has room for a number per group. */
static void find_free(struct fine_gray_sorted *sorted, double at_risk[])
{
	size_t groups = sorted->n_groups;

	for (size_t g = 0; g < groups; g++) {
		at_risk[g] = 0;
		sorted->free[g] = 1;
	}
	for (size_t i = 0; i < sorted->n; i++)
		at_risk[sorted->group[i]]++;
	for (size_t row = 0; row < sorted->rows; row++) {
		double *now = sorted->free + row * groups;
		double *next = now + groups;

		for (size_t g = 0; g < groups; g++)
			now[g] = at_risk[g] > 0 ? now[g] : 0;
		for (size_t i = sorted->first[row]; i < sorted->first[row + 1];
			i++)
			sorted->inverse[i] = 1 / now[sorted->group[i]];
		memcpy(next, now, groups * sizeof(*next));
		leave_row(sorted, row, at_risk, next);
	}
}

bool fine_gray_sort(const struct fine_gray_subjects *subjects,
	struct fine_gray_sorted *sorted)
{
	size_t groups = subjects->n_groups;
	size_t *order = malloc(subjects->n * sizeof(*order));
	double *at_risk = malloc(groups * sizeof(*at_risk));
	bool done = allocate(subjects, sorted) && order && at_risk;

	if (done) {
		order_times(subjects->n, subjects->time, order);
		copy_subjects(subjects, order, sorted);
		find_rows(subjects, order, sorted);
		/* a row more: what is left behind the last time */
		sorted->free =
			malloc((sorted->rows + 1) * groups * sizeof(double));
		done = sorted->free;
	}
	if (done)
		find_free(sorted, at_risk);
	free(at_risk);
	free(order);
	return done;
}
