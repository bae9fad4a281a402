/*
 * Tails of the two discrete distributions behind exact inference on counts:
 * binomial and noncentral hypergeometric, as one family in the odds.
 *
 * Both are unimodal with f(x) / f(x - 1) = odds * a(x), a decreasing, so that
 * all sums run from the mode outward in ratios of neighbours: no factorial,
 * no overflow, only positive terms, a relative error of a few ulp times the
 * square root of the number of terms.  Good for counts to 10^7.
 */
#ifndef RELIT_DISCRETE_H
#define RELIT_DISCRETE_H

#include <stdbool.h>

/* A family in the odds; low <= x <= high. */
struct discrete {
	double low, high;
	/* hypergeometric: x of `drawn` come from `marked`, marked + plain all;
	 * binomial: x of `marked` trials, drawn = HUGE_VAL, plain unused */
	double marked, plain, drawn;
};

/* x successes of n trials, odds p / (1 - p). */
struct discrete discrete_binomial(double n);

/*
 * The upper left cell of a 2 x 2 table of counts with the first row's total
 * drawn, the first column's marked and the second column's plain, given its
 * margins; the odds are the odds ratio.
 */
struct discrete discrete_hypergeometric(
	double drawn, double marked, double plain);

struct discrete_sums {
	double below;    /* P(X < x) */
	double at;       /* P(X = x) */
	double above;    /* P(X > x) */
	double rarer;    /* P(f(X) < f(x)) */
	double as_rare;  /* P(f(X) = f(x)), equal to 1e-7 relative; has `at` */
	double commoner; /* P(f(X) > f(x)) */
	double distance; /* E(X) - x */
};

/* O(number of terms above 1e-308 of the mode's), at odds > 0. */
struct discrete_sums discrete_sum(
	const struct discrete *, double x, double odds);

/* P of the outcomes at most as probable as x, those as probable by weight. */
double discrete_two_sided(const struct discrete_sums *, double weight);

/*
 * The odds at which P(X >= x) - (1 - weight) P(X = x) is p (upper true), or
 * the same for X <= x; weight is 1, or 1/2 for mid-P.  Bisection in the
 * logarithm to its last bit: about 1e-14 relative.  Undefined at x = low for
 * the upper tail, at x = high for the lower one, where that tail is 1 at all
 * odds: the caller says 0 or infinity.
 */
double discrete_odds_of_tail(
	const struct discrete *, double x, bool upper, double weight, double p);

/* The odds with mean x: the maximum likelihood estimate; low < x < high. */
double discrete_odds_of_mean(const struct discrete *, double x);

#endif
