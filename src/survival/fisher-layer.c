/* Nodes by their totals. */
#include "survival/fisher-layer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "survival/network.h" /* hash_words() */

#define MOST_MASSES 6e7 /* bins of all nodes of a layer: 480 MB */

/* Where the node with these totals is in the index, or would be. */
static size_t place_of(const struct layer *layer, const uint32_t totals[])
{
	size_t mask = layer->index_capacity - 1;
	size_t place = hash_words(totals, layer->rows) & mask;

	while (layer->index[place] &&
		memcmp(layer->totals + (layer->index[place] - 1) * layer->rows,
			totals, layer->rows * sizeof *totals) != 0)
		place = (place + 1) & mask;
	return place;
}

/* Room for twice the nodes. */
static bool grow(struct layer *layer)
{
	size_t capacity = layer->capacity ? layer->capacity * 2 : 16;
	uint32_t *totals = realloc(
		layer->totals, capacity * layer->rows * sizeof *layer->totals);
	double *masses = realloc(
		layer->masses, capacity * layer->bins * sizeof *layer->masses);
	size_t *index = calloc(4 * capacity, sizeof *index);

	if (totals)
		layer->totals = totals;
	if (masses)
		layer->masses = masses;
	if (!totals || !masses || !index) {
		free(index);
		return false;
	}
	free(layer->index);
	layer->index = index;
	layer->index_capacity = 4 * capacity; /* a power of two */
	layer->capacity = capacity;
	for (size_t i = 0; i < layer->count; i++)
		index[place_of(layer, totals + i * layer->rows)] = i + 1;
	return true;
}

double *layer_masses(struct layer *layer, const uint32_t totals[])
{
	size_t place;

	if (layer->count == layer->capacity) {
		if (2.0 * (double)layer->capacity * (double)layer->bins >
				MOST_MASSES ||
			!grow(layer))
			return NULL;
	}
	place = place_of(layer, totals);
	if (!layer->index[place]) {
		size_t node = layer->count++;

		memcpy(layer->totals + node * layer->rows, totals,
			layer->rows * sizeof *totals);
		memset(layer->masses + node * layer->bins, 0,
			layer->bins * sizeof *layer->masses);
		layer->index[place] = node + 1;
	}
	return layer->masses + (layer->index[place] - 1) * layer->bins;
}

void layer_free(struct layer *layer)
{
	free(layer->totals);
	free(layer->masses);
	free(layer->index);
	*layer = (struct layer){ .rows = layer->rows, .bins = layer->bins };
}
