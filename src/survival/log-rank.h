/*
 * The log-rank test of k survival curves (Mantel 1966; Peto and Peto 1972),
 * stratified when asked: at each time of an event, the events that a group has
 * against those that it would have if all groups had the same hazard, with the
 * hypergeometric variance, summed over times and strata.
 */
#ifndef RELIT_LOG_RANK_H
#define RELIT_LOG_RANK_H

#include <stdbool.h>
#include <stddef.h>

struct log_rank_subjects {
	size_t n;
	const double *time;   /* >= 0, any order */
	const bool *event;    /* true: failed; false: censored */
	const size_t *group;  /* below n_groups */
	const size_t *strata; /* below n_strata, or NULL */
	size_t n_groups;
	size_t n_strata; /* 1 when strata is NULL */
};

/* Arrays of the caller. */
struct log_rank_sums {
	double *observed; /* n_groups: events */
	double *expected; /* n_groups */
	double *variance; /* n_groups * n_groups: covariance of observed */
};

/*
 * Fills sums.  order is room for 2 * n positions, at_risk for n_groups
 * numbers.  O(n (log n + n_strata) + times * n_groups^2).
 */
void log_rank_sum(const struct log_rank_subjects *, size_t order[],
	double at_risk[], struct log_rank_sums *);

enum log_rank_status {
	LOG_RANK_OK,
	LOG_RANK_NO_EVENTS,     /* nothing to compare */
	LOG_RANK_NO_COMPARISON, /* no event while two groups were at risk */
	LOG_RANK_NO_MEMORY
};

struct log_rank_test {
	double chi_square;
	double df; /* rank of the covariance */
	double p_value;
};

/*
 * (O - E)' V^- (O - E) with the generalised inverse of V, whose rank is the
 * degrees of freedom: the number of groups less one, unless a group was never
 * at risk at an event or groups never met in a stratum.  The rank counts
 * eigenvalues of the correlation matrix above 1e-10 of the greatest.
 */
enum log_rank_status log_rank_compare(
	size_t n_groups, const struct log_rank_sums *, struct log_rank_test *);

/* A hazard ratio of the second of two groups to the first. */
struct log_rank_ratio {
	double ratio;    /* NaN when it does not exist; may be 0 */
	double conf_low; /* NaN when there is none */
	double conf_high;
};

/*
 * (O2/E2) / (O1/E1), the log of which has the standard error
 * sqrt(1/E1 + 1/E2); NaN when the first group has no event.
 */
struct log_rank_ratio log_rank_ratio_oe(
	const struct log_rank_sums *, double conf);

/* exp((O2 - E2) / V2), standard error of the log 1/sqrt(V2) (Yusuf and others
 * 1985). */
struct log_rank_ratio log_rank_ratio_peto(
	const struct log_rank_sums *, double conf);

#endif
