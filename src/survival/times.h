/*
 * When two follow-up times are the same time.
 *
 * Times come from dates divided by 30.4375 and the like, so that equal times
 * may differ in the last digit.  Two times closer than 1e-9, relative to the
 * later one, are the same time; a run of such times is compared with its first
 * one and so cannot creep.  One rule for every estimator.
 */
#ifndef RELIT_TIMES_H
#define RELIT_TIMES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether later, which is not before earlier, is the same time. */
bool same_time(double earlier, double later);

/*
 * Fills order[0..n) with the positions of time[0..n) in ascending order, equal
 * times in the order given.  Times must not be NaN.  O(n), by counting the
 * different times or by their digits (Seward 1954).
 */
void order_times(size_t n, const double time[], size_t order[]);

#endif
