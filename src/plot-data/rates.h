/*
 * Proportions with limits at a few times per group, as points with bars that
 * stand side by side.
 */
#ifndef RELIT_PLOT_DATA_RATES_H
#define RELIT_PLOT_DATA_RATES_H

#include "plot-data/series.h"

enum rate_statistic {
	ESTIMATE,
	RATE_LOW,
	RATE_HIGH,
	RATE_COUNT,
	RATE_N,
	RATE_STATISTICS
};

/* Names of the above, all of them at every point. */
extern const char *const rate_statistics[RATE_STATISTICS];

/*
 * curve label position time_months estimate conf_low conf_high count n.
 * `position` is the time moved so that the groups of one time stand side by
 * side, a tenth of the smallest distance between two times apart (of a month
 * when there is one time), and at most half that distance together.
 * A point without an estimate (n = 0) is left out; dies when a proportion is
 * not count/n, or not within its limits.
 */
void rates_print(const struct series_set *, const char *overall);

#endif
