/* Observed and expected events, weighted. */
#include "survival/log-rank.h"

#include <math.h>
#include "survival/times.h"

static void fill(size_t n, double values[], double with)
{
	for (size_t i = 0; i < n; i++)
		values[i] = with;
}

/*
 * One time of the weight W, with deaths among r at risk, at_risk[g] of them in
 * group g: E_g = W d r_g / r,
 * V_gh = W^2 d (r - d) / (r - 1) * r_g / r * ([g = h] - r_h / r) (Mantel 1966).
 */
static void add_time(size_t k, const double at_risk[], double deaths, double r,
	double weight, struct log_rank_sums *sums)
{
	double spread = r > 1 ? deaths * (r - deaths) / (r - 1) : 0;

	spread *= weight * weight;
	for (size_t g = 0; g < k; g++) {
		double share = at_risk[g] / r;

		if (share <= 0)
			continue;
		sums->expected[g] += weight * deaths * share;
		for (size_t h = 0; h < k; h++) {
			double same = g == h ? 1 : 0;

			sums->variance[g * k + h] +=
				spread * share * (same - at_risk[h] / r);
		}
	}
}

/* Survival of a stratum's groups together, for the weights of times. */
struct pooled {
	double before;  /* Kaplan-Meier, before the time */
	double product; /* of 1 - d / (r + 1), with the time */
};

static double weight_of_time(const struct log_rank_weighting *weighting,
	const struct pooled *pooled, double r)
{
	switch (weighting->function) {
	case LOG_RANK_GEHAN:
		return r;
	case LOG_RANK_TARONE_WARE:
		return sqrt(r);
	case LOG_RANK_PETO:
		return pooled->product;
	case LOG_RANK_MODIFIED_PETO:
		return pooled->product * r / (r + 1);
	case LOG_RANK_FLEMING_HARRINGTON:
		return pow(pooled->before, weighting->p) *
		       pow(1 - pooled->before, weighting->q);
	case LOG_RANK_LOG_RANK:
		break;
	}
	return 1;
}

/* One stratum: positions by exit and by entry; who of them is at risk. */
struct stratum {
	const struct log_rank_subjects *subjects;
	const size_t *exits, *entries;
	size_t n, entered;
	double *at_risk; /* per group */
	double all;      /* their sum */
};

static double weight_of(const struct log_rank_subjects *subjects, size_t who)
{
	return subjects->weight ? subjects->weight[who] : 1;
}

static void count_in(struct stratum *stratum, size_t who, double sign)
{
	double weight = sign * weight_of(stratum->subjects, who);

	stratum->at_risk[stratum->subjects->group[who]] += weight;
	stratum->all += weight;
}

/* Those who entered before the time; all of them without delayed entry. */
static void enter(struct stratum *stratum, double now)
{
	const double *start = stratum->subjects->start;

	for (; stratum->entered < stratum->n; stratum->entered++) {
		size_t who = stratum->entries[stratum->entered];

		if (start && (start[who] >= now || same_time(start[who], now)))
			break;
		count_in(stratum, who, 1);
	}
}

/* The end of the run of the same time that begins at begin; its deaths. */
static size_t end_of_time(
	const struct stratum *stratum, size_t begin, double *deaths)
{
	const struct log_rank_subjects *subjects = stratum->subjects;
	double now = subjects->time[stratum->exits[begin]];
	size_t end = begin;

	*deaths = 0;
	for (; end < stratum->n; end++) {
		size_t who = stratum->exits[end];

		if (!same_time(now, subjects->time[who]))
			break;
		if (subjects->event[who])
			*deaths += weight_of(subjects, who);
	}
	return end;
}

/* The deaths of the run: what was seen, and what was to be expected. */
static void add_deaths(const struct stratum *stratum, size_t begin, size_t end,
	double deaths, struct pooled *pooled, struct log_rank_sums *sums)
{
	const struct log_rank_subjects *subjects = stratum->subjects;
	double r = stratum->all, weight;

	pooled->product *= 1 - deaths / (r + 1);
	weight = weight_of_time(&subjects->weighting, pooled, r);
	pooled->before *= (r - deaths) / r;
	for (size_t i = begin; i < end; i++) {
		size_t who = stratum->exits[i];

		if (subjects->event[who])
			sums->observed[subjects->group[who]] +=
				weight * weight_of(subjects, who);
	}
	add_time(subjects->n_groups, stratum->at_risk, deaths, r, weight, sums);
}

static void add_stratum(struct stratum *stratum, struct log_rank_sums *sums)
{
	struct pooled pooled = { 1, 1 };
	const struct log_rank_subjects *subjects = stratum->subjects;

	fill(subjects->n_groups, stratum->at_risk, 0);
	for (size_t begin = 0, end; begin < stratum->n; begin = end) {
		double deaths;

		end = end_of_time(stratum, begin, &deaths);
		enter(stratum, subjects->time[stratum->exits[begin]]);
		if (deaths > 0)
			add_deaths(stratum, begin, end, deaths, &pooled, sums);
		for (size_t i = begin; i < end; i++)
			count_in(stratum, stratum->exits[i], -1);
	}
}

/*
 * What order holds: positions by stratum and exit, by stratum and entry, room
 * to sort them, and where each stratum begins, and the last one ends.
 */
size_t log_rank_room(const struct log_rank_subjects *subjects)
{
	return 3 * subjects->n + subjects->n_strata + 1;
}

/* Positions by stratum and, within it, by time. */
static void sort_by_stratum(const struct log_rank_subjects *subjects,
	const double time[], size_t sorted[], size_t room[], size_t first[])
{
	size_t n = subjects->n, n_strata = subjects->n_strata;

	order_times(n, time, room);
	for (size_t s = 0; s <= n_strata; s++)
		first[s] = 0;
	for (size_t i = 0; i < n; i++)
		first[subjects->strata ? subjects->strata[i] + 1 : 1]++;
	for (size_t s = 0; s < n_strata; s++)
		first[s + 1] += first[s];
	for (size_t i = 0; i < n; i++) {
		size_t s = subjects->strata ? subjects->strata[room[i]] : 0;

		sorted[first[s]++] = room[i];
	}
	for (size_t s = n_strata; s > 0; s--) /* each is where it ended */
		first[s] = first[s - 1];
	first[0] = 0;
}

void log_rank_sum_again(const struct log_rank_subjects *subjects,
	const size_t order[], double at_risk[], struct log_rank_sums *sums)
{
	size_t k = subjects->n_groups, n = subjects->n;
	const size_t *first = order + 3 * n;

	fill(k, sums->observed, 0);
	fill(k, sums->expected, 0);
	fill(k * k, sums->variance, 0);
	for (size_t s = 0; s < subjects->n_strata; s++) {
		struct stratum stratum = { subjects, order + first[s],
			order + n + first[s], first[s + 1] - first[s], 0,
			at_risk, 0 };

		add_stratum(&stratum, sums);
	}
}

void log_rank_sum(const struct log_rank_subjects *subjects, size_t order[],
	double at_risk[], struct log_rank_sums *sums)
{
	size_t n = subjects->n;
	const double *entry =
		subjects->start ? subjects->start : subjects->time;

	sort_by_stratum(
		subjects, entry, order + n, order + 2 * n, order + 3 * n);
	sort_by_stratum(
		subjects, subjects->time, order, order + 2 * n, order + 3 * n);
	log_rank_sum_again(subjects, order, at_risk, sums);
}

void log_rank_deal(const struct log_rank_subjects *subjects,
	const size_t order[], gsl_rng *generator, size_t group[])
{
	const size_t *first = order + 3 * subjects->n;

	for (size_t s = 0; s < subjects->n_strata; s++) {
		const size_t *members = order + first[s];

		for (size_t left = first[s + 1] - first[s]; left > 1; left--) {
			size_t pick = gsl_rng_uniform_int(generator, left);
			size_t one = members[pick], other = members[left - 1];
			size_t kept = group[one];

			group[one] = group[other];
			group[other] = kept;
		}
	}
}
