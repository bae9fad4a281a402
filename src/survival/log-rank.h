/*
 * The log-rank test of k survival curves (Mantel 1966; Peto and Peto 1972) and
 * its weighted kin, stratified when asked: at each time of an event, the events
 * that a group has against those that it would have if all groups had the same
 * hazard, with the hypergeometric variance, summed over times and strata.
 */
#ifndef RELIT_LOG_RANK_H
#define RELIT_LOG_RANK_H

#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_rng.h>

/*
 * The weight of a time at which d of r at risk have an event; S is the pooled
 * Kaplan-Meier estimate of the stratum just before the time, and P the product
 * of 1 - d / (r + 1) up to and with the time (Klein and Moeschberger 2003,
 * table 7.3).
 */
enum log_rank_function {
	LOG_RANK_LOG_RANK,      /* 1 */
	LOG_RANK_GEHAN,         /* r; Gehan 1965, Breslow 1970 */
	LOG_RANK_TARONE_WARE,   /* sqrt(r); Tarone and Ware 1977 */
	LOG_RANK_PETO,          /* P; Peto and Peto 1972 */
	LOG_RANK_MODIFIED_PETO, /* P r / (r + 1); Andersen and others 1982 */
	LOG_RANK_FLEMING_HARRINGTON /* S^p (1 - S)^q, 0^0 = 1; 1991 */
};

struct log_rank_weighting {
	enum log_rank_function function;
	double p, q; /* >= 0, of Fleming and Harrington */
};

struct log_rank_subjects {
	size_t n;
	const double *time;   /* >= 0, any order */
	const bool *event;    /* true: failed; false: censored */
	const size_t *group;  /* below n_groups */
	const size_t *strata; /* below n_strata, or NULL */
	size_t n_groups;
	size_t n_strata;      /* 1 when strata is NULL */
	const double *start;  /* at risk behind it, before time; NULL: 0 */
	const double *weight; /* whole: as many such subjects; NULL: 1 */
	struct log_rank_weighting weighting;
};

/* Arrays of the caller. */
struct log_rank_sums {
	double *observed; /* n_groups: events, times their weights */
	double *expected; /* n_groups */
	double *variance; /* n_groups * n_groups: covariance of observed */
};

/* How many positions order has room for, below. */
size_t log_rank_room(const struct log_rank_subjects *);

/*
 * Fills sums.  order is room for log_rank_room() positions, at_risk for
 * n_groups numbers.  O(n log n + n_strata + times * n_groups^2).
 */
void log_rank_sum(const struct log_rank_subjects *, size_t order[],
	double at_risk[], struct log_rank_sums *);

/* The same with the order that log_rank_sum() left for these subjects, whose
 * groups may have changed since.  Without the sorting. */
void log_rank_sum_again(const struct log_rank_subjects *, const size_t order[],
	double at_risk[], struct log_rank_sums *);

/*
 * Deals the groups anew among the subjects of each stratum: group is what
 * subjects->group points to.  The same generator in the same state deals the
 * same.  O(n).
 */
void log_rank_deal(const struct log_rank_subjects *, const size_t order[],
	gsl_rng *, size_t group[]);

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

/*
 * The trend over the groups' scores a: (a' (O - E))^2 / (a' V a), one degree of
 * freedom, its root with the sign of the trend in *z (Tarone 1975; Klein and
 * Moeschberger 2003, section 7.4).
 */
enum log_rank_status log_rank_trend(size_t n_groups,
	const struct log_rank_sums *, const double scores[],
	struct log_rank_test *, double *z);

/* Events of one group against those that a known hazard gives. */
struct log_rank_one_sample {
	double chi_square; /* (O - E)^2 / E (Breslow 1975) */
	double p_value;    /* of one degree of freedom */
	double ratio;      /* O / E, the standardised mortality ratio */
	double conf_low;   /* exact for a Poisson number (Garwood 1936) */
	double conf_high;
};

/* All NaN unless expected > 0.  observed is whole. */
struct log_rank_one_sample log_rank_against(
	double observed, double expected, double conf);

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
