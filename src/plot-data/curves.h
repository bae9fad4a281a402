/*
 * Kaplan-Meier curves as the corners, bands, marks and numbers that a figure
 * shows.  Points come from series_read() with the statistics below.
 */
#ifndef RELIT_PLOT_DATA_CURVES_H
#define RELIT_PLOT_DATA_CURVES_H

#include "plot-data/series.h"

enum curve_statistic {
	SURVIVAL,
	N_RISK,
	N_EVENT,
	N_CENSOR,
	CONF_LOW,
	CONF_HIGH,
	N_ENTERED,
	CURVE_STATISTICS
};

/* Names of the above; the first CURVE_REQUIRED are at every point. */
extern const char *const curve_statistics[CURVE_STATISTICS];
#define CURVE_REQUIRED 4

/* What the picture can show. */
struct canvas {
	double until;        /* last time drawn, or INFINITY */
	double resolution;   /* points along the axis */
	const char *overall; /* label of a curve whose group is empty */
};

/*
 * Dies at the value that is not the product-limit step from the one before:
 * survival falls by the factor 1 - n_event/n_risk (Kaplan and Meier 1958), and
 * n_risk by n_event and n_censor, down to nobody; only the former is asked for
 * where patients enter late.  So estimates at
 * chosen times only (`estimate km --at`) cannot pass for whole curves.
 */
void curves_check(const struct series_set *);

/* curve label time_months survival: two rows a step, from (0, 1) to the last
 * follow-up. */
void curves_print(const struct series_set *, const struct canvas *);

/*
 * curve time_months conf_low conf_high: corners likewise, as long as there are
 * limits; where survival is still 1 and has none they are 1.  Dies when no
 * curve has limits below 1.
 */
void curves_print_band(const struct series_set *, const struct canvas *);

/* curve time_months survival: one row per time with censored patients. */
void curves_print_censored(const struct series_set *, const struct canvas *);

/*
 * curve label time_months n_risk: patients whose follow-up ends at or behind
 * each time, times closer than 1e-9 (relative) being the same.  Dies when
 * patients enter late: the number between two rows is not known then.
 */
void curves_print_at_risk(const struct series_set *, const struct canvas *,
	const double times[], size_t count);

#endif
