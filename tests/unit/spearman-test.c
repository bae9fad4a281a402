/* Ranks by hand: Spearman, and Kruskal and Wallis. */
#include "survival/spearman.h"

#include <math.h>
#include <gsl/gsl_test.h>

#include "survival/kruskal-wallis.h"

#define TINY 1e-14

static void test_rho(void)
{
	static const double x[] = { 1, 2, 3, 4 }, y[] = { 20, 10, 30, 40 };
	static const double tied[] = { 1, 1, 2, 3 }, flat[] = { 7, 7, 7, 7 };
	double x_ranks[4], y_ranks[4];
	size_t order[4];
	struct spearman result = spearman_of(4, x, y, order, x_ranks, y_ranks);

	gsl_test_rel(result.rho, 0.8, TINY, "rho");
	gsl_test_rel(result.statistic, 2, TINY, "squared differences");
	gsl_test(result.tied, "no ties");
	/* of 24 orders 4 have at most 2: none or one neighbours' swap */
	gsl_test_rel(spearman_p_by_ranks(4, 2), 8 / 24.0, TINY, "exact P");
	gsl_test_rel(spearman_p_by_ranks(4, 18), 8 / 24.0, TINY, "other side");
	gsl_test_rel(spearman_p_by_ranks(4, 20), 2 / 24.0, TINY, "the end");
	/* two degrees of freedom: P = 1 - |rho| */
	gsl_test_rel(spearman_p_by_t(4, -0.8), 0.2, TINY, "P by t");
	result = spearman_of(4, tied, y, order, x_ranks, y_ranks);
	gsl_test(!result.tied, "ties");
	/* 1.5 1.5 3 4 and 2 1 3 4: sum of products 4.5, 4.5 and 5 */
	gsl_test_rel(result.rho, 4.5 / sqrt(4.5 * 5), TINY, "rho, tied");
	result = spearman_of(4, flat, y, order, x_ranks, y_ranks);
	gsl_test(!isnan(result.rho), "constant");
	result = spearman_of(4, tied, tied, order, x_ranks, y_ranks);
	gsl_test_rel(result.rho, 1, 0, "a column with itself");
	gsl_test(!isnan(spearman_p_by_t(4, result.rho)), "no t at 1");
}

/* 1 2 | 3 4 5: rank sums 3 and 12, H = 12 / 30 (9/2 + 144/3) - 18 = 3. */
static void test_kruskal(void)
{
	static const double values[] = { 1, 2, 3, 4, 5 };
	static const double ties[] = { 1, 1, 1, 2, 2 };
	static const double flat[] = { 1, 1, 1, 1, 1 };
	static const size_t sizes[] = { 2, 3 };
	size_t order[5];
	double ranks[5];
	struct kruskal_wallis test =
		kruskal_wallis(2, sizes, values, order, ranks);

	gsl_test_rel(test.statistic, 3, TINY, "H");
	gsl_test_rel(test.p_value, erfc(sqrt(1.5)), TINY, "P of H");
	/* 2 2 | 2 4.5 4.5: 12/30 (8 + 121/3) - 18 = 4/3, over 1 - 30/120 */
	test = kruskal_wallis(2, sizes, ties, order, ranks);
	gsl_test_rel(test.statistic, 16.0 / 9, TINY, "H, tied");
	test = kruskal_wallis(2, sizes, flat, order, ranks);
	gsl_test(!isnan(test.statistic), "all equal");
}

int main(void)
{
	test_rho();
	test_kruskal();
	return gsl_test_summary();
}
