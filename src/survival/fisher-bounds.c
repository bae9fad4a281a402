/* Bounds of Fisher's P for a large table. */
#include "survival/fisher.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/fisher-layer.h"
#include "survival/margins.h"

#define MOST_SUBJECTS 1e6  /* margins_make() */
#define BINS          3000 /* from the table seen up to probability 1 */
			   /* bins of all nodes of a layer */
#define LEAST_MASS 1e-15   /* of a filling that is followed */
#define SLACK      1e-11   /* for what the sums of masses round off */

/*
 * A way with the log probability y is in the bin floor((y - seen) / width) +
 * doubt.  Each column rounds a way's bin down once more; `doubt` is the number
 * of times, and one, so that a table as probable as the one seen is always in
 * doubt.  A way that comes to bin 0 is less probable than the table seen, and
 * so are all its ends: it counts at once.
 */
struct work {
	struct margins margins;
	double seen;  /* log probability of the table seen */
	double width; /* of a bin */
	size_t bins, doubt;
	size_t stage; /* columns that are filled at the nodes of `from` */
	struct layer from, to;
	double steps, limit; /* limit: of this stage */
	double counted, not_counted;
	bool out_of_memory;
};

/* The bins of one node that hold any mass. */
struct held {
	size_t count;
	size_t *bin;
	double *mass;
	double sum;
};

/* A column being filled at one node. */
struct filling {
	struct work *work;
	const struct held *held;
	const uint32_t *from;
	uint32_t *left, *sorted;
	double *shares; /* last two columns: by bin of -log share; else NULL */
	double least;   /* log share of the least probable filling followed */
};

static void sort_totals(const uint32_t from[], uint32_t to[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t place = i;

		for (; place > 0 && to[place - 1] > from[i]; place--)
			to[place] = to[place - 1];
		to[place] = from[i];
	}
}

/* The ways of the node go on by a filling that has this log share of it. */
static void pass_on(const struct filling *filling, double log_share)
{
	struct work *work = filling->work;
	const struct held *held = filling->held;
	double share = exp(log_share);
	size_t down = (size_t)ceil(-log_share / work->width);
	double *masses;

	work->steps += 1 + (double)held->count;
	sort_totals(filling->left, filling->sorted, work->margins.rows);
	masses = layer_masses(&work->to, filling->sorted);
	for (size_t i = 0; i < held->count; i++) {
		if (held->bin[i] <= down)
			work->counted += held->mass[i] * share;
		else if (masses)
			masses[held->bin[i] - down] += held->mass[i] * share;
	}
}

/* A filling of the last two columns. */
static void note_share(const struct filling *filling, double log_share)
{
	struct work *work = filling->work;
	double bin = floor(-log_share / work->width);
	size_t last = work->bins - 1;

	work->steps++;
	filling->shares[bin < (double)last ? (size_t)bin : last] +=
		exp(log_share);
}

/* Rows row.. get `total` of the column in every way that is likely enough; the
 * share of x is hypergeometric: x of `total` are in this row. */
static void fill_rows(const struct filling *filling, size_t row, size_t total,
	size_t room, double log_share)
{
	struct work *work = filling->work;
	const double *f = work->margins.log_factorial;
	size_t holds = filling->from[row], least, most;
	double base;

	if (row + 1 == work->margins.rows) {
		filling->left[row] = (uint32_t)(holds - total);
		if (filling->shares)
			note_share(filling, log_share);
		else
			pass_on(filling, log_share);
		return;
	}
	base = log_share - f[room] + f[total] + f[room - total] + f[holds];
	room -= holds;
	base += f[room];
	least = total > room ? total - room : 0;
	most = total < holds ? total : holds;
	for (size_t x = least; x <= most && work->steps < work->limit; x++) {
		double next = base - f[x] - f[holds - x] - f[total - x] -
			      f[room - (total - x)];

		filling->left[row] = (uint32_t)(holds - x);
		if (next >= filling->least)
			fill_rows(filling, row + 1, total - x, room, next);
	}
}

/*
 * All ways of a node meet all fillings of the last two columns.  The logarithm
 * of their product, less that of the table seen, is in widths between bin -
 * doubt - j - 1 and bin - 1 - j for a way in a bin and a share in bin j: known
 * to be below 0 when j >= bin, above when j <= bin - doubt - 2.
 */
static void count_ends(
	struct work *work, const struct held *held, double shares[])
{
	double *behind = shares + work->bins; /* sums of shares from j on */
	double head = 0;
	size_t done = 0;

	behind[work->bins] = 0;
	for (size_t j = work->bins; j-- > 0;)
		behind[j] = behind[j + 1] + shares[j];
	for (size_t i = 0; i < held->count; i++) {
		for (; done + work->doubt + 2 <= held->bin[i]; done++)
			head += shares[done];
		work->counted += held->mass[i] * behind[held->bin[i]];
		work->not_counted += held->mass[i] * head;
	}
}

/* The mass of a node of `from`, bin by bin. */
static void hold(const struct work *work, size_t node, struct held *held)
{
	const double *masses = work->from.masses + node * work->bins;

	held->count = 0;
	held->sum = 0;
	for (size_t bin = 0; bin < work->bins; bin++) {
		if (masses[bin] <= 0)
			continue;
		held->bin[held->count] = bin;
		held->mass[held->count++] = masses[bin];
		held->sum += masses[bin];
	}
}

static bool is_last(const struct work *work)
{
	return work->stage + 2 == work->margins.columns;
}

/* room: 2 * rows totals; shares: 2 * bins + 1 numbers. */
static void follow_node(struct work *work, size_t node, struct held *held,
	uint32_t room[], double shares[])
{
	size_t rows = work->margins.rows, total = 0;
	const uint32_t *from = work->from.totals + node * rows;
	struct filling filling = { work, held, from, room, room + rows,
		is_last(work) ? shares : NULL, 0 };

	hold(work, node, held);
	if (held->sum < LEAST_MASS)
		return;
	filling.least = log(LEAST_MASS / held->sum);
	for (size_t i = 0; i < rows; i++)
		total += from[i];
	if (filling.shares)
		memset(shares, 0, work->bins * sizeof *shares);
	fill_rows(&filling, 0, work->margins.column_totals[work->stage], total,
		0);
	if (filling.shares)
		count_ends(work, held, shares);
}

struct ranked {
	size_t node;
	double mass;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->mass != b->mass)
		return a->mass < b->mass ? 1 : -1;
	return (a->node > b->node) - (a->node < b->node);
}

/* The nodes of `from`, the most probable first; NULL without memory. */
static struct ranked *rank_nodes(const struct work *work)
{
	struct ranked *ranked = malloc((work->from.count + 1) * sizeof *ranked);

	for (size_t i = 0; ranked && i < work->from.count; i++) {
		const double *masses = work->from.masses + i * work->bins;

		ranked[i] = (struct ranked){ i, 0 };
		for (size_t bin = 0; bin < work->bins; bin++)
			ranked[i].mass += masses[bin];
	}
	if (ranked)
		qsort(ranked, work->from.count, sizeof *ranked, compare_ranked);
	return ranked;
}

/* A layer without nodes. */
static struct layer layer_of(const struct work *work)
{
	return (struct layer){ .rows = work->margins.rows, .bins = work->bins };
}

/* Fills the next column, or the last two, at every node. */
static void pass_stage(struct work *work)
{
	struct ranked *ranked = rank_nodes(work);
	struct held held = { 0, malloc(work->bins * sizeof *held.bin),
		malloc(work->bins * sizeof *held.mass), 0 };
	uint32_t *room = malloc(2 * work->margins.rows * sizeof *room);
	double *shares = malloc((2 * work->bins + 1) * sizeof *shares);

	work->out_of_memory =
		!ranked || !held.bin || !held.mass || !room || !shares;
	for (size_t i = 0; !work->out_of_memory && i < work->from.count; i++) {
		if (work->steps >= work->limit)
			break;
		follow_node(work, ranked[i].node, &held, room, shares);
	}
	free(ranked);
	free(held.bin);
	free(held.mass);
	free(room);
	free(shares);
	layer_free(&work->from);
	work->from = work->to;
	work->to = layer_of(work);
}

/* One node, all of the table, with one way. */
static bool begin(struct work *work, double log_seen)
{
	const struct margins *margins = &work->margins;
	double *masses;

	work->seen = log_seen - margins->log_factorial[margins->n];
	for (size_t i = 0; i < margins->rows; i++)
		work->seen += margins->log_factorial[margins->row_totals[i]];
	for (size_t j = 0; j < margins->columns; j++)
		work->seen += margins->log_factorial[margins->column_totals[j]];
	work->doubt = margins->columns;
	work->bins = BINS + work->doubt + 2;
	work->width = fmax(-work->seen, 1) / BINS;
	work->to = layer_of(work);
	masses = layer_masses(&work->to, margins->row_totals);
	if (!masses)
		return false;
	masses[(size_t)floor(fmax(-work->seen, 0) / work->width) +
		work->doubt] = 1;
	work->from = work->to;
	work->to = layer_of(work);
	return true;
}

enum fisher_status fisher_table_bounds(size_t rows, size_t columns,
	const double counts[], double budget, double *low, double *high)
{
	struct work work = { .seen = 0 };
	double n = 0, stages;
	enum fisher_status status = FISHER_OK;

	*low = 0;
	*high = 1;
	for (size_t i = 0; i < rows * columns; i++)
		n += counts[i];
	if (n > MOST_SUBJECTS)
		return FISHER_TOO_LARGE;
	work.out_of_memory =
		!margins_make(&work.margins, rows, columns, counts);
	if (!work.out_of_memory && work.margins.rows > 1) {
		work.out_of_memory =
			!begin(&work, margins_log_product(&work.margins,
					      rows * columns, counts));
		/* the last one needs little */
		stages = (double)work.margins.columns - 1.9;
		for (; !work.out_of_memory &&
			work.stage + 1 < work.margins.columns;
			work.stage++) {
			work.limit = budget *
				     fmin((double)(work.stage + 1) / stages, 1);
			pass_stage(&work);
		}
		*low = work.counted * (1 - SLACK);
		*high = fmin(1 - work.not_counted + SLACK, 1);
	}
	if (work.out_of_memory)
		status = FISHER_NO_MEMORY;
	layer_free(&work.from);
	layer_free(&work.to);
	margins_free(&work.margins);
	return status;
}
