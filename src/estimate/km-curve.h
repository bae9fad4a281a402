/* What estimate km is asked, and the curve of one group. */
#ifndef RELIT_KM_CURVE_H
#define RELIT_KM_CURVE_H

#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/results.h"
#include "survival/interval.h"
#include "survival/kaplan-meier.h"
#include "survival/km-variance.h"

enum km_variance { VARIANCE_GREENWOOD, VARIANCE_AALEN, VARIANCE_ROBUST };

enum km_band { BAND_NONE, BAND_HALL_WELLNER, BAND_EQUAL_PRECISION };

/* What the options ask for. */
struct km_request {
	double *times; /* NULL: all of the curve */
	size_t time_count;
	double *shares; /* of --quantile */
	size_t share_count;
	double *taus; /* of --rmst; NULL: none */
	size_t tau_count;
	double given; /* NaN: from 0 */
	enum interval interval;
	enum km_variance variance;
	enum km_band band;
	double band_from, band_to; /* NaN: from the first event to the last */
	double conf;
	bool reverse, hazard;
	bool first_of_plateau; /* a quantile where a step lies at it exactly */
};

/* A curve, its limits, and the room for the records of one group. */
struct group_curve {
	struct km_curve curve;
	double *low, *high;      /* per row: limits of survival */
	double *hazard_variance; /* per row */
	double *scratch;         /* per row */
	struct km_influence influence;
	struct km_records records;
	double n; /* rows of the file that they are */
	struct km_clusters clusters;
	double *time, *start, *weight;
	bool *event;
	size_t *order, *cluster;
	size_t *members; /* rows of the input, group by group */
	size_t *first;   /* per group, and behind the last: in members */
	size_t *seen;    /* per cluster of the file: its number in the group */
};

/* Room for any group; in_clusters is NULL without --cluster. */
struct group_curve group_curve_room(const struct input *,
	const struct follow_up *, const struct groups *,
	const struct groups *in_clusters);
void group_curve_free(struct group_curve *);

/* The curve of a group. */
void group_curve_estimate(const struct follow_up *,
	const struct groups *in_clusters, size_t group,
	const struct km_request *, struct group_curve *);

/* The standard error of the restricted mean to tau. */
double group_curve_mean_error(
	struct group_curve *, double tau, const struct km_request *);

/* All that is asked about a group. */
void group_curve_print(struct group_curve *, const char *label,
	const struct km_request *, struct results *);

#endif
