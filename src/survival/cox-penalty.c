/* The derivative of Firth's penalty in Cox regression. */
#include <string.h>

#include "survival/cox-maximise.h"

/*
 * Weighted sums over a set of rows: of 1, z, z z', and with
 * q = z' A z, A the inverse of the information, of q and q z.
 */
struct sums {
	double one, q;
	double *z, *qz; /* p */
	double *zz;     /* p * p */
};

static struct sums sums_at(double room[], size_t p)
{
	return (struct sums){ 0, 0, room, room + p, room + 2 * p };
}

static void clear(struct sums *sums, size_t p)
{
	sums->one = sums->q = 0;
	memset(sums->z, 0, (2 * p + p * p) * sizeof(double));
}

static double form(size_t p, const double a[], const double z[])
{
	double sum = 0;

	for (size_t j = 0; j < p; j++)
		for (size_t h = 0; h < p; h++)
			sum += a[j * p + h] * z[j] * z[h];
	return sum;
}

static void add(struct sums *sums, size_t p, double risk, const double z[],
	const double inverse[])
{
	double q = form(p, inverse, z);

	sums->one += risk;
	sums->q += risk * q;
	for (size_t j = 0; j < p; j++) {
		sums->z[j] += risk * z[j];
		sums->qz[j] += risk * q * z[j];
		for (size_t h = 0; h < p; h++)
			sums->zz[j * p + h] += risk * z[j] * z[h];
	}
}

/*
 * Half of w tr(A dC/dbeta), C the covariance of z in a risk set: the third
 * central moment E[(z - m)' A (z - m) (z - m)], in terms of the sums.
 */
static void add_third(const struct sums *sums, size_t p, double weight,
	const double inverse[], double mean[], double score[])
{
	for (size_t j = 0; j < p; j++)
		mean[j] = sums->z[j] / sums->one;
	for (size_t r = 0; r < p; r++) {
		double third = (sums->qz[r] - sums->q * mean[r]) / sums->one;

		for (size_t j = 0; j < p; j++) {
			double along = 0;

			for (size_t h = 0; h < p; h++)
				along += inverse[j * p + h] * mean[h];
			third -= 2 * along *
				 (sums->zz[j * p + r] / sums->one -
					 mean[j] * mean[r]);
		}
		score[r] += weight * third / 2;
	}
}

/* left = all - share * tied */
static void take(const struct sums *all, const struct sums *tied, size_t p,
	double share, struct sums *left)
{
	left->one = all->one - share * tied->one;
	left->q = all->q - share * tied->q;
	for (size_t j = 0; j < 2 * p + p * p; j++)
		left->z[j] = all->z[j] - share * tied->z[j];
}

struct scan {
	struct sums all, tied, left;
	double *mean;
	const double *inverse;
	size_t n_at_risk;
};

static void add_times(const struct cox_regression *model, struct scan *scan,
	size_t begin, size_t end, double score[])
{
	size_t p = model->data->p, n_tied = 0;
	bool efron = model->ties == COX_EFRON;
	double weight = 0;

	clear(&scan->tied, p);
	for (size_t k = begin; k < end; k++) {
		const double *z = model->z + k * p;

		add(&scan->all, p, model->risk[k], z, scan->inverse);
		if (!model->event[k])
			continue;
		add(&scan->tied, p, model->risk[k], z, scan->inverse);
		weight += model->weight[k];
		n_tied++;
	}
	for (size_t i = 0; i < n_tied; i++) {
		double share = efron ? (double)i / (double)n_tied : 0;

		take(&scan->all, &scan->tied, p, share, &scan->left);
		add_third(&scan->left, p, weight / (double)n_tied,
			scan->inverse, scan->mean, score);
	}
	scan->n_at_risk += end - begin;
}

static void remove_late(const struct cox_regression *model, struct scan *scan,
	size_t first, size_t rank, size_t *starts)
{
	const struct risk_order *order = &model->order;
	size_t p = model->data->p;

	while (*starts > first &&
		order->start_rank[order->by_start[*starts - 1]] >= rank) {
		size_t k = model->start_row[--*starts];

		add(&scan->all, p, -model->risk[k], model->z + k * p,
			scan->inverse);
		scan->n_at_risk--;
	}
	if (scan->n_at_risk == 0)
		clear(&scan->all, p);
}

void cox_penalty(const struct cox_regression *model, const double inverse[],
	double room[], double score[])
{
	size_t p = model->data->p, size = p * p + 2 * p;
	const struct risk_order *order = &model->order;
	struct scan scan = { sums_at(room, p), sums_at(room + size, p),
		sums_at(room + 2 * size, p), room + 3 * size, inverse, 0 };

	for (size_t s = 0; s < model->data->records.n_strata; s++) {
		size_t first = order->first[s], end = order->first[s + 1];
		size_t starts = end;

		clear(&scan.all, p);
		scan.n_at_risk = 0;
		for (size_t k = end; k-- > first;) {
			if (!model->begins[k])
				continue;
			if (model->start_row)
				remove_late(model, &scan, first,
					order->stop_rank[order->by_stop[k]],
					&starts);
			add_times(model, &scan, k, end, score);
			end = k;
		}
	}
}
