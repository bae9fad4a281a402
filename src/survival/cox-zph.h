/*
 * Test of proportional hazards (Grambsch and Therneau 1994): the score test of
 * coefficients b + c (g(t) - mean g) for a given function of time g, with its
 * full information matrix, as cox.zph() of R's survival has it from version
 * 3.0 on.
 */
#ifndef RELIT_COX_ZPH_H
#define RELIT_COX_ZPH_H

#include "survival/cox-scan.h"

enum cox_zph_transform {
	COX_ZPH_KM, /* 1 - the Kaplan-Meier curve just before the time, of all
		     * records together, without weights */
	COX_ZPH_IDENTITY,
	COX_ZPH_RANK, /* of the time among all records' stops; ties: middle */
	COX_ZPH_LOG
};

enum cox_zph_status {
	COX_ZPH_OK,
	COX_ZPH_SINGULAR,    /* of this test alone: NaN */
	COX_ZPH_LOG_OF_ZERO, /* an event at time 0, or before */
	COX_ZPH_NO_MEMORY
};

struct cox_zph_test {
	double statistic, df, p_value; /* NaN when there is none */
};

/*
 * The model is at its maximum of likelihood.  group[j], below n_group, says to
 * which of the tested terms (a factor, say) column j belongs.  Fills tests:
 * n_group, and one of all columns together.  O(n (log n + n_term^2)).
 */
enum cox_zph_status cox_zph(const struct cox_fitted *, enum cox_zph_transform,
	const size_t group[], size_t n_group, struct cox_zph_test tests[]);

#endif
