/*
 * Concordance of a score of risk with what happened: of the pairs in which one
 * subject is seen to fail before the other, the share in which the one who
 * failed has the higher score, equal scores counting one half (Harrell and
 * others 1982).
 *
 * A pair is an event and a subject of the same stratum that is at risk at its
 * time and does not fail then: one censored at that time is at risk, two events
 * at the same time are no pair.  With weights, a pair weighs their product.
 */
#ifndef RELIT_CONCORDANCE_H
#define RELIT_CONCORDANCE_H

#include "survival/risk-order.h"

enum concordance_kind {
	CONCORDANCE_HARRELL, /* every pair the same */
	/* a pair over the square of the probability of being uncensored just
	 * before the event's time, by Kaplan and Meier per stratum: free of the
	 * censoring's distribution (Uno and others 2011) */
	CONCORDANCE_UNO
};

enum concordance_status {
	CONCORDANCE_OK,
	CONCORDANCE_NO_PAIRS,
	CONCORDANCE_STARTS, /* Uno's, and records that start late */
	CONCORDANCE_NO_MEMORY
};

struct concordance {
	double concordant, discordant, tied; /* weighted numbers of pairs */
	double value; /* (concordant + tied / 2) / all pairs */
	/* by the infinitesimal jackknife: the derivative of the value in each
	 * record's weight, Uno's probabilities being taken as known; as
	 * concordance() of R's survival 3.5-3 has it */
	double std_error;
};

/*
 * Fills result; score is n numbers, higher for who is expected to fail
 * earlier, equal only when exactly equal.  Events after tau do not count; tau
 * is HUGE_VAL for none.  influence, n or NULL, is what each record adds to the
 * value, whose squares make the standard error: records of one patient are to
 * be summed before they are squared.  One Fenwick tree over the ranks of the
 * scores, once backward in time for the pairs of an event and once forward for
 * those of a later one: O(n log n).
 */
enum concordance_status concordance_estimate(const struct risk_records *,
	const double score[], enum concordance_kind, double tau,
	double influence[], struct concordance *result);

#endif
