/* Sums of products in tiles of four columns by four, kept in registers. */
#include "survival/cross-product.h"

#include <string.h>

#define TILE  4
#define BLOCK 256 /* rows that stay in the cache for all tiles */

/* Two sums that are added to at once. */
typedef double pair __attribute__((vector_size(16)));

static inline pair load(const double from[])
{
	pair made;

	memcpy(&made, from, sizeof(made));
	return made;
}

/* Columns at left by columns at right of a block of rows, into sums. */
static void add_tile(size_t n, size_t p, const double *left,
	const double *right, const double weight[], double sums[TILE][TILE])
{
	pair a0 = load(sums[0]), a1 = load(sums[0] + 2);
	pair b0 = load(sums[1]), b1 = load(sums[1] + 2);
	pair c0 = load(sums[2]), c1 = load(sums[2] + 2);
	pair d0 = load(sums[3]), d1 = load(sums[3] + 2);

	for (size_t k = 0; k < n; k++, left += p, right += p) {
		pair first = load(right), second = load(right + 2);
		double w = weight[k];
		double a = w * left[0], b = w * left[1];
		double c = w * left[2], d = w * left[3];

		a0 += a * first;
		a1 += a * second;
		b0 += b * first;
		b1 += b * second;
		c0 += c * first;
		c1 += c * second;
		d0 += d * first;
		d1 += d * second;
	}
	memcpy(sums[0], &a0, sizeof(a0));
	memcpy(sums[0] + 2, &a1, sizeof(a1));
	memcpy(sums[1], &b0, sizeof(b0));
	memcpy(sums[1] + 2, &b1, sizeof(b1));
	memcpy(sums[2], &c0, sizeof(c0));
	memcpy(sums[2] + 2, &c1, sizeof(c1));
	memcpy(sums[3], &d0, sizeof(d0));
	memcpy(sums[3] + 2, &d1, sizeof(d1));
}

/* The first column of a tile; the last tile overlaps the one before it. */
static size_t tile_at(size_t p, size_t tile)
{
	return tile * TILE + TILE > p ? p - TILE : tile * TILE;
}

/* One tile, and from it the sums that no other tile has. */
static void add_block_tile(size_t n, size_t p, size_t tile, size_t other,
	const double z[], const double weight[], double sums[])
{
	size_t left = tile_at(p, tile), right = tile_at(p, other);
	double part[TILE][TILE];

	for (size_t j = 0; j < TILE; j++)
		memcpy(part[j], sums + (left + j) * p + right, sizeof(part[j]));
	add_tile(n, p, z + left, z + right, weight, part);
	for (size_t j = tile * TILE - left; j < TILE; j++)
		for (size_t h = other * TILE - right; h < TILE; h++)
			if (right + h >= left + j)
				sums[(left + j) * p + right + h] = part[j][h];
}

static void add_narrow(size_t n, size_t p, const double z[],
	const double weight[], double sums[])
{
	for (size_t k = 0; k < n; k++)
		for (size_t j = 0; j < p; j++)
			for (size_t h = j; h < p; h++)
				sums[j * p + h] +=
					weight[k] * z[k * p + j] * z[k * p + h];
}

void cross_product_add(size_t n, size_t p, const double z[],
	const double weight[], double sums[])
{
	size_t tiles = (p + TILE - 1) / TILE;

	if (p < TILE) {
		add_narrow(n, p, z, weight, sums);
		return;
	}
	for (size_t k = 0; k < n; k += BLOCK) {
		size_t rows = n - k < BLOCK ? n - k : BLOCK;

		for (size_t tile = 0; tile < tiles; tile++)
			for (size_t other = tile; other < tiles; other++)
				add_block_tile(rows, p, tile, other, z + k * p,
					weight + k, sums);
	}
}
