/* Log likelihood of Cox regression and its derivatives. */
#include <math.h>
#include <string.h>

#include "survival/cox-exact.h"
#include "survival/cox.h"
#include "survival/cross-product.h"
#include "survival/parts.h"

/* Sums over the records at risk, and over the events at one time. */
struct scan {
	size_t p;
	size_t n_at_risk, n_tied;
	double s0, d0, weight; /* weight: of the events */
	double *s1, *d1;       /* p */
	double *step;          /* n: the hazard's step at the row's run */
	double *own;           /* n: the part of it that an event is spared */
	double *exact;         /* room of cox_exact_add() */
	double loglik;
};

/*
 * Hazard steps and log likelihood of one time; the part of the information
 * that is not a sum over records: with m the mean of z at risk, less m m'.
 */
struct moments {
	double step, own;  /* sums of w / E, and of w f / E */
	double ss, sd, dd; /* of w / E^2, w f / E^2, w f^2 / E^2 */
	double log_sum;    /* of w log E */
};

/*
 * Of n events, the one that is taken as number i has E = s0 - f d0, with
 * f = i / n, at risk before it (Efron 1977); for Breslow's f is 0.
 */
static bool find_moments(
	const struct scan *scan, bool efron, struct moments *moments)
{
	size_t n = efron ? scan->n_tied : 1;
	double w = scan->weight / (double)n;

	*moments = (struct moments){ 0 };
	for (size_t i = 0; i < n; i++) {
		double f = (double)i / (double)n;
		double e = scan->s0 - f * scan->d0;

		if (!(e > 0) || !isfinite(e))
			return false;
		moments->step += w / e;
		moments->own += w * f / e;
		moments->ss += w / e / e;
		moments->sd += w * f / e / e;
		moments->dd += w * f * f / e / e;
		moments->log_sum += w * log(e);
	}
	return true;
}

static void take_squares(const struct scan *scan, const struct moments *moments,
	double information[])
{
	const double *s = scan->s1, *d = scan->d1;

	for (size_t j = 0; j < scan->p; j++) {
		double a = moments->ss * s[j] - moments->sd * d[j];
		double b = moments->dd * d[j] - moments->sd * s[j];

		for (size_t h = j; h < scan->p; h++)
			information[j * scan->p + h] -= a * s[h] + b * d[h];
	}
}

static void add_at_risk(const struct cox_regression *model, struct scan *scan,
	size_t k, double sign)
{
	const double *z = model->z + k * scan->p;
	double risk = sign * model->risk[k];

	scan->s0 += risk;
	for (size_t j = 0; j < scan->p; j++)
		scan->s1[j] += risk * z[j];
}

static void add_event(
	const struct cox_regression *model, struct scan *scan, size_t k)
{
	const double *z = model->z + k * scan->p;

	scan->n_tied++;
	scan->weight += model->weight[k];
	scan->d0 += model->risk[k];
	for (size_t j = 0; j < scan->p; j++)
		scan->d1[j] += model->risk[k] * z[j];
}

/* Takes out who starts at the rank or later; *starts counts who is left. */
static void remove_late(const struct cox_regression *model, struct scan *scan,
	size_t first, size_t rank, size_t *starts)
{
	const struct risk_order *order = &model->order;

	while (*starts > first &&
		order->start_rank[order->by_start[*starts - 1]] >= rank) {
		add_at_risk(model, scan, model->start_row[--*starts], -1);
		scan->n_at_risk--;
	}
	if (scan->n_at_risk > 0)
		return;
	scan->s0 = 0; /* what rounding has left */
	memset(scan->s1, 0, scan->p * sizeof(*scan->s1));
}

/* One time: rows [begin, end) of a stratum that ends at last. */
static bool add_run(const struct cox_regression *model, struct scan *scan,
	size_t begin, size_t end, size_t last, double score[],
	double information[])
{
	bool exact =
		model->ties == COX_EXACT || model->ties == COX_EXACT_MARGINAL;
	struct moments moments;

	scan->n_tied = 0;
	scan->weight = scan->d0 = 0;
	memset(scan->d1, 0, scan->p * sizeof(*scan->d1));
	for (size_t k = begin; k < end; k++) {
		add_at_risk(model, scan, k, 1);
		if (model->event[k])
			add_event(model, scan, k);
	}
	scan->n_at_risk += end - begin;
	scan->step[begin] = scan->own[begin] = 0;
	if (scan->n_tied == 0)
		return true;
	if (exact && scan->n_tied > 1) {
		scan->loglik += cox_exact_add(model, begin, end, last,
			scan->n_tied, scan->exact, score, information);
		return isfinite(scan->loglik);
	}
	if (!find_moments(scan, model->ties == COX_EFRON, &moments))
		return false;
	scan->step[begin] = moments.step;
	scan->own[begin] = moments.own;
	scan->loglik -= moments.log_sum;
	take_squares(scan, &moments, information);
	return true;
}

static bool scan_stratum(const struct cox_regression *model, struct scan *scan,
	size_t first, size_t last, double score[], double information[])
{
	size_t starts = last, end = last;

	scan->s0 = 0;
	scan->n_at_risk = 0;
	memset(scan->s1, 0, scan->p * sizeof(*scan->s1));
	for (size_t k = last; k-- > first;) {
		if (!model->begins[k])
			continue;
		if (model->start_row)
			remove_late(model, scan, first,
				model->order.stop_rank[model->order.by_stop[k]],
				&starts);
		if (!add_run(model, scan, k, end, last, score, information))
			return false;
		end = k;
	}
	return true;
}

/* Cumulative hazards of [first, last) from the steps, into expected. */
static void sum_hazard(const struct cox_regression *model,
	const struct scan *scan, size_t first, size_t last)
{
	const struct risk_order *order = &model->order;
	double hazard = 0, own = 0;
	size_t starts = first;

	for (size_t k = first; k < last; k++) {
		if (model->begins[k]) {
			size_t rank = order->stop_rank[order->by_stop[k]];

			while (model->start_row && starts < last &&
				order->start_rank[order->by_start[starts]] <
					rank)
				model->expected[model->start_row[starts++]] =
					-hazard;
			hazard += scan->step[k];
			own = scan->own[k];
		}
		if (!model->start_row)
			model->expected[k] = 0;
		model->expected[k] += hazard - (model->event[k] ? own : 0);
	}
}

/* What the threads of one evaluation share; the parts are runs of rows. */
struct rows_work {
	const struct cox_regression *model;
	const double *beta;
	size_t count; /* parts */
	double shift;
	double greatest[MOST_PARTS_OF_WORK]; /* eta */
	double *sums; /* count - 1 times score and information */
	double *score, *information;
};

/* risk becomes eta. */
static void find_predictors(void *context, size_t part)
{
	struct rows_work *work = context;
	const struct cox_regression *model = work->model;
	size_t p = model->data->p, n = model->data->records.n;
	size_t end = parts_begin(n, work->count, part + 1);
	double greatest = -HUGE_VAL;

	for (size_t k = parts_begin(n, work->count, part); k < end; k++) {
		const double *z = model->z + k * p;
		double eta = model->offset[k];

		for (size_t j = 0; j < p; j++)
			eta += work->beta[j] * z[j];
		model->risk[k] = eta;
		if (!(eta <= greatest))
			greatest = isnan(eta) ? HUGE_VAL : eta;
	}
	work->greatest[part] = greatest;
}

/* risk, which is eta, becomes weight * exp(eta - greatest eta). */
static void find_risks(void *context, size_t part)
{
	struct rows_work *work = context;
	const struct cox_regression *model = work->model;
	size_t n = model->data->records.n;
	size_t end = parts_begin(n, work->count, part + 1);

	for (size_t k = parts_begin(n, work->count, part); k < end; k++)
		model->risk[k] =
			model->weight[k] * exp(model->risk[k] - work->shift);
}

/* The sums over records: z (event - expected), and z z' expected.  room of the
 * scan's steps becomes the expected number. */
static void add_rows(void *context, size_t part)
{
	struct rows_work *work = context;
	const struct cox_regression *model = work->model;
	size_t p = model->data->p, n = model->data->records.n;
	size_t begin = parts_begin(n, work->count, part);
	size_t end = parts_begin(n, work->count, part + 1);
	double *own = part > 0 ? work->sums + (part - 1) * (p + p * p) : NULL;
	double *score = own ? own : work->score;
	double *expected = model->room;

	for (size_t k = begin; k < end; k++) {
		const double *z = model->z + k * p;
		double off = model->event[k] ? model->weight[k] : 0;

		expected[k] = model->risk[k] * model->expected[k];
		off -= expected[k];
		for (size_t j = 0; j < p; j++)
			score[j] += off * z[j];
	}
	cross_product_add(end - begin, p, model->z + begin * p,
		expected + begin, own ? own + p : work->information);
}

static void add_parts(const struct rows_work *work)
{
	size_t p = work->model->data->p;

	for (size_t part = 1; part < work->count; part++) {
		const double *own = work->sums + (part - 1) * (p + p * p);

		for (size_t j = 0; j < p; j++)
			work->score[j] += own[j];
		for (size_t j = 0; j < p * p; j++)
			work->information[j] += own[p + j];
	}
}

static void mirror(size_t p, double matrix[])
{
	for (size_t j = 0; j < p; j++)
		for (size_t h = j + 1; h < p; h++)
			matrix[h * p + j] = matrix[j * p + h];
}

/* Risks of all rows; the log likelihood but for the sums at risk. */
static bool fill_risks(struct rows_work *work, double *loglik)
{
	const struct cox_regression *model = work->model;
	size_t n = model->data->records.n;

	work->shift = -HUGE_VAL;
	parts_do(work->count, find_predictors, work);
	for (size_t part = 0; part < work->count; part++)
		work->shift = fmax(work->shift, work->greatest[part]);
	if (!isfinite(work->shift))
		return false;
	for (size_t k = 0; k < n; k++)
		if (model->event[k])
			*loglik += model->weight[k] *
				   (model->risk[k] - work->shift);
	parts_do(work->count, find_risks, work);
	return true;
}

double cox_evaluate(const struct cox_regression *model, const double beta[],
	double score[], double information[])
{
	size_t p = model->data->p, n = model->data->records.n;
	const struct risk_order *order = &model->order;
	struct scan scan = { .p = p,
		.step = model->room,
		.own = model->room + n,
		.s1 = model->room + 2 * n,
		.d1 = model->room + 2 * n + p,
		.exact = model->room + 2 * n + 2 * p };
	struct rows_work work = { .model = model,
		.beta = beta,
		.count = parts_count(n),
		.sums = model->part_sums,
		.score = score,
		.information = information };

	memset(score, 0, p * sizeof(*score));
	memset(information, 0, p * p * sizeof(*information));
	memset(work.sums, 0, (work.count - 1) * (p + p * p) * sizeof(double));
	if (!fill_risks(&work, &scan.loglik))
		return -HUGE_VAL;
	for (size_t s = 0; s < model->data->records.n_strata; s++) {
		if (!scan_stratum(model, &scan, order->first[s],
			    order->first[s + 1], score, information))
			return -HUGE_VAL;
		sum_hazard(model, &scan, order->first[s], order->first[s + 1]);
	}
	parts_do(work.count, add_rows, &work);
	add_parts(&work);
	mirror(p, information);
	return scan.loglik;
}
