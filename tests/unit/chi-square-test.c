/* Chi-squared statistics by hand. */
#include "survival/chi-square.h"

#include <math.h>
#include <gsl/gsl_test.h>

#define TINY 1e-14

/* 8 2 / 2 8: each expected 5, each off by 3. */
static void test_two_by_two(void)
{
	static const double counts[] = { 8, 2, 2, 8 };
	double smallest;
	struct chi_square test =
		chi_square_independence(2, 2, counts, false, &smallest);
	struct odds_ratio odds = chi_square_odds_ratio(counts, 0.95);
	double width = exp(1.959963984540054 * sqrt(1.25));

	gsl_test_rel(test.statistic, 4 * 9 / 5.0, TINY, "Pearson");
	gsl_test_rel(smallest, 5, TINY, "smallest expected");
	gsl_test_rel(test.df, 1, TINY, "df");
	gsl_test_rel(test.p_value, erfc(sqrt(3.6)), TINY, "P");
	test = chi_square_independence(2, 2, counts, true, &smallest);
	gsl_test_rel(test.statistic, 4 * 6.25 / 5, TINY, "Yates");
	gsl_test_rel(odds.ratio, 16, TINY, "odds ratio");
	gsl_test_rel(odds.conf_low, 16 / width, TINY, "Woolf, low");
	gsl_test_rel(odds.conf_high, 16 * width, TINY, "Woolf, high");
}

/* Shares 1/4, 2/4, 3/4 at scores 0, 1, 2: the slope explains all; with
 * p = 1/2 it is (sum s (x - n p))^2 / (p q sum n (s - 1)^2) = 4 / 2. */
static void test_trend(void)
{
	static const double counts[] = { 1, 3, 2, 2, 3, 1 };
	static const double scores[] = { 0, 1, 2 },
			    far[] = { 1e6, 1e6 + 1, 1e6 + 2 };
	static const double same[] = { 1, 1, 1 };

	gsl_test_rel(chi_square_trend(3, counts, scores).statistic, 2, TINY,
		"trend");
	gsl_test_rel(chi_square_trend(3, counts, far).statistic, 2, TINY,
		"trend, scores shifted");
	gsl_test(!isnan(chi_square_trend(3, counts, same).statistic),
		"no trend of equal scores");
}

static void test_symmetry(void)
{
	static const double two[] = { 5, 9, 3, 5 };
	static const double three[] = { 1, 4, 6, 2, 1, 1, 2, 3, 1 };
	static const double empty[] = { 5, 0, 0, 5 };

	gsl_test_rel(chi_square_symmetry(2, two, false).statistic, 3, TINY,
		"McNemar");
	gsl_test_rel(chi_square_symmetry(2, two, true).statistic, 25.0 / 12,
		TINY, "McNemar, corrected");
	gsl_test_rel(chi_square_symmetry(3, three, false).statistic,
		4.0 / 6 + 16.0 / 8 + 4.0 / 4, TINY, "Bowker");
	gsl_test_rel(chi_square_symmetry(3, three, false).df, 3, TINY,
		"Bowker's df");
	gsl_test(!isnan(chi_square_symmetry(2, empty, false).statistic),
		"no pair that differs");
}

/* One stratum: the hypergeometric variance is n / (n - 1) times smaller than
 * Pearson's, and the limits of Robins and others are Woolf's. */
static void test_strata(void)
{
	static const double counts[] = { 8, 2, 2, 8, 0, 1, 0, 0 };
	struct odds_ratio common, woolf = chi_square_odds_ratio(counts, 0.9);
	struct chi_square test =
		chi_square_mantel_haenszel(2, counts, false, 0.9, &common);

	gsl_test_rel(test.statistic, 7.2 * 19 / 20, TINY, "one stratum");
	gsl_test_rel(common.ratio, 16, TINY, "its odds ratio");
	gsl_test_rel(common.conf_low, woolf.conf_low, TINY, "its lower limit");
	gsl_test_rel(
		common.conf_high, woolf.conf_high, TINY, "its upper limit");
	test = chi_square_mantel_haenszel(1, counts, true, 0.9, &common);
	gsl_test_rel(test.statistic, 6.25 / (100 * 100 / (400.0 * 19)), TINY,
		"corrected");
}

int main(void)
{
	test_two_by_two();
	test_trend();
	test_symmetry();
	test_strata();
	return gsl_test_summary();
}
