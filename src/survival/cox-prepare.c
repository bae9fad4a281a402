/* Sorting and scaling records for Cox regression. */
#include "survival/cox.h"

#include <math.h>
#include <stdlib.h>

#include "survival/parts.h"

static bool is_exact(const struct cox_regression *made)
{
	return made->ties == COX_EXACT || made->ties == COX_EXACT_MARGINAL;
}

/* Marks the runs of tied stops; most_tied counts the events of one. */
static void mark_runs(struct cox_regression *made)
{
	const struct risk_order *order = &made->order;
	size_t tied = 0;

	for (size_t s = 0; s < made->data->records.n_strata; s++)
		for (size_t k = order->first[s]; k < order->first[s + 1]; k++) {
			made->begins[k] =
				k == order->first[s] ||
				order->stop_rank[order->by_stop[k]] !=
					order->stop_rank[order->by_stop[k - 1]];
			if (made->begins[k])
				tied = 0;
			tied += made->event[k];
			if (tied > made->most_tied)
				made->most_tied = tied;
		}
}

static void sort_rows(struct cox_regression *made)
{
	const struct cox_data *data = made->data;
	const struct risk_records *records = &data->records;

	for (size_t k = 0; k < records->n; k++) {
		size_t i = made->order.by_stop[k];

		made->weight[k] = records->weight ? records->weight[i] : 1;
		made->offset[k] = data->offset ? data->offset[i] : 0;
		made->event[k] = records->event[i] && made->weight[k] > 0;
		if (made->event[k])
			made->events += made->weight[k];
	}
}

/* What the threads that fill z share; the parts are runs of records. */
struct filling {
	struct cox_regression *made;
	const size_t *row_of; /* n: the row of a record */
	const double *first;  /* n_strata * p: covariates of the first row */
	size_t count;         /* parts */
};

/* The covariates of records, less those of the first of their stratum, so that
 * the mean of large ones is exact. */
static void scatter(void *context, size_t part)
{
	const struct filling *filling = context;
	const struct cox_data *data = filling->made->data;
	size_t n = data->records.n, p = data->p;
	size_t end = parts_begin(n, filling->count, part + 1);

	for (size_t i = parts_begin(n, filling->count, part); i < end; i++) {
		double *z = filling->made->z + filling->row_of[i] * p;
		const double *first = filling->first;

		if (data->records.strata)
			first += data->records.strata[i] * p;
		for (size_t j = 0; j < p; j++)
			z[j] = data->x[j * n + i] - first[j];
	}
}

/* Takes the means of rows [begin, end) out of z; adds the squares. */
static void centre(struct cox_regression *made, size_t begin, size_t end,
	double mean[], double squares[])
{
	size_t p = made->data->p;

	for (size_t j = 0; j < p; j++)
		mean[j] = 0;
	for (size_t k = begin; k < end; k++)
		for (size_t j = 0; j < p; j++)
			mean[j] += made->z[k * p + j];
	for (size_t j = 0; j < p; j++)
		mean[j] /= (double)(end - begin);
	for (size_t k = begin; k < end; k++)
		for (size_t j = 0; j < p; j++) {
			double *z = &made->z[k * p + j];

			*z -= mean[j];
			squares[j] += *z * *z;
		}
}

/* To standard deviations of 1; reach is found. */
static void scale_rows(struct cox_regression *made, const double squares[])
{
	size_t p = made->data->p, n = made->data->records.n;

	for (size_t j = 0; j < p; j++)
		made->scale[j] =
			squares[j] > 0 ? sqrt(squares[j] / (double)n) : 1;
	for (size_t k = 0; k < n; k++)
		for (size_t j = 0; j < p; j++) {
			double *z = &made->z[k * p + j], size;

			*z /= made->scale[j];
			size = fabs(*z);
			if (size > made->reach[j])
				made->reach[j] = size;
		}
}

/* first is room for n_strata * p, sums for 2 * p. */
static void fill_rows(struct cox_regression *made, const size_t row_of[],
	double first[], double sums[])
{
	const struct cox_data *data = made->data;
	const struct risk_order *order = &made->order;
	size_t n = data->records.n, p = data->p;
	struct filling filling = { made, row_of, first, parts_count(n) };

	for (size_t s = 0; s < data->records.n_strata; s++)
		if (order->first[s] < order->first[s + 1])
			for (size_t j = 0; j < p; j++)
				first[s * p + j] =
					data->x[j * n +
						order->by_stop
							[order->first[s]]];
	parts_do(filling.count, scatter, &filling);
	for (size_t s = 0; s < data->records.n_strata; s++)
		if (order->first[s] < order->first[s + 1])
			centre(made, order->first[s], order->first[s + 1], sums,
				sums + p);
	scale_rows(made, sums + p);
}

/* Fills z, scale, reach and start_row, which is the row of the record
 * by_start[k]; false when there is no memory. */
static bool find_rows(struct cox_regression *made)
{
	size_t n = made->data->records.n, p = made->data->p;
	size_t n_strata = made->data->records.n_strata;
	size_t *row_of = malloc((n + 1) * sizeof(*row_of));
	double *room = calloc((n_strata + 2) * p + 1, sizeof(*room));
	bool done = row_of && room;

	for (size_t k = 0; done && k < n; k++)
		row_of[made->order.by_stop[k]] = k;
	if (done)
		fill_rows(made, row_of, room + 2 * p, room);
	for (size_t k = 0; done && made->start_row && k < n; k++)
		made->start_row[k] = row_of[made->order.by_start[k]];
	free(room);
	free(row_of);
	return done;
}

static bool allocate_rows(struct cox_regression *made)
{
	size_t n = made->data->records.n + 1, p = made->data->p;

	made->z = calloc(n, p * sizeof(double));
	made->weight = calloc(n, sizeof(double));
	made->offset = calloc(n, sizeof(double));
	made->risk = calloc(n, sizeof(double));
	made->expected = calloc(n, sizeof(double));
	made->event = calloc(n, sizeof(bool));
	made->begins = calloc(n, sizeof(bool));
	made->scale = calloc(p, sizeof(double));
	made->reach = calloc(p, sizeof(double));
	if (made->data->records.start)
		made->start_row = calloc(n, sizeof(size_t));
	if (is_exact(made))
		made->at_risk = calloc(n, sizeof(size_t));
	return made->z && made->weight && made->offset && made->risk &&
	       made->expected && made->event && made->begins && made->scale &&
	       made->reach && (!made->data->records.start || made->start_row) &&
	       (!is_exact(made) || made->at_risk);
}

/* What cox-evaluate.c, cox-exact.c and cox-firth.c divide up. */
static bool allocate_room(struct cox_regression *made)
{
	size_t p = made->data->p, n = made->data->records.n;
	size_t size = 2 * (n + p + 1) + 5 * (p * p + 2 * p + 2);

	if (is_exact(made))
		size += n + (made->most_tied + 2) * (p * p + 2 * p + 2);
	made->room = calloc(size, sizeof(double));
	made->part_sums = calloc(parts_count(n) * (p + p * p), sizeof(double));
	return made->room && made->part_sums;
}

bool cox_prepare(const struct cox_data *data, enum cox_ties ties,
	struct cox_regression *made)
{
	*made = (struct cox_regression){ .data = data, .ties = ties };
	if (!risk_order_make(&data->records, &made->order) ||
		!allocate_rows(made))
		return false;
	sort_rows(made);
	mark_runs(made);
	return find_rows(made) && allocate_room(made);
}

void cox_regression_free(struct cox_regression *made)
{
	risk_order_free(&made->order);
	free(made->z);
	free(made->weight);
	free(made->offset);
	free(made->event);
	free(made->begins);
	free(made->start_row);
	free(made->risk);
	free(made->expected);
	free(made->room);
	free(made->part_sums);
	free(made->at_risk);
	free(made->scale);
	free(made->reach);
}
