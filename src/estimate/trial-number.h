/* The number of a trial that is compared with a printed one. */
#ifndef RELIT_TRIAL_NUMBER_H
#define RELIT_TRIAL_NUMBER_H

#include "base/printed.h"

/* Where the number stands; NULL (NaN): wherever there is just one. */
struct wanted {
	const char *method, *statistic, *group, *term;
	double time;
};

/*
 * The number in the rows that a method printed, NaN when it is NA; *why is then
 * the note of its place or NULL.  Cuts output, which *why points into.  Dies
 * misused when there is no such number or there are several.
 */
double trial_number(char *output, const struct wanted *, const char **why);

/* By which roundings the value is printed so: a bit for each enum rounding, 0:
 * by none.  NaN is a number that is not reached. */
unsigned ways_to_print(const struct printed *, double value);

#endif
