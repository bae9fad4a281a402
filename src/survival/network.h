/*
 * The network of Mehta and Patel (1983) for the tables with given margins; for
 * fisher-table.c alone.
 */
#ifndef RELIT_NETWORK_H
#define RELIT_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "survival/fisher.h"
#include "survival/margins.h"

#define NO_NODE SIZE_MAX

/*
 * A node: what is left of the row totals, ascending, when the columns from
 * stage on are still to be filled.  Its numbers are logarithms of the product
 * of 1/x! over the cells of those columns: the greatest, the least, and the sum
 * of all such products.
 */
struct node {
	size_t stage;
	double longest, shortest, all;
	struct ends *ends; /* see network_ends() */
};

/* Every way to fill the last two columns, the least probable first. */
struct ends {
	size_t count;
	double *log_product; /* ascending */
	double *share;       /* of this and the ones before, of all */
};

struct network {
	size_t rows, stages;
	const uint32_t *columns;     /* stages totals, of the margins */
	const double *log_factorial; /* likewise */
	struct node *nodes;
	uint32_t *totals; /* rows for each node */
	size_t node_count, node_capacity;
	size_t *index; /* hash table of nodes, by their totals */
	size_t index_capacity;
	size_t end_count; /* kept in the ends of all nodes */
	double steps, budget;
	enum fisher_status status; /* once not FISHER_OK, all work stops */
};

/* realloc() of count * size bytes; NULL sets the status. */
void *network_resize(struct network *, void *old, size_t count, size_t size);

/* Counts a step against the budget; false when the work must stop. */
bool network_step(struct network *);

/* Room for the first nodes; false when there is none.  The margins must outlive
 * the network. */
bool network_begin(struct network *, const struct margins *);

/* The node with these totals, made with all behind it when it is new; NO_NODE
 * when the work must stop. */
size_t network_node(struct network *, size_t stage, const uint32_t totals[]);

/* Whether the last two columns are to be filled at a node. */
bool network_is_last(const struct network *, size_t node);

/*
 * Calls found(context, child, log_product) for every way to fill the column at
 * a node, child being the node it leads to; at a last node, for every way to
 * fill both columns, child being NO_NODE.
 */
void network_fill(struct network *, size_t node,
	void (*found)(void *context, size_t child, double log_product),
	void *context);

/* The ends of a last node, valid until the next call; NULL when the work must
 * stop.  They are kept while there is room for them. */
const struct ends *network_ends(struct network *, size_t node);

/* Fowler, Noll and Vo's hash, by words. */
uint64_t hash_words(const uint32_t words[], size_t n);

void network_free(struct network *);

#endif
