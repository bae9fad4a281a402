/* The Kaplan-Meier curve of one group, with the variance asked for. */
#include "estimate/km-curve.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "survival/rmst.h"
#include "survival/times.h"

/* All arrays with a number per row of the curve, for room and free. */
#define ROW_ARRAYS(room)                                                       \
	{                                                                      \
		&(room)->curve.time, &(room)->curve.n_risk,                    \
			&(room)->curve.n_event, &(room)->curve.n_censor,       \
			&(room)->curve.survival, &(room)->curve.log_variance,  \
			&(room)->curve.hazard, &(room)->curve.n_entered,       \
			&(room)->low, &(room)->high, &(room)->hazard_variance, \
			&(room)->scratch, &(room)->influence.rise,             \
			&(room)->influence.jump, &(room)->time,                \
			&(room)->start, &(room)->weight                        \
	}

/* The rows of each group, one after the other. */
static void sort_members(const struct input *input, const struct groups *groups,
	struct group_curve *room)
{
	size_t *next = allocate(groups->count + 1, sizeof(*next));

	room->members = allocate(input->count, sizeof(*room->members));
	room->first = allocate(groups->count + 1, sizeof(*room->first));
	for (size_t i = 0; i < input->count; i++)
		next[groups->of[i] + 1]++;
	for (size_t g = 0; g < groups->count; g++)
		next[g + 1] += next[g];
	for (size_t g = 0; g <= groups->count; g++)
		room->first[g] = next[g];
	for (size_t i = 0; i < input->count; i++)
		room->members[next[groups->of[i]]++] = i;
	free(next);
}

struct group_curve group_curve_room(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	const struct groups *in_clusters)
{
	struct group_curve room = { .curve.count = 0 };
	double **arrays[] = ROW_ARRAYS(&room);
	size_t n = input->count, rows = follow_up->start ? 2 * n + 1 : n + 1;

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		*arrays[i] = allocate(rows, sizeof(double));
	room.event = allocate(n, sizeof(*room.event));
	room.order = allocate(2 * n, sizeof(*room.order));
	room.cluster = allocate(n, sizeof(*room.cluster));
	room.clusters.settled = allocate(n, sizeof(double));
	room.clusters.at_risk = allocate(n, sizeof(double));
	if (in_clusters)
		room.seen = allocate(in_clusters->count, sizeof(*room.seen));
	sort_members(input, groups, &room);
	return room;
}

void group_curve_free(struct group_curve *room)
{
	double **arrays[] = ROW_ARRAYS(room);

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		free(*arrays[i]);
	free(room->event);
	free(room->order);
	free(room->cluster);
	free(room->clusters.settled);
	free(room->clusters.at_risk);
	free(room->seen);
	free(room->members);
	free(room->first);
}

/* Whether a record ends at the time that survival is given to, or before. */
static bool is_over(double time, double given)
{
	return time <= given || same_time(given, time);
}

/* The records of the group, those that are over at `given` left out. */
static void pick_records(const struct follow_up *follow_up,
	const struct groups *in_clusters, size_t group,
	const struct km_request *request, struct group_curve *room)
{
	size_t n = 0;

	room->n = 0;
	for (size_t m = room->first[group]; m < room->first[group + 1]; m++) {
		size_t i = room->members[m];

		if (is_over(follow_up->time[i], request->given))
			continue;
		room->time[n] = follow_up->time[i];
		room->event[n] = follow_up->event[i] != request->reverse;
		if (follow_up->start)
			room->start[n] = follow_up->start[i];
		if (follow_up->weight)
			room->weight[n] = follow_up->weight[i];
		room->n += follow_up->counted ? follow_up->weight[i] : 1;
		if (in_clusters)
			room->cluster[n] = in_clusters->of[i];
		n++;
	}
	room->records = (struct km_records){ n, room->time, room->event,
		follow_up->start ? room->start : NULL,
		follow_up->weight ? room->weight : NULL,
		isnan(request->given) ? 0 : request->given };
}

/* Numbers the clusters of the group from 0. */
static void number_clusters(
	const struct groups *in_clusters, struct group_curve *room)
{
	size_t n = room->records.n, count = 0;

	room->clusters.cluster = in_clusters ? room->cluster : NULL;
	room->clusters.count = n;
	if (!in_clusters)
		return;
	for (size_t i = 0; i < n; i++)
		room->seen[room->cluster[i]] = SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		size_t *seen = &room->seen[room->cluster[i]];

		if (*seen == SIZE_MAX)
			*seen = count++;
		room->cluster[i] = *seen;
	}
	room->clusters.count = count;
}

static void take_variance(
	const struct km_request *request, struct group_curve *room)
{
	struct km_curve *curve = &room->curve;

	km_aalen_variance(curve, room->hazard_variance);
	if (request->variance == VARIANCE_AALEN)
		km_aalen_variance(curve, curve->log_variance);
	if (request->variance != VARIANCE_ROBUST)
		return;
	km_survival_influence(curve, room->influence);
	km_robust_variance(&room->records, room->order, curve, room->influence,
		&room->clusters, curve->log_variance);
	km_hazard_influence(curve, room->influence);
	km_robust_variance(&room->records, room->order, curve, room->influence,
		&room->clusters, room->hazard_variance);
}

void group_curve_estimate(const struct follow_up *follow_up,
	const struct groups *in_clusters, size_t group,
	const struct km_request *request, struct group_curve *room)
{
	const struct km_curve *curve = &room->curve;

	pick_records(follow_up, in_clusters, group, request, room);
	number_clusters(in_clusters, room);
	km_estimate_records(&room->records, room->order, &room->curve);
	take_variance(request, room);
	for (size_t row = 0; row < curve->count; row++)
		survival_interval(request->interval, curve->survival[row],
			sqrt(curve->log_variance[row]), request->conf,
			&room->low[row], &room->high[row]);
}

/* With the area A behind a row: the sum of A^2 d / r^2. */
static double aalen_mean_variance(
	const struct km_curve *curve, double tau, struct km_influence influence)
{
	double variance = 0;

	km_mean_influence(curve, tau, influence);
	for (size_t row = 0; row < curve->count; row++) {
		double r = curve->n_risk[row], d = curve->n_event[row];
		double area = influence.jump[row] * (r - d);

		if (d > 0 && area > 0)
			variance += area * area * d / r / r;
	}
	return variance;
}

double group_curve_mean_error(
	struct group_curve *room, double tau, const struct km_request *request)
{
	const struct km_curve *curve = &room->curve;

	if (request->variance == VARIANCE_GREENWOOD)
		return rmst_estimate(curve, tau).std_error;
	if (request->variance == VARIANCE_AALEN)
		return sqrt(aalen_mean_variance(curve, tau, room->influence));
	km_mean_influence(curve, tau, room->influence);
	km_robust_variance(&room->records, room->order, curve, room->influence,
		&room->clusters, room->scratch);
	return sqrt(room->scratch[curve->count - 1]);
}
