/*
 * The nodes of a table that is filled column by column, after the same number
 * of columns; for fisher-bounds.c alone.
 */
#ifndef RELIT_FISHER_LAYER_H
#define RELIT_FISHER_LAYER_H

#include <stddef.h>
#include <stdint.h>

/* A node is what is left of the row totals, in ascending order.  Begin with
 * rows and bins, all else 0; free with layer_free(). */
struct layer {
	size_t rows, bins;
	size_t count, capacity;
	uint32_t *totals; /* rows of each node */
	double *masses;   /* bins of each node: the probability of its ways */
	size_t *index;    /* hash table of nodes + 1, by totals */
	size_t index_capacity;
};

/*
 * The masses of the node with these totals, made with masses of 0 when it is
 * new; NULL when there is no room for it.  Valid until the next call.
 */
double *layer_masses(struct layer *, const uint32_t totals[]);

void layer_free(struct layer *);

#endif
