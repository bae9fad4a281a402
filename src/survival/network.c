/* The network of remaining row totals behind Fisher's test of any table. */
#include "survival/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

bool network_begin(struct network *network)
{
	return grow_nodes(network);
}

/* One column being filled in every way. */
struct filling {
	struct network *network;
	const uint32_t *from; /* row totals before */
	uint32_t *left;       /* and after, in the order of from */
	uint32_t *sorted;     /* after, ascending */
	size_t stage;
	void (*found)(void *context, size_t child, double log_product);
	void *context;
};

static void leave(struct filling *filling, double log_product)
{
	size_t rows = filling->network->rows, child;

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
				log_product - network->log_factorial[total]);
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
			log_product - network->log_factorial[x]);
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
		stage, found, context };
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
	const struct node *next = &bounds->network->nodes[child];

	bounds->node.longest =
		fmax(bounds->node.longest, log_product + next->longest);
	bounds->node.shortest =
		fmin(bounds->node.shortest, log_product + next->shortest);
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
	struct bounds bounds = { network, { stage, -HUGE_VAL, HUGE_VAL, 0 } };

	if (network->status != FISHER_OK)
		return NO_NODE;
	place = index_place(network, totals);
	if (network->index[place] != NO_NODE)
		return network->index[place];
	bounds.node.all = log_of_all(network, stage, totals);
	if (stage + 1 >= network->stages) /* one way to fill what is left */
		bounds.node.longest = bounds.node.shortest = bounds.node.all;
	else
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

void network_free(struct network *network)
{
	free(network->columns);
	free(network->log_factorial);
	free(network->nodes);
	free(network->totals);
	free(network->index);
}
