/* Concordance of a score of risk with times of events. */
#include "survival/concordance.h"

#include <math.h>
#include <stdlib.h>

#include "survival/times.h"

/* Weights of the pairs of a subject, its own weight left out. */
struct pairs {
	double concordant, discordant, tied;
};

struct scan {
	const struct risk_records *records;
	const struct risk_order *order;
	size_t *score_rank; /* n, from 1 within the stratum */
	double *share;      /* n: what a pair of this event counts */
	struct pairs *with; /* n: earlier or later in them */
	double *tree;  /* n + 1: sums of weights by score, Fenwick (1994) */
	double *equal; /* n + 1: the weights at each score */
	double total;  /* of all in the tree */
	size_t ranks;  /* of scores in this stratum */
};

static double weight_of(const struct scan *scan, size_t i)
{
	return scan->records->weight ? scan->records->weight[i] : 1;
}

static void tree_add(struct scan *scan, size_t i, double weight)
{
	for (size_t k = scan->score_rank[i]; k <= scan->ranks; k += k & -k)
		scan->tree[k] += weight;
	scan->equal[scan->score_rank[i]] += weight;
	scan->total += weight;
}

/* What is in the tree with a lower score than i. */
static double tree_lower(const struct scan *scan, size_t i)
{
	double sum = 0;

	for (size_t k = scan->score_rank[i] - 1; k > 0; k -= k & -k)
		sum += scan->tree[k];
	return sum;
}

/* Pairs i, factor times, with all in the tree, who failed later. */
static void compare_later(struct scan *scan, size_t i, double factor)
{
	double lower = tree_lower(scan, i);
	double equal = scan->equal[scan->score_rank[i]];

	scan->with[i].concordant += factor * lower;
	scan->with[i].tied += factor * equal;
	scan->with[i].discordant += factor * (scan->total - lower - equal);
}

/* The same with those in the tree who failed earlier. */
static void compare_earlier(struct scan *scan, size_t i, double factor)
{
	double lower = tree_lower(scan, i);
	double equal = scan->equal[scan->score_rank[i]];

	scan->with[i].discordant += factor * lower;
	scan->with[i].tied += factor * equal;
	scan->with[i].concordant += factor * (scan->total - lower - equal);
}

static void tree_clear(struct scan *scan)
{
	for (size_t k = 0; k <= scan->ranks; k++)
		scan->tree[k] = scan->equal[k] = 0;
	scan->total = 0;
}

/* Ranks of the scores of a stratum; scores and sorted are room. */
static void rank_scores(struct scan *scan, size_t begin, size_t end,
	const double score[], double scores[], size_t sorted[])
{
	size_t m = end - begin, rank = 0;

	for (size_t k = 0; k < m; k++)
		scores[k] = score[scan->order->by_stop[begin + k]];
	order_times(m, scores, sorted);
	for (size_t k = 0; k < m; k++) {
		if (k == 0 || scores[sorted[k]] > scores[sorted[k - 1]])
			rank++;
		scan->score_rank[scan->order->by_stop[begin + sorted[k]]] =
			rank;
	}
	scan->ranks = rank;
}

/* Puts those of a run of equal stops who failed, or who did not, into the
 * tree. */
static void add_run(struct scan *scan, size_t i, size_t end, bool event)
{
	for (; i < end; i++) {
		size_t who = scan->order->by_stop[i];

		if (scan->records->event[who] == event)
			tree_add(scan, who, weight_of(scan, who));
	}
}

/* Back in time: each event against those at risk and not failing then. */
static void scan_back(struct scan *scan, size_t begin, size_t end)
{
	const struct risk_order *order = scan->order;
	size_t gone = end, i, run;

	tree_clear(scan);
	for (run = end; run > begin; run = i) {
		size_t rank = order->stop_rank[order->by_stop[run - 1]];

		for (i = run; i > begin &&
			      order->stop_rank[order->by_stop[i - 1]] == rank;)
			i--;
		add_run(scan, i, run, false);
		while (order->by_start && gone > begin &&
			order->start_rank[order->by_start[gone - 1]] >= rank) {
			size_t who = order->by_start[--gone];

			tree_add(scan, who, -weight_of(scan, who));
		}
		for (size_t k = i; k < run; k++)
			if (scan->records->event[order->by_stop[k]])
				compare_later(scan, order->by_stop[k],
					scan->share[order->by_stop[k]]);
		add_run(scan, i, run, true);
	}
}

/* Those of a run who failed, or who did not, against the events so far. */
static void compare_run(struct scan *scan, size_t i, size_t end, bool event)
{
	for (; i < end; i++)
		if (scan->records->event[scan->order->by_stop[i]] == event)
			compare_earlier(scan, scan->order->by_stop[i], 1);
}

/*
 * Forward in time: each subject against the events of the others within its
 * interval, as the later one of the pair.
 */
static void scan_forward(struct scan *scan, size_t begin, size_t end)
{
	const struct risk_order *order = scan->order;
	size_t entered = begin, run;

	tree_clear(scan);
	for (size_t i = begin; i < end; i = run) {
		size_t rank = order->stop_rank[order->by_stop[i]];

		run = risk_order_run(order, i, end);
		while (order->by_start && entered < end &&
			order->start_rank[order->by_start[entered]] < rank)
			compare_earlier(scan, order->by_start[entered++], -1);
		compare_run(scan, i, run, true);
		for (size_t k = i; k < run; k++) {
			size_t who = order->by_stop[k];

			if (scan->records->event[who])
				tree_add(scan, who,
					scan->share[who] *
						weight_of(scan, who));
		}
		compare_run(scan, i, run, false);
	}
}

/* Adds the pairs of a stratum, as scan_back() left them with the events. */
static void sum_pairs(const struct scan *scan, size_t begin, size_t end,
	struct concordance *sums)
{
	for (size_t k = begin; k < end; k++) {
		size_t i = scan->order->by_stop[k];
		double weight = weight_of(scan, i);

		sums->concordant += weight * scan->with[i].concordant;
		sums->discordant += weight * scan->with[i].discordant;
		sums->tied += weight * scan->with[i].tied;
	}
}

/*
 * The shares of Uno and others (2011, equation 6): an event just before which
 * nobody is left uncensored cannot be.  Events at a time come before
 * censorings.
 */
static void share_uno(struct scan *scan, size_t begin, size_t end)
{
	const struct risk_order *order = scan->order;
	double at_risk = 0, uncensored = 1;
	size_t run;

	for (size_t k = begin; k < end; k++)
		at_risk += weight_of(scan, order->by_stop[k]);
	for (size_t i = begin; i < end; i = run) {
		double events = 0, losses = 0;

		run = risk_order_run(order, i, end);
		for (size_t k = i; k < run; k++) {
			size_t who = order->by_stop[k];

			scan->share[who] = 1 / (uncensored * uncensored);
			if (scan->records->event[who])
				events += weight_of(scan, who);
			else
				losses += weight_of(scan, who);
		}
		at_risk -= events;
		if (losses > 0 && at_risk > 0)
			uncensored *= fmax(0, 1 - losses / at_risk);
		at_risk -= losses;
	}
}

static void share_all(struct scan *scan, enum concordance_kind kind, double tau)
{
	const struct risk_records *records = scan->records;

	for (size_t i = 0; i < records->n; i++)
		scan->share[i] = 1;
	for (size_t s = 0; kind == CONCORDANCE_UNO && s < records->n_strata;
		s++)
		share_uno(
			scan, scan->order->first[s], scan->order->first[s + 1]);
	for (size_t i = 0; i < records->n; i++)
		if (records->stop[i] > tau && !same_time(tau, records->stop[i]))
			scan->share[i] = 0;
}

static void find_value(
	const struct scan *scan, double influence[], struct concordance *result)
{
	double all = result->concordant + result->discordant + result->tied;
	double variance = 0;

	result->value = (result->concordant + result->tied / 2) / all;
	for (size_t i = 0; i < scan->records->n; i++) {
		const struct pairs *with = &scan->with[i];
		double pairs = with->concordant + with->discordant + with->tied;
		double change = with->concordant + with->tied / 2 -
				result->value * pairs;

		change *= weight_of(scan, i) / all;
		variance += change * change;
		if (influence)
			influence[i] = change;
	}
	result->std_error = sqrt(variance);
}

static enum concordance_status estimate(struct scan *scan, const double score[],
	double room[], size_t sorted[], double influence[],
	struct concordance *result)
{
	*result = (struct concordance){ .value = NAN, .std_error = NAN };
	for (size_t s = 0; s < scan->records->n_strata; s++) {
		size_t begin = scan->order->first[s];
		size_t end = scan->order->first[s + 1];

		rank_scores(scan, begin, end, score, room, sorted);
		scan_back(scan, begin, end);
		sum_pairs(scan, begin, end, result);
		scan_forward(scan, begin, end);
	}
	if (!(result->concordant + result->discordant + result->tied > 0))
		return CONCORDANCE_NO_PAIRS;
	find_value(scan, influence, result);
	return CONCORDANCE_OK;
}

enum concordance_status concordance_estimate(const struct risk_records *records,
	const double score[], enum concordance_kind kind, double tau,
	double influence[], struct concordance *result)
{
	size_t n = records->n + 1;
	struct risk_order order = { NULL };
	struct scan scan = { .records = records,
		.order = &order,
		.score_rank = malloc(n * sizeof(size_t)),
		.share = malloc(n * sizeof(double)),
		.with = calloc(n, sizeof(struct pairs)),
		.tree = malloc(n * sizeof(double)),
		.equal = malloc(n * sizeof(double)) };
	double *room = malloc(n * sizeof(*room));
	size_t *sorted = malloc(n * sizeof(*sorted));
	enum concordance_status status = CONCORDANCE_NO_MEMORY;

	if (kind == CONCORDANCE_UNO && records->start)
		status = CONCORDANCE_STARTS;
	else if (scan.score_rank && scan.share && scan.with && scan.tree &&
		 scan.equal && room && sorted &&
		 risk_order_make(records, &order)) {
		share_all(&scan, kind, tau);
		status =
			estimate(&scan, score, room, sorted, influence, result);
	}
	risk_order_free(&order);
	free(sorted);
	free(room);
	free(scan.equal);
	free(scan.tree);
	free(scan.with);
	free(scan.share);
	free(scan.score_rank);
	return status;
}
