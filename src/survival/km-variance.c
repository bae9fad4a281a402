/* Aalen's variance, and the infinitesimal jackknife. */
#include "survival/km-variance.h"

#include <math.h>
#include <string.h>

#include "survival/long-sum.h"
#include "survival/times.h"

void km_aalen_variance(const struct km_curve *curve, double variance[])
{
	double sum = 0;

	for (size_t row = 0; row < curve->count; row++) {
		double r = curve->n_risk[row], d = curve->n_event[row];

		if (d > 0)
			sum += d / r / r;
		variance[row] = sum;
	}
}

void km_survival_influence(
	const struct km_curve *curve, struct km_influence influence)
{
	for (size_t row = 0; row < curve->count; row++) {
		double r = curve->n_risk[row], d = curve->n_event[row];
		double left = curve->survival[row] > 0 ? r - d : 0;

		influence.rise[row] = d > 0 ? d / (r * left) : 0;
		influence.jump[row] = d > 0 ? 1 / left : 0;
	}
}

void km_hazard_influence(
	const struct km_curve *curve, struct km_influence influence)
{
	for (size_t row = 0; row < curve->count; row++) {
		double r = curve->n_risk[row], d = curve->n_event[row];

		influence.rise[row] = d > 0 ? d / r / r : 0;
		influence.jump[row] = d > 0 ? 1 / r : 0;
	}
}

void km_mean_influence(
	const struct km_curve *curve, double tau, struct km_influence influence)
{
	double area = 0, end = tau;

	km_survival_influence(curve, influence);
	for (size_t row = curve->count; row-- > 0;) {
		double begin = fmin(curve->time[row], end);

		area += curve->survival[row] * (end - begin);
		end = begin;
		influence.rise[row] = area > 0 ? area * influence.rise[row] : 0;
		influence.jump[row] = area > 0 ? area * influence.jump[row] : 0;
	}
}

/*
 * With G(t) the sum of the rises up to t, a cluster's influence is
 * P + G W: W the weight of its members at risk, P what is settled, that is
 * w G(exit) - w jump of those who left less w G(entry) of all.  The sum of the
 * squares is the sum of P^2 + 2 G P W + G^2 W^2, kept in three sums that change
 * only for the cluster of who comes or leaves.
 */
struct squares {
	struct long_sum settled, mixed, at_risk; /* P^2, P W, W^2 */
};

static void change(struct squares *squares, struct km_clusters *clusters,
	size_t cluster, double settled, double at_risk)
{
	double *p = &clusters->settled[cluster];
	double *w = &clusters->at_risk[cluster];

	long_add_product(&squares->settled, -*p, *p);
	long_add_product(&squares->mixed, -*p, *w);
	long_add_product(&squares->at_risk, -*w, *w);
	*p += settled;
	*w += at_risk;
	long_add_product(&squares->settled, *p, *p);
	long_add_product(&squares->mixed, *p, *w);
	long_add_product(&squares->at_risk, *w, *w);
}

static double sum_of(const struct squares *squares, double risen)
{
	double sum = squares->settled.high + 2 * risen * squares->mixed.high +
		     risen * risen * squares->at_risk.high;

	return fmax(sum, 0);
}

static double weight_of(const struct km_records *records, size_t who)
{
	return records->weight ? records->weight[who] : 1;
}

static size_t cluster_of(const struct km_clusters *clusters, size_t who)
{
	return clusters->cluster ? clusters->cluster[who] : who;
}

static bool in_row(const struct km_curve *curve, size_t row, double time)
{
	return time <= curve->time[row] || same_time(curve->time[row], time);
}

/* Those who leave at the row, as far as they were at risk. */
static size_t leave(const struct km_records *records, const size_t exits[],
	size_t exit, const struct km_curve *curve, size_t row, double risen,
	double jump, struct km_clusters *clusters, struct squares *squares)
{
	for (; exit < records->n; exit++) {
		size_t who = exits[exit];
		double w = weight_of(records, who);
		double own = records->event[who] ? jump : 0;

		if (!in_row(curve, row, records->time[who]))
			break;
		change(squares, clusters, cluster_of(clusters, who),
			w * (risen - own), -w);
	}
	return exit;
}

static size_t enter(const struct km_records *records, const size_t entries[],
	size_t entry, const struct km_curve *curve, size_t row, double risen,
	struct km_clusters *clusters, struct squares *squares)
{
	for (; entry < records->n; entry++) {
		size_t who = entries[entry];
		double w = weight_of(records, who);

		if (!in_row(curve, row, records->start[who]))
			break;
		change(squares, clusters, cluster_of(clusters, who), -w * risen,
			w);
	}
	return entry;
}

void km_robust_variance(const struct km_records *records, const size_t order[],
	const struct km_curve *curve, struct km_influence influence,
	struct km_clusters *clusters, double variance[])
{
	size_t n = records->n, exit = 0, entry = 0, row = 0;
	struct squares squares = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
	double risen = 0;

	memset(clusters->settled, 0, clusters->count * sizeof(double));
	memset(clusters->at_risk, 0, clusters->count * sizeof(double));
	for (; !records->start && entry < n; entry++)
		change(&squares, clusters, cluster_of(clusters, entry), 0,
			weight_of(records, entry));
	for (; row < curve->count; row++) {
		risen += influence.rise[row];
		if (isinf(risen))
			break;
		exit = leave(records, order, exit, curve, row, risen,
			influence.jump[row], clusters, &squares);
		if (records->start)
			entry = enter(records, order + n, entry, curve, row,
				risen, clusters, &squares);
		variance[row] = sum_of(&squares, risen);
	}
	for (; row < curve->count; row++)
		variance[row] = INFINITY;
}
