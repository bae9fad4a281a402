/* The exact marginal likelihood of a set of tied event times. */
#include "survival/cox-exact-marginal.h"

#include <math.h>

/* Below this, relative to the mode, the integrand adds nothing. */
#define NEGLIGIBLE 42.0

/* The parts of room. */
struct work {
	double *slope;     /* n_event: posterior mean of q_j */
	double *curvature; /* n_event: of its derivative in log a_j */
	double *direction; /* n_term: the sum of q_j z_j at a node */
	double *gradient;  /* n_term: its posterior mean */
};

/* log(1 - exp(-exp(log_s))) */
static double log_failed(double log_s)
{
	double s = exp(log_s);

	return s < 1e-8 ? log_s - s / 2 : log(-expm1(-s));
}

/* s / (exp(s) - 1), the derivative of the above in log_s. */
static double failure_slope(double s)
{
	return s < 1e-300 ? 1 : s / expm1(s);
}

/* The derivative of that in log_s: q (1 - s - q), without cancellation. */
static double failure_curvature(double s)
{
	double q = failure_slope(s);

	if (s < 1e-3)
		return q * s * (-1.0 / 2 - s / 12 + s * s * s / 720);
	return q > 0 ? q * (1 - s - q) : 0;
}

static double log_ratio(const struct cox_tied_set *set, size_t j)
{
	return set->log_risk[j] - set->log_risk_others;
}

/* Logarithm of the integrand in y = log t. */
static double log_integrand(const struct cox_tied_set *set, double y)
{
	double sum = y - exp(y);

	for (size_t j = 0; j < set->n_event; j++)
		sum += log_failed(log_ratio(set, j) + y);
	return sum;
}

static double slope_at(
	const struct cox_tied_set *set, double y, double *curvature)
{
	double sum = 1 - exp(y);

	*curvature = -exp(y);
	for (size_t j = 0; j < set->n_event; j++) {
		double s = exp(log_ratio(set, j) + y);

		sum += failure_slope(s);
		*curvature += failure_curvature(s);
	}
	return sum;
}

/*
 * The mode in y, by Newton's method kept between the ends: the slope is at
 * least 0 at y = 0 (t = 1) and at most 0 at t = n_event + 1.
 */
static double find_mode(const struct cox_tied_set *set, double *curvature)
{
	double low = 0, high = log((double)set->n_event + 1), y = high;
	double change = 1;

	for (int i = 0; i < 100 && fabs(change) > 1e-6; i++) {
		double slope = slope_at(set, y, curvature), next;

		if (slope > 0)
			low = y;
		else
			high = y;
		next = y - slope / *curvature;
		if (!(next >= low && next <= high))
			next = (low + high) / 2;
		change = next - y;
		y = next;
	}
	slope_at(set, y, curvature);
	return y;
}

/* The sum of q_j z_j at y; z is x less the mean of the others. */
static void find_direction(
	const struct cox_tied_set *set, double y, double direction[])
{
	size_t p = set->n_term;

	for (size_t k = 0; k < p; k++)
		direction[k] = 0;
	for (size_t j = 0; j < set->n_event; j++) {
		double q = failure_slope(exp(log_ratio(set, j) + y));

		for (size_t k = 0; k < p; k++)
			direction[k] +=
				q * (set->x[j * p + k] - set->mean_others[k]);
	}
}

/* A node of the integral, of posterior weight `weight`. */
static void add_node(const struct cox_tied_set *set, double y, double weight,
	struct work *work)
{
	for (size_t j = 0; j < set->n_event; j++) {
		double s = exp(log_ratio(set, j) + y);

		work->slope[j] += weight * failure_slope(s);
		work->curvature[j] += weight * failure_curvature(s);
	}
}

/* Adds to the information what the posterior variance of the direction takes
 * from it. */
static void add_spread(const struct cox_tied_set *set, double y, double weight,
	struct work *work, double information[])
{
	size_t p = set->n_term;

	find_direction(set, y, work->direction);
	for (size_t k = 0; k < p; k++)
		work->direction[k] -= work->gradient[k];
	for (size_t k = 0; k < p; k++)
		for (size_t l = 0; l < p; l++)
			information[k * p + l] -= weight * work->direction[k] *
						  work->direction[l];
}

/* What the posterior means of slopes and curvatures add. */
static void add_means(const struct cox_tied_set *set, struct work *work,
	struct cox_marginal_sums *sums)
{
	size_t p = set->n_term;
	double total = 0;

	for (size_t k = 0; k < p; k++)
		work->gradient[k] = 0;
	for (size_t j = 0; j < set->n_event; j++) {
		const double *x = set->x + j * p;

		total += work->slope[j];
		for (size_t k = 0; k < p; k++) {
			double z = x[k] - set->mean_others[k];
			double c = -work->curvature[j] * z;

			work->gradient[k] += work->slope[j] * z;
			for (size_t l = 0; l < p; l++)
				sums->information[k * p + l] +=
					c * (x[l] - set->mean_others[l]);
		}
	}
	for (size_t k = 0; k < p; k++)
		sums->score[k] += work->gradient[k];
	for (size_t k = 0; k < p * p; k++)
		sums->information[k] += total * set->covariance_others[k];
}

/* The nodes are mode + i * step, for the i whose integrand counts. */
struct nodes {
	double mode, step, top;
	int first, last;
	double log_sum; /* of the integrand at all nodes, times step */
};

static double weight_at(const struct cox_tied_set *set,
	const struct nodes *nodes, int i, double *y)
{
	*y = nodes->mode + i * nodes->step;
	return exp(log_integrand(set, *y) - nodes->top);
}

static struct nodes find_nodes(const struct cox_tied_set *set)
{
	struct nodes nodes = { .first = 0, .last = 0 };
	double curvature, y, weight, sum = 1;

	nodes.mode = find_mode(set, &curvature);
	nodes.step = fmin(0.25, 0.4 / sqrt(-curvature));
	nodes.top = log_integrand(set, nodes.mode);
	for (int side = -1; side <= 1; side += 2) {
		int i = side;

		do {
			weight = weight_at(set, &nodes, i, &y);
			sum += weight;
			i += side;
		} while (weight > exp(-NEGLIGIBLE));
		if (side < 0)
			nodes.first = i + 1;
		else
			nodes.last = i - 1;
	}
	nodes.log_sum = nodes.top + log(sum * nodes.step);
	return nodes;
}

void cox_exact_marginal_add(const struct cox_tied_set *set, double room[],
	struct cox_marginal_sums *sums)
{
	struct work work = { room, room + set->n_event, room + 2 * set->n_event,
		room + 2 * set->n_event + set->n_term };
	struct nodes nodes;
	double y, scale;

	if (!(set->log_risk_others > -HUGE_VAL))
		return;
	nodes = find_nodes(set);
	sums->loglik += nodes.log_sum;
	scale = nodes.step * exp(nodes.top - nodes.log_sum);
	for (size_t j = 0; j < set->n_event; j++)
		work.slope[j] = work.curvature[j] = 0;
	for (int i = nodes.first; i <= nodes.last; i++) {
		double weight = weight_at(set, &nodes, i, &y);

		add_node(set, y, scale * weight, &work);
	}
	add_means(set, &work, sums);
	for (int i = nodes.first; i <= nodes.last; i++) {
		double weight = weight_at(set, &nodes, i, &y);

		add_spread(set, y, scale * weight, &work, sums->information);
	}
}
