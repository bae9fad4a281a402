/* Dependent columns of a model matrix. */
#include "survival/collinear.h"

#include <math.h>
#include <string.h>

#include "survival/cross-product.h"
#include "survival/parts.h"

#define LEAST_SPREAD 1e-13
#define LEAST_LEFT   1e-11
#define LEAST_PART   1e-6
#define BLOCK        128 /* rows that are centred at a time */

/* Mean of a column, and the square root of the sum of squares about it. */
static double spread_of(size_t n, const double column[], double *mean)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += column[i];
	*mean = sum / (double)n;
	sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += column[i] - *mean;
	*mean += sum / (double)n;
	for (size_t i = 0; i < n; i++) {
		double off = column[i] - *mean;

		squares += off * off;
	}
	return sqrt(squares);
}

/* What the threads share; parts are of columns, then of rows. */
struct sums {
	size_t n, p, count; /* parts */
	const double *x;
	double *means, *spreads; /* p */
	double *ones;            /* BLOCK */
	double *rows;            /* of each part: BLOCK rows less the means */
	double *products;        /* of each part: p * p */
};

static void find_spreads(void *context, size_t part)
{
	struct sums *sums = context;

	for (size_t j = part; j < sums->p; j += sums->count)
		sums->spreads[j] = spread_of(
			sums->n, sums->x + j * sums->n, &sums->means[j]);
}

static void find_products(void *context, size_t part)
{
	struct sums *sums = context;
	size_t p = sums->p;
	double *rows = sums->rows + part * BLOCK * p;
	size_t end = parts_begin(sums->n, sums->count, part + 1), last;

	for (size_t i = parts_begin(sums->n, sums->count, part); i < end;
		i = last) {
		last = end - i < BLOCK ? end : i + BLOCK;
		for (size_t j = 0; j < p; j++)
			for (size_t k = i; k < last; k++)
				rows[(k - i) * p + j] =
					sums->x[j * sums->n + k] -
					sums->means[j];
		cross_product_add(last - i, p, rows, sums->ones,
			sums->products + part * p * p);
	}
}

/* Means, spreads and the sums of products about the means, which are those of
 * the first part in the end. */
static void find_sums(struct sums *sums)
{
	size_t size = sums->p * sums->p;

	memset(sums->products, 0, sums->count * size * sizeof(double));
	for (size_t i = 0; i < BLOCK; i++)
		sums->ones[i] = 1;
	parts_do(sums->count, find_spreads, sums);
	parts_do(sums->count, find_products, sums);
	for (size_t part = 1; part < sums->count; part++)
		for (size_t i = 0; i < size; i++)
			sums->products[i] += sums->products[part * size + i];
}

/*
 * Row k of the factor L of the correlations, in row k of factor; returns the
 * share of the variance of column k that the columns before it leave.
 */
static double add_row(const struct sums *sums, size_t k, double factor[])
{
	size_t p = sums->p;
	double *row = factor + k * p, left = 1;

	for (size_t j = 0; j < k; j++) {
		const double *above = factor + j * p;
		double sum = sums->products[j * p + k] /
			     (sums->spreads[j] * sums->spreads[k]);

		for (size_t h = 0; h < j; h++)
			sum -= above[h] * row[h];
		row[j] = sum / above[j];
		left -= row[j] * row[j];
	}
	row[k] = sqrt(left > 0 ? left : 0);
	return left;
}

/* Solves L' b = (row k of L) for the coefficients of column k, in place. */
static void find_parts(size_t p, size_t k, double factor[], bool depends[])
{
	double *row = factor + k * p;

	for (size_t j = k; j-- > 0;) {
		for (size_t h = j + 1; h < k; h++)
			row[j] -= factor[h * p + j] * row[h];
		row[j] /= factor[j * p + j];
		depends[j] = fabs(row[j]) > LEAST_PART;
	}
}

size_t collinear_room(size_t p)
{
	return BLOCK + p * (p + 2) + MOST_PARTS_OF_WORK * p * (p + BLOCK);
}

enum collinear_status collinear_find(size_t n, size_t p, const double x[],
	size_t *which, bool depends[], double work[])
{
	struct sums sums = { n, p, parts_count(n), x, work, work + p,
		work + 2 * p, work + 2 * p + BLOCK,
		work + 2 * p + BLOCK + MOST_PARTS_OF_WORK * p * BLOCK };
	double *factor = sums.products + MOST_PARTS_OF_WORK * p * p;

	find_sums(&sums);
	for (size_t k = 0; k < p; k++) {
		double size = fabs(sums.means[k]) * sqrt((double)n);

		*which = k;
		depends[k] = false;
		if (!(sums.spreads[k] > LEAST_SPREAD * size))
			return COLLINEAR_CONSTANT;
		if (add_row(&sums, k, factor) < LEAST_LEFT) {
			find_parts(p, k, factor, depends);
			return COLLINEAR_FOUND;
		}
	}
	return COLLINEAR_NONE;
}
