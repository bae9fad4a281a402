/* The network of remaining row totals behind Fisher's test of any table. */
#include "survival/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ENDS 10000000 /* 16 bytes each */

void *network_resize(
	struct network *network, void *old, size_t count, size_t size)
{
	void *new = NULL;

	if (count <= SIZE_MAX / size)
		new = realloc(old, count * size);
	if (!new)
		network->status = FISHER_NO_MEMORY;
	return new;
}

bool network_step(struct network *network)
{
	if (++network->steps > network->budget)
		network->status = FISHER_TOO_LARGE;
	return network->status == FISHER_OK;
}

uint64_t hash_words(const uint32_t words[], size_t n)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ words[i]) * 0x100000001b3u;
	return hash ^ (hash >> 29);
}

static int compare_totals(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* Where the node with these totals is in the index, or would be. */
static size_t index_place(
	const struct network *network, const uint32_t totals[])
{
	size_t size = network->rows * sizeof *totals;
	size_t mask = network->index_capacity - 1;
	size_t place = hash_words(totals, network->rows) & mask;

	while (network->index[place] != NO_NODE) {
		size_t node = network->index[place];

		if (!memcmp(network->totals + node * network->rows, totals,
			    size))
			break;
		place = (place + 1) & mask;
	}
	return place;
}

static void index_nodes(struct network *network)
{
	for (size_t i = 0; i < network->index_capacity; i++)
		network->index[i] = NO_NODE;
	for (size_t i = 0; i < network->node_count; i++)
		network->index[index_place(
			network, network->totals + i * network->rows)] = i;
}

static bool grow_nodes(struct network *network)
{
	size_t capacity = network->node_capacity * 2 + 64;
	void *nodes, *totals, *index;

	nodes = network_resize(
		network, network->nodes, capacity, sizeof *network->nodes);
	if (!nodes)
		return false;
	network->nodes = nodes;
	totals = network_resize(network, network->totals,
		capacity * network->rows, sizeof *network->totals);
	if (!totals)
		return false;
	network->totals = totals;
	if (network->index_capacity == 0)
		network->index_capacity = 1;
	while (network->index_capacity < 2 * capacity)
		network->index_capacity *= 2; /* stays a power of two */
	index = network_resize(network, network->index, network->index_capacity,
		sizeof *network->index);
	if (!index)
		return false;
	network->index = index;
	network->node_capacity = capacity;
	index_nodes(network);
	return true;
}

bool network_begin(struct network *network, const struct margins *margins)
{
	network->rows = margins->rows;
	network->stages = margins->columns;
	network->columns = margins->column_totals;
	network->log_factorial = margins->log_factorial;
	return grow_nodes(network);
}

/* One column being filled in every way. */
struct filling {
	struct network *network;
	const uint32_t *from; /* row totals before */
	uint32_t *left;       /* and after, in the order of from */
	uint32_t *sorted;     /* after, ascending */
	size_t stage;
	bool last; /* what is left goes into the last column */
	void (*found)(void *context, size_t child, double log_product);
	void *context;
};

/* log 1/x! of a cell and, in the last stage, of the cell beside it. */
static double cell_product(
	const struct filling *filling, uint32_t x, uint32_t left)
{
	const double *log_factorial = filling->network->log_factorial;

	return filling->last ? -log_factorial[x] - log_factorial[left]
			     : -log_factorial[x];
}

static void leave(struct filling *filling, double log_product)
{
	size_t rows = filling->network->rows, child;

	if (filling->last) {
		filling->found(filling->context, NO_NODE, log_product);
		return;
	}
	memcpy(filling->sorted, filling->left, rows * sizeof *filling->sorted);
	qsort(filling->sorted, rows, sizeof *filling->sorted, compare_totals);
	child = network_node(
		filling->network, filling->stage + 1, filling->sorted);
	if (child != NO_NODE)
		filling->found(filling->context, child, log_product);
}

/* Rows row.. get `total` of the column in every way; room is what they hold. */
static void enumerate(struct filling *filling, size_t row, uint32_t total,
	uint64_t room, double log_product)
{
	struct network *network = filling->network;
	uint32_t holds = filling->from[row], least, most;

	if (row + 1 == network->rows) {
		filling->left[row] = holds - total;
		if (network_step(network))
			leave(filling,
				log_product + cell_product(filling, total,
						      holds - total));
		return;
	}
	room -= holds;
	least = total > room ? (uint32_t)(total - room) : 0;
	most = total < holds ? total : holds;
	for (uint32_t x = least; x <= most; x++) {
		if (network->status != FISHER_OK)
			return;
		filling->left[row] = holds - x;
		enumerate(filling, row + 1, total - x, room,
			log_product + cell_product(filling, x, holds - x));
	}
}

static void fill_column(struct network *network, size_t stage,
	const uint32_t totals[],
	void (*found)(void *context, size_t child, double log_product),
	void *context)
{
	size_t rows = network->rows;
	/* totals may move when nodes are added: from is a copy */
	uint32_t *from = network_resize(network, NULL, 3 * rows, sizeof *from);
	struct filling filling = { network, from, from + rows, from + 2 * rows,
		stage, stage + 2 == network->stages, found, context };
	uint64_t room = 0;

	if (!from)
		return;
	for (size_t i = 0; i < rows; i++)
		room += from[i] = totals[i];
	enumerate(&filling, 0, network->columns[stage], room, 0);
	free(from);
}

void network_fill(struct network *network, size_t node,
	void (*found)(void *context, size_t child, double log_product),
	void *context)
{
	fill_column(network, network->nodes[node].stage,
		network->totals + node * network->rows, found, context);
}

/* A node being made. */
struct bounds {
	const struct network *network;
	struct node node;
};

static void widen_bounds(void *context, size_t child, double log_product)
{
	struct bounds *bounds = context;
	double longest = log_product, shortest = log_product;

	if (child != NO_NODE) {
		longest += bounds->network->nodes[child].longest;
		shortest += bounds->network->nodes[child].shortest;
	}
	bounds->node.longest = fmax(bounds->node.longest, longest);
	bounds->node.shortest = fmin(bounds->node.shortest, shortest);
}

/* The sum over all fillings of prod 1/x! is n! / (prod r! prod c!). */
static double log_of_all(
	const struct network *network, size_t stage, const uint32_t totals[])
{
	size_t n = 0;
	double sum = 0;

	for (size_t i = 0; i < network->rows; i++) {
		n += totals[i];
		sum -= network->log_factorial[totals[i]];
	}
	for (size_t j = stage; j < network->stages; j++)
		sum -= network->log_factorial[network->columns[j]];
	return sum + network->log_factorial[n];
}

size_t network_node(
	struct network *network, size_t stage, const uint32_t totals[])
{
	size_t rows = network->rows, place, made;
	struct bounds bounds = { network,
		{ stage, -HUGE_VAL, HUGE_VAL, 0, NULL } };

	if (network->status != FISHER_OK)
		return NO_NODE;
	place = index_place(network, totals);
	if (network->index[place] != NO_NODE)
		return network->index[place];
	bounds.node.all = log_of_all(network, stage, totals);
	fill_column(network, stage, totals, widen_bounds, &bounds);
	if (network->status != FISHER_OK)
		return NO_NODE;
	if (network->node_count == network->node_capacity &&
		!grow_nodes(network))
		return NO_NODE;
	made = network->node_count++;
	network->nodes[made] = bounds.node;
	memcpy(network->totals + made * rows, totals, rows * sizeof *totals);
	network->index[index_place(network, totals)] = made;
	return made;
}

bool network_is_last(const struct network *network, size_t node)
{
	return network->nodes[node].stage + 2 == network->stages;
}

static void free_ends(struct network *network)
{
	for (size_t i = 0; i < network->node_count; i++) {
		struct ends *ends = network->nodes[i].ends;

		network->nodes[i].ends = NULL;
		if (!ends)
			continue;
		free(ends->log_product);
		free(ends->share);
		free(ends);
	}
	network->end_count = 0;
}

static void count_end(void *context, size_t child, double log_product)
{
	(void)child;
	(void)log_product;
	++*(size_t *)context;
}

static void add_end(void *context, size_t child, double log_product)
{
	struct ends *ends = context;

	(void)child;
	ends->log_product[ends->count++] = log_product;
}

static int compare_products(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static void fill_ends(struct network *network, size_t node, struct ends *ends)
{
	double all = network->nodes[node].all, sum = 0;

	ends->count = 0;
	network_fill(network, node, add_end, ends);
	qsort(ends->log_product, ends->count, sizeof *ends->log_product,
		compare_products);
	for (size_t i = 0; i < ends->count; i++) {
		sum += exp(ends->log_product[i] - all);
		ends->share[i] = sum;
	}
}

const struct ends *network_ends(struct network *network, size_t node)
{
	struct ends *ends = network->nodes[node].ends;
	size_t count = 0;

	if (ends)
		return ends;
	network_fill(network, node, count_end, &count);
	if (network->end_count + count > MOST_ENDS)
		free_ends(network);
	ends = network_resize(network, NULL, 1, sizeof *ends);
	if (!ends)
		return NULL;
	ends->log_product =
		network_resize(network, NULL, count, sizeof *ends->log_product);
	ends->share = network_resize(network, NULL, count, sizeof *ends->share);
	network->nodes[node].ends = ends;
	network->end_count += count;
	if (network->status == FISHER_OK)
		fill_ends(network, node, ends);
	return network->status == FISHER_OK ? ends : NULL;
}

void network_free(struct network *network)
{
	free_ends(network);
	free(network->nodes);
	free(network->totals);
	free(network->index);
}
