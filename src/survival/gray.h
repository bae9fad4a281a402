/*
 * The k-sample test of the cumulative incidence of one cause among others
 * (Gray 1988), stratified when asked.
 *
 * With R_g = Y_g (1 - F_g) / S_g, all just before the time, a group's score is
 * the sum over times of (1 - F0)^rho (d_g - d R_g / R), F0 being the incidence
 * that all groups have if they have one.  Without another cause the scores are
 * those of the log-rank test; their variance is another.
 */
#ifndef RELIT_GRAY_H
#define RELIT_GRAY_H

#include <stdbool.h>
#include <stddef.h>

#include "survival/log-rank.h"

enum gray_event { GRAY_CENSORED, GRAY_CAUSE, GRAY_OTHER };

struct gray_subjects {
	size_t n;
	const double *time;           /* n, >= 0, any order */
	const enum gray_event *event; /* n */
	const size_t *group;          /* n, below n_groups */
	const size_t *strata;         /* n, below n_strata, or NULL */
	size_t n_groups;
	size_t n_strata;      /* 1 when strata is NULL */
	const double *weight; /* n, whole, > 0: as many such; NULL: 1 */
};

/*
 * Fills observed, expected (both with the weight (1 - F0)^rho) and the
 * covariance of their difference by the formulas of Gray (1988), section 3, as
 * cuminc() of R's cmprsk has it; log_rank_compare() makes the test of them.
 * False when there is no memory.  O(n log n + times * n_groups^3).
 */
bool gray_sum(const struct gray_subjects *, double rho, struct log_rank_sums *);

#endif
