/* Kaplan-Meier curves by group. */
#include "estimate/group-curve.h"

#include <stdlib.h>

#include "base/allocate.h"

static struct km_curve curve_room(size_t n)
{
	struct km_curve curve = { .count = 0 };
	double **arrays[] = { &curve.time, &curve.n_risk, &curve.n_event,
		&curve.n_censor, &curve.survival, &curve.log_variance,
		&curve.hazard };

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		*arrays[i] = allocate(n + 1, sizeof(double));
	return curve;
}

struct km_curve *group_curves_make(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups)
{
	struct km_curve *curves = allocate(groups->count, sizeof(*curves));
	double *time = allocate(input->count, sizeof(*time));
	bool *event = allocate(input->count, sizeof(*event));
	size_t *order = allocate(input->count, sizeof(*order));

	for (size_t group = 0; group < groups->count; group++) {
		size_t n = 0;

		for (size_t i = 0; i < input->count; i++) {
			if (groups->of[i] != group)
				continue;
			time[n] = follow_up->time[i];
			event[n++] = follow_up->event[i];
		}
		curves[group] = curve_room(n);
		km_estimate(n, time, event, order, &curves[group]);
	}
	free(time);
	free(event);
	free(order);
	return curves;
}

void group_curves_free(struct km_curve *curves, const struct groups *groups)
{
	for (size_t group = 0; group < groups->count; group++) {
		struct km_curve *curve = &curves[group];
		double *arrays[] = { curve->time, curve->n_risk, curve->n_event,
			curve->n_censor, curve->survival, curve->log_variance,
			curve->hazard };

		for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
			free(arrays[i]);
	}
	free(curves);
}

double curve_events(const struct km_curve *curve)
{
	double events = 0;

	for (size_t row = 0; row < curve->count; row++)
		events += curve->n_event[row];
	return events;
}
