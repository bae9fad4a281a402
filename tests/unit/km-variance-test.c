/* Late entry, weights, and variances of curves by hand. */
#include "survival/km-variance.h"

#include <gsl/gsl_test.h>
#include <math.h>

#include "survival/long-sum.h"

#define ROOM 16
#define TINY 1e-15

struct storage {
	double time[ROOM], n_risk[ROOM], n_event[ROOM], n_censor[ROOM];
	double survival[ROOM], log_variance[ROOM], hazard[ROOM];
	double n_entered[ROOM], rise[ROOM], jump[ROOM], variance[ROOM];
	double settled[ROOM], at_risk[ROOM];
	size_t order[ROOM];
};

static struct km_curve estimate(
	struct storage *room, const struct km_records *records)
{
	struct km_curve curve = { 0, room->time, room->n_risk, room->n_event,
		room->n_censor, room->survival, room->log_variance,
		room->hazard, room->n_entered };

	km_estimate_records(records, room->order, &curve);
	return curve;
}

/* (0, 4] (1, 3+] (2, 5] (0, 2]: at risk 2 at 2, 3 at 3, 2 at 4, 1 at 5. */
static const double four_stop[] = { 4, 3, 5, 2 };
static const double four_start[] = { 0, 1, 2, 0 };
static const bool four_event[] = { true, false, true, true };
static const struct km_records four = { 4, four_stop, four_event, four_start,
	NULL, 0 };

static void test_entry(void)
{
	struct storage room;
	struct km_curve c = estimate(&room, &four);
	const double times[] = { 0, 1, 2, 3, 4, 5 };
	const double risk[] = { 2, 2, 3, 3, 2, 1 };
	const double entered[] = { 0, 1, 1, 0, 0, 0 };

	gsl_test_int((int)c.count, 6, "entry: rows 0 to 5");
	for (size_t row = 0; row < c.count; row++) {
		gsl_test_rel(c.time[row], times[row], 0, "entry: time");
		gsl_test_rel(
			c.n_risk[row], risk[row], 0, "entry: risk %zu", row);
		gsl_test_rel(c.n_entered[row], entered[row], 0,
			"entry: entered %zu", row);
	}
	gsl_test_rel(c.survival[2], 2.0 / 3, TINY, "entry: S(2)");
	gsl_test_rel(c.survival[4], 1.0 / 3, TINY, "entry: S(4)");
	gsl_test_abs(c.survival[5], 0, 0, "entry: S(5)");
	gsl_test_rel(c.log_variance[4], 1.0 / 6 + 0.5, TINY, "entry: v(4)");
	gsl_test_rel(km_at_risk(&c, 2.5), 3, 0, "entry: at risk at 2.5");
	gsl_test_rel(km_at_risk(&c, 0.5), 2, 0, "entry: at risk at 0.5");
}

/* A start that differs from a time in its last digits is that time. */
static void test_entry_tie(void)
{
	const double stop[] = { 0.3, 5 }, start[] = { 0, 0.1 + 0.2 };
	const bool event[] = { true, true };
	const struct km_records two = { 2, stop, event, start, NULL, 0 };
	struct storage room;
	struct km_curve c = estimate(&room, &two);

	gsl_test_int((int)c.count, 3, "tie: rows 0 0.3 5");
	gsl_test_rel(c.n_risk[1], 1, 0, "tie: who enters is not at risk yet");
	gsl_test_rel(c.n_entered[1], 1, 0, "tie: but enters");
}

/* The curve of those behind 2: row 0 at 2, and (1, 3+] there from it. */
static void test_origin(void)
{
	struct km_records later = { 3, four_stop, four_event, four_start, NULL,
		2 };
	struct storage room;
	struct km_curve c = estimate(&room, &later);

	gsl_test_rel(c.time[0], 2, 0, "origin: begins there");
	gsl_test_rel(c.n_risk[0], 3, 0, "origin: all three");
	gsl_test_rel(c.survival[2], 0.5, TINY, "origin: S(4 | 2)");
}

/* Weights 2 1 3: what three, one and two patients would be. */
static void test_weights(void)
{
	const double time[] = { 1, 2, 3 }, weight[] = { 2, 1e100, 3 };
	const bool event[] = { true, false, true };
	const struct km_records three = { 3, time, event, NULL, weight, 0 };
	struct storage room;
	struct km_curve c = estimate(&room, &three);

	gsl_test_rel(c.n_event[1], 2, 0, "weights: two events");
	gsl_test_rel(c.n_risk[3], 3, 0, "weights: 3 are left of 1e100");
	gsl_test_abs(c.survival[3], 0, 0, "weights: nobody is left");
	gsl_test_rel(c.log_variance[1], 2e-100 / 1e100, TINY, "weights: v");
}

/* When all who are left fail, survival is 0 and not what rounding leaves. */
static void test_all_fail(void)
{
	const double time[] = { 1, 2, 2, 2, 2, 2, 2 };
	const double weight[] = { 1e90 / 3, 1e60 / 7, 1e30 / 7, 1 / 7.0,
		1e-30 / 7, 1e-60 / 7, 1e-90 / 7 };
	const bool event[] = { false, true, true, true, true, true, true };
	const struct km_records seven = { 7, time, event, NULL, weight, 0 };
	struct storage room;
	struct km_curve c = estimate(&room, &seven);

	gsl_test_abs(c.survival[2], 0, 0, "all fail: S = 0");
}

/*
 * Events at 1 and 2, one censored at 3: influences on log S(2) of the sum
 * -[event] / (r - d) + d / (r (r - d)): -1/2 + 1/6, -1 + 1/6 + 1/2, 1/6 + 1/2.
 */
static void test_robust(void)
{
	const double time[] = { 1, 2, 3 };
	const bool event[] = { true, true, false };
	const size_t cluster[] = { 0, 1, 0 };
	const struct km_records three = { 3, time, event, NULL, NULL, 0 };
	struct storage room;
	struct km_curve c = estimate(&room, &three);
	struct km_influence influence = { room.rise, room.jump };
	struct km_clusters alone = { NULL, 3, room.settled, room.at_risk };
	struct km_clusters two = { cluster, 2, room.settled, room.at_risk };

	km_survival_influence(&c, influence);
	km_robust_variance(
		&three, room.order, &c, influence, &alone, room.variance);
	gsl_test_abs(room.variance[0], 0, 0, "robust: 0 at 0");
	gsl_test_rel(
		room.variance[2], (1 + 1 + 4) / 9.0, TINY, "robust: alone");
	km_robust_variance(
		&three, room.order, &c, influence, &two, room.variance);
	gsl_test_rel(room.variance[2], 2 / 9.0, TINY, "robust: clusters");
	km_hazard_influence(&c, influence);
	km_robust_variance(
		&three, room.order, &c, influence, &alone, room.variance);
	gsl_test_rel(room.variance[1], (4 + 1 + 1) / 81.0, TINY, "robust: H");
	km_aalen_variance(&c, room.variance);
	gsl_test_rel(room.variance[2], 1 / 9.0 + 0.25, TINY, "Aalen's sum");
	/* the mean to 3 is 1 + 2/3 + 1/3: areas 1 behind 1, 1/3 behind 2 */
	km_mean_influence(&c, 3, influence);
	km_robust_variance(
		&three, room.order, &c, influence, &alone, room.variance);
	gsl_test_rel(room.variance[3], 6 / 27.0, 1e-14, "robust: mean");
}

/* After the curve is 0 there is no variance. */
static void test_end(void)
{
	const double time[] = { 1, 2 };
	const bool event[] = { true, true };
	const struct km_records both = { 2, time, event, NULL, NULL, 0 };
	struct storage room;
	struct km_curve c = estimate(&room, &both);
	struct km_influence influence = { room.rise, room.jump };
	struct km_clusters alone = { NULL, 2, room.settled, room.at_risk };

	km_survival_influence(&c, influence);
	km_robust_variance(
		&both, room.order, &c, influence, &alone, room.variance);
	gsl_test(!isinf(room.variance[2]), "end: infinite at S = 0");
	km_mean_influence(&c, 2, influence);
	km_robust_variance(
		&both, room.order, &c, influence, &alone, room.variance);
	/* times 1 2: mean 1.5, each half a unit off, over two, squared */
	gsl_test_rel(room.variance[2], 2 * 0.0625, TINY, "end: the mean");
}

static void test_long_sum(void)
{
	struct long_sum sum = { 0, 0 };

	long_add(&sum, 1e100);
	long_add(&sum, 3);
	long_add(&sum, -1e100);
	gsl_test_rel(sum.high, 3, 0, "long sum: 3 is left");
	long_add_product(&sum, 1 + 0x1p-40, 1 - 0x1p-40);
	long_add(&sum, -4);
	gsl_test_rel(sum.high, -0x1p-80, 0, "long sum: of a product");
}

int main(void)
{
	test_entry();
	test_entry_tie();
	test_origin();
	test_weights();
	test_all_fail();
	test_robust();
	test_end();
	test_long_sum();
	return gsl_test_summary();
}
