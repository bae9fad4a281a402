/* The Kaplan-Meier estimate, and its quantiles. */
#include "survival/kaplan-meier.h"

#include <math.h>

#include "survival/long-sum.h"
#include "survival/times.h"

/* R's sqrt(.Machine$double.eps): how close a step is to the quantile's level */
#define LEVEL_TOLERANCE 1.4901161193847656e-08

/* What happens at one time; sums of weights, and how many records. */
struct moment {
	struct long_sum risk, events, censored, entered;
	size_t at_risk, failed;
};

/* Survival before the times since the last change that is no event, and who
 * was at risk. */
struct base {
	double survival, n_risk;
};

/* Who is at risk behind the events of the moment; 0 when all have failed. */
static double left_of(const struct moment *moment)
{
	struct long_sum left = moment->risk;

	if (moment->failed == moment->at_risk)
		return 0;
	long_add(&left, -moment->events.high);
	long_add(&left, -moment->events.low);
	return left.high;
}

/*
 * S(t) = prod (r - d) / r, var log S(t) = sum d / (r (r - d)) and
 * H(t) = sum d / r, over the times up to t with d events of r at risk.  Between
 * censorings the product is one ratio, rounded once: without censoring S is
 * the share of survivors to its last bit.
 */
static void multiply_row(size_t row, const struct moment *moment, bool fresh,
	struct base *base, struct km_curve *curve)
{
	double survival = row > 0 ? curve->survival[row - 1] : 1;
	double r = moment->risk.high, d = moment->events.high;
	double left = left_of(moment);

	curve->n_risk[row] = r;
	curve->n_event[row] = d;
	curve->n_censor[row] = moment->censored.high;
	if (curve->n_entered)
		curve->n_entered[row] = moment->entered.high;
	curve->survival[row] = survival;
	curve->hazard[row] = row > 0 ? curve->hazard[row - 1] : 0;
	curve->log_variance[row] = row > 0 ? curve->log_variance[row - 1] : 0;
	if (fresh && r > 0)
		*base = (struct base){ survival, r };
	if (d <= 0)
		return;
	curve->survival[row] = base->survival * (left / base->n_risk);
	curve->hazard[row] += d / r;
	/* infinite where nobody is left */
	curve->log_variance[row] += d / (r * left);
}

/* Adds sign times the sum to another. */
static void add_sum(
	struct long_sum *to, double sign, const struct long_sum *sum)
{
	long_add(to, sign * sum->high);
	long_add(to, sign * sum->low);
}

/* Positions in the order of exits and in that of entries. */
struct sweep {
	const struct km_records *records;
	const size_t *exits, *entries;
	size_t exit, entry;
};

static double weight_of(const struct km_records *records, size_t who)
{
	return records->weight ? records->weight[who] : 1;
}

/* The next time at which someone leaves or enters. */
static double next_time(const struct sweep *sweep)
{
	const struct km_records *records = sweep->records;
	double time = records->time[sweep->exits[sweep->exit]];

	if (sweep->entry < records->n)
		return fmin(time, records->start[sweep->entries[sweep->entry]]);
	return time;
}

/* Whether a time, not before that of the row, belongs to the row. */
static bool in_row(const struct km_curve *curve, size_t row, double time)
{
	return time <= curve->time[row] || same_time(curve->time[row], time);
}

/* Who leaves at the row, and who enters. */
static void read_moment(struct sweep *sweep, const struct km_curve *curve,
	size_t row, struct moment *moment)
{
	const struct km_records *records = sweep->records;

	for (; sweep->exit < records->n; sweep->exit++) {
		size_t who = sweep->exits[sweep->exit];

		if (!in_row(curve, row, records->time[who]))
			break;
		moment->failed += records->event[who];
		long_add(records->event[who] ? &moment->events
					     : &moment->censored,
			weight_of(records, who));
	}
	for (; sweep->entry < records->n; sweep->entry++) {
		size_t who = sweep->entries[sweep->entry];

		if (!in_row(curve, row, records->start[who]))
			break;
		long_add(&moment->entered, weight_of(records, who));
	}
}

/* Who enters at the origin is at risk there, not from the next row on. */
static void enter_at_origin(size_t *from, size_t to, struct moment *moment)
{
	add_sum(&moment->risk, 1, &moment->entered);
	moment->at_risk += to - *from;
	moment->entered = (struct long_sum){ 0, 0 };
	*from = to;
}

/* The moment behind: who failed, left or entered has. */
static struct moment next_moment(
	const struct moment *now, size_t gone, size_t came)
{
	struct moment next = { .risk = now->risk,
		.at_risk = now->at_risk - gone + came };

	add_sum(&next.risk, -1, &now->events);
	add_sum(&next.risk, -1, &now->censored);
	add_sum(&next.risk, 1, &now->entered);
	if (next.at_risk == 0)
		next.risk = (struct long_sum){ 0, 0 };
	return next;
}

/* All who are at risk at the origin: with delayed entry, nobody yet. */
static struct moment first_moment(const struct km_records *records)
{
	struct moment first = { .at_risk = 0 };

	if (records->start)
		return first;
	for (size_t i = 0; i < records->n; i++)
		long_add(&first.risk, weight_of(records, i));
	first.at_risk = records->n;
	return first;
}

void km_estimate_records(const struct km_records *records, size_t order[],
	struct km_curve *curve)
{
	size_t n = records->n;
	struct sweep sweep = { records, order, order + n, 0,
		records->start ? 0 : n };
	struct moment moment = first_moment(records);
	struct base base = { 1, 1 };
	bool fresh = true;

	order_times(n, records->time, order);
	if (records->start)
		order_times(n, records->start, order + n);
	for (size_t row = 0; row == 0 || sweep.exit < n; row++) {
		size_t gone = sweep.exit, came = sweep.entry;

		curve->time[row] =
			row == 0 ? records->origin : next_time(&sweep);
		read_moment(&sweep, curve, row, &moment);
		if (row == 0)
			enter_at_origin(&came, sweep.entry, &moment);
		multiply_row(row, &moment, fresh, &base, curve);
		fresh = moment.censored.high > 0 || moment.entered.high > 0;
		moment = next_moment(
			&moment, sweep.exit - gone, sweep.entry - came);
		curve->count = row + 1;
	}
}

void km_estimate(size_t n, const double time[], const bool event[],
	size_t order[], struct km_curve *curve)
{
	const struct km_records records = {
		.n = n, .time = time, .event = event
	};

	km_estimate_records(&records, order, curve);
}

double km_std_error(const struct km_curve *curve, size_t row)
{
	if (curve->survival[row] <= 0)
		return NAN;
	return curve->survival[row] * sqrt(curve->log_variance[row]);
}

/* The first row that lies behind time; count when there is none. */
static size_t row_behind(const struct km_curve *curve, double time)
{
	size_t low = 1, high = curve->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (curve->time[middle] <= time ||
			same_time(time, curve->time[middle]))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t km_row(const struct km_curve *curve, double time)
{
	return row_behind(curve, time) - 1;
}

double km_at_risk(const struct km_curve *curve, double time)
{
	size_t row = km_row(curve, time);

	if (same_time(curve->time[row], time))
		return curve->n_risk[row];
	row++;
	return row < curve->count ? curve->n_risk[row] : 0;
}

/*
 * The row whose value is the highest of those not above level, the first of
 * equal ones; count when all are above.
 */
static size_t row_reaching(
	const struct km_curve *curve, const double values[], double level)
{
	size_t best = curve->count;

	for (size_t row = 0; row < curve->count; row++) {
		if (!(values[row] <= level)) /* NaN too */
			continue;
		if (best == curve->count || values[row] > values[best])
			best = row;
	}
	return best;
}

double km_quantile(
	const struct km_curve *curve, const double values[], double p)
{
	size_t last = curve->count - 1;
	size_t at = row_reaching(curve, values, 1 - p + LEVEL_TOLERANCE);
	size_t below = row_reaching(curve, values, 1 - p - LEVEL_TOLERANCE);

	if (at > last)
		return NAN;
	if (fabs(values[last] - (1 - p)) < LEVEL_TOLERANCE)
		below = last;
	if (below > last)
		return NAN;
	return (curve->time[at] + curve->time[below]) / 2;
}

double km_quantile_first(
	const struct km_curve *curve, const double values[], double p)
{
	size_t at = row_reaching(curve, values, 1 - p + LEVEL_TOLERANCE);

	return at < curve->count ? curve->time[at] : NAN;
}
