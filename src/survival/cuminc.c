/* The Aalen-Johansen estimate of cumulative incidence. */
#include "survival/cuminc.h"

#include <math.h>

#include "survival/times.h"

/* The failures of each row, by cause; rows stand in the order of times. */
static void count_causes(const struct cuminc_subjects *subjects,
	const size_t order[], struct cuminc_curve *curve)
{
	size_t row = 0;

	for (size_t c = 0; c < subjects->n_causes; c++)
		for (size_t i = 0; i < curve->all.count; i++)
			curve->n_event[c * curve->room + i] = 0;
	for (size_t i = 0; i < subjects->n; i++) {
		size_t who = order[i], cause = subjects->cause[who];

		while (!same_time(curve->all.time[row], subjects->time[who]))
			row++;
		if (cause > 0)
			curve->n_event[(cause - 1) * curve->room + row] +=
				subjects->weight ? subjects->weight[who] : 1;
	}
}

/* Of the sum of squares in h: its square, half its linear and its constant
 * coefficient at the present h = 0. */
struct squares {
	double square, linear, constant;
};

/* A row: who is at risk, who fails, and survival before and after. */
struct row {
	double n_risk, n_all, n_cause, before, after;
};

static struct row row_of(
	const struct cuminc_curve *curve, const double n_event[], size_t row)
{
	const struct km_curve *all = &curve->all;

	return (struct row){ all->n_risk[row], all->n_event[row], n_event[row],
		row > 0 ? all->survival[row - 1] : 1, all->survival[row] };
}

/* S(s-)^2 d (Y - d) / ((Y - 1) Y^2) */
static double spread(const struct row *row, double failures)
{
	double share = row->before / row->n_risk;
	double left = 1;

	if (failures > 1)
		left = 1 - (failures - 1) / (row->n_risk - 1);
	return share * share * failures * left;
}

static void add_aalen(const struct row *row, struct squares *sums)
{
	double own = spread(row, row->n_cause);
	double other = spread(row, row->n_all - row->n_cause);

	sums->constant += own;
	if (row->after <= 0) /* the last time: h stays 0 */
		return;
	sums->linear -= own / row->after;
	sums->square += (own + other) / (row->after * row->after);
}

static void add_delta(const struct row *row, struct squares *sums)
{
	double y = row->n_risk, share = row->before / y;

	sums->constant += share * share * row->n_cause * (y - row->n_cause) / y;
	sums->linear -= share * row->n_cause / y;
	if (row->n_all < y)
		sums->square += row->n_all / (y * (y - row->n_all));
}

/* Incidence and variance of the cause whose arrays begin at `first`. */
static void follow_cause(
	enum cuminc_variance type, size_t first, struct cuminc_curve *curve)
{
	const double *n_event = curve->n_event + first;
	struct squares sums = { 0, 0, 0 };
	double incidence = 0;

	for (size_t i = 0; i < curve->all.count; i++) {
		struct row row = row_of(curve, n_event, i);
		double step = row.before * (row.n_cause / row.n_risk);

		if (!(row.n_cause > 0))
			step = 0;
		incidence += step;
		sums.constant += step * (2 * sums.linear + step * sums.square);
		sums.linear += step * sums.square;
		if (row.n_all > 0 && type == CUMINC_AALEN)
			add_aalen(&row, &sums);
		else if (row.n_all > 0)
			add_delta(&row, &sums);
		curve->incidence[first + i] = incidence;
		curve->variance[first + i] = fmax(sums.constant, 0);
	}
}

void cuminc_estimate(const struct cuminc_subjects *subjects,
	enum cuminc_variance type, bool event[], size_t order[],
	struct cuminc_curve *curve)
{
	const struct km_records records = { .n = subjects->n,
		.time = subjects->time,
		.event = event,
		.weight = subjects->weight };

	for (size_t i = 0; i < subjects->n; i++)
		event[i] = subjects->cause[i] > 0;
	km_estimate_records(&records, order, &curve->all);
	count_causes(subjects, order, curve);
	for (size_t c = 0; c < subjects->n_causes; c++)
		follow_cause(type, c * curve->room, curve);
}

double cuminc_time_lost(
	const struct cuminc_curve *curve, size_t cause, double tau)
{
	const double *incidence = curve->incidence + (cause - 1) * curve->room;
	const struct km_curve *all = &curve->all;
	double area = 0;

	for (size_t row = 0; row < all->count && all->time[row] < tau; row++) {
		double end = tau;

		if (row + 1 < all->count)
			end = fmin(tau, all->time[row + 1]);
		area += incidence[row] * (end - all->time[row]);
	}
	return area;
}
