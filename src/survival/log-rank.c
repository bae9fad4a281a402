/* The log-rank test. */
#include "survival/log-rank.h"

#include <math.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>

#include "survival/times.h"

#define RANK_TOLERANCE 1e-10

static void fill(size_t n, double values[], double with)
{
	for (size_t i = 0; i < n; i++)
		values[i] = with;
}

/*
 * One time with deaths among r at risk, at_risk[g] of them in group g:
 * E_g = d r_g / r,  V_gh = d (r - d) / (r - 1) * r_g / r * ([g = h] - r_h / r)
 * (Mantel 1966).
 */
static void add_time(size_t k, const double at_risk[], double deaths, double r,
	struct log_rank_sums *sums)
{
	double spread = r > 1 ? deaths * (r - deaths) / (r - 1) : 0;

	for (size_t g = 0; g < k; g++) {
		double share = at_risk[g] / r;

		sums->expected[g] += deaths * share;
		for (size_t h = 0; h < k; h++) {
			double same = g == h ? 1 : 0;

			sums->variance[g * k + h] +=
				spread * share * (same - at_risk[h] / r);
		}
	}
}

/* One stratum: subjects at the n positions of order, ascending in time. */
static void add_stratum(const struct log_rank_subjects *subjects, size_t n,
	const size_t order[], double at_risk[], struct log_rank_sums *sums)
{
	size_t k = subjects->n_groups;

	fill(k, at_risk, 0);
	for (size_t i = 0; i < n; i++)
		at_risk[subjects->group[order[i]]]++;
	for (size_t begin = 0, end; begin < n; begin = end) {
		double now = subjects->time[order[begin]], deaths = 0;

		for (end = begin; end < n; end++) {
			size_t who = order[end];

			if (!same_time(now, subjects->time[who]))
				break;
			if (!subjects->event[who])
				continue;
			sums->observed[subjects->group[who]]++;
			deaths++;
		}
		if (deaths > 0)
			add_time(k, at_risk, deaths, (double)(n - begin), sums);
		for (size_t i = begin; i < end; i++)
			at_risk[subjects->group[order[i]]]--;
	}
}

/* Moves the members of stratum s, of the sorted positions, to order. */
static size_t pick_stratum(const struct log_rank_subjects *subjects, size_t s,
	const size_t sorted[], size_t order[])
{
	size_t count = 0;

	for (size_t i = 0; i < subjects->n; i++)
		if (!subjects->strata || subjects->strata[sorted[i]] == s)
			order[count++] = sorted[i];
	return count;
}

void log_rank_sum(const struct log_rank_subjects *subjects, size_t order[],
	double at_risk[], struct log_rank_sums *sums)
{
	size_t k = subjects->n_groups, n = subjects->n;

	fill(k, sums->observed, 0);
	fill(k, sums->expected, 0);
	fill(k * k, sums->variance, 0);
	order_times(n, subjects->time, order);
	for (size_t s = 0; s < subjects->n_strata; s++) {
		size_t count = pick_stratum(subjects, s, order, order + n);

		add_stratum(subjects, count, order + n, at_risk, sums);
	}
}

/*
 * correlation = D V D with D = diag V^-1/2, and scaled = D (O - E); a group
 * without variance stays 0 in both.
 */
static void scale_sums(size_t k, const struct log_rank_sums *sums,
	gsl_matrix *correlation, gsl_vector *scaled)
{
	const double *v = sums->variance;

	for (size_t g = 0; g < k; g++) {
		if (v[g * k + g] <= 0)
			continue;
		gsl_vector_set(scaled, g,
			(sums->observed[g] - sums->expected[g]) /
				sqrt(v[g * k + g]));
		for (size_t h = 0; h < k; h++)
			if (v[h * k + h] > 0)
				gsl_matrix_set(correlation, g, h,
					v[g * k + h] / sqrt(v[g * k + g]) /
						sqrt(v[h * k + h]));
	}
}

/* Sum over the eigenvalues that count of (eigenvector' scaled)^2 / eigenvalue
 */
static void sum_squares(size_t k, const gsl_vector *values,
	const gsl_matrix *vectors, const gsl_vector *scaled,
	struct log_rank_test *test)
{
	double greatest = gsl_vector_max(values);

	test->chi_square = test->df = 0;
	for (size_t j = 0; j < k; j++) {
		double value = gsl_vector_get(values, j), along = 0;

		if (value <= RANK_TOLERANCE * greatest)
			continue;
		for (size_t g = 0; g < k; g++)
			along += gsl_matrix_get(vectors, g, j) *
				 gsl_vector_get(scaled, g);
		test->chi_square += along * along / value;
		test->df++;
	}
}

/*
 * The upper tail at x of chi-square; with one degree of freedom by erfc, which
 * keeps its digits far out.
 */
static double chi_square_tail(double x, double df)
{
	return df > 1 ? gsl_cdf_chisq_Q(x, df) : erfc(sqrt(x / 2));
}

enum log_rank_status log_rank_compare(
	size_t k, const struct log_rank_sums *sums, struct log_rank_test *test)
{
	gsl_matrix *correlation = gsl_matrix_calloc(k, k);
	gsl_matrix *vectors = gsl_matrix_calloc(k, k);
	gsl_vector *scaled = gsl_vector_calloc(k);
	gsl_vector *values = gsl_vector_calloc(k);
	gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(k);
	enum log_rank_status status = LOG_RANK_NO_MEMORY;
	double events = 0;

	if (correlation && vectors && scaled && values && work) {
		scale_sums(k, sums, correlation, scaled);
		gsl_eigen_symmv(correlation, values, vectors, work);
		sum_squares(k, values, vectors, scaled, test);
		test->p_value = chi_square_tail(test->chi_square, test->df);
		status = LOG_RANK_OK;
	}
	for (size_t g = 0; g < k; g++)
		events += sums->observed[g];
	if (status == LOG_RANK_OK && events <= 0)
		status = LOG_RANK_NO_EVENTS;
	else if (status == LOG_RANK_OK && test->df < 1)
		status = LOG_RANK_NO_COMPARISON;
	gsl_eigen_symmv_free(work);
	gsl_vector_free(values);
	gsl_vector_free(scaled);
	gsl_matrix_free(vectors);
	gsl_matrix_free(correlation);
	return status;
}

static struct log_rank_ratio ratio_of(
	double log_ratio, double error, double conf)
{
	double half = gsl_cdf_ugaussian_Qinv((1 - conf) / 2) * error;
	struct log_rank_ratio ratio = { exp(log_ratio), exp(log_ratio - half),
		exp(log_ratio + half) };

	return ratio;
}

struct log_rank_ratio log_rank_ratio_oe(
	const struct log_rank_sums *sums, double conf)
{
	const double *o = sums->observed, *e = sums->expected;
	const struct log_rank_ratio none = { NAN, NAN, NAN };
	const struct log_rank_ratio zero = { 0, NAN, NAN };

	if (o[0] <= 0 || e[0] <= 0 || e[1] <= 0)
		return none;
	if (o[1] <= 0)
		return zero;
	return ratio_of(log(o[1] / e[1]) - log(o[0] / e[0]),
		sqrt(1 / e[0] + 1 / e[1]), conf);
}

struct log_rank_ratio log_rank_ratio_peto(
	const struct log_rank_sums *sums, double conf)
{
	double variance = sums->variance[3];
	const struct log_rank_ratio none = { NAN, NAN, NAN };

	if (variance <= 0)
		return none;
	return ratio_of((sums->observed[1] - sums->expected[1]) / variance,
		1 / sqrt(variance), conf);
}
