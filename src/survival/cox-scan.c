/* The risk sets of a Cox model, from the last event to the first. */
#include "survival/cox-scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double weight_of(const struct cox_scan *scan, size_t i)
{
	const double *weight = scan->model->records.weight;

	return weight ? weight[i] : 1;
}

static void find_center(struct cox_scan *scan)
{
	size_t n = scan->model->records.n;

	for (size_t j = 0; j < scan->model->n_term; j++) {
		const double *x = scan->model->x + j * n;
		double sum = 0, rest = 0;

		for (size_t i = 0; i < n; i++)
			sum += x[i];
		sum /= (double)n;
		for (size_t i = 0; i < n; i++)
			rest += x[i] - sum;
		scan->center[j] = sum + rest / (double)n;
	}
}

bool cox_scan_make(const struct cox_fitted *model, struct cox_scan *scan)
{
	size_t n = model->records.n;

	*scan = (struct cox_scan){ .model = model, .greatest = -HUGE_VAL };
	scan->risk = malloc((n + 1) * sizeof(double));
	scan->center = malloc((model->n_term + 1) * sizeof(double));
	if (!scan->risk || !scan->center ||
		!risk_order_make(&model->records, &scan->order))
		return false;
	for (size_t i = 0; i < n; i++)
		scan->greatest = fmax(scan->greatest, model->log_risk[i]);
	for (size_t i = 0; i < n; i++)
		scan->risk[i] = exp(model->log_risk[i] - scan->greatest);
	find_center(scan);
	return true;
}

void cox_scan_free(struct cox_scan *scan)
{
	risk_order_free(&scan->order);
	free(scan->risk);
	free(scan->center);
}

bool cox_scan_fails(const struct cox_scan *scan, size_t i)
{
	return scan->model->records.event[i] && weight_of(scan, i) > 0;
}

size_t cox_scan_count(const struct cox_scan *scan)
{
	const struct risk_order *order = &scan->order;
	size_t count = 0, end;

	for (size_t s = 0; s < scan->model->records.n_strata; s++)
		for (size_t i = order->first[s]; i < order->first[s + 1];
			i = end) {
			bool found = false;

			end = risk_order_run(order, i, order->first[s + 1]);
			for (size_t k = i; k < end; k++)
				found |=
					cox_scan_fails(scan, order->by_stop[k]);
			count += found;
		}
	return count;
}

/* Room of the moments: the caller frees risk_x, which holds both arrays. */
static bool moments_make(struct cox_moments *moments, size_t p)
{
	moments->risk_x = calloc(p + p * p + 1, sizeof(double));
	moments->risk_xx = moments->risk_x ? moments->risk_x + p : NULL;
	return moments->risk_x != NULL;
}

static void moments_clear(struct cox_moments *moments, size_t p)
{
	moments->risk = 0;
	memset(moments->risk_x, 0, (p + p * p) * sizeof(double));
}

/* What a scan carries from time to time. */
struct state {
	const struct cox_scan *scan;
	bool second;
	double *x; /* n_term: the covariates of one record, centred */
	struct cox_risk_set set;
	size_t at_risk; /* records of a weight that is not 0 */
};

/* Adds a record to moments, sign 1, or takes it out, sign -1. */
static void moments_add(const struct state *state, size_t i, double sign,
	struct cox_moments *moments)
{
	const struct cox_scan *scan = state->scan;
	size_t p = scan->model->n_term, n = scan->model->records.n;
	double share = sign * weight_of(scan, i) * scan->risk[i];

	moments->risk += share;
	for (size_t j = 0; j < p; j++) {
		state->x[j] = scan->model->x[j * n + i] - scan->center[j];
		moments->risk_x[j] += share * state->x[j];
	}
	for (size_t j = 0; state->second && j < p; j++)
		for (size_t k = 0; k <= j; k++)
			moments->risk_xx[j * p + k] +=
				share * state->x[j] * state->x[k];
}

/* Those who end at a time enter; the failing ones are summed up. */
static void enter_run(struct state *state)
{
	const struct cox_scan *scan = state->scan;
	struct cox_risk_set *set = &state->set;

	set->n_event = set->events = 0;
	moments_clear(&set->failing, scan->model->n_term);
	for (size_t k = set->first; k < set->end; k++) {
		size_t i = scan->order.by_stop[k];

		if (!(weight_of(scan, i) > 0))
			continue;
		state->at_risk++;
		moments_add(state, i, 1, &set->all);
		if (!scan->model->records.event[i])
			continue;
		set->n_event++;
		set->events += weight_of(scan, i);
		moments_add(state, i, 1, &set->failing);
	}
}

/* Takes out who starts at or after a time; returns the place after the last
 * one left in by_start. */
static size_t leave(struct state *state, size_t rank, size_t begin, size_t left)
{
	const struct risk_order *order = &state->scan->order;

	while (left > begin &&
		order->start_rank[order->by_start[left - 1]] >= rank) {
		size_t i = order->by_start[--left];

		if (!(weight_of(state->scan, i) > 0))
			continue;
		moments_add(state, i, -1, &state->set.all);
		/* so that rounding does not outlive the risk set */
		if (--state->at_risk == 0)
			moments_clear(
				&state->set.all, state->scan->model->n_term);
	}
	return left;
}

static void scan_stratum(struct state *state, size_t begin, size_t end,
	void (*visit)(void *, const struct cox_risk_set *), void *context)
{
	const struct risk_order *order = &state->scan->order;
	struct cox_risk_set *set = &state->set;
	size_t left = end;

	moments_clear(&set->all, state->scan->model->n_term);
	state->at_risk = 0;
	for (set->end = end; set->end > begin; set->end = set->first) {
		size_t last = order->by_stop[set->end - 1];
		size_t rank = order->stop_rank[last];

		set->first = set->end - 1;
		while (set->first > begin &&
			order->stop_rank[order->by_stop[set->first - 1]] ==
				rank)
			set->first--;
		if (order->by_start)
			left = leave(state, rank, begin, left);
		enter_run(state);
		if (set->n_event > 0)
			visit(context, set);
	}
}

bool cox_scan_run(const struct cox_scan *scan, bool second_moments,
	void (*visit)(void *, const struct cox_risk_set *), void *context)
{
	size_t p = scan->model->n_term;
	struct state state = { .scan = scan, .second = second_moments };
	bool done;

	state.x = malloc((p + 1) * sizeof(double));
	done = moments_make(&state.set.all, p);
	done = moments_make(&state.set.failing, p) && done && state.x;
	for (size_t s = scan->model->records.n_strata; done && s > 0; s--) {
		state.set.stratum = s - 1;
		scan_stratum(&state, scan->order.first[s - 1],
			scan->order.first[s], visit, context);
	}
	free(state.x);
	free(state.set.all.risk_x);
	free(state.set.failing.risk_x);
	return done;
}

double cox_share_gone(const struct cox_fitted *model, double k, double n_event)
{
	return model->efron ? k / n_event : 0;
}

double cox_mean_at(const struct cox_scan *scan, const struct cox_risk_set *set,
	double k, double mean[])
{
	double gone = cox_share_gone(scan->model, k, set->n_event);
	double risk = set->all.risk - gone * set->failing.risk;

	for (size_t j = 0; j < scan->model->n_term; j++)
		mean[j] = (set->all.risk_x[j] - gone * set->failing.risk_x[j]) /
			  risk;
	return risk;
}
