/* Concordance of a score of risk with times of events. */
#include "survival/concordance.h"

#include <math.h>
#include <stdlib.h>

#include "survival/times.h"

/*
 * A record at its place in order.by_stop, so that both scans read one after the
 * other; only the tree is met in any order.
 */
struct place {
	double weight, share; /* share: what a pair of this event counts */
	double concordant, discordant, tied; /* pairs, without own weight */
	size_t score_rank;                   /* from 1 within the stratum */
	size_t stop_rank;
	bool event;
};

struct scan {
	const struct risk_records *records;
	const struct risk_order *order;
	struct place *places; /* n */
	size_t *entries;      /* places of the records of order.by_start */
	double *tree;  /* n + 1: sums of weights by score, Fenwick (1994) */
	double *equal; /* n + 1: the weights at each score */
	double total;  /* of all in the tree */
	size_t ranks;  /* of scores in this stratum */
};

static void tree_add(struct scan *scan, size_t rank, double weight)
{
	for (size_t k = rank; k <= scan->ranks; k += k & -k)
		scan->tree[k] += weight;
	scan->equal[rank] += weight;
	scan->total += weight;
}

/* What is in the tree below a rank. */
static double tree_lower(const struct scan *scan, size_t rank)
{
	double sum = 0;

	for (size_t k = rank - 1; k > 0; k -= k & -k)
		sum += scan->tree[k];
	return sum;
}

/* Pairs one with all in the tree, who failed later. */
static void compare_later(const struct scan *scan, struct place *one)
{
	double lower = tree_lower(scan, one->score_rank);
	double equal = scan->equal[one->score_rank];

	one->concordant += one->share * lower;
	one->tied += one->share * equal;
	one->discordant += one->share * (scan->total - lower - equal);
}

/* The same, sign 1 or -1, with those in the tree who failed earlier. */
static void compare_earlier(
	const struct scan *scan, struct place *one, double sign)
{
	double lower = tree_lower(scan, one->score_rank);
	double equal = scan->equal[one->score_rank];

	one->discordant += sign * lower;
	one->tied += sign * equal;
	one->concordant += sign * (scan->total - lower - equal);
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
		scan->places[begin + sorted[k]].score_rank = rank;
	}
	scan->ranks = rank;
}

/* Puts those of a run of equal stops who failed, or who did not, into the
 * tree. */
static void add_run(struct scan *scan, size_t i, size_t end, bool event)
{
	for (; i < end; i++)
		if (scan->places[i].event == event)
			tree_add(scan, scan->places[i].score_rank,
				scan->places[i].weight);
}

/* Takes out who starts at or after a time; returns what is left of `entries`.
 */
static size_t take_out(
	struct scan *scan, size_t rank, size_t begin, size_t left)
{
	const struct risk_order *order = scan->order;

	while (left > begin &&
		order->start_rank[order->by_start[left - 1]] >= rank) {
		const struct place *one = &scan->places[scan->entries[--left]];

		tree_add(scan, one->score_rank, -one->weight);
	}
	return left;
}

/* Back in time: each event against those at risk and not failing then. */
static void scan_back(struct scan *scan, size_t begin, size_t end)
{
	const struct place *places = scan->places;
	size_t left = end, i, run;

	tree_clear(scan);
	for (run = end; run > begin; run = i) {
		size_t rank = places[run - 1].stop_rank;

		i = run - 1;
		while (i > begin && places[i - 1].stop_rank == rank)
			i--;
		add_run(scan, i, run, false);
		if (scan->entries)
			left = take_out(scan, rank, begin, left);
		for (size_t k = i; k < run; k++)
			if (places[k].event)
				compare_later(scan, &scan->places[k]);
		add_run(scan, i, run, true);
	}
}

/* Those of a run who failed, or who did not, against the events so far. */
static void compare_run(struct scan *scan, size_t i, size_t end, bool event)
{
	for (; i < end; i++)
		if (scan->places[i].event == event)
			compare_earlier(scan, &scan->places[i], 1);
}

static size_t run_end(const struct scan *scan, size_t i, size_t end)
{
	size_t rank = scan->places[i].stop_rank;

	while (i < end && scan->places[i].stop_rank == rank)
		i++;
	return i;
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
		run = run_end(scan, i, end);
		while (scan->entries && entered < end &&
			order->start_rank[order->by_start[entered]] <
				scan->places[i].stop_rank)
			compare_earlier(scan,
				&scan->places[scan->entries[entered++]], -1);
		compare_run(scan, i, run, true);
		for (size_t k = i; k < run; k++) {
			const struct place *one = &scan->places[k];

			if (one->event)
				tree_add(scan, one->score_rank,
					one->share * one->weight);
		}
		compare_run(scan, i, run, false);
	}
}

/* Adds the pairs of a stratum, as scan_back() left them with the events. */
static void sum_pairs(const struct scan *scan, size_t begin, size_t end,
	struct concordance *sums)
{
	for (size_t k = begin; k < end; k++) {
		const struct place *one = &scan->places[k];

		sums->concordant += one->weight * one->concordant;
		sums->discordant += one->weight * one->discordant;
		sums->tied += one->weight * one->tied;
	}
}

/*
 * The shares of Uno and others (2011, equation 6): an event just before which
 * nobody is left uncensored cannot be.  Events at a time come before
 * censorings.
 */
static void share_uno(struct scan *scan, size_t begin, size_t end)
{
	double at_risk = 0, uncensored = 1;
	size_t run;

	for (size_t k = begin; k < end; k++)
		at_risk += scan->places[k].weight;
	for (size_t i = begin; i < end; i = run) {
		double events = 0, losses = 0;

		run = run_end(scan, i, end);
		for (size_t k = i; k < run; k++) {
			struct place *one = &scan->places[k];

			one->share = 1 / (uncensored * uncensored);
			if (one->event)
				events += one->weight;
			else
				losses += one->weight;
		}
		at_risk -= events;
		if (losses > 0 && at_risk > 0)
			uncensored *= fmax(0, 1 - losses / at_risk);
		at_risk -= losses;
	}
}

/* Fills the places but for the ranks of scores. */
static void fill_places(
	struct scan *scan, enum concordance_kind kind, double tau)
{
	const struct risk_records *records = scan->records;
	const struct risk_order *order = scan->order;

	for (size_t k = 0; k < records->n; k++) {
		size_t i = order->by_stop[k];

		scan->places[k] = (struct place){ .share = 1,
			.weight = records->weight ? records->weight[i] : 1,
			.stop_rank = order->stop_rank[i],
			.event = records->event[i] };
	}
	for (size_t s = 0; kind == CONCORDANCE_UNO && s < records->n_strata;
		s++)
		share_uno(scan, order->first[s], order->first[s + 1]);
	for (size_t k = 0; tau < HUGE_VAL && k < records->n; k++) {
		double stop = records->stop[order->by_stop[k]];

		if (stop > tau && !same_time(tau, stop))
			scan->places[k].share = 0;
	}
}

/* Fills entries; place_of is room for n positions. */
static void fill_entries(struct scan *scan, size_t place_of[])
{
	for (size_t k = 0; k < scan->records->n; k++)
		place_of[scan->order->by_stop[k]] = k;
	for (size_t k = 0; k < scan->records->n; k++)
		scan->entries[k] = place_of[scan->order->by_start[k]];
}

static void find_value(
	const struct scan *scan, double influence[], struct concordance *result)
{
	double all = result->concordant + result->discordant + result->tied;
	double variance = 0;

	result->value = (result->concordant + result->tied / 2) / all;
	for (size_t k = 0; k < scan->records->n; k++) {
		const struct place *one = &scan->places[k];
		double pairs = one->concordant + one->discordant + one->tied;
		double change =
			one->concordant + one->tied / 2 - result->value * pairs;

		change *= one->weight / all;
		variance += change * change;
		if (influence)
			influence[scan->order->by_stop[k]] = change;
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
	struct risk_order order = { .first = NULL };
	struct scan scan = { .records = records,
		.order = &order,
		.places = malloc(n * sizeof(struct place)),
		.entries = records->start ? malloc(n * sizeof(size_t)) : NULL,
		.tree = malloc(n * sizeof(double)),
		.equal = malloc(n * sizeof(double)) };
	double *room = malloc(n * sizeof(*room));
	size_t *sorted = malloc(n * sizeof(*sorted));
	enum concordance_status status = CONCORDANCE_NO_MEMORY;

	if (kind == CONCORDANCE_UNO && records->start)
		status = CONCORDANCE_STARTS;
	else if (scan.places && (scan.entries || !records->start) &&
		 scan.tree && scan.equal && room && sorted &&
		 risk_order_make(records, &order)) {
		fill_places(&scan, kind, tau);
		if (scan.entries)
			fill_entries(&scan, sorted);
		status =
			estimate(&scan, score, room, sorted, influence, result);
	}
	risk_order_free(&order);
	free(sorted);
	free(room);
	free(scan.equal);
	free(scan.tree);
	free(scan.entries);
	free(scan.places);
	return status;
}
