/* Sorting and scaling records for Cox regression. */
#include "survival/cox.h"

#include <math.h>
#include <stdlib.h>

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

/* start_row[k] is the row of the record by_start[k]. */
static bool find_start_rows(struct cox_regression *made)
{
	size_t n = made->data->records.n;
	size_t *row_of = malloc((n + 1) * sizeof(*row_of));

	if (!row_of)
		return false;
	for (size_t k = 0; k < n; k++)
		row_of[made->order.by_stop[k]] = k;
	for (size_t k = 0; k < n; k++)
		made->start_row[k] = row_of[made->order.by_start[k]];
	free(row_of);
	return true;
}

/* Column j of z over rows [begin, end), less its mean; adds the squares. */
static double centre(
	struct cox_regression *made, size_t j, size_t begin, size_t end)
{
	const struct cox_data *data = made->data;
	const double *x = data->x + j * data->records.n;
	double *z = made->z + j, first, sum = 0, squares = 0;

	if (begin == end)
		return 0;
	/* about the first value, so that the mean of a large one is exact */
	first = x[made->order.by_stop[begin]];
	for (size_t k = begin; k < end; k++) {
		z[k * data->p] = x[made->order.by_stop[k]] - first;
		sum += z[k * data->p];
	}
	sum /= (double)(end - begin);
	for (size_t k = begin; k < end; k++) {
		z[k * data->p] -= sum;
		squares += z[k * data->p] * z[k * data->p];
	}
	return squares;
}

static void scale_column(struct cox_regression *made, size_t j)
{
	size_t p = made->data->p, n = made->data->records.n;
	const size_t *first = made->order.first;
	double squares = 0;

	for (size_t s = 0; s < made->data->records.n_strata; s++)
		squares += centre(made, j, first[s], first[s + 1]);
	made->scale[j] = squares > 0 ? sqrt(squares / (double)n) : 1;
	made->reach[j] = 0;
	for (size_t k = 0; k < n; k++) {
		double *z = &made->z[k * p + j];

		*z /= made->scale[j];
		made->reach[j] = fmax(made->reach[j], fabs(*z));
	}
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
	return made->room != NULL;
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
	for (size_t j = 0; j < data->p; j++)
		scale_column(made, j);
	if (data->records.start && !find_start_rows(made))
		return false;
	return allocate_room(made);
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
	free(made->at_risk);
	free(made->scale);
	free(made->reach);
}
