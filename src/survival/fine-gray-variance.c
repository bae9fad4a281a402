/* The influence of each subject on the score of a Fine-Gray model. */
#include "survival/fine-gray-parts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* sum += factor * other */
static void add(size_t p, double sum[], double factor, const double other[])
{
	for (size_t j = 0; j < p; j++)
		sum[j] += factor * other[j];
}

/*
 * Room of the two scans.  Of each group: ahead, the sums over times to come of
 * G dH m and (last) G dH, m the mean of the risk set and H its hazard; behind,
 * those over the failures of another cause before the time, of z and (last)
 * their number, each with the risk over G.  traces is a pile of p numbers each:
 * q(u) of Fine and Gray, with the other sign, of a group and a time at which
 * someone of it is censored; the first scan lays it up, the second takes it
 * off.
 */
struct influence {
	double *ahead, *behind; /* n_groups * (p + 1) */
	double *past;           /* p: sum of dH m up to the time */
	double *met;            /* n_groups * p */
	double *at_risk, *lost; /* n_groups */
	double *traces;
	size_t pile;          /* traces that lie on it */
	const double **trace; /* n_groups: that of the time */
};

static bool influence_make(const struct fine_gray_sorted *sorted,
	size_t n_traces, struct influence *room)
{
	size_t groups = sorted->n_groups, p = sorted->p;

	*room = (struct influence){
		.ahead = calloc(groups * (p + 1), sizeof(double)),
		.behind = calloc(groups * (p + 1), sizeof(double)),
		.past = calloc(p, sizeof(double)),
		.met = calloc(groups * p, sizeof(double)),
		.at_risk = calloc(groups, sizeof(double)),
		.lost = calloc(groups, sizeof(double)),
		.traces = malloc((n_traces + 1) * p * sizeof(double)),
		.trace = calloc(groups, sizeof(double *)),
	};
	return room->ahead && room->behind && room->past && room->met &&
	       room->at_risk && room->lost && room->traces && room->trace;
}

static void influence_free(struct influence *room)
{
	free(room->ahead);
	free(room->behind);
	free(room->past);
	free(room->met);
	free(room->at_risk);
	free(room->lost);
	free(room->traces);
	free(room->trace);
}

/* What is behind the last time. */
static void sum_all(const struct fine_gray_sorted *sorted,
	const struct fine_gray_sums *sums, struct influence *room)
{
	size_t p = sorted->p;

	for (size_t row = 0; row < sorted->rows; row++)
		add(p, room->past, sums->jump[row], sums->mean + row * p);
	for (size_t i = 0; i < sorted->n; i++) {
		double *behind = room->behind + sorted->group[i] * (p + 1);
		double weight = sums->risk[i] * sorted->inverse[i];

		if (sorted->event[i] != FINE_GRAY_OTHER)
			continue;
		add(p, behind, weight, sorted->z + i * p);
		behind[p] += weight;
	}
}

/* The influence of subject i of the row by its own martingale, in place of z:
 * the sum over times of (z - m) times what is seen less what is expected. */
static void replace_z(const struct fine_gray_sums *sums, size_t row, size_t i,
	struct fine_gray_sorted *sorted, struct influence *room)
{
	size_t p = sorted->p, g = sorted->group[i];
	const double *mean = sums->mean + row * p;
	double *z = sorted->z + i * p, risk = sums->risk[i];
	double failed = sorted->event[i] == FINE_GRAY_CAUSE ? 1 : 0;
	double weight = 0;

	if (sorted->event[i] == FINE_GRAY_OTHER) {
		weight = risk * sorted->inverse[i];
		add(p, room->behind + g * (p + 1), -weight, z);
		room->behind[g * (p + 1) + p] -= weight;
	}
	for (size_t j = 0; j < p; j++)
		z[j] = failed * (z[j] - mean[j]) -
		       risk * (sums->exposure[i] * z[j] - room->past[j]) +
		       weight * room->ahead[g * (p + 1) + j];
}

/* Who of each group is censored at a row; how many groups have one. */
static size_t count_lost(
	const struct fine_gray_sorted *sorted, size_t row, double lost[])
{
	size_t groups = 0;

	memset(lost, 0, sorted->n_groups * sizeof(*lost));
	for (size_t i = sorted->first[row]; i < sorted->first[row + 1]; i++) {
		if (sorted->event[i] != FINE_GRAY_CENSORED)
			continue;
		groups += lost[sorted->group[i]] == 0;
		lost[sorted->group[i]]++;
	}
	return groups;
}

/* How many traces there will be; room for a number per group. */
static size_t count_traces(const struct fine_gray_sorted *sorted, double lost[])
{
	size_t count = 0;

	for (size_t row = 0; row < sorted->rows; row++)
		count += count_lost(sorted, row, lost);
	return count;
}

/* The time's own hazard is ahead, seen from the times before it. */
static void turn_row(const struct fine_gray_sorted *sorted,
	const struct fine_gray_sums *sums, size_t row, struct influence *room)
{
	size_t p = sorted->p, groups = sorted->n_groups;
	const double *mean = sums->mean + row * p;

	add(p, room->past, -sums->jump[row], mean);
	count_lost(sorted, row, room->lost);
	for (size_t g = 0; g < groups; g++) {
		double *ahead = room->ahead + g * (p + 1);
		const double *behind = room->behind + g * (p + 1);
		double step = sorted->free[row * groups + g] * sums->jump[row];
		double *trace = room->traces + room->pile * p;

		add(p, ahead, step, mean);
		ahead[p] += step;
		if (!(room->lost[g] > 0))
			continue;
		memset(trace, 0, p * sizeof(*trace));
		add(p, trace, ahead[p], behind);
		add(p, trace, -behind[p], ahead);
		room->pile++;
	}
}

/* Takes the traces of a row off the pile; met is the part of the censoring's
 * hazard up to the row. */
static void meet_row(const struct fine_gray_sorted *sorted, size_t row,
	struct influence *room)
{
	size_t p = sorted->p;

	count_lost(sorted, row, room->lost);
	for (size_t g = sorted->n_groups; g-- > 0;) {
		double y = room->at_risk[g];

		if (!(room->lost[g] > 0))
			continue;
		room->trace[g] = room->traces + --room->pile * p;
		add(p, room->met + g * p, -room->lost[g] / y / y,
			room->trace[g]);
	}
}

/* Forward: the influence by the censoring's martingale is added, and the
 * squares are summed; the lower triangle of middle. */
static void sum_squares(const struct fine_gray_sorted *sorted, size_t row,
	struct influence *room, double middle[])
{
	size_t p = sorted->p, end = sorted->first[row + 1];

	meet_row(sorted, row, room);
	for (size_t i = sorted->first[row]; i < end; i++) {
		size_t g = sorted->group[i];
		double *z = sorted->z + i * p;

		add(p, z, 1, room->met + g * p);
		if (sorted->event[i] == FINE_GRAY_CENSORED)
			add(p, z, 1 / room->at_risk[g], room->trace[g]);
		for (size_t j = 0; j < p; j++)
			add(j + 1, middle + j * p, z[j], z);
	}
	for (size_t i = sorted->first[row]; i < end; i++)
		room->at_risk[sorted->group[i]]--;
}

static void find_middle(struct fine_gray_sorted *sorted,
	const struct fine_gray_sums *sums, struct influence *room,
	double middle[])
{
	sum_all(sorted, sums, room);
	for (size_t row = sorted->rows; row-- > 0;) {
		for (size_t i = sorted->first[row]; i < sorted->first[row + 1];
			i++)
			replace_z(sums, row, i, sorted, room);
		turn_row(sorted, sums, row, room);
	}
	for (size_t i = 0; i < sorted->n; i++)
		room->at_risk[sorted->group[i]]++;
	for (size_t row = 0; row < sorted->rows; row++)
		sum_squares(sorted, row, room, middle);
}

bool fine_gray_middle(struct fine_gray_sorted *sorted,
	struct fine_gray_sums *sums, double middle[])
{
	size_t p = sorted->p;
	struct influence room;
	bool done = influence_make(
		sorted, count_traces(sorted, sums->total), &room);

	memset(middle, 0, p * p * sizeof(*middle));
	if (done)
		find_middle(sorted, sums, &room, middle);
	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < j; k++)
			middle[k * p + j] = middle[j * p + k];
	influence_free(&room);
	return done;
}
