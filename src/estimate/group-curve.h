/* The Kaplan-Meier curve of each group, for methods that compare curves. */
#ifndef RELIT_GROUP_CURVE_H
#define RELIT_GROUP_CURVE_H

#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "survival/kaplan-meier.h"

/* A curve per group; free with group_curves_free(). */
struct km_curve *group_curves_make(
	const struct input *, const struct follow_up *, const struct groups *);
void group_curves_free(struct km_curve *, const struct groups *);

/* All events of a curve. */
double curve_events(const struct km_curve *);

#endif
