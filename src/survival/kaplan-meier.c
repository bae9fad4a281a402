/* The Kaplan-Meier estimate, and its quantiles. */
#include "survival/kaplan-meier.h"

#include <math.h>

#include "survival/times.h"

/* R's sqrt(.Machine$double.eps): how close a step is to the quantile's level */
#define LEVEL_TOLERANCE 1.4901161193847656e-08

static void begin_curve(size_t n, struct km_curve *curve)
{
	curve->count = 1;
	curve->time[0] = 0;
	curve->n_risk[0] = (double)n;
	curve->n_event[0] = curve->n_censor[0] = 0;
	curve->survival[0] = 1;
	curve->log_variance[0] = curve->hazard[0] = 0;
}

/* The row for a time with n_risk at risk; time 0 is there from the start. */
static size_t row_for(double time, double n_risk, struct km_curve *curve)
{
	size_t row = curve->count;

	if (same_time(0, time))
		return 0;
	curve->time[row] = time;
	curve->n_risk[row] = n_risk;
	curve->n_event[row] = curve->n_censor[row] = 0;
	curve->count++;
	return row;
}

/* Survival before the times since the last censoring, and who was at risk. */
struct base {
	double survival, n_risk;
};

/*
 * S(t) = prod (r - d) / r, var log S(t) = sum d / (r (r - d)) and
 * H(t) = sum d / r, over the times up to t with d events of r at risk.  Between
 * censorings the product is one ratio, rounded once: without censoring S is
 * the share of survivors to its last bit.
 */
static void multiply_row(size_t row, struct base *base, struct km_curve *curve)
{
	size_t before = row > 0 ? row - 1 : 0;
	double r = curve->n_risk[row], d = curve->n_event[row];

	if (row == 0 || curve->n_censor[before] > 0)
		*base = (struct base){ curve->survival[before], r };
	curve->survival[row] = base->survival * ((r - d) / base->n_risk);
	curve->hazard[row] = curve->hazard[before] + d / r;
	curve->log_variance[row] = curve->log_variance[before];
	if (d > 0) /* infinite where nobody is left */
		curve->log_variance[row] += d / (r * (r - d));
}

void km_estimate(size_t n, const double time[], const bool event[],
	size_t order[], struct km_curve *curve)
{
	struct base base = { 1, (double)n };

	order_times(n, time, order);
	begin_curve(n, curve);
	for (size_t i = 0; i < n;) {
		double now = time[order[i]];
		size_t row = row_for(now, (double)(n - i), curve);

		for (; i < n && same_time(now, time[order[i]]); i++) {
			if (event[order[i]])
				curve->n_event[row]++;
			else
				curve->n_censor[row]++;
		}
		multiply_row(row, &base, curve);
	}
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
