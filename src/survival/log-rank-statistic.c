/* What comes of observed and expected events. */
#include "survival/log-rank.h"

#include <math.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>

#define RANK_TOLERANCE 1e-10

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

/* a' V a and, in *size, what it would be without any comparison. */
static double quadratic(size_t k, const double variance[], const double a[],
	double middle, double *size)
{
	double sum = 0;

	*size = 0;
	for (size_t g = 0; g < k; g++) {
		double own = a[g] - middle;

		*size += own * own * variance[g * k + g];
		for (size_t h = 0; h < k; h++)
			sum += own * (a[h] - middle) * variance[g * k + h];
	}
	return sum;
}

enum log_rank_status log_rank_trend(size_t k, const struct log_rank_sums *sums,
	const double scores[], struct log_rank_test *test, double *z)
{
	double along = 0, events = 0, middle = 0, variance, size;

	for (size_t g = 0; g < k; g++)
		middle += scores[g] / (double)k;
	for (size_t g = 0; g < k; g++) {
		events += sums->observed[g];
		along += (scores[g] - middle) *
			 (sums->observed[g] - sums->expected[g]);
	}
	variance = quadratic(k, sums->variance, scores, middle, &size);
	if (events <= 0)
		return LOG_RANK_NO_EVENTS;
	if (variance <= RANK_TOLERANCE * size)
		return LOG_RANK_NO_COMPARISON;
	*z = along / sqrt(variance);
	test->chi_square = along * along / variance;
	test->df = 1;
	test->p_value = chi_square_tail(test->chi_square, 1);
	return LOG_RANK_OK;
}

struct log_rank_one_sample log_rank_against(
	double observed, double expected, double conf)
{
	struct log_rank_one_sample one = { NAN, NAN, NAN, NAN, NAN };
	double out = (1 - conf) / 2, difference = observed - expected;

	if (!(expected > 0))
		return one;
	one.chi_square = difference * difference / expected;
	one.p_value = chi_square_tail(one.chi_square, 1);
	one.ratio = observed / expected;
	one.conf_low = 0;
	if (observed > 0)
		one.conf_low =
			gsl_cdf_chisq_Pinv(out, 2 * observed) / 2 / expected;
	one.conf_high =
		gsl_cdf_chisq_Qinv(out, 2 * observed + 2) / 2 / expected;
	return one;
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
