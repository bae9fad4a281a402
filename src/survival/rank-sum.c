/* The rank-sum test: statistic, exact and normal P. */
#include "survival/rank-sum.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <gsl/gsl_cdf.h>

#include "survival/rank-sum-counts.h"

double rank_sum_statistic(const struct rank_sum_samples *samples)
{
	size_t below = 0, up_to = 0;
	double sum = 0;

	for (size_t i = 0; i < samples->n1; i++) {
		double value = samples->first[i];

		while (below < samples->n2 && samples->second[below] < value)
			below++;
		while (up_to < samples->n2 && samples->second[up_to] <= value)
			up_to++;
		sum += ((double)below + (double)up_to) / 2;
	}
	return sum;
}

/*
 * The merged values one by one: the smallest that is left, and how often each
 * sample has it.  False at the end.
 */
struct merge {
	size_t i, j;
	double from_first, from_second;
};

static bool next_tie(
	const struct rank_sum_samples *samples, struct merge *merge)
{
	bool first = merge->i < samples->n1, second = merge->j < samples->n2;
	double value;

	if (!first && !second)
		return false;
	value = !second || (first && samples->first[merge->i] <
					     samples->second[merge->j])
			? samples->first[merge->i]
			: samples->second[merge->j];
	merge->from_first = merge->from_second = 0;
	for (; merge->i < samples->n1 && samples->first[merge->i] == value;
		merge->i++)
		merge->from_first++;
	for (; merge->j < samples->n2 && samples->second[merge->j] == value;
		merge->j++)
		merge->from_second++;
	return true;
}

bool rank_sum_tied(const struct rank_sum_samples *samples)
{
	struct merge merge = { 0, 0, 0, 0 };

	while (next_tie(samples, &merge))
		if (merge.from_first + merge.from_second > 1)
			return true;
	return false;
}

/* The standard deviation of W when ties of t values each sum t^3 - t. */
static double deviation(const struct rank_sum_samples *samples, double ties)
{
	double n1 = (double)samples->n1, n2 = (double)samples->n2, n = n1 + n2;

	return sqrt(n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1))));
}

/* The sum of t^3 - t over ties; those between the samples only if `across`. */
static double sum_ties(const struct rank_sum_samples *samples, bool across)
{
	struct merge merge = { 0, 0, 0, 0 };
	double sum = 0;

	while (next_tie(samples, &merge)) {
		double a = merge.from_first, b = merge.from_second, t = a + b;

		sum += across ? t * t * t - t : a * a * a - a + (b * b * b - b);
	}
	return sum;
}

double rank_sum_normal(const struct rank_sum_samples *samples,
	enum alternative side, bool correct)
{
	double middle = (double)samples->n1 * (double)samples->n2 / 2;
	double off = rank_sum_statistic(samples) - middle;
	double sd = deviation(samples, sum_ties(samples, true));
	double half = correct ? 0.5 : 0;

	if (!(sd > 0))
		return NAN;
	if (side == ALTERNATIVE_LESS)
		return gsl_cdf_ugaussian_P((off + half) / sd);
	if (side == ALTERNATIVE_GREATER)
		return gsl_cdf_ugaussian_Q((off - half) / sd);
	if (off == 0)
		half = 0;
	/* not fabs(): a correction beyond the mean makes P more than 1 */
	return fmin(1, 2 * gsl_cdf_ugaussian_Q((fabs(off) - half) / sd));
}

/* Twice the midranks of all values, those of the first sample summed. */
static size_t fill_scores(
	const struct rank_sum_samples *samples, size_t scores[])
{
	struct merge merge = { 0, 0, 0, 0 };
	size_t at = 0, sum = 0;

	while (next_tie(samples, &merge)) {
		size_t ties = (size_t)(merge.from_first + merge.from_second);
		size_t twice = 2 * at + ties + 1;

		for (size_t i = 0; i < ties; i++)
			scores[at++] = twice;
		sum += (size_t)merge.from_first * twice;
	}
	return sum;
}

/* Adds up the probabilities of sums; observed and middle are four times W's,
 * so that the mean is whole. */
static double tail_of(const struct rank_sum_counts *counts, size_t observed,
	size_t middle, enum alternative side)
{
	size_t off = observed > middle ? observed - middle : middle - observed;
	double p = 0, all = 0;

	for (size_t sum = 0; sum <= counts->most; sum++) {
		size_t at = 2 * sum;
		size_t away = at > middle ? at - middle : middle - at;
		bool in = side == ALTERNATIVE_LESS      ? at <= observed
			  : side == ALTERNATIVE_GREATER ? at >= observed
							: away >= off;

		all += counts->ways[sum];
		if (in)
			p += counts->ways[sum];
	}
	return p / all;
}

/* The same test seen from the smaller sample, which takes fewer steps. */
static struct rank_sum_samples smaller_first(
	const struct rank_sum_samples *samples, enum alternative *side)
{
	if (samples->n1 <= samples->n2)
		return *samples;
	if (*side != ALTERNATIVE_TWO_SIDED)
		*side = *side == ALTERNATIVE_LESS ? ALTERNATIVE_GREATER
						  : ALTERNATIVE_LESS;
	return (struct rank_sum_samples){ samples->n2, samples->n1,
		samples->second, samples->first };
}

enum rank_sum_status rank_sum_exact(const struct rank_sum_samples *samples,
	enum alternative side, double *p_value)
{
	struct rank_sum_samples drawn = smaller_first(samples, &side);
	size_t n = samples->n1 + samples->n2;
	size_t *scores = malloc((n + 1) * sizeof(*scores)), sum;
	struct rank_sum_counts counts;
	enum rank_sum_status status;

	if (!scores)
		return RANK_SUM_NO_MEMORY;
	sum = fill_scores(&drawn, scores);
	status = rank_sum_count(n, scores, drawn.n1, &counts);
	free(scores);
	if (status != RANK_SUM_OK)
		return status;
	*p_value = tail_of(&counts, 2 * sum, 2 * drawn.n1 * (n + 1), side);
	free(counts.ways);
	return RANK_SUM_OK;
}

/* The differences first - second that are at most d; rounding is monotone, so
 * that one walk up the second sample is enough. */
static double count_up_to(const struct rank_sum_samples *samples, double d)
{
	size_t j = 0;
	double count = 0;

	for (size_t i = 0; i < samples->n1; i++) {
		while (j < samples->n2 &&
			samples->first[i] - samples->second[j] > d)
			j++;
		count += (double)(samples->n2 - j);
	}
	return count;
}

/* Doubles in their order as integers, and back. */
static int64_t ordinal(double value)
{
	union {
		double value;
		int64_t bits;
	} word = { .value = value };

	return word.bits < 0 ? INT64_MIN - word.bits : word.bits;
}

static double from_ordinal(int64_t place)
{
	union {
		int64_t bits;
		double value;
	} word = { .bits = place < 0 ? INT64_MIN - place : place };

	return word.value;
}

/* The k-th smallest difference, k from 1, by bisection over all doubles. */
static double difference(const struct rank_sum_samples *samples, double k)
{
	double n1n2 = (double)samples->n1 * (double)samples->n2;
	int64_t low =
		ordinal(samples->first[0] - samples->second[samples->n2 - 1]);
	int64_t high =
		ordinal(samples->first[samples->n1 - 1] - samples->second[0]);

	k = fmin(fmax(k, 1), n1n2);
	while (low < high) {
		/* no overflow, and rounds down for either sign */
		int64_t middle = (low & high) + ((low ^ high) >> 1);

		if (count_up_to(samples, from_ordinal(middle)) >= k)
			high = middle;
		else
			low = middle + 1;
	}
	return from_ordinal(low);
}

static double median_difference(const struct rank_sum_samples *samples)
{
	double n = (double)samples->n1 * (double)samples->n2;
	double low = difference(samples, floor((n + 1) / 2));

	return fmod(n, 2) == 0 ? (low + difference(samples, n / 2 + 1)) / 2
			       : low;
}

enum rank_sum_status rank_sum_shift_exact(
	const struct rank_sum_samples *samples, enum alternative side,
	double conf, struct rank_sum_shift *shift)
{
	double n = (double)samples->n1 * (double)samples->n2, k;
	double tail = side == ALTERNATIVE_TWO_SIDED ? (1 - conf) / 2 : 1 - conf;
	enum rank_sum_status status =
		rank_sum_quantile(samples->n1, samples->n2, tail, &k);

	if (status != RANK_SUM_OK)
		return status;
	shift->estimate = median_difference(samples);
	shift->conf_low = -HUGE_VAL;
	shift->conf_high = HUGE_VAL;
	if (side != ALTERNATIVE_LESS && k > 0)
		shift->conf_low = difference(samples, k);
	if (side != ALTERNATIVE_GREATER && k > 0)
		shift->conf_high = difference(samples, n - k + 1);
	return RANK_SUM_OK;
}

/*
 * The first difference just above which the statistic is at most z standard
 * deviations from its mean: what is above it is n1 n2 - k of the differences.
 * Infinite when none is: too few values ever to reject.
 */
static double crossing(const struct rank_sum_samples *samples, double z,
	enum alternative side, double half)
{
	double n = (double)samples->n1 * (double)samples->n2;
	double sd = deviation(samples, sum_ties(samples, false));
	double off = z * sd, k;

	if (side == ALTERNATIVE_TWO_SIDED)
		off += z > 0 ? half : -half;
	else
		off += side == ALTERNATIVE_GREATER ? half : -half;
	k = ceil(n / 2 - off);
	if (k < 1)
		return -HUGE_VAL;
	return k > n ? HUGE_VAL : difference(samples, k);
}

struct rank_sum_shift rank_sum_shift_normal(
	const struct rank_sum_samples *samples, enum alternative side,
	bool correct, double conf)
{
	double tail = side == ALTERNATIVE_TWO_SIDED ? (1 - conf) / 2 : 1 - conf;
	double z = gsl_cdf_ugaussian_Qinv(tail), half = correct ? 0.5 : 0;
	struct rank_sum_shift shift = { NAN, NAN, NAN };

	if (!(deviation(samples, sum_ties(samples, true)) > 0))
		return shift;
	shift.estimate = median_difference(samples);
	shift.conf_low = -HUGE_VAL;
	shift.conf_high = HUGE_VAL;
	if (side != ALTERNATIVE_LESS)
		shift.conf_low = crossing(samples, z, side, half);
	if (side != ALTERNATIVE_GREATER)
		shift.conf_high = crossing(samples, -z, side, half);
	return shift;
}
