/* Rates of events per exposure, events being Poisson. */
#ifndef RELIT_RATE_H
#define RELIT_RATE_H

#include "survival/fisher.h"

struct rate {
	double estimate, conf_low, conf_high;
};

/*
 * Exact limits of events per exposure, events >= 0 whole, exposure > 0, at the
 * level conf: those of Garwood (1936), lower 0 without events.
 */
struct rate rate_exact(double events, double exposure, double conf);

struct rate_ratio {
	double ratio;     /* infinite or NaN when the second has no events */
	double conf_low;  /* 0 when the first has none */
	double conf_high; /* infinite when the second has none */
	double p_value;
};

/*
 * The ratio of two rates, first to second, given the sum of events, of which
 * those of the first are binomial (Przyborowski and Wilenski 1940): the exact
 * binomial test and the limits of Clopper and Pearson.  Two-sided P adds the
 * outcomes at most as probable.  NaN all over without any event.
 */
struct rate_ratio rate_compare(const double events[2], const double exposure[2],
	enum alternative, double conf);

#endif
