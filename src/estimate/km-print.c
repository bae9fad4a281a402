/* The rows that estimate km prints about a group. */
#include <math.h>
#include <gsl/gsl_cdf.h>

#include "base/number.h"
#include "estimate/km-curve.h"
#include "survival/confidence-band.h"
#include "survival/rmst.h"
#include "survival/times.h"

/* n_event and n_censor of rows after `from` up to and with `to`. */
static double sum_rows(const double values[], size_t from, size_t to)
{
	double sum = 0;

	for (size_t row = from; row < to; row++)
		sum += values[row];
	return sum;
}

/* Why nothing is known about a time; NULL when something is. */
static const char *unknown_at(
	const struct group_curve *room, size_t row, double time)
{
	const struct km_curve *curve = &room->curve;

	if (room->records.n == 0)
		return "nobody is left at --given";
	/* a curve that came down to 0 stays there */
	if (row + 1 == curve->count && curve->survival[row] > 0 &&
		!same_time(curve->time[row], time))
		return "behind the last follow-up";
	return NULL;
}

/* Nobody can come behind a curve that is 0, except by late entry. */
static const char *why_zero(const struct km_curve *curve)
{
	if (curve->count > 1 && curve->survival[curve->count - 2] <= 0)
		return "survival came to 0 while patients were yet to enter";
	return "no standard error or limits where survival is 0";
}

static void print_values(const struct group_curve *room, size_t row,
	const char *unknown, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	const char *why = curve->survival[row] > 0
				  ? "no limits where survival is 1"
				  : why_zero(curve);
	double gone = unknown ? NAN : 0;

	if (unknown)
		why = unknown;
	results_maybe(results, "survival", curve->survival[row] + gone, why);
	results_maybe(
		results, "std_error", km_std_error(curve, row) + gone, why);
	results_maybe(results, "conf_low", room->low[row] + gone, why);
	results_maybe(results, "conf_high", room->high[row] + gone, why);
	results_maybe(
		results, "cumulative_hazard", curve->hazard[row] + gone, why);
}

/*
 * H and exp(-H) with the variance of Aalen or the robust one, and limits of H
 * that are normal on the scale of its logarithm.
 */
static void print_hazard(const struct group_curve *room, const char *label,
	size_t row, double time, double conf, struct results *results)
{
	const char *unknown = unknown_at(room, row, time);
	const char *why = unknown ? unknown : "no limits where the hazard is 0";
	double hazard = room->curve.hazard[row] + (unknown ? NAN : 0);
	double error = sqrt(room->hazard_variance[row]);
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	double factor = hazard > 0 ? exp(z * error / hazard) : NAN;

	results_at(results, label, time, "hazard");
	results_maybe(results, "cumulative_hazard", hazard, why);
	results_maybe(results, "std_error", error + 0 * hazard, why);
	results_maybe(results, "conf_low", hazard / factor, why);
	results_maybe(results, "conf_high", hazard * factor, why);
	results_maybe(results, "survival", exp(-hazard), why);
}

/*
 * One time: who is at risk just before it, and the events since the time
 * printed before, which was row `*printed` - 1.
 */
static void print_time(const struct group_curve *room, const char *label,
	double time, const struct km_request *request, size_t *printed,
	struct results *results)
{
	const struct km_curve *curve = &room->curve;
	size_t row = km_row(curve, time), end = row + 1;

	results_at(results, label, time, "");
	results_number(results, "n_risk", km_at_risk(curve, time));
	results_number(
		results, "n_event", sum_rows(curve->n_event, *printed, end));
	results_number(
		results, "n_censor", sum_rows(curve->n_censor, *printed, end));
	if (room->records.start)
		results_number(results, "n_entered",
			sum_rows(curve->n_entered, *printed, end));
	print_values(room, row, unknown_at(room, row, time), results);
	if (request->hazard)
		print_hazard(room, label, row, time, request->conf, results);
	*printed = end;
}

static void print_quantile(const struct group_curve *room, const char *label,
	double share, bool first, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	double (*quantile)(const struct km_curve *, const double[], double) =
		first ? km_quantile_first : km_quantile;
	char term[NUMBER_SIZE];

	number_format(share, term);
	results_at(results, label, NAN, term);
	results_maybe(results, "quantile",
		quantile(curve, curve->survival, share), "not reached");
	results_maybe(results, "conf_low", quantile(curve, room->low, share),
		"lower limit not reached");
	results_maybe(results, "conf_high", quantile(curve, room->high, share),
		"upper limit not reached");
}

static void print_mean(struct group_curve *room, const char *label, double tau,
	const struct km_request *request, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	double z = gsl_cdf_ugaussian_Qinv((1 - request->conf) / 2);
	double mean = NAN, error = NAN;
	const char *why = "behind the last follow-up";

	if (room->records.n == 0) {
		why = "nobody is left at --given";
	} else if (tau <= rmst_last(curve) ||
		   same_time(rmst_last(curve), tau)) {
		mean = rmst_estimate(curve, tau).mean;
		error = group_curve_mean_error(room, tau, request);
	}
	results_at(results, label, tau, "rmst");
	results_maybe(results, "rmst", mean, why);
	results_maybe(results, "std_error", error, why);
	results_maybe(results, "conf_low", mean - z * error, why);
	results_maybe(results, "conf_high", mean + z * error, why);
}

/* A band, and the rows it goes over. */
struct band {
	const char *name, *why; /* why there is none */
	double value, n;
	double from, to, a_low, a_high;
};

/* n v / (1 + n v). */
static double share_of(const struct km_curve *curve, size_t row, double n)
{
	double nv = n * curve->log_variance[row];

	return nv / (1 + nv);
}

static struct band find_band(
	const struct group_curve *room, const struct km_request *request)
{
	const struct km_curve *curve = &room->curve;
	bool bridge = request->band == BAND_HALL_WELLNER;
	struct band band = {
		.name = bridge ? "hall-wellner" : "equal-precision",
		.value = NAN,
		.n = curve->n_risk[0],
		.from = request->band_from,
		.to = request->band_to,
	};

	for (size_t row = 0; row < curve->count; row++) {
		if (curve->n_event[row] <= 0 || curve->survival[row] <= 0)
			continue;
		if (isnan(band.from))
			band.from = curve->time[row];
		if (isnan(request->band_to))
			band.to = curve->time[row];
	}
	if (isnan(band.from) || isnan(band.to)) {
		band.why = "no event that leaves survivors";
		band.a_low = band.a_high = NAN;
		return band;
	}
	band.a_low = share_of(curve, km_row(curve, band.from), band.n);
	band.a_high = share_of(curve, km_row(curve, band.to), band.n);
	if (curve->survival[km_row(curve, band.to)] <= 0 ||
		unknown_at(room, km_row(curve, band.to), band.to))
		band.why = "the band ends behind the last event that leaves "
			   "survivors, and the last follow-up";
	else if (!(band.a_low < band.a_high))
		band.why = "no event behind the beginning of the band";
	else if (!bridge && band.a_low <= 0)
		band.why = "the band begins before the first event";
	else
		band.value = bridge ? band_hall_wellner(band.a_low, band.a_high,
					      request->conf)
				    : band_equal_precision(band.a_low,
					      band.a_high, request->conf);
	return band;
}

/* The half width of the band on the scale of log S. */
static double half_width(
	const struct band *band, double variance, enum km_band type)
{
	if (type == BAND_EQUAL_PRECISION)
		return band->value * sqrt(variance);
	return band->value * (1 + band->n * variance) / sqrt(band->n);
}

static void print_band(const struct group_curve *room, const char *label,
	const struct km_request *request, const double times[], size_t count,
	struct results *results)
{
	const struct km_curve *curve = &room->curve;
	struct band band = find_band(room, request);

	results_at(results, label, NAN, band.name);
	results_maybe(results, "critical_value", band.value, band.why);
	results_maybe(results, "from", band.from, band.why);
	results_maybe(results, "to", band.to, band.why);
	for (size_t i = 0; i < count; i++) {
		size_t row = km_row(curve, times[i]);
		double low, high;

		if (isnan(band.value) || times[i] < band.from ||
			times[i] > band.to)
			continue;
		survival_limits(request->interval, curve->survival[row],
			half_width(
				&band, curve->log_variance[row], request->band),
			&low, &high);
		results_at(results, label, times[i], band.name);
		results_maybe(results, "conf_low", low,
			"no limits where survival is 1");
		results_maybe(results, "conf_high", high,
			"no limits where survival is 1");
	}
}

void group_curve_print(struct group_curve *room, const char *label,
	const struct km_request *request, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	const double *times = request->times ? request->times : curve->time;
	size_t count = request->times ? request->time_count : curve->count;
	size_t printed = 0;

	results_at(results, label, NAN, "");
	results_number(results, "n", room->n);
	results_number(
		results, "events", sum_rows(curve->n_event, 0, curve->count));
	for (size_t i = 0; i < count; i++)
		print_time(room, label, times[i], request, &printed, results);
	for (size_t i = 0; i < request->share_count; i++)
		print_quantile(room, label, request->shares[i],
			request->first_of_plateau, results);
	for (size_t i = 0; i < request->tau_count; i++)
		print_mean(room, label, request->taus[i], request, results);
	if (request->band != BAND_NONE)
		print_band(room, label, request, times, count, results);
}
