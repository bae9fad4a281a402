/* Spearman's rho and its P. */
#include "survival/spearman.h"

#include <math.h>
#include <gsl/gsl_cdf.h>

#include "survival/kruskal-wallis.h"

struct spearman spearman_of(size_t n, const double x[], const double y[],
	size_t order[], double x_ranks[], double y_ranks[])
{
	double count = (double)n, middle = (count + 1) / 2;
	double xx = 0, yy = 0, xy = 0;
	struct spearman result = { NAN, NAN, false };

	result.tied = midranks(n, x, order, x_ranks) > 0;
	result.tied = midranks(n, y, order, y_ranks) > 0 || result.tied;
	for (size_t i = 0; i < n; i++) {
		double a = x_ranks[i] - middle, b = y_ranks[i] - middle;

		xx += a * a;
		yy += b * b;
		xy += a * b;
	}
	if (xx > 0 && yy > 0)
		result.rho = fmax(-1, fmin(1, xy / sqrt(xx * yy)));
	result.statistic =
		(count * count * count - count) * (1 - result.rho) / 6;
	if (!result.tied)
		result.statistic = round(result.statistic);
	return result;
}

double spearman_p_by_t(size_t n, double rho)
{
	double df = (double)n - 2;

	if (isnan(rho) || n < 3 || fabs(rho) >= 1)
		return NAN;
	return 2 * gsl_cdf_tdist_Q(fabs(rho) * sqrt(df / (1 - rho * rho)), df);
}

/* Sum of squared distances of a permutation. */
static double distance(size_t n, const size_t permuted[])
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double off = (double)i - (double)permuted[i];

		sum += off * off;
	}
	return sum;
}

static void swap(size_t *left, size_t *right)
{
	size_t kept = *left;

	*left = *right;
	*right = kept;
}

/* The next permutation in the order of the dictionary, false after the last. */
static bool next_permutation(size_t n, size_t permuted[])
{
	size_t i = n - 1, j = n - 1;

	while (i > 0 && permuted[i - 1] >= permuted[i])
		i--;
	if (i == 0)
		return false;
	while (permuted[j] <= permuted[i - 1])
		j--;
	swap(&permuted[i - 1], &permuted[j]);
	for (j = n - 1; i < j; i++, j--)
		swap(&permuted[i], &permuted[j]);
	return true;
}

/* P(statistic >= s) by all permutations. */
static double upper_by_permutation(size_t n, double s)
{
	size_t permuted[SPEARMAN_MOST_PERMUTED];
	double in = 0, all = 0;

	for (size_t i = 0; i < n; i++)
		permuted[i] = i;
	do {
		in += distance(n, permuted) >= s;
		all++;
	} while (next_permutation(n, permuted));
	return in / all;
}

/* The correction of AS 89 to the normal tail at x, its terms by powers of
 * y = x^2, each a polynomial in b = 1 / n. */
static double edgeworth(double n, double x)
{
	double b = 1 / n, y = x * x;
	double constant = 0.2274 + b * (0.2531 + 0.1745 * b);
	double linear = -0.0758 + b * (0.1033 + 0.3932 * b);
	double quadratic = -b * (0.0879 + 0.0151 * b);
	double cubic = b * (0.0072 - 0.0831 * b);
	double quartic = b * b * 0.0131, quintic = -b * b * 4.6e-4;
	double terms =
		constant +
		y * (linear +
			    y * (quadratic +
					y * (cubic +
						    y * (quartic +
								y * quintic))));

	return x * b * terms / exp(y / 2);
}

/* P(statistic >= s), or with `lower` P(statistic < s). */
static double by_series(size_t n, double s, bool lower)
{
	double count = (double)n;
	double x = (6 * (s - 1) / (count * (count * count - 1)) - 1) *
		   sqrt(count - 1);
	double u = edgeworth(count, x);
	double p =
		lower ? gsl_cdf_ugaussian_P(x) - u : gsl_cdf_ugaussian_Q(x) + u;

	return fmin(1, fmax(0, p));
}

double spearman_p_by_ranks(size_t n, double statistic)
{
	double count = (double)n, most = (count * count * count - count) / 3;
	bool upper = statistic > most / 2;
	double p;

	if (isnan(statistic))
		return NAN;
	/* the distribution is symmetric; statistics are even, so that above s
	 * means from s + 2 on */
	if (n <= SPEARMAN_MOST_PERMUTED)
		p = upper ? upper_by_permutation(n, statistic)
			  : upper_by_permutation(n, most - statistic);
	else if (upper)
		p = by_series(n, statistic, false);
	else
		p = statistic + 2 > most ? 1
					 : by_series(n, statistic + 2, true);
	return fmin(1, 2 * p);
}
