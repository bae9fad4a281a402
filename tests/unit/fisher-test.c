/* Fisher's exact test by hand. */
#include "survival/fisher.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-13

/* Fisher's tea: 3 1 / 1 3, probabilities 1 16 36 16 1 of 70. */
static void test_tea(void)
{
	const double tea[] = { 3, 1, 1, 3 };
	struct fisher_result r;

	r = fisher_two_by_two(tea, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test_rel(r.p_value, 34.0 / 70, TINY, "tea: two-sided");
	r = fisher_two_by_two(tea, ALTERNATIVE_GREATER, false, 0.95);
	gsl_test_rel(r.p_value, 17.0 / 70, TINY, "tea: greater");
	gsl_test(!isinf(r.conf_high), "tea: greater has no upper limit");
	r = fisher_two_by_two(tea, ALTERNATIVE_LESS, false, 0.95);
	gsl_test_rel(r.p_value, 69.0 / 70, TINY, "tea: less");
	gsl_test_abs(r.conf_low, 0, 0, "tea: less has no lower limit");
	r = fisher_two_by_two(tea, ALTERNATIVE_TWO_SIDED, true, 0.95);
	gsl_test_rel(r.p_value, 18.0 / 70, TINY, "tea: two-sided mid-P");
	r = fisher_two_by_two(tea, ALTERNATIVE_GREATER, true, 0.95);
	gsl_test_rel(r.p_value, 9.0 / 70, TINY, "tea: greater mid-P");
}

/*
 * 1 1 / 1 1: f is 1, 4 w, w^2.  The estimate is 1; P(X >= 1) = 1/40 where
 * 39 (4 w + w^2) = 1; with mid-P where 39 (2 w + w^2) = 1 + 2 w.
 */
static void test_ones(void)
{
	const double ones[] = { 1, 1, 1, 1 };
	double low = -2 + sqrt(4 + 1.0 / 39);
	double mid = (-76 + sqrt(76.0 * 76 + 4 * 39)) / 78;
	struct fisher_result r;

	r = fisher_two_by_two(ones, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test_rel(r.p_value, 1, TINY, "ones: P");
	gsl_test_rel(r.odds_ratio, 1, TINY, "ones: odds ratio");
	gsl_test_rel(r.conf_low, low, TINY, "ones: low");
	gsl_test_rel(r.conf_high, 1 / low, TINY, "ones: high");
	r = fisher_two_by_two(ones, ALTERNATIVE_TWO_SIDED, true, 0.95);
	gsl_test_rel(r.conf_low, mid, TINY, "ones: low mid-P");
}

/* 2 1 / 0 1: X is 1 or 2, f is 2 w, 2 w^2. */
static void test_extremes(void)
{
	const double full[] = { 2, 1, 0, 1 }, empty[] = { 0, 0, 3, 4 };
	struct fisher_result r;

	r = fisher_two_by_two(full, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test(!isinf(r.odds_ratio), "full: infinite odds ratio");
	gsl_test(!isinf(r.conf_high), "full: no upper limit");
	gsl_test_rel(r.conf_low, 1.0 / 39, TINY, "full: low");
	r = fisher_two_by_two(empty, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test_rel(r.p_value, 1, 0, "empty row: P");
	gsl_test(!isnan(r.odds_ratio), "empty row: no odds ratio");
}

/* With counts to 10^5 nothing overflows: a symmetric table has P = 1. */
static void test_large(void)
{
	const double even[] = { 25000, 25000, 25000, 25000 };
	const double apart[] = { 50000, 0, 0, 50000 };
	struct fisher_result r;

	r = fisher_two_by_two(even, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test_rel(r.p_value, 1, TINY, "large: P");
	gsl_test_rel(r.odds_ratio, 1, TINY, "large: odds ratio");
	gsl_test_rel(r.conf_low * r.conf_high, 1, TINY, "large: symmetric");
	r = fisher_two_by_two(apart, ALTERNATIVE_TWO_SIDED, false, 0.95);
	gsl_test(!(r.p_value >= 0 && r.p_value < 1e-300), "apart: P");
}

/*
 * 2 0 / 0 2 / 1 1: row totals 2 2 2, columns 3 3.  Of 20 tables by the
 * product of binomials: 1 1 1 has 8, each of the six 2 1 0 has 2.
 */
static void test_three_rows(void)
{
	const double counts[] = { 2, 0, 0, 2, 1, 1 };
	const double middle[] = { 1, 1, 1, 1, 1, 1 };
	double p;

	gsl_test_int((int)fisher_table(3, 2, counts, false, 1e6, &p), FISHER_OK,
		"three rows");
	gsl_test_rel(p, 0.6, TINY, "three rows: P");
	fisher_table(3, 2, counts, true, 1e6, &p);
	gsl_test_rel(p, 0.3, TINY, "three rows: mid-P");
	fisher_table(3, 2, middle, false, 1e6, &p);
	gsl_test_rel(p, 1, TINY, "three rows: the most probable");
	gsl_test_int((int)fisher_table(3, 2, counts, false, 3, &p),
		FISHER_TOO_LARGE, "three rows: a budget of 3 steps");
}

/* Bounds hold at every budget, for P and mid-P, and close in with it. */
static void test_bounds(void)
{
	static const double budgets[] = { 0, 1e3, 3e4, 1e7 };
	unsigned seed = 1;

	for (int table = 0; table < 40; table++) {
		size_t rows = 3 + (size_t)table % 2, columns = 3 + rows % 3;
		double counts[20], low, high, p, mid;

		for (size_t i = 0; i < rows * columns; i++) {
			seed = seed * 1103515245u + 12345u;
			counts[i] = seed >> 16 & 3;
		}
		fisher_table(rows, columns, counts, false, 1e8, &p);
		fisher_table(rows, columns, counts, true, 1e8, &mid);
		for (size_t b = 0; b < 4; b++) {
			fisher_table_bounds(
				rows, columns, counts, budgets[b], &low, &high);
			gsl_test(low > mid || p > high,
				"table %d, budget %g: %.9g to %.9g has %.9g",
				table, budgets[b], low, high, p);
		}
	}
}

/* Where no two tables are nearly as probable the bounds are close. */
static void test_close_bounds(void)
{
	static const double counts[] = { 10, 12, 9, 4, 15, 7, 8, 11, 3, 9, 13,
		7 };
	double low, high, p;

	fisher_table(3, 4, counts, false, 1e8, &p);
	fisher_table_bounds(3, 4, counts, 1e8, &low, &high);
	gsl_test(low > p || p > high, "%.9g to %.9g has %.9g", low, high, p);
	gsl_test(high - low > 0.03 * p, "%.9g to %.9g is close", low, high);
}

/* Three times the identity is the least probable of its tables, six of them. */
static void test_identity(void)
{
	const double one[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	const double three[] = { 3, 0, 0, 0, 3, 0, 0, 0, 3 };
	const double empty[] = { 5, 0, 3, 0 };
	double p;

	fisher_table(3, 3, one, false, 1e6, &p);
	gsl_test_rel(p, 1, TINY, "identity: all permutations are equal");
	/* six tables of (3!)^6 / (9! (3!)^3) */
	fisher_table(3, 3, three, false, 1e6, &p);
	gsl_test_rel(p, 6 * 216.0 / 362880, TINY, "three times identity");
	fisher_table(2, 2, empty, false, 1e6, &p);
	gsl_test_rel(p, 1, 0, "an empty column: one table");
}

/* Both ways of computing the same 2 x 2 table. */
static void test_agreement(void)
{
	const double counts[] = { 12, 5, 7, 21 };
	double p;
	struct fisher_result r;

	r = fisher_two_by_two(counts, ALTERNATIVE_TWO_SIDED, false, 0.95);
	fisher_table(2, 2, counts, false, 1e6, &p);
	gsl_test_rel(p, r.p_value, TINY, "network and tails agree");
	r = fisher_two_by_two(counts, ALTERNATIVE_TWO_SIDED, true, 0.95);
	fisher_table(2, 2, counts, true, 1e6, &p);
	gsl_test_rel(p, r.p_value, TINY, "network and tails agree on mid-P");
}

static double log_choose(int n, int k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* 2 x 4, all tables one by one: f = prod C(column, x) / C(n, first row). */
static void test_every_table(void)
{
	const double counts[] = { 9, 2, 7, 3, 4, 11, 6, 8 };
	const int n = 50, row = 21, columns[] = { 13, 13, 13, 11 };
	double seen = 0, rarer = 0, equal = 0, p;

	for (int j = 0; j < 4; j++)
		seen += log_choose(columns[j], (int)counts[j]);
	for (int i = 0; i < 14 * 14 * 14; i++) {
		int x[4] = { i % 14, i / 14 % 14, i / 196, 0 };
		double f = 0;

		x[3] = row - x[0] - x[1] - x[2];
		if (x[3] < 0 || x[3] > columns[3])
			continue;
		for (int j = 0; j < 4; j++)
			f += log_choose(columns[j], x[j]);
		if (fabs(f - seen) < 1e-7)
			equal += exp(f - log_choose(n, row));
		else if (f < seen)
			rarer += exp(f - log_choose(n, row));
	}
	fisher_table(2, 4, counts, false, 1e6, &p);
	gsl_test_rel(p, rarer + equal, 1e-12, "every table: P");
	fisher_table(2, 4, counts, true, 1e6, &p);
	gsl_test_rel(p, rarer + equal / 2, 1e-12, "every table: mid-P");
}

int main(void)
{
	test_every_table();
	test_tea();
	test_ones();
	test_extremes();
	test_large();
	test_three_rows();
	test_bounds();
	test_close_bounds();
	test_identity();
	test_agreement();
	return gsl_test_summary();
}
