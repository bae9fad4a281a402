/*
 * Three-valued logic (Kleene 1952): a missing cell makes a statement unknown,
 * and what is built of statements is known only where the unknown ones could
 * not change it.
 */
#ifndef RELIT_TRUTH_H
#define RELIT_TRUTH_H

#include <stddef.h>
#include <stdint.h>

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

/* Whether any of count statements holds: true when one does, false when none
 * does, unknown otherwise.  O(count). */
enum truth truth_any(const enum truth statements[], size_t count);

#define TRUTH_NONE      SIZE_MAX
#define TRUTH_UNDECIDED (SIZE_MAX - 1)

/*
 * The position of the first statement that holds; TRUTH_NONE when none does;
 * TRUTH_UNDECIDED when one that may hold stands before it.  O(count).
 */
size_t truth_first(const enum truth statements[], size_t count);

/* One endpoint of one patient: the time of its event or of its censoring. */
struct endpoint {
	double time;      /* NaN: missing */
	enum truth event; /* unknown: missing */
};

/*
 * The composite of count >= 1 endpoints: the position of the endpoint whose
 * time it takes, and in *event whether it is an event.  With an event, the
 * earliest one; without, the earliest censoring, the last time at which the
 * patient is known to be free of all of them.  TRUTH_UNDECIDED where a missing
 * part could change the time or the mark.  O(count).
 */
size_t endpoint_first(
	const struct endpoint endpoints[], size_t count, enum truth *event);

#endif
