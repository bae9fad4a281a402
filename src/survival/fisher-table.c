/* Fisher's exact test of a table of any size. */
#include "survival/fisher.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "survival/margins.h"
#include "survival/network.h"

/* probabilities this close in log are equal: FEXACT (Mehta and Patel 1986) */
#define LOG_TOLERANCE 3.4525e-7
#define MERGE_STEPS   1e11 /* ways equal to 1/MERGE_STEPS in log are one */
#define MOST_SUBJECTS 1e6  /* margins_make() */

/* Ways from the start to a node with the same product of 1/x!. */
struct way {
	size_t node; /* NO_NODE: an empty place of the hash table */
	double log_product;
	double count;
};

struct ways {
	struct way *places;
	size_t capacity, used;
};

static size_t ways_place(
	const struct ways *ways, size_t node, double log_product)
{
	int64_t rounded = llround(log_product * MERGE_STEPS);
	uint32_t words[3] = { (uint32_t)node, (uint32_t)rounded,
		(uint32_t)((uint64_t)rounded >> 32) };
	size_t mask = ways->capacity - 1;
	size_t place = hash_words(words, 3) & mask;

	while (ways->places[place].node != NO_NODE) {
		const struct way *way = &ways->places[place];

		if (way->node == node &&
			llround(way->log_product * MERGE_STEPS) == rounded)
			break;
		place = (place + 1) & mask;
	}
	return place;
}

static bool ways_grow(struct network *network, struct ways *ways)
{
	struct ways larger = { NULL, ways->capacity ? ways->capacity * 2 : 64,
		ways->used };

	larger.places = network_resize(
		network, NULL, larger.capacity, sizeof *larger.places);
	if (!larger.places)
		return false;
	for (size_t i = 0; i < larger.capacity; i++)
		larger.places[i].node = NO_NODE;
	for (size_t i = 0; i < ways->capacity; i++) {
		const struct way *way = &ways->places[i];

		if (way->node != NO_NODE)
			larger.places[ways_place(
				&larger, way->node, way->log_product)] = *way;
	}
	free(ways->places);
	*ways = larger;
	return true;
}

static void ways_add(
	struct network *network, struct ways *ways, const struct way *way)
{
	size_t place;

	if (2 * ways->used >= ways->capacity && !ways_grow(network, ways))
		return;
	place = ways_place(ways, way->node, way->log_product);
	if (ways->places[place].node == NO_NODE) {
		ways->places[place] = *way;
		ways->used++;
	} else {
		ways->places[place].count += way->count;
	}
}

/* The sum under way: P, and what decides which tables count. */
struct sum {
	double p;
	double seen;  /* log of the product of 1/x! of the table seen */
	double all;   /* log of the sum of such products over all tables */
	double equal; /* the share of tables as probable as the one seen */
};

/*
 * The share of a way's ends that counts: 0 or 1 when all are more, or less,
 * probable than the table seen, sum->equal when all are as probable; -1 when
 * they differ and the way must go on.
 */
static double share_that_counts(
	const struct way *way, const struct node *node, const struct sum *sum)
{
	double most = way->log_product + node->longest - sum->seen;
	double least = way->log_product + node->shortest - sum->seen;

	if (least > LOG_TOLERANCE)
		return 0;
	if (most < -LOG_TOLERANCE || (sum->equal >= 1 && most <= LOG_TOLERANCE))
		return 1;
	if (most <= LOG_TOLERANCE && least >= -LOG_TOLERANCE)
		return sum->equal;
	return -1;
}

/* How many ends have a log product of at most limit. */
static size_t ends_up_to(const struct ends *ends, double limit)
{
	size_t low = 0, high = ends->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ends->log_product[middle] <= limit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The share of the ends of a way to a last node that counts. */
static double share_of_ends(
	const struct way *way, const struct ends *ends, const struct sum *sum)
{
	double limit = sum->seen - way->log_product;
	size_t equal = ends_up_to(ends, limit + LOG_TOLERANCE);
	size_t rarer = ends_up_to(ends, limit - LOG_TOLERANCE);
	double upto = equal > 0 ? ends->share[equal - 1] : 0;
	double below = rarer > 0 ? ends->share[rarer - 1] : 0;

	return below + sum->equal * (upto - below);
}

/* Adds a way to the sum when it is settled, as it always is at a last node;
 * false when it must go on. */
static bool settle(
	struct network *network, const struct way *way, struct sum *sum)
{
	double share = share_that_counts(way, &network->nodes[way->node], sum);

	if (share < 0 && network_is_last(network, way->node)) {
		const struct ends *ends = network_ends(network, way->node);

		share = ends ? share_of_ends(way, ends, sum) : 0;
	}
	if (share > 0)
		sum->p += share * way->count *
			  exp(way->log_product + network->nodes[way->node].all -
				  sum->all);
	return share >= 0;
}

/* The open ways at a node, which go on to the ways of the next stage. */
struct open_ways {
	struct network *network;
	const struct way *ways;
	size_t count;
	struct ways *next;
	struct sum *sum;
};

static void continue_ways(void *context, size_t child, double log_product)
{
	struct open_ways *open = context;

	for (size_t i = 0; i < open->count; i++) {
		struct way longer = { child,
			open->ways[i].log_product + log_product,
			open->ways[i].count };

		if (!network_step(open->network))
			return;
		if (!settle(open->network, &longer, open->sum))
			ways_add(open->network, open->next, &longer);
	}
}

/* By node; within it by product, so that sums do not depend on addresses. */
static int compare_ways(const void *left, const void *right)
{
	const struct way *a = left, *b = right;

	if (a->node != b->node)
		return a->node > b->node ? 1 : -1;
	return (a->log_product > b->log_product) -
	       (a->log_product < b->log_product);
}

/* Empties ways into a dense array at its front. */
static void compact(struct ways *ways)
{
	size_t used = 0;

	for (size_t i = 0; i < ways->capacity; i++)
		if (ways->places[i].node != NO_NODE)
			ways->places[used++] = ways->places[i];
	qsort(ways->places, used, sizeof *ways->places, compare_ways);
}

/* From the ways to the nodes of one stage to those of the next. */
static void pass_stage(
	struct network *network, struct ways *ways, struct sum *sum)
{
	struct ways next = { NULL, 0, 0 };
	struct open_ways open = { network, NULL, 0, &next, sum };

	compact(ways);
	for (size_t begin = 0, end; begin < ways->used; begin = end) {
		struct way *first = &ways->places[begin];

		for (end = begin; end < ways->used; end++)
			if (ways->places[end].node != first->node)
				break;
		open.ways = first;
		open.count = end - begin;
		network_fill(network, first->node, continue_ways, &open);
	}
	free(ways->places);
	*ways = next;
}

static void walk(
	struct network *network, const uint32_t totals[], struct sum *sum)
{
	struct ways ways = { NULL, 0, 0 };
	struct way start = { network_node(network, 0, totals), 0, 1 };

	if (start.node == NO_NODE)
		return;
	sum->all = network->nodes[start.node].all;
	if (!settle(network, &start, sum))
		ways_add(network, &ways, &start);
	while (ways.used > 0 && network->status == FISHER_OK)
		pass_stage(network, &ways, sum);
	free(ways.places);
}

enum fisher_status fisher_table(size_t rows, size_t columns,
	const double counts[], bool mid_p, double budget, double *p_value)
{
	struct margins margins;
	struct network network = { .budget = budget };
	struct sum sum = { 0, 0, 0, mid_p ? 0.5 : 1 };
	double n = 0;

	for (size_t i = 0; i < rows * columns; i++)
		n += counts[i];
	if (n > MOST_SUBJECTS)
		return FISHER_TOO_LARGE;
	*p_value = 1;
	if (!margins_make(&margins, rows, columns, counts)) {
		network.status = FISHER_NO_MEMORY;
	} else if (margins.rows > 1 && network_begin(&network, &margins)) {
		sum.seen =
			margins_log_product(&margins, rows * columns, counts);
		walk(&network, margins.row_totals, &sum);
		*p_value = fmin(sum.p, 1);
	}
	network_free(&network);
	margins_free(&margins);
	return network.status;
}
