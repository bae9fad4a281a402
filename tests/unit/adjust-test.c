/* Adjusted P values by hand. */
#include "survival/adjust.h"

#include <gsl/gsl_test.h>

#define TINY 1e-15

static void check(
	enum adjust_method method, const double want[4], const char *name)
{
	static const double p[] = { 0.03, 0.01, 0.5, 0.029 };
	double adjusted[4];
	size_t order[4];

	adjust_p(method, 4, p, order, adjusted);
	for (int i = 0; i < 4; i++)
		gsl_test_rel(adjusted[i], want[i], TINY, "%s %d", name, i);
}

int main(void)
{
	/* 4 x 0.01, 3 x 0.029, 2 x 0.03 and 0.5: none below the one before */
	check(ADJUST_HOLM, (double[]){ 0.087, 0.04, 0.5, 0.087 }, "Holm");
	/* 4/1 x 0.01, 4/2 x 0.029, 4/3 x 0.03: none above the one behind */
	check(ADJUST_BH, (double[]){ 0.04, 0.04, 0.5, 0.04 }, "BH");
	check(ADJUST_BONFERRONI, (double[]){ 0.12, 0.04, 1, 0.116 },
		"Bonferroni");
	return gsl_test_summary();
}
