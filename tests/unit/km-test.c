/* Kaplan-Meier by hand. */
#include "survival/kaplan-meier.h"

#include <gsl/gsl_test.h>
#include <math.h>

#define ROOM 16
#define TINY 4e-16

struct storage {
	double time[ROOM], n_risk[ROOM], n_event[ROOM], n_censor[ROOM];
	double survival[ROOM], log_variance[ROOM], hazard[ROOM];
	size_t order[ROOM];
};

static struct km_curve estimate(
	struct storage *room, size_t n, const double time[], const bool event[])
{
	struct km_curve curve = { 0, room->time, room->n_risk, room->n_event,
		room->n_censor, room->survival, room->log_variance,
		room->hazard, NULL };

	km_estimate(n, time, event, room->order, &curve);
	return curve;
}

/*
 * Six subjects, 6 3 1 3+ 5 2+: events at 1 (of 6), 3 (of 4), 5 (of 2) and
 * 6 (of 1), so S = 5/6, 5/6 3/4, half of that, 0.
 */
static void test_six(void)
{
	const double time[] = { 6, 3, 1, 3, 5, 2 };
	const bool event[] = { true, true, true, false, true, false };
	struct storage room;
	struct km_curve c = estimate(&room, 6, time, event);
	double v = 1.0 / 30 + 1.0 / 12;

	gsl_test_int((int)c.count, 6, "six: rows 0 1 2 3 5 6");
	gsl_test_rel(c.survival[1], 5.0 / 6, TINY, "six: S(1)");
	gsl_test_rel(c.survival[2], 5.0 / 6, TINY, "six: S(2)");
	gsl_test_rel(c.survival[3], 5.0 / 8, TINY, "six: S(3)");
	gsl_test_rel(c.survival[4], 5.0 / 16, TINY, "six: S(5)");
	gsl_test_abs(c.survival[5], 0, 0, "six: S(6)");
	gsl_test_rel(c.n_risk[3], 4, 0, "six: censored at 3 is at risk at 3");
	gsl_test_rel(c.n_censor[3], 1, 0, "six: one censored at 3");
	gsl_test_rel(c.log_variance[3], v, TINY, "six: Greenwood's sum at 3");
	gsl_test_rel(km_std_error(&c, 3), 0.625 * sqrt(v), TINY, "six: error");
	gsl_test(!isnan(km_std_error(&c, 5)), "six: no error at S = 0");
	gsl_test_rel(c.hazard[4], 1.0 / 6 + 0.25 + 0.5, TINY, "six: hazard");
}

static void test_places(void)
{
	const double time[] = { 6, 3, 1, 3, 5, 2 };
	const bool event[] = { true, true, true, false, true, false };
	struct storage room;
	struct km_curve c = estimate(&room, 6, time, event);

	gsl_test_int((int)km_row(&c, 0), 0, "place: 0");
	gsl_test_int((int)km_row(&c, 2.9), 2, "place: before 3");
	gsl_test_int((int)km_row(&c, 3), 3, "place: 3");
	gsl_test_int((int)km_row(&c, 3 - 1e-12), 3, "place: 3 but for noise");
	gsl_test_int((int)km_row(&c, 99), 5, "place: behind all");
	gsl_test_rel(km_at_risk(&c, 0), 6, 0, "at risk: 0");
	gsl_test_rel(km_at_risk(&c, 3), 4, 0, "at risk: just before 3");
	gsl_test_rel(km_at_risk(&c, 3.1), 2, 0, "at risk: 3.1");
	gsl_test_abs(km_at_risk(&c, 6.1), 0, 0, "at risk: behind all");
}

static void test_ties(void)
{
	const double time[] = { 0.3, 0.1 + 0.2, 7, 7 + 1e-6 };
	const bool event[] = { true, true, true, true };
	struct storage room;
	struct km_curve c = estimate(&room, 4, time, event);

	gsl_test_int((int)c.count, 4, "ties: 0.1 + 0.2 is 0.3, 7.000001 not 7");
	gsl_test_rel(c.n_event[1], 2, 0, "ties: two events");
	gsl_test_rel(c.survival[1], 0.5, 0, "ties: half");
}

static void test_time_zero(void)
{
	const double time[] = { 0, 0, 1, 2 };
	const bool event[] = { true, false, true, false };
	struct storage room;
	struct km_curve c = estimate(&room, 4, time, event);

	gsl_test_int((int)c.count, 3, "zero: rows 0 1 2");
	gsl_test_rel(c.survival[0], 0.75, 0, "zero: one of four at once");
	gsl_test_rel(c.n_censor[0], 1, 0, "zero: one censored at once");
	gsl_test_rel(c.survival[1], 0.375, 0, "zero: then one of two");
}

/* S falls by a fifth at 1 2 3 4 5. */
static void test_quantiles(void)
{
	const double time[] = { 1, 2, 3, 4, 5 };
	const bool all[] = { true, true, true, true, true };
	const bool four[] = { true, true, true, true, false };
	const bool none[] = { false, false, false, false, false };
	struct storage room;
	struct km_curve c = estimate(&room, 5, time, all);

	gsl_test_rel(km_quantile(&c, c.survival, 0.5), 3, 0, "median");
	gsl_test_rel(km_quantile(&c, c.survival, 0.4), 2.5, 0, "plateau");
	gsl_test_rel(km_quantile_first(&c, c.survival, 0.4), 2, 0, "its start");
	gsl_test_rel(km_quantile(&c, c.survival, 0.9), 5, 0, "p = 0.9");
	c = estimate(&room, 5, time, four);
	gsl_test_rel(km_quantile(&c, c.survival, 0.8), 4.5, 0, "last plateau");
	gsl_test(!isnan(km_quantile(&c, c.survival, 0.81)), "not reached");
	c = estimate(&room, 5, time, none);
	gsl_test(!isnan(km_quantile(&c, c.survival, 0.5)), "all censored");
}

/* Without censoring S is the share of survivors, rounded once. */
static void test_no_censoring(void)
{
	const double time[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	const bool event[] = { true, true, true, true, true, true, true, true,
		true };
	struct storage room;
	struct km_curve c = estimate(&room, 9, time, event);

	for (size_t row = 0; row < c.count; row++)
		gsl_test_abs(c.survival[row], (9.0 - (double)row) / 9, 0,
			"no censoring: S(%zu)", row);
}

int main(void)
{
	test_no_censoring();
	test_six();
	test_places();
	test_ties();
	test_time_zero();
	test_quantiles();
	return gsl_test_summary();
}
