/* Three-valued logic and the composite endpoint that rests on it. */
#include "stratify/truth.h"

#include <math.h>
#include <stdbool.h>

enum truth truth_any(const enum truth statements[], size_t count)
{
	enum truth any = TRUTH_FALSE;

	for (size_t i = 0; i < count; i++) {
		if (statements[i] == TRUTH_TRUE)
			return TRUTH_TRUE;
		if (statements[i] == TRUTH_UNKNOWN)
			any = TRUTH_UNKNOWN;
	}
	return any;
}

size_t truth_first(const enum truth statements[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (statements[i] == TRUTH_TRUE)
			return i;
		if (statements[i] == TRUTH_UNKNOWN)
			return TRUTH_UNDECIDED;
	}
	return TRUTH_NONE;
}

/* The earliest of the endpoints with this mark and a known time. */
static size_t earliest(
	const struct endpoint endpoints[], size_t count, enum truth event)
{
	size_t first = TRUTH_NONE;

	for (size_t i = 0; i < count; i++) {
		if (endpoints[i].event != event || isnan(endpoints[i].time))
			continue;
		if (first == TRUTH_NONE ||
			endpoints[i].time < endpoints[first].time)
			first = i;
	}
	return first;
}

/* Whether an endpoint may hold an event before the time limit. */
static bool may_precede(const struct endpoint *endpoint, double limit)
{
	if (endpoint->event == TRUTH_FALSE)
		return false;
	return isnan(endpoint->time) || endpoint->time < limit;
}

size_t endpoint_first(
	const struct endpoint endpoints[], size_t count, enum truth *event)
{
	size_t first = earliest(endpoints, count, TRUTH_TRUE);

	*event = first == TRUTH_NONE ? TRUTH_FALSE : TRUTH_TRUE;
	for (size_t i = 0; i < count; i++) {
		bool open = *event == TRUTH_TRUE
				    ? may_precede(&endpoints[i],
					      endpoints[first].time)
				    : endpoints[i].event != TRUTH_FALSE ||
					      isnan(endpoints[i].time);
		if (open) {
			*event = TRUTH_UNKNOWN;
			return TRUTH_UNDECIDED;
		}
	}
	return first == TRUTH_NONE ? earliest(endpoints, count, TRUTH_FALSE)
				   : first;
}
