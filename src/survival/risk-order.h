/*
 * Records of follow-up in the order in which a scan over time meets them, so
 * that all sums over risk sets take one pass.
 *
 * A record is at risk at the times in (start, stop].  Times become ranks, by
 * the rule of times.h over starts and stops together, and ranks compare
 * exactly.
 */
#ifndef RELIT_RISK_ORDER_H
#define RELIT_RISK_ORDER_H

#include <stdbool.h>
#include <stddef.h>

struct risk_records {
	size_t n;
	const double *start;  /* n, below stop; NULL: at risk from the first */
	const double *stop;   /* n, any order */
	const bool *event;    /* n: failed at stop */
	const double *weight; /* n, >= 0; NULL: all 1 */
	const size_t *strata; /* n, below n_strata; NULL: one */
	size_t n_strata;      /* 1 when strata is NULL */
};

struct risk_order {
	size_t *stop_rank;  /* n */
	size_t *start_rank; /* n; NULL when there are no starts */
	size_t *by_stop;    /* n positions, by stratum, then by stop */
	size_t *by_start; /* n positions, by stratum, then by start; or NULL */
	size_t *first;    /* n_strata + 1: where a stratum begins in these */
};

/*
 * Sorts the records; false when there is no memory.  Free with
 * risk_order_free(), in either case.  O(n log n).
 */
bool risk_order_make(const struct risk_records *, struct risk_order *);
void risk_order_free(struct risk_order *);

/* The end of the run of equal stops that begins at place i of by_stop; end is
 * where the stratum ends. */
size_t risk_order_run(const struct risk_order *, size_t i, size_t end);

#endif
