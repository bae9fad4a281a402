/* Likelihood, score and information of a Fine-Gray model, by two scans. */
#include "survival/fine-gray-parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool fine_gray_sums_make(
	const struct fine_gray_sorted *sorted, struct fine_gray_sums *sums)
{
	size_t p = sorted->p;

	*sums = (struct fine_gray_sums){
		.risk = malloc(sorted->n * sizeof(double)),
		.exposure = malloc(sorted->n * sizeof(double)),
		.jump = malloc(sorted->rows * sizeof(double)),
		.mean = malloc(sorted->rows * p * sizeof(double)),
		.score = malloc(p * sizeof(double)),
		.information = malloc(p * p * sizeof(double)),
		.total = malloc(sorted->n_groups * (p + 1) * sizeof(double)),
	};
	return sums->risk && sums->exposure && sums->jump && sums->mean &&
	       sums->score && sums->information && sums->total;
}

void fine_gray_sums_free(struct fine_gray_sums *sums)
{
	free(sums->risk);
	free(sums->exposure);
	free(sums->jump);
	free(sums->mean);
	free(sums->score);
	free(sums->information);
	free(sums->total);
}

/* exp(z' b), and the failures' part of the likelihood. */
static void find_risks(const struct fine_gray_sorted *sorted, const double b[],
	struct fine_gray_sums *sums)
{
	sums->loglik = 0;
	for (size_t i = 0; i < sorted->n; i++) {
		const double *z = sorted->z + i * sorted->p;
		double along = 0;

		for (size_t j = 0; j < sorted->p; j++)
			along += z[j] * b[j];
		sums->risk[i] = exp(along);
		if (sorted->event[i] == FINE_GRAY_CAUSE)
			sums->loglik += along;
	}
}

/* sum += factor * other */
static void add(size_t p, double sum[], double factor, const double other[])
{
	for (size_t j = 0; j < p; j++)
		sum[j] += factor * other[j];
}

/* Back over time: those followed at the times of the cause, their number in
 * jump, their sum of z in mean. */
static void sum_followed(
	const struct fine_gray_sorted *sorted, struct fine_gray_sums *sums)
{
	size_t p = sorted->p;
	double number = 0, *sum = sums->total;

	memset(sum, 0, p * sizeof(*sum));
	for (size_t row = sorted->rows; row-- > 0;) {
		for (size_t i = sorted->first[row]; i < sorted->first[row + 1];
			i++) {
			number += sums->risk[i];
			add(p, sum, sums->risk[i], sorted->z + i * p);
		}
		sums->jump[row] = number;
		memset(sums->mean + row * p, 0, p * sizeof(*sum));
		if (sorted->deaths[row] > 0)
			memcpy(sums->mean + row * p, sum, p * sizeof(*sum));
	}
}

/* A row's risk set is complete: its hazard and mean. */
static void close_row(const struct fine_gray_sorted *sorted, size_t row,
	struct fine_gray_sums *sums)
{
	size_t p = sorted->p;
	const double *free = sorted->free + row * sorted->n_groups;
	double *mean = sums->mean + row * p, number = sums->jump[row];

	for (size_t g = 0; g < sorted->n_groups; g++) {
		const double *total = sums->total + g * (p + 1);

		number += free[g] * total[p];
		add(p, mean, free[g], total);
	}
	for (size_t j = 0; j < p; j++)
		mean[j] /= number;
	sums->jump[row] = sorted->deaths[row] / number;
	sums->loglik -= sorted->deaths[row] * log(number);
}

/* Forward: total has, by group, the sums over those who failed of another
 * cause, of z and (last) their number, each divided by G. */
static void sum_weighted(
	const struct fine_gray_sorted *sorted, struct fine_gray_sums *sums)
{
	size_t p = sorted->p;
	double hazard = 0;

	memset(sums->total, 0, sorted->n_groups * (p + 1) * sizeof(double));
	for (size_t row = 0; row < sorted->rows; row++) {
		if (sorted->deaths[row] > 0)
			close_row(sorted, row, sums);
		else
			sums->jump[row] = 0;
		hazard += sums->jump[row];
		for (size_t i = sorted->first[row]; i < sorted->first[row + 1];
			i++) {
			double *total =
				sums->total + sorted->group[i] * (p + 1);
			double weight = sums->risk[i] * sorted->inverse[i];

			sums->exposure[i] = hazard;
			if (sorted->event[i] != FINE_GRAY_OTHER)
				continue;
			add(p, total, weight, sorted->z + i * p);
			total[p] += weight;
		}
	}
}

/* Back: the hazard that those who failed of another cause meet afterwards. */
static void expose_weighted(
	const struct fine_gray_sorted *sorted, struct fine_gray_sums *sums)
{
	size_t groups = sorted->n_groups;
	double *ahead = sums->total;

	memset(ahead, 0, groups * sizeof(*ahead));
	for (size_t row = sorted->rows; row-- > 0;) {
		for (size_t i = sorted->first[row]; i < sorted->first[row + 1];
			i++)
			if (sorted->event[i] == FINE_GRAY_OTHER)
				sums->exposure[i] += sorted->inverse[i] *
						     ahead[sorted->group[i]];
		for (size_t g = 0; g < groups; g++)
			ahead[g] += sorted->free[row * groups + g] *
				    sums->jump[row];
	}
}

/*
 * With w the hazard that a subject met times its risk, the score is the sum of
 * (failed - w) z and the information that of w z z' less that of d m m', m
 * being the mean in a risk set: one pass over the subjects, whose sums over
 * risk sets have become numbers.
 */
static void find_derivatives(
	const struct fine_gray_sorted *sorted, struct fine_gray_sums *sums)
{
	size_t p = sorted->p;

	memset(sums->score, 0, p * sizeof(double));
	memset(sums->information, 0, p * p * sizeof(double));
	for (size_t i = 0; i < sorted->n; i++) {
		const double *z = sorted->z + i * p;
		double w = sums->risk[i] * sums->exposure[i];

		add(p, sums->score,
			(sorted->event[i] == FINE_GRAY_CAUSE ? 1 : 0) - w, z);
		for (size_t j = 0; j < p; j++)
			add(j + 1, sums->information + j * p, w * z[j], z);
	}
	for (size_t row = 0; row < sorted->rows; row++) {
		const double *mean = sums->mean + row * p;

		if (sorted->deaths[row] > 0)
			for (size_t j = 0; j < p; j++)
				add(j + 1, sums->information + j * p,
					-sorted->deaths[row] * mean[j], mean);
	}
	for (size_t j = 0; j < p; j++)
		for (size_t k = 0; k < j; k++)
			sums->information[k * p + j] =
				sums->information[j * p + k];
}

void fine_gray_scan(const struct fine_gray_sorted *sorted, const double b[],
	struct fine_gray_sums *sums)
{
	find_risks(sorted, b, sums);
	sum_followed(sorted, sums);
	sum_weighted(sorted, sums);
	expose_weighted(sorted, sums);
	find_derivatives(sorted, sums);
}
