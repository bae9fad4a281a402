/*
 * Chi-squared tests of tables of counts: independence, trend, symmetry, and
 * one association within strata.  Counts are integers >= 0 in doubles; what
 * does not exist is NaN.
 */
#ifndef RELIT_CHI_SQUARE_H
#define RELIT_CHI_SQUARE_H

#include <stdbool.h>
#include <stddef.h>

struct chi_square {
	double statistic;
	double df;
	double p_value; /* P(chi-squared > statistic) */
};

/* Of each of two limits at the level conf; NaN where a cell is 0. */
struct odds_ratio {
	double ratio; /* infinite when b c = 0 */
	double conf_low, conf_high;
};

/*
 * Independence of the rows and columns of counts, row by row (Pearson 1900);
 * with yates, a 2 x 2 table's differences shrink by 1/2, but not beyond 0
 * (Yates 1934).  *smallest_expected is set.  O(cells times the
 * shorter side).
 */
struct chi_square chi_square_independence(size_t rows, size_t columns,
	const double counts[], bool yates, double *smallest_expected);

/* a d / (b c) of a b c d, limits by the logarithm (Woolf 1955). */
struct odds_ratio chi_square_odds_ratio(const double counts[4], double conf);

/*
 * Linear trend of the proportion of the first of two columns with the score
 * of the row: Cochran (1954), Armitage (1955), variance with n.
 * counts is rows x 2.
 */
struct chi_square chi_square_trend(
	size_t rows, const double counts[], const double scores[]);

/*
 * Symmetry of a square table about its diagonal: McNemar (1947), Bowker (1948).
 * With yates, a 2 x 2 table's difference shrinks by 1, not beyond 0.  A pair of
 * cells that are both 0 makes it NaN.
 */
struct chi_square chi_square_symmetry(
	size_t size, const double counts[], bool yates);

/*
 * One odds ratio of `strata` 2 x 2 tables, a b c d each: the test of Mantel and
 * Haenszel (1959), with yates shrunk by 1/2 if the difference is at least
 * that; their common odds ratio, limits by Robins, Breslow and Greenland
 * (1986).  Strata of fewer than two subjects say nothing and are skipped.
 */
struct chi_square chi_square_mantel_haenszel(size_t strata,
	const double counts[], bool yates, double conf,
	struct odds_ratio *common);

#endif
