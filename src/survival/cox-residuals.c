/* Residuals of a Cox model. */
#include "survival/cox-residuals.h"

#include <math.h>
#include <stdlib.h>

/*
 * What each risk set adds, in ascending order of strata and times.  With h_k
 * the hazard at the k-th of d tied events, m_k the mean covariate there and
 * g_k the share gone of those failing, per risk set:
 */
struct steps {
	size_t count, next; /* next: filled from the end */
	size_t n_term;
	size_t *first;     /* n_strata + 1: where each stratum's begin */
	size_t *rank;      /* count: of the time */
	double *hazard;    /* count: sum of h_k; then cumulative */
	double *gone;      /* count: sum of h_k g_k */
	double *hazard_x;  /* count * n_term: of h_k m_k; then cumulative */
	double *gone_x;    /* count * n_term: of h_k g_k m_k */
	double *mean;      /* count * n_term: of m_k / d */
	double *mean_here; /* n_term */
	const struct cox_scan *scan;
};

static bool steps_make(const struct cox_scan *scan, struct steps *steps)
{
	size_t count = cox_scan_count(scan), p = scan->model->n_term;
	size_t all = count * p + 1;

	*steps = (struct steps){
		.count = count, .next = count, .n_term = p, .scan = scan
	};
	steps->first =
		calloc(scan->model->records.n_strata + 1, sizeof(size_t));
	steps->rank = calloc(count + 1, sizeof(size_t));
	steps->hazard = calloc(count + 1, sizeof(double));
	steps->gone = calloc(count + 1, sizeof(double));
	steps->hazard_x = calloc(all, sizeof(double));
	steps->gone_x = calloc(all, sizeof(double));
	steps->mean = calloc(all, sizeof(double));
	steps->mean_here = calloc(p + 1, sizeof(double));
	return steps->first && steps->rank && steps->hazard && steps->gone &&
	       steps->hazard_x && steps->gone_x && steps->mean &&
	       steps->mean_here;
}

static void steps_free(struct steps *steps)
{
	free(steps->first);
	free(steps->rank);
	free(steps->hazard);
	free(steps->gone);
	free(steps->hazard_x);
	free(steps->gone_x);
	free(steps->mean);
	free(steps->mean_here);
}

static void visit(void *context, const struct cox_risk_set *set)
{
	struct steps *steps = context;
	const struct cox_scan *scan = steps->scan;
	size_t step = --steps->next, p = steps->n_term;

	steps->rank[step] =
		scan->order.stop_rank[scan->order.by_stop[set->first]];
	steps->first[set->stratum + 1]++;
	for (double k = 0; k < set->n_event; k++) {
		double risk = cox_mean_at(scan, set, k, steps->mean_here);
		double hazard = set->events / set->n_event / risk;
		double gone =
			hazard * cox_share_gone(scan->model, k, set->n_event);

		steps->hazard[step] += hazard;
		steps->gone[step] += gone;
		for (size_t j = 0; j < p; j++) {
			double mean = steps->mean_here[j];

			steps->hazard_x[step * p + j] += hazard * mean;
			steps->gone_x[step * p + j] += gone * mean;
			steps->mean[step * p + j] += mean / set->n_event;
		}
	}
}

/* Makes the sums over all risk sets of a stratum up to each. */
static void steps_cumulate(struct steps *steps)
{
	size_t p = steps->n_term;
	size_t n_strata = steps->scan->model->records.n_strata;

	for (size_t s = 0; s < n_strata; s++) {
		steps->first[s + 1] += steps->first[s];
		for (size_t k = steps->first[s] + 1; k < steps->first[s + 1];
			k++) {
			steps->hazard[k] += steps->hazard[k - 1];
			for (size_t j = 0; j < p; j++)
				steps->hazard_x[k * p + j] +=
					steps->hazard_x[(k - 1) * p + j];
		}
	}
}

/*
 * A record takes part in the steps first <= k < to of its stratum; one that
 * failed, in the last of them as one of the failing.
 */
struct stay {
	size_t first, from, to;
};

/* The value of a cumulative column between two steps. */
static double between(const double cumulative[], size_t width, size_t column,
	const struct stay *stay)
{
	double sum = 0;

	if (stay->to > stay->first)
		sum = cumulative[(stay->to - 1) * width + column];
	if (stay->from > stay->first)
		sum -= cumulative[(stay->from - 1) * width + column];
	return sum;
}

static double expected(
	const struct steps *steps, size_t i, const struct stay *stay)
{
	double hazard = between(steps->hazard, 1, 0, stay);

	if (cox_scan_fails(steps->scan, i))
		hazard -= steps->gone[stay->to - 1];
	return steps->scan->risk[i] * hazard;
}

static double score_of(
	const struct steps *steps, size_t i, size_t j, const struct stay *stay)
{
	const struct cox_scan *scan = steps->scan;
	size_t p = steps->n_term, step = stay->to - 1;
	double x = scan->model->x[j * scan->model->records.n + i] -
		   scan->center[j];
	double hazard = between(steps->hazard, 1, 0, stay);
	double hazard_x = between(steps->hazard_x, p, j, stay);

	if (!cox_scan_fails(scan, i))
		return -scan->risk[i] * (x * hazard - hazard_x);
	hazard -= steps->gone[step];
	hazard_x -= steps->gone_x[step * p + j];
	return x - steps->mean[step * p + j] -
	       scan->risk[i] * (x * hazard - hazard_x);
}

static double deviance(bool event, double expected_events)
{
	double martingale = (event ? 1 : 0) - expected_events;
	double sum = martingale;

	if (event && !(expected_events > 0))
		return NAN;
	if (event)
		sum += log(expected_events);
	return copysign(sqrt(fmax(0, -2 * sum)), martingale);
}

static void find_one(const struct steps *steps, size_t i,
	const struct stay *stay, struct cox_residuals *out)
{
	const struct cox_scan *scan = steps->scan;
	size_t n = scan->model->records.n, p = steps->n_term;
	bool event = scan->model->records.event[i];
	bool fails = cox_scan_fails(scan, i);
	double events = expected(steps, i, stay);

	if (out->martingale)
		out->martingale[i] = (event ? 1 : 0) - events;
	if (out->deviance)
		out->deviance[i] = deviance(event, events);
	for (size_t j = 0; j < p; j++) {
		if (out->score)
			out->score[j * n + i] = score_of(steps, i, j, stay);
		if (out->schoenfeld)
			out->schoenfeld[j * n + i] =
				fails ? scan->model->x[j * n + i] -
						scan->center[j] -
						steps->mean[(stay->to - 1) * p +
							    j]
				      : NAN;
	}
}

/* Finds from which step on each record takes part; 0 when there are no
 * starts: from the first of its stratum. */
static void find_starts(const struct steps *steps, size_t from[])
{
	const struct risk_order *order = &steps->scan->order;

	for (size_t s = 0; s < steps->scan->model->records.n_strata; s++) {
		size_t step = steps->first[s];

		for (size_t k = order->first[s]; k < order->first[s + 1]; k++) {
			size_t i = order->by_start ? order->by_start[k]
						   : order->by_stop[k];

			while (order->by_start && step < steps->first[s + 1] &&
				steps->rank[step] <= order->start_rank[i])
				step++;
			from[i] = step;
		}
	}
}

static void find_all(const struct steps *steps, const size_t from[],
	struct cox_residuals *out)
{
	const struct risk_order *order = &steps->scan->order;

	for (size_t s = 0; s < steps->scan->model->records.n_strata; s++) {
		struct stay stay = { steps->first[s], 0, steps->first[s] };

		for (size_t k = order->first[s]; k < order->first[s + 1]; k++) {
			size_t i = order->by_stop[k];

			while (stay.to < steps->first[s + 1] &&
				steps->rank[stay.to] <= order->stop_rank[i])
				stay.to++;
			stay.from = from[i];
			find_one(steps, i, &stay, out);
		}
	}
}

bool cox_residuals_find(
	const struct cox_fitted *model, struct cox_residuals *out)
{
	struct cox_scan scan;
	struct steps steps = { 0 };
	size_t *from = calloc(model->records.n + 1, sizeof(*from));
	bool done = cox_scan_make(model, &scan) && from &&
		    steps_make(&scan, &steps) &&
		    cox_scan_run(&scan, false, visit, &steps);

	if (done) {
		steps_cumulate(&steps);
		find_starts(&steps, from);
		find_all(&steps, from, out);
	}
	steps_free(&steps);
	cox_scan_free(&scan);
	free(from);
	return done;
}

/* The product of a record's row with the covariance, into out. */
static void times_covariance(size_t n, size_t p, size_t i,
	const double covariance[], const double rows[], double out[])
{
	for (size_t j = 0; j < p; j++) {
		out[j] = 0;
		for (size_t k = 0; k < p; k++)
			out[j] += rows[k * n + i] * covariance[k * p + j];
	}
}

void cox_dfbeta(const struct cox_fitted *model, const double covariance[],
	double room[], double score[])
{
	size_t n = model->records.n, p = model->n_term;
	const double *weight = model->records.weight;

	for (size_t i = 0; i < n; i++) {
		times_covariance(n, p, i, covariance, score, room);
		for (size_t j = 0; j < p; j++)
			score[j * n + i] = room[j] * (weight ? weight[i] : 1);
	}
}

void cox_scale_schoenfeld(const struct cox_fitted *model,
	const double covariance[], const double coefficients[], double room[],
	double schoenfeld[])
{
	size_t n = model->records.n, p = model->n_term;
	double events = 0;

	for (size_t i = 0; i < n; i++)
		events += model->records.event[i];
	for (size_t i = 0; i < n; i++) {
		times_covariance(n, p, i, covariance, schoenfeld, room);
		for (size_t j = 0; j < p; j++)
			schoenfeld[j * n + i] =
				room[j] * events + coefficients[j];
	}
}
