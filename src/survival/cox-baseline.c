/* The baseline hazard of a Cox model and predicted survival. */
#include "survival/cox-baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/times.h"

/* The times of events are filled from the last to the first. */
struct filling {
	const struct cox_scan *scan;
	struct cox_baseline *baseline;
	size_t next;
	double *mean; /* n_term */
};

static void visit(void *context, const struct cox_risk_set *set)
{
	struct filling *filling = context;
	const struct cox_scan *scan = filling->scan;
	struct cox_baseline *baseline = filling->baseline;
	size_t step = --filling->next, p = baseline->n_term;

	baseline->time[step] =
		scan->model->records.stop[scan->order.by_stop[set->first]];
	baseline->first[set->stratum + 1]++;
	for (double k = 0; k < set->n_event; k++) {
		double risk = cox_mean_at(scan, set, k, filling->mean);
		double share = set->events / set->n_event;

		baseline->hazard[step] += share / risk;
		baseline->variance[step] += share / (risk * risk);
		for (size_t j = 0; j < p; j++)
			baseline->hazard_x[step * p + j] +=
				share / risk * filling->mean[j];
	}
}

static void cumulate(struct cox_baseline *baseline)
{
	size_t p = baseline->n_term;

	for (size_t s = 0; s < baseline->n_strata; s++) {
		size_t begin = baseline->first[s], end;

		baseline->first[s + 1] += begin;
		end = baseline->first[s + 1];
		for (size_t k = begin + 1; k < end; k++) {
			baseline->hazard[k] += baseline->hazard[k - 1];
			baseline->variance[k] += baseline->variance[k - 1];
			for (size_t j = 0; j < p; j++)
				baseline->hazard_x[k * p + j] +=
					baseline->hazard_x[(k - 1) * p + j];
		}
	}
}

static bool allocate(const struct cox_scan *scan, struct cox_baseline *baseline)
{
	size_t count = cox_scan_count(scan), p = scan->model->n_term;
	size_t n_strata = scan->model->records.n_strata;

	*baseline = (struct cox_baseline){ .n_term = p, .n_strata = n_strata };
	baseline->first = calloc(n_strata + 1, sizeof(size_t));
	baseline->time = calloc(count + 1, sizeof(double));
	baseline->hazard = calloc(count + 1, sizeof(double));
	baseline->variance = calloc(count + 1, sizeof(double));
	baseline->hazard_x = calloc(count * p + 1, sizeof(double));
	baseline->last = calloc(n_strata + 1, sizeof(double));
	baseline->center = calloc(p + 1, sizeof(double));
	return baseline->first && baseline->time && baseline->hazard &&
	       baseline->variance && baseline->hazard_x && baseline->last &&
	       baseline->center;
}

static void find_last(const struct cox_scan *scan, double last[])
{
	const struct risk_order *order = &scan->order;

	for (size_t s = 0; s < scan->model->records.n_strata; s++)
		last[s] =
			order->first[s] == order->first[s + 1]
				? NAN
				: scan->model->records.stop
					  [order->by_stop[order->first[s + 1] -
							  1]];
}

bool cox_baseline_make(
	const struct cox_fitted *model, struct cox_baseline *baseline)
{
	struct cox_scan scan;
	struct filling filling = { &scan, baseline, 0,
		malloc((model->n_term + 1) * sizeof(double)) };
	bool done;

	*baseline = (struct cox_baseline){ .n_term = 0 };
	done = cox_scan_make(model, &scan) && filling.mean &&
	       allocate(&scan, baseline);
	if (done) {
		filling.next = cox_scan_count(&scan);
		baseline->greatest = scan.greatest;
		memcpy(baseline->center, scan.center,
			model->n_term * sizeof(double));
		find_last(&scan, baseline->last);
		done = cox_scan_run(&scan, false, visit, &filling);
		cumulate(baseline);
	}
	free(filling.mean);
	cox_scan_free(&scan);
	return done;
}

void cox_baseline_free(struct cox_baseline *baseline)
{
	free(baseline->first);
	free(baseline->time);
	free(baseline->hazard);
	free(baseline->variance);
	free(baseline->hazard_x);
	free(baseline->last);
	free(baseline->center);
}

/* How many of the stratum's times of events are at or before time: the place
 * after the last of them. */
static size_t place_after(
	const struct cox_baseline *baseline, size_t stratum, double time)
{
	size_t low = baseline->first[stratum];
	size_t high = baseline->first[stratum + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		double here = baseline->time[middle];

		if (here <= time || same_time(time, here))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct cox_prediction cox_baseline_predict(const struct cox_baseline *baseline,
	size_t stratum, double time, const double x[], double log_risk,
	const double covariance[])
{
	size_t p = baseline->n_term;
	size_t after = place_after(baseline, stratum, time), step = after - 1;
	double risk = exp(log_risk - baseline->greatest), variance;
	const double *hazard_x;

	if (after == baseline->first[stratum])
		return (struct cox_prediction){ 0, 0 };
	hazard_x = baseline->hazard_x + step * p;
	variance = baseline->variance[step];
	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < p; k++)
			variance +=
				covariance[j * p + k] *
				(baseline->hazard[step] *
						(x[j] - baseline->center[j]) -
					hazard_x[j]) *
				(baseline->hazard[step] *
						(x[k] - baseline->center[k]) -
					hazard_x[k]);
	return (struct cox_prediction){ risk * baseline->hazard[step],
		risk * sqrt(variance) };
}
