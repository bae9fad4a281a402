/* Exact likelihoods of tied events in Cox regression. */
#include "survival/cox-exact.h"

#include <math.h>
#include <string.h>

#include "survival/cox-exact-marginal.h"

/* The rows at risk at the time of rows [begin, end), these first. */
static size_t list_at_risk(
	const struct cox_regression *model, size_t begin, size_t last)
{
	const struct risk_order *order = &model->order;
	size_t rank = order->stop_rank[order->by_stop[begin]], count = 0;

	for (size_t k = begin; k < last; k++) {
		size_t record = order->by_stop[k];

		if (order->start_rank && order->start_rank[record] >= rank)
			continue;
		model->at_risk[count++] = k;
	}
	return count;
}

/*
 * The odds by which risks are multiplied, so that as many as n_tied are
 * expected to be picked: then the recursion keeps to probabilities that are
 * neither small nor large.  Any odds would do, so a few digits are enough.
 */
static double find_odds(
	const struct cox_regression *model, size_t count, size_t n_tied)
{
	double low = -800, high = 800; /* logarithms */

	for (int step = 0; step < 40; step++) {
		double middle = (low + high) / 2, odds = exp(middle), sum = 0;

		for (size_t i = 0; i < count; i++) {
			double picked = odds * model->risk[model->at_risk[i]];

			sum += picked > 1 ? 1 / (1 + 1 / picked)
					  : picked / (1 + picked);
		}
		if (sum < (double)n_tied)
			low = middle;
		else
			high = middle;
	}
	return exp((low + high) / 2);
}

/*
 * Sums over the subsets of size m = 0..n_tied of those seen so far, each
 * weighing its probability: of 1, of the sum of z, and of its square.
 */
struct subsets {
	size_t p;
	double *probability; /* n_tied + 1 */
	double *first;       /* (n_tied + 1) * p */
	double *second;      /* (n_tied + 1) * p * p, upper triangles */
};

/* Subsets of size m, with one more subject: it is out, or in and m - 1
 * before. */
static void add_subject(
	const struct subsets *sets, size_t m, double picked, const double z[])
{
	size_t p = sets->p;
	const double *before = sets->first + (m - 1) * p;
	const double *before_squares = sets->second + (m - 1) * p * p;
	double *now = sets->first + m * p, *squares = sets->second + m * p * p;
	double chance = sets->probability[m - 1], left = 1 - picked;

	for (size_t j = 0; j < p; j++) {
		for (size_t h = j; h < p; h++)
			squares[j * p + h] =
				left * squares[j * p + h] +
				picked * (before_squares[j * p + h] +
						 z[j] * before[h] +
						 before[j] * z[h] +
						 chance * z[j] * z[h]);
		now[j] = left * now[j] + picked * (before[j] + chance * z[j]);
	}
	sets->probability[m] = left * sets->probability[m] + picked * chance;
}

/*
 * The discrete likelihood: those tied against all subsets of their size (Cox
 * 1972), by the recursion of Gail, Lubin and Rubinstein (1981), over
 * probabilities.
 */
static double add_discrete(const struct cox_regression *model, size_t count,
	size_t n_tied, double room[], double score[], double information[])
{
	size_t p = model->data->p;
	struct subsets sets = { p, room, room + n_tied + 1,
		room + (n_tied + 1) * (p + 1) };
	double odds = find_odds(model, count, n_tied), all_out = 0, chance;
	double *mean = sets.first + n_tied * p;
	const double *squares = sets.second + n_tied * p * p;

	memset(room, 0, (n_tied + 1) * (p * p + p + 1) * sizeof(*room));
	sets.probability[0] = 1;
	for (size_t i = 0; i < count; i++) {
		size_t k = model->at_risk[i],
		       most = i + 1 < n_tied ? i + 1 : n_tied;
		double picked = odds * model->risk[k];

		all_out -= log1p(picked);
		picked /= 1 + picked;
		for (size_t m = most; m > 0; m--)
			add_subject(&sets, m, picked, model->z + k * p);
		sets.probability[0] *= 1 - picked;
	}
	chance = sets.probability[n_tied];
	if (!(chance > 0))
		return -HUGE_VAL;
	for (size_t j = 0; j < p; j++) {
		mean[j] /= chance;
		score[j] -= mean[j];
	}
	for (size_t j = 0; j < p; j++)
		for (size_t h = j; h < p; h++)
			information[j * p + h] +=
				squares[j * p + h] / chance - mean[j] * mean[h];
	return -(log(chance) - all_out - (double)n_tied * log(odds));
}

static bool is_tied(
	const struct cox_regression *model, size_t k, size_t begin, size_t end)
{
	return k >= begin && k < end && model->event[k];
}

/* The sum of risks, and the mean and the covariance under them, of the rows at
 * risk that are not tied. */
struct others {
	double risk;
	double *mean;       /* p */
	double *covariance; /* p * p */
};

static void add_squares(size_t p, double risk, const double z[],
	const double mean[], double covariance[])
{
	for (size_t j = 0; j < p; j++)
		for (size_t h = 0; h < p; h++)
			covariance[j * p + h] +=
				risk * (z[j] - mean[j]) * (z[h] - mean[h]);
}

static void describe_others(const struct cox_regression *model, size_t count,
	size_t begin, size_t end, struct others *others)
{
	size_t p = model->data->p;

	for (size_t i = 0; i < count; i++) {
		size_t k = model->at_risk[i];

		if (is_tied(model, k, begin, end))
			continue;
		others->risk += model->risk[k];
		for (size_t j = 0; j < p; j++)
			others->mean[j] += model->risk[k] * model->z[k * p + j];
	}
	for (size_t j = 0; j < p; j++)
		others->mean[j] /= others->risk;
	for (size_t i = 0; i < count; i++) {
		size_t k = model->at_risk[i];

		if (!is_tied(model, k, begin, end))
			add_squares(p, model->risk[k] / others->risk,
				model->z + k * p, others->mean,
				others->covariance);
	}
}

/* Takes back what the main scan counts of the tied rows. */
static double take_tied(const struct cox_regression *model, size_t begin,
	size_t end, double score[])
{
	size_t p = model->data->p;
	double sum = 0;

	for (size_t k = begin; k < end; k++) {
		if (!model->event[k])
			continue;
		sum -= log(model->risk[k]);
		for (size_t j = 0; j < p; j++)
			score[j] -= model->z[k * p + j];
	}
	return sum;
}

static double add_marginal(const struct cox_regression *model, size_t begin,
	size_t end, size_t count, size_t n_tied, double room[], double score[],
	double information[])
{
	size_t p = model->data->p, tied = 0;
	double *log_risk = room, *x = room + n_tied;
	struct others others = { 0, x + n_tied * p, x + (n_tied + 1) * p };
	struct cox_tied_set set = { n_tied, p, log_risk, x, 0, others.mean,
		others.covariance };
	struct cox_marginal_sums sums = { 0, score, information };

	memset(others.mean, 0, (p + p * p) * sizeof(*room));
	describe_others(model, count, begin, end, &others);
	set.log_risk_others = log(others.risk);
	for (size_t k = begin; k < end; k++) {
		if (!model->event[k])
			continue;
		log_risk[tied] = log(model->risk[k]);
		memcpy(x + tied++ * p, model->z + k * p, p * sizeof(*x));
	}
	cox_exact_marginal_add(&set, others.covariance + p * p, &sums);
	return sums.loglik + take_tied(model, begin, end, score);
}

double cox_exact_add(const struct cox_regression *model, size_t begin,
	size_t end, size_t last, size_t n_tied, double room[], double score[],
	double information[])
{
	size_t count = list_at_risk(model, begin, last);

	/* all at risk fail: there is but one way */
	if (count == n_tied)
		return take_tied(model, begin, end, score);
	if (model->ties == COX_EXACT_MARGINAL)
		return add_marginal(model, begin, end, count, n_tied, room,
			score, information);
	return add_discrete(model, count, n_tied, room, score, information);
}
