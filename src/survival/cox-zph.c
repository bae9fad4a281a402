/* The score test of proportional hazards. */
#include "survival/cox-zph.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "survival/times.h"

/*
 * The score of c at c = 0 and the information of (b, c), in blocks n_term wide:
 * V, g V and g^2 V summed over events.
 */
struct sums {
	const struct cox_scan *scan;
	const double *g; /* per record, less the mean over events */
	double *score;   /* n_term */
	double *plain, *once, *twice; /* n_term * n_term, lower triangles */
	double *mean;                 /* n_term */
};

/* The covariates of those who failed. */
static void add_failing(struct sums *sums, const struct cox_risk_set *set)
{
	const struct cox_scan *scan = sums->scan;
	size_t n = scan->model->records.n;
	const double *weight = scan->model->records.weight;

	for (size_t k = set->first; k < set->end; k++) {
		size_t i = scan->order.by_stop[k];
		double share = weight ? weight[i] : 1;

		if (!cox_scan_fails(scan, i))
			continue;
		for (size_t j = 0; j < scan->model->n_term; j++)
			sums->score[j] +=
				sums->g[i] * share *
				(scan->model->x[j * n + i] - scan->center[j]);
	}
}

/* The variance at one of the tied events, its sum of risks being risk. */
static void add_variance(struct sums *sums, const struct cox_risk_set *set,
	double gone, double risk, double g)
{
	size_t p = sums->scan->model->n_term;
	double share = set->events / set->n_event;

	for (size_t j = 0; j < p; j++) {
		sums->score[j] -= g * share * sums->mean[j];
		for (size_t k = 0; k <= j; k++) {
			size_t at = j * p + k;
			double v = (set->all.risk_xx[at] -
					   gone * set->failing.risk_xx[at]) /
					   risk -
				   sums->mean[j] * sums->mean[k];

			sums->plain[at] += share * v;
			sums->once[at] += share * v * g;
			sums->twice[at] += share * v * g * g;
		}
	}
}

static void visit(void *context, const struct cox_risk_set *set)
{
	struct sums *sums = context;
	const struct cox_scan *scan = sums->scan;
	double g = 0;

	add_failing(sums, set);
	for (size_t k = set->first; k < set->end; k++)
		if (cox_scan_fails(scan, scan->order.by_stop[k]))
			g = sums->g[scan->order.by_stop[k]];
	for (double k = 0; k < set->n_event; k++) {
		double risk = cox_mean_at(scan, set, k, sums->mean);

		add_variance(sums, set,
			cox_share_gone(scan->model, k, set->n_event), risk, g);
	}
}

/* The end of the run of equal times that begins at place k. */
static size_t run_end(
	size_t n, const double time[], const size_t order[], size_t k)
{
	size_t end = k + 1;

	while (end < n && same_time(time[order[k]], time[order[end]]))
		end++;
	return end;
}

/*
 * The transformed times of all records; entered says how many start before a
 * time, at risk being those less the ones who stopped before it.
 */
static void transform(const struct risk_records *records,
	enum cox_zph_transform kind, const size_t order[],
	const size_t starts[], double g[])
{
	size_t n = records->n, entered = 0, end;
	double survival = 1;

	for (size_t k = 0; k < n; k = end) {
		double time = records->stop[order[k]], value = time;
		size_t events = 0;

		end = run_end(n, records->stop, order, k);
		while (starts && entered < n &&
			records->start[starts[entered]] < time &&
			!same_time(records->start[starts[entered]], time))
			entered++;
		if (kind == COX_ZPH_KM)
			value = 1 - survival;
		else if (kind == COX_ZPH_RANK)
			value = (double)(k + 1 + end) / 2;
		else if (kind == COX_ZPH_LOG)
			value = log(time);
		for (size_t m = k; m < end; m++) {
			g[order[m]] = value;
			events += records->event[order[m]];
		}
		survival *= 1 - (double)events /
					(double)((starts ? entered : n) - k);
	}
}

/* Less the mean over events, each the same whatever its weight. */
static bool center_events(const struct risk_records *records, double g[])
{
	double sum = 0, count = 0;

	for (size_t i = 0; i < records->n; i++)
		if (records->event[i]) {
			if (!isfinite(g[i]))
				return false;
			sum += g[i];
			count++;
		}
	for (size_t i = 0; i < records->n; i++)
		g[i] -= sum / count;
	return true;
}

/* Columns a of the information of (b, tested c): of which block and column. */
struct layout {
	size_t p, size;
	const size_t *column; /* size - p: the tested ones */
};

static double information_at(const struct sums *sums,
	const struct layout *layout, size_t a, size_t b)
{
	size_t p = layout->p;
	size_t j = a < p ? a : layout->column[a - p];
	size_t k = b < p ? b : layout->column[b - p];
	const double *block = sums->once;

	if (a < p && b < p)
		block = sums->plain;
	else if (a >= p && b >= p)
		block = sums->twice;
	return j >= k ? block[j * p + k] : block[k * p + j];
}

/*
 * Factors the matrix, scaled to ones on the diagonal, as L L' in place, and
 * replaces u by L^-1 u; false when a column is a combination of others to 1e-10
 * of its variance.
 */
static bool factor(size_t size, double m[], double u[])
{
	for (size_t a = 0; a < size; a++)
		for (size_t b = 0; b <= a; b++) {
			double sum = m[a * size + b];

			for (size_t k = 0; k < b; k++)
				sum -= m[a * size + k] * m[b * size + k];
			if (a == b && !(sum > 1e-10))
				return false;
			m[a * size + b] =
				a == b ? sqrt(sum) : sum / m[b * size + b];
		}
	for (size_t a = 0; a < size; a++) {
		for (size_t k = 0; k < a; k++)
			u[a] -= m[a * size + k] * u[k];
		u[a] /= m[a * size + a];
	}
	return true;
}

/* The score test of the layout's columns; m and u are room. */
static struct cox_zph_test test_of(const struct sums *sums,
	const struct layout *layout, double m[], double u[])
{
	struct cox_zph_test test = { NAN, (double)(layout->size - layout->p),
		NAN };
	size_t size = layout->size;

	for (size_t a = 0; a < size; a++) {
		double unit = sqrt(information_at(sums, layout, a, a));

		if (!(unit > 0))
			return test;
		u[a] = a < layout->p
			       ? 0
			       : sums->score[layout->column[a - layout->p]] /
					 unit;
		for (size_t b = 0; b < a; b++)
			m[a * size + b] = information_at(sums, layout, a, b) /
					  (unit * sqrt(information_at(
							  sums, layout, b, b)));
		m[a * size + a] = 1;
	}
	if (!factor(size, m, u))
		return test;
	test.statistic = 0;
	for (size_t a = 0; a < size; a++)
		test.statistic += u[a] * u[a];
	test.p_value = gsl_cdf_chisq_Q(test.statistic, test.df);
	return test;
}

/* All tests; column, m and u are room. */
static enum cox_zph_status test_all(const struct sums *sums,
	const size_t group[], size_t n_group, size_t column[], double m[],
	double u[], struct cox_zph_test tests[])
{
	size_t p = sums->scan->model->n_term;
	enum cox_zph_status status = COX_ZPH_OK;

	for (size_t t = 0; t <= n_group; t++) {
		struct layout layout = { p, p, column };

		for (size_t j = 0; j < p; j++)
			if (t == n_group || group[j] == t)
				column[layout.size++ - p] = j;
		tests[t] = test_of(sums, &layout, m, u);
		if (isnan(tests[t].statistic))
			status = COX_ZPH_SINGULAR;
	}
	return status;
}

/* The transformed times, centred; false as center_events(). */
static bool find_times(const struct risk_records *records,
	enum cox_zph_transform kind, size_t order[], size_t starts[],
	double g[])
{
	order_times(records->n, records->stop, order);
	if (records->start)
		order_times(records->n, records->start, starts);
	transform(records, kind, order, records->start ? starts : NULL, g);
	return center_events(records, g);
}

enum cox_zph_status cox_zph(const struct cox_fitted *model,
	enum cox_zph_transform kind, const size_t group[], size_t n_group,
	struct cox_zph_test tests[])
{
	size_t n = model->records.n, p = model->n_term;
	size_t *places = calloc(2 * n + p, sizeof(*places));
	double *room = calloc(n + 4 * p + 7 * p * p, sizeof(*room));
	double *matrices = room + n + 4 * p;
	struct cox_scan scan;
	struct sums sums = { &scan, room, room + n, matrices, matrices + p * p,
		matrices + 2 * p * p, room + n + p };
	enum cox_zph_status status = COX_ZPH_NO_MEMORY;

	if (!cox_scan_make(model, &scan) || !places || !room)
		status = COX_ZPH_NO_MEMORY;
	else if (!find_times(&model->records, kind, places, places + n, room))
		status = COX_ZPH_LOG_OF_ZERO;
	else if (cox_scan_run(&scan, true, visit, &sums))
		status = test_all(&sums, group, n_group, places + 2 * n,
			matrices + 3 * p * p, room + n + 2 * p, tests);
	cox_scan_free(&scan);
	free(room);
	free(places);
	return status;
}
