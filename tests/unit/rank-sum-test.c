/* The rank-sum test by hand. */
#include "survival/rank-sum.h"

#include <math.h>
#include <gsl/gsl_test.h>

#define TINY 1e-14

/* 2 3 against 1 4 5: W = 1 + 1; of 10 ways, W is 0 1 2 2 3 3 4 4 5 6. */
static void test_untied(void)
{
	static const double first[] = { 2, 3 }, second[] = { 1, 4, 5 };
	struct rank_sum_samples samples = { 2, 3, first, second };
	struct rank_sum_shift shift;
	double p;

	gsl_test(rank_sum_tied(&samples), "no ties");
	gsl_test_rel(rank_sum_statistic(&samples), 2, TINY, "W");
	rank_sum_exact(&samples, ALTERNATIVE_TWO_SIDED, &p);
	gsl_test_rel(p, 0.8, TINY, "exact P");
	rank_sum_exact(&samples, ALTERNATIVE_LESS, &p);
	gsl_test_rel(p, 0.4, TINY, "exact P, less");
	rank_sum_exact(&samples, ALTERNATIVE_GREATER, &p);
	gsl_test_rel(p, 0.8, TINY, "exact P, greater");
	/* differences -3 -2 -2 -1 1 2; P(W <= 1) = 0.2 */
	rank_sum_shift_exact(&samples, ALTERNATIVE_TWO_SIDED, 0.6, &shift);
	gsl_test_rel(shift.estimate, -1.5, TINY, "shift");
	gsl_test_rel(shift.conf_low, -3, TINY, "low");
	gsl_test_rel(shift.conf_high, 2, TINY, "high");
	/* P(W = 0) is 0.1: the most extreme differences hold at 80%, no more */
	rank_sum_shift_exact(&samples, ALTERNATIVE_TWO_SIDED, 0.8, &shift);
	gsl_test_rel(shift.conf_low, -3, TINY, "the lowest");
	rank_sum_shift_exact(&samples, ALTERNATIVE_TWO_SIDED, 0.81, &shift);
	gsl_test(!isinf(shift.conf_low) || !isinf(shift.conf_high), "none");
	shift = rank_sum_shift_normal(
		&samples, ALTERNATIVE_TWO_SIDED, true, 0.95);
	gsl_test(!isinf(shift.conf_low) || !isinf(shift.conf_high),
		"none by the normal distribution");
	rank_sum_shift_exact(&samples, ALTERNATIVE_GREATER, 0.6, &shift);
	gsl_test_rel(shift.conf_low, -2, TINY, "one-sided, low");
	gsl_test(!isinf(shift.conf_high), "one-sided, no high");
}

/* 1 2 against 2 3 4: midranks 1 2.5 | 2.5 4 5; sums of two 3.5 3.5 5 6 5 6.5
 * 7.5 6.5 7.5 9 about 6, the seen one 3.5. */
static void test_tied(void)
{
	static const double first[] = { 1, 2 }, second[] = { 2, 3, 4 };
	struct rank_sum_samples samples = { 2, 3, first, second };
	struct rank_sum_samples other = { 3, 2, second, first };
	/* variance 6/12 (6 - 6 / 20) */
	double sd = sqrt(0.5 * 5.7), p;

	gsl_test(!rank_sum_tied(&samples), "a tie");
	gsl_test_rel(rank_sum_statistic(&samples), 0.5, TINY, "W, tied");
	rank_sum_exact(&samples, ALTERNATIVE_TWO_SIDED, &p);
	gsl_test_rel(p, 0.3, TINY, "exact P, tied");
	rank_sum_exact(&other, ALTERNATIVE_GREATER, &p);
	gsl_test_rel(p, 0.2, TINY, "exact P, the larger sample first");
	rank_sum_exact(&other, ALTERNATIVE_LESS, &p);
	gsl_test_rel(p, 1, TINY, "its other side");
	gsl_test_rel(rank_sum_normal(&samples, ALTERNATIVE_TWO_SIDED, false),
		erfc(2.5 / sd / sqrt(2)), TINY, "normal P");
	gsl_test_rel(rank_sum_normal(&samples, ALTERNATIVE_TWO_SIDED, true),
		erfc(2 / sd / sqrt(2)), TINY, "normal P, corrected");
	gsl_test_rel(rank_sum_normal(&samples, ALTERNATIVE_LESS, true),
		erfc(2 / sd / sqrt(2)) / 2, TINY, "normal P, less");
}

int main(void)
{
	static const double equal[] = { 1, 1 };
	struct rank_sum_samples same = { 2, 2, equal, equal };

	test_untied();
	test_tied();
	gsl_test(!isnan(rank_sum_normal(&same, ALTERNATIVE_TWO_SIDED, true)),
		"all equal");
	return gsl_test_summary();
}
