/* The test of Gray (1988). */
#include "survival/gray.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/times.h"

/* One group, as far as the scan came. */
struct group {
	double n_risk;
	double n_cause, n_other; /* failures at the time */
	double before, after;    /* survival just before and after the time */
	double incidence;        /* just before the time */
	double square;           /* sum of b^2 v, see add_spread() */
};

/* One stratum, as far as the scan came; matrices are k * k. */
struct scan {
	size_t k;
	struct group *groups;
	double rho;
	double incidence; /* F0 just before the time */
	double *a;        /* weight of the time's increments */
	double *c;        /* sum of a dF0 / (1 - F0) */
	double *cross;    /* sum of (a - b c) b v, by score and group */
	double *step;     /* k: a - b c of one group */
	double hazard;    /* sum of Y_g / S_g */
	double at_risk;   /* sum of R_g */
	size_t present;   /* groups with someone at risk */
};

/* How many subjects one is. */
static double weight_of(const struct gray_subjects *subjects, size_t who)
{
	return subjects->weight ? subjects->weight[who] : 1;
}

/* Failures at the time, from and to positions of order. */
static void count_failures(const struct gray_subjects *subjects,
	const size_t order[], size_t from, size_t to, struct scan *scan)
{
	for (size_t g = 0; g < scan->k; g++)
		scan->groups[g].n_cause = scan->groups[g].n_other = 0;
	for (size_t i = from; i < to; i++) {
		size_t who = order[i];
		struct group *group = &scan->groups[subjects->group[who]];

		if (subjects->event[who] == GRAY_CAUSE)
			group->n_cause += weight_of(subjects, who);
		else if (subjects->event[who] == GRAY_OTHER)
			group->n_other += weight_of(subjects, who);
	}
}

/* Survival behind the time and the sums over groups; failures of the cause. */
static double sum_groups(struct scan *scan)
{
	double failures = 0;

	scan->hazard = scan->at_risk = 0;
	scan->present = 0;
	for (size_t g = 0; g < scan->k; g++) {
		struct group *group = &scan->groups[g];
		double gone = group->n_cause + group->n_other;

		failures += group->n_cause;
		if (group->n_risk <= 0)
			continue;
		group->after =
			group->before * (group->n_risk - gone) / group->n_risk;
		scan->present++;
		scan->hazard += group->n_risk / group->before;
		scan->at_risk +=
			group->n_risk * (1 - group->incidence) / group->before;
	}
	return failures;
}

/* a_ij = w h_i ([i = j] - h_j / h), h_i = Y_i / S_i, and its running sum c. */
static void add_weights(double weight, double failures, struct scan *scan)
{
	size_t k = scan->k;
	double rise = failures / (scan->hazard * (1 - scan->incidence));

	for (size_t i = 0; i < k; i++) {
		const struct group *own = &scan->groups[i];
		double h = own->n_risk / own->before;

		for (size_t j = 0; j < k; j++) {
			const struct group *other = &scan->groups[j];
			double share =
				other->n_risk / other->before / scan->hazard;

			scan->a[i * k + j] = 0;
			if (own->n_risk > 0 && other->n_risk > 0)
				scan->a[i * k + j] =
					weight * h * ((i == j ? 1 : 0) - share);
			scan->c[i * k + j] += scan->a[i * k + j] * rise;
		}
	}
}

static void add_scores(double weight, double failures, const struct scan *scan,
	struct log_rank_sums *sums)
{
	for (size_t g = 0; g < scan->k; g++) {
		const struct group *group = &scan->groups[g];
		double share = group->n_risk * (1 - group->incidence) /
			       (group->before * scan->at_risk);

		if (group->n_risk <= 0)
			continue;
		sums->observed[g] += weight * group->n_cause;
		sums->expected[g] += weight * failures * share;
	}
}

/*
 * The increment of group g has the variance v and the weight a + b (C - c) in
 * the scores, C being c at the end: what does not depend on C goes into the
 * covariance at once, the rest waits in `square` and `cross`.
 */
static void add_spread(size_t g, double b, double v, const double a[],
	struct scan *scan, double variance[])
{
	size_t k = scan->k;

	scan->groups[g].square += b * b * v;
	for (size_t i = 0; i < k; i++)
		scan->step[i] = (a ? a[i * k + g] : 0) - b * scan->c[i * k + g];
	for (size_t i = 0; i < k; i++) {
		scan->cross[i * k + g] += scan->step[i] * b * v;
		for (size_t j = 0; j < k; j++)
			variance[i * k + j] +=
				scan->step[i] * scan->step[j] * v;
	}
}

/* 1 - (d - 1) / (y - 1), the correction for ties. */
static double ties(double failures, double n)
{
	return failures > 1 ? 1 - (failures - 1) / (n - 1) : 1;
}

static void add_variance(
	double failures, double free, struct scan *scan, double variance[])
{
	for (size_t g = 0; g < scan->k; g++) {
		struct group *group = &scan->groups[g];
		double share = group->before / group->n_risk;
		double b = group->after > 0 ? free / group->after : 0;

		if (group->n_risk <= 0)
			continue;
		if (failures > 0)
			add_spread(g, 1 - b,
				ties(failures, scan->hazard * group->before) *
					share * failures / scan->hazard,
				scan->a, scan, variance);
		if (group->n_other > 0 && group->after > 0)
			add_spread(g, -b,
				ties(group->n_other, group->n_risk) * share *
					share * group->n_other,
				NULL, scan, variance);
	}
}

/* A group that is alone has no score, and F0, which may then pass 1, no
 * matter. */
static double power_of(const struct scan *scan)
{
	return scan->present > 1 ? pow(1 - scan->incidence, scan->rho) : 1;
}

/* One time, the subjects at positions from to to of order. */
static void add_time(const struct gray_subjects *subjects, const size_t order[],
	size_t from, size_t to, struct scan *scan, struct log_rank_sums *sums)
{
	double failures, weight, after;

	count_failures(subjects, order, from, to, scan);
	failures = sum_groups(scan);
	weight = power_of(scan);
	after = scan->incidence + failures / scan->hazard;
	add_weights(weight, failures, scan);
	add_scores(weight, failures, scan, sums);
	add_variance(failures, 1 - after, scan, sums->variance);
	for (size_t g = 0; g < scan->k; g++) {
		struct group *group = &scan->groups[g];

		if (group->n_risk > 0)
			group->incidence +=
				group->before * group->n_cause / group->n_risk;
		group->before = group->after;
	}
	for (size_t i = from; i < to; i++)
		scan->groups[subjects->group[order[i]]].n_risk -=
			weight_of(subjects, order[i]);
	scan->incidence = after;
}

/* What waited for the end: C of each group is known now. */
static void add_waiting(const struct scan *scan, double variance[])
{
	size_t k = scan->k;
	const double *c = scan->c, *cross = scan->cross;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			for (size_t g = 0; g < k; g++) {
				double ci = c[i * k + g], cj = c[j * k + g];

				variance[i * k + j] +=
					ci * cj * scan->groups[g].square +
					ci * cross[j * k + g] +
					cj * cross[i * k + g];
			}
}

/* The subjects at the n positions of order, ascending in time. */
static void add_stratum(const struct gray_subjects *subjects, size_t n,
	const size_t order[], struct scan *scan, struct log_rank_sums *sums)
{
	size_t k = scan->k;

	scan->incidence = 0;
	memset(scan->c, 0, k * k * sizeof(*scan->c));
	memset(scan->cross, 0, k * k * sizeof(*scan->cross));
	for (size_t g = 0; g < k; g++)
		scan->groups[g] = (struct group){ .before = 1, .after = 1 };
	for (size_t i = 0; i < n; i++)
		scan->groups[subjects->group[order[i]]].n_risk +=
			weight_of(subjects, order[i]);
	for (size_t from = 0, to; from < n; from = to) {
		double now = subjects->time[order[from]];

		to = from + 1;
		while (to < n && same_time(now, subjects->time[order[to]]))
			to++;
		add_time(subjects, order, from, to, scan, sums);
	}
	add_waiting(scan, sums->variance);
}

/* The positions in order of time by stratum; first is where each begins. */
static void sort_strata(const struct gray_subjects *subjects,
	const size_t sorted[], size_t first[], size_t order[])
{
	size_t n = subjects->n;

	for (size_t s = 0; s <= subjects->n_strata + 1; s++)
		first[s] = 0;
	for (size_t i = 0; i < n; i++)
		first[(subjects->strata ? subjects->strata[i] : 0) + 2]++;
	for (size_t s = 0; s < subjects->n_strata; s++)
		first[s + 2] += first[s + 1];
	for (size_t k = 0; k < n; k++) {
		size_t i = sorted[k];
		size_t s = subjects->strata ? subjects->strata[i] : 0;

		order[first[s + 1]++] = i;
	}
}

static void add_all(const struct gray_subjects *subjects, size_t sorted[],
	size_t order[], size_t first[], struct scan *scan,
	struct log_rank_sums *sums)
{
	size_t k = scan->k;

	memset(sums->observed, 0, k * sizeof(double));
	memset(sums->expected, 0, k * sizeof(double));
	memset(sums->variance, 0, k * k * sizeof(double));
	order_times(subjects->n, subjects->time, sorted);
	sort_strata(subjects, sorted, first, order);
	for (size_t s = 0; s < subjects->n_strata; s++)
		add_stratum(subjects, first[s + 1] - first[s], order + first[s],
			scan, sums);
}

bool gray_sum(const struct gray_subjects *subjects, double rho,
	struct log_rank_sums *sums)
{
	size_t k = subjects->n_groups, n = subjects->n;
	size_t *sorted = malloc(n * sizeof(*sorted));
	size_t *order = malloc(n * sizeof(*order));
	size_t *first = malloc((subjects->n_strata + 2) * sizeof(*first));
	struct group *groups = malloc(k * sizeof(*groups));
	double *numbers = malloc((3 * k * k + k) * sizeof(*numbers));
	bool done = sorted && order && first && groups && numbers;

	if (done) {
		struct scan scan = { .k = k,
			.groups = groups,
			.rho = rho,
			.a = numbers,
			.c = numbers + k * k,
			.cross = numbers + 2 * k * k,
			.step = numbers + 3 * k * k };

		add_all(subjects, sorted, order, first, &scan, sums);
	}
	free(numbers);
	free(groups);
	free(first);
	free(order);
	free(sorted);
	return done;
}
