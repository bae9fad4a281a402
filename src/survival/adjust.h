/* P values of several tests, adjusted for their number. */
#ifndef RELIT_ADJUST_H
#define RELIT_ADJUST_H

#include <stddef.h>

enum adjust_method {
	ADJUST_HOLM,      /* step-down; Holm (1979) */
	ADJUST_BH,        /* step-up; Benjamini and Hochberg (1995): the false
			   * discovery rate */
	ADJUST_BONFERRONI /* n p */
};

/*
 * Fills adjusted[0..n) from p[0..n), each in [0, 1], in the same order; order
 * is room for n.  With p(1) <= ... <= p(n): Holm max over j <= i of
 * (n - j + 1) p(j), BH min over j >= i of n p(j) / j, none above 1.
 * O(n log n).
 */
void adjust_p(enum adjust_method, size_t n, const double p[], size_t order[],
	double adjusted[]);

#endif
