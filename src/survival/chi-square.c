/* Chi-squared tests of tables of counts. */
#include "survival/chi-square.h"

#include <math.h>
#include <gsl/gsl_cdf.h>

static struct chi_square of_statistic(double statistic, double df)
{
	struct chi_square test = { NAN, df, NAN };

	if (isfinite(statistic) && df > 0) {
		test.statistic = statistic;
		test.p_value = gsl_cdf_chisq_Q(statistic, df);
	}
	return test;
}

static double sum_strided(const double values[], size_t n, size_t stride)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i * stride];
	return sum;
}

/* A table, told by its shorter and its longer side. */
struct sides {
	size_t shorter, longer;           /* how many lines */
	size_t shorter_step, longer_step; /* from one to the next */
};

static struct sides sides_of(size_t rows, size_t columns)
{
	if (rows <= columns)
		return (struct sides){ rows, columns, columns, 1 };
	return (struct sides){ columns, rows, 1, columns };
}

struct chi_square chi_square_independence(size_t rows, size_t columns,
	const double counts[], bool yates, double *smallest_expected)
{
	struct sides sides = sides_of(rows, columns);
	double total = sum_strided(counts, rows * columns, 1);
	double shrink = yates && rows == 2 && columns == 2 ? 0.5 : 0;
	double statistic = 0;

	*smallest_expected = HUGE_VAL;
	for (size_t i = 0; i < sides.shorter; i++) {
		const double *line = counts + i * sides.shorter_step;
		double line_total =
			sum_strided(line, sides.longer, sides.longer_step);

		for (size_t j = 0; j < sides.longer; j++) {
			double other =
				sum_strided(counts + j * sides.longer_step,
					sides.shorter, sides.shorter_step);
			double expected = line_total * other / total;
			double off =
				fabs(line[j * sides.longer_step] - expected);

			off -= fmin(shrink, off);
			statistic += off * off / expected;
			if (!(expected >= *smallest_expected))
				*smallest_expected = expected;
		}
	}
	return of_statistic(
		statistic, ((double)rows - 1) * ((double)columns - 1));
}

struct odds_ratio chi_square_odds_ratio(const double counts[4], double conf)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	double error = sqrt(
		1 / counts[0] + 1 / counts[1] + 1 / counts[2] + 1 / counts[3]);
	struct odds_ratio odds = {
		counts[0] * counts[3] / (counts[1] * counts[2]), NAN, NAN
	};

	if (isfinite(error)) {
		odds.conf_low = odds.ratio * exp(-z * error);
		odds.conf_high = odds.ratio * exp(z * error);
	}
	return odds;
}

struct chi_square chi_square_trend(
	size_t rows, const double counts[], const double scores[])
{
	double total = sum_strided(counts, 2 * rows, 1);
	double share = sum_strided(counts, rows, 2) / total;
	double middle = 0, difference = 0, spread = 0;

	for (size_t row = 0; row < rows; row++)
		middle += (counts[2 * row] + counts[2 * row + 1]) *
			  scores[row] / total;
	for (size_t row = 0; row < rows; row++) {
		double n = counts[2 * row] + counts[2 * row + 1];
		double score = scores[row] - middle;

		difference += score * (counts[2 * row] - n * share);
		spread += n * score * score;
	}
	return of_statistic(
		difference * difference / (share * (1 - share) * spread), 1);
}

struct chi_square chi_square_symmetry(
	size_t size, const double counts[], bool yates)
{
	double shrink = yates && size == 2 ? 1 : 0, statistic = 0;

	for (size_t row = 0; row < size; row++) {
		for (size_t column = row + 1; column < size; column++) {
			double upper = counts[row * size + column];
			double lower = counts[column * size + row];
			double off = fabs(upper - lower);

			off -= fmin(shrink, off);
			statistic += off * off / (upper + lower);
		}
	}
	return of_statistic(statistic, (double)size * ((double)size - 1) / 2);
}

/* Sums over the strata that the test and the common odds ratio are made of. */
struct mantel_sums {
	double difference, variance;
	double same, other;                   /* sum a d / n, sum b c / n */
	double same_same, other_other, mixed; /* of Robins and others */
};

static void add_stratum(struct mantel_sums *sums, const double cell[4])
{
	double a = cell[0], b = cell[1], c = cell[2], d = cell[3];
	double n = a + b + c + d;

	if (n < 2)
		return;
	sums->difference += a - (a + b) * (a + c) / n;
	sums->variance +=
		(a + b) / n * ((c + d) / n) * (a + c) * (b + d) / (n - 1);
	sums->same += a * d / n;
	sums->other += b * c / n;
	sums->same_same += (a + d) / n * (a * d / n);
	sums->mixed += (a + d) / n * (b * c / n) + (b + c) / n * (a * d / n);
	sums->other_other += (b + c) / n * (b * c / n);
}

static struct odds_ratio common_odds(
	const struct mantel_sums *sums, double conf)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	double same = sums->same, other = sums->other;
	double error = sqrt(sums->same_same / (2 * same * same) +
			    sums->mixed / (2 * same * other) +
			    sums->other_other / (2 * other * other));
	struct odds_ratio odds = { same / other, NAN, NAN };

	if (isfinite(error)) {
		odds.conf_low = odds.ratio * exp(-z * error);
		odds.conf_high = odds.ratio * exp(z * error);
	}
	return odds;
}

struct chi_square chi_square_mantel_haenszel(size_t strata,
	const double counts[], bool yates, double conf,
	struct odds_ratio *common)
{
	struct mantel_sums sums = { .difference = 0 };
	double off;

	for (size_t i = 0; i < strata; i++)
		add_stratum(&sums, counts + 4 * i);
	off = fabs(sums.difference);
	if (yates && off >= 0.5)
		off -= 0.5;
	*common = common_odds(&sums, conf);
	return of_statistic(off * off / sums.variance, 1);
}
