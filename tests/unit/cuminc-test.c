/* Cumulative incidence by hand. */
#include "survival/cuminc.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define TINY 1e-14
#define ROOM 9

struct storage {
	double time[ROOM], n_risk[ROOM], n_event[ROOM], n_censor[ROOM],
		survival[ROOM], log_variance[ROOM], hazard[ROOM];
	double cause_event[2 * ROOM], incidence[2 * ROOM], variance[2 * ROOM];
	bool event[ROOM];
	size_t order[ROOM];
};

static struct cuminc_curve estimate(struct storage *room,
	const struct cuminc_subjects *subjects, enum cuminc_variance type)
{
	struct cuminc_curve curve = { { .time = room->time,
					      .n_risk = room->n_risk,
					      .n_event = room->n_event,
					      .n_censor = room->n_censor,
					      .survival = room->survival,
					      .log_variance =
						      room->log_variance,
					      .hazard = room->hazard },
		ROOM, room->cause_event, room->incidence, room->variance };

	cuminc_estimate(subjects, type, room->event, room->order, &curve);
	return curve;
}

/* Failures of 1 at 1 and 4, of 2 at 3; a loss at 2. */
static void test_four(void)
{
	const double time[] = { 3, 1, 4, 2 };
	const size_t cause[] = { 2, 1, 1, 0 };
	const struct cuminc_subjects subjects = { 4, time, cause, 2, NULL };
	struct storage room;
	struct cuminc_curve curve = estimate(&room, &subjects, CUMINC_AALEN);

	gsl_test_int((int)curve.all.count, 5, "rows");
	gsl_test_rel(curve.incidence[1], 0.25, TINY, "F1(1)");
	gsl_test_rel(curve.incidence[4], 0.625, TINY, "F1(4)");
	gsl_test_rel(curve.incidence[ROOM + 2], 0, TINY, "F2(2)");
	gsl_test_rel(curve.incidence[ROOM + 4], 0.375, TINY, "F2(4)");
	gsl_test_rel(curve.n_event[ROOM + 3], 1, TINY, "failures of 2 at 3");
	gsl_test_rel(curve.variance[1], 1 / 16.0, TINY, "aalen variance at 1");
	/* at 1 h = 3/8 and S = 3/4, so that 1 - h / S = 1/2 and v = 1/16; at 3
	 * h / S = 1 and v = 9/64; at 4 h = 0 and v = 9/64 */
	gsl_test_rel(curve.variance[4], 1 / 64.0 + 9 / 64.0 + 9 / 64.0, TINY,
		"aalen variance at 4");
	gsl_test_rel(cuminc_time_lost(&curve, 1, 3.5), 0.625, TINY,
		"time lost to 1");
	gsl_test_rel(cuminc_time_lost(&curve, 2, 6), 0.375 * 3, TINY,
		"time lost to 2 goes on behind the last time");
}

/* Without censoring, the share of all: a binomial variance. */
static void test_uncensored(void)
{
	const double time[] = { 1, 1, 2, 2, 2, 3, 4, 4 };
	const size_t cause[] = { 1, 2, 1, 1, 2, 2, 1, 1 };
	const struct cuminc_subjects subjects = { 8, time, cause, 2, NULL };
	const double shares[] = { 0, 1 / 8.0, 3 / 8.0, 3 / 8.0, 5 / 8.0 };
	struct storage room;
	struct cuminc_curve curve = estimate(&room, &subjects, CUMINC_DELTA);

	for (size_t row = 0; row < 5; row++) {
		double f = shares[row];

		gsl_test_rel(curve.incidence[row], f, TINY, "share %zu", row);
		gsl_test_rel(curve.variance[row], f * (1 - f) / 8, TINY,
			"binomial variance %zu", row);
	}
}

/* A single cause is 1 - Kaplan-Meier, with Greenwood's variance. */
static void test_one_cause(void)
{
	const double time[] = { 0, 1, 2, 2, 3, 5 };
	const size_t cause[] = { 1, 0, 1, 1, 0, 1 };
	const struct cuminc_subjects subjects = { 6, time, cause, 1, NULL };
	struct storage room;
	struct cuminc_curve curve = estimate(&room, &subjects, CUMINC_DELTA);

	for (size_t row = 0; row + 1 < curve.all.count; row++) {
		double s = curve.all.survival[row];

		gsl_test_rel(
			curve.incidence[row], 1 - s, TINY, "1 - S %zu", row);
		gsl_test_rel(curve.variance[row],
			s * s * curve.all.log_variance[row], TINY,
			"Greenwood %zu", row);
	}
}

/* Whole weights are as many subjects. */
static void test_weights(void)
{
	const double time[] = { 3, 1, 3, 2 }, weight[] = { 2, 1, 3, 2 };
	const size_t cause[] = { 2, 1, 1, 0 };
	const double times[] = { 3, 3, 1, 3, 3, 3, 2, 2 };
	const size_t causes[] = { 2, 2, 1, 1, 1, 1, 0, 0 };
	struct storage few, all;

	for (int type = CUMINC_AALEN; type <= CUMINC_DELTA; type++) {
		enum cuminc_variance variance = (enum cuminc_variance)type;
		struct cuminc_curve weighted = estimate(&few,
			&(struct cuminc_subjects){ 4, time, cause, 2, weight },
			variance);
		struct cuminc_curve repeated = estimate(&all,
			&(struct cuminc_subjects){ 8, times, causes, 2, NULL },
			variance);

		gsl_test_int((int)weighted.all.count, (int)repeated.all.count,
			"weighted rows");
		for (size_t i = 0; i < 2 * ROOM; i++) {
			if (i % ROOM >= repeated.all.count)
				continue;
			gsl_test_rel(few.cause_event[i], all.cause_event[i],
				TINY, "weighted failures %zu", i);
			gsl_test_rel(few.incidence[i], all.incidence[i], TINY,
				"weighted incidence %zu", i);
			gsl_test_rel(few.variance[i], all.variance[i], TINY,
				"weighted variance %zu", i);
		}
	}
}

int main(void)
{
	test_four();
	test_uncensored();
	test_one_cause();
	test_weights();
	return gsl_test_summary();
}
