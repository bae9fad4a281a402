/* Draws Kaplan-Meier estimates: steps, bands, censor marks, numbers at risk. */
#include "plot-data/curves.h"

#include "base/fail.h"
#include "base/output.h"
#include "plot-data/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TIMES "(are times missing, as with --at?)"
#define SAME  1e-9 /* relative; the rule of `estimate` for times */

const char *const curve_statistics[CURVE_STATISTICS] = {
	[SURVIVAL] = "survival",
	[N_RISK] = "n_risk",
	[N_EVENT] = "n_event",
	[N_CENSOR] = "n_censor",
	[CONF_LOW] = "conf_low",
	[CONF_HIGH] = "conf_high",
	[N_ENTERED] = "n_entered",
};

static bool same(double a, double b)
{
	return fabs(a - b) <= SAME * fmax(1, fmax(fabs(a), fabs(b)));
}

static double entered(const struct point *point)
{
	return isnan(point->values[N_ENTERED]) ? 0 : point->values[N_ENTERED];
}

static void check_point(const struct series_set *set, const struct point *point)
{
	const double *now = point->values;

	for (size_t i = 0; i < CURVE_REQUIRED; i++)
		if (!(now[i] >= 0))
			series_die(set, point, i, "missing or negative");
	if (now[SURVIVAL] > 1)
		series_die(set, point, SURVIVAL, "above 1");
	if (now[CONF_LOW] > now[SURVIVAL] * (1 + SAME))
		series_die(set, point, CONF_LOW, "above survival");
	if (now[CONF_HIGH] < now[SURVIVAL] * (1 - SAME))
		series_die(set, point, CONF_HIGH, "below survival");
}

/* Patients still followed when a point's events and censorings are over. */
static double left_by(const struct point *point)
{
	const double *values = point->values;

	return values[N_RISK] - values[N_EVENT] - values[N_CENSOR];
}

/* `before` is NULL at the first point. */
static void check_step(const struct series_set *set, const struct point *point,
	const struct point *before)
{
	const double *now = point->values;
	double start = before ? before->values[SURVIVAL] : 1;
	double hazard = now[N_EVENT] > 0 ? now[N_EVENT] / now[N_RISK] : 0;

	if (!same(now[SURVIVAL], start * (1 - hazard)))
		series_die(set, point, SURVIVAL,
			"not the product-limit of n_event and n_risk " TIMES);
	if (before && entered(point) + entered(before) == 0 &&
		!same(now[N_RISK], left_by(before)))
		series_die(set, point, N_RISK,
			"not the number left by the time before " TIMES);
}

static void check_curve(
	const struct series_set *set, const struct series *series)
{
	const struct point *last = &series->points[series->count - 1];

	for (size_t p = 0; p < series->count; p++) {
		const struct point *point = &series->points[p];

		check_point(set, point);
		check_step(set, point, p == 0 ? NULL : point - 1);
	}
	if (!same(left_by(last), 0))
		series_die(set, last, N_RISK,
			"above the number that leaves at the last time " TIMES);
}

void curves_check(const struct series_set *set)
{
	for (size_t s = 0; s < set->count; s++)
		check_curve(set, &set->items[s]);
}

/* The width of the smallest thing that can be seen along the time axis. */
static double finest(const struct series_set *set, const struct canvas *canvas)
{
	double longest = 0;

	for (size_t s = 0; s < set->count; s++) {
		const struct series *series = &set->items[s];

		longest = fmax(longest, series->points[series->count - 1].time);
	}
	return fmin(longest, canvas->until) / canvas->resolution;
}

static void print_curve_number(size_t curve, const char *label)
{
	printf("%zu\t", curve + 1);
	if (label) {
		label_print(label);
		putchar('\t');
	}
}

static const char *series_label(
	const struct series *series, const struct canvas *canvas)
{
	return *series->group == '\0' ? canvas->overall : series->group;
}

/* A line of one or two heights over time, drawn corner by corner. */
struct pen {
	size_t curve;
	const char *label; /* printed with every corner unless NULL */
	size_t n_heights;
	double time;
	double heights[2];
};

static void pen_print(const struct pen *pen)
{
	print_curve_number(pen->curve, pen->label);
	print_number(pen->time);
	for (size_t i = 0; i < pen->n_heights; i++) {
		putchar('\t');
		print_number(pen->heights[i]);
	}
	putchar('\n');
}

/* Along at the old height to time, unless it is there. */
static void pen_along(struct pen *pen, double time)
{
	if (time == pen->time)
		return;
	pen->time = time;
	pen_print(pen);
}

static void pen_step(struct pen *pen, double time, const double heights[2])
{
	pen_along(pen, time);
	memcpy(pen->heights, heights, pen->n_heights * sizeof(double));
	pen_print(pen);
}

/* The heights of a point for a pen: survival, or its limits.  False when there
 * are none. */
static bool point_heights(
	const struct point *point, size_t n_heights, double heights[2])
{
	const double *values = point->values;
	bool none = isnan(values[CONF_LOW]) || isnan(values[CONF_HIGH]);

	if (n_heights == 1) {
		heights[0] = values[SURVIVAL];
		return true;
	}
	/* Before the first event there is no variance, but certainty. */
	heights[0] = none ? 1 : values[CONF_LOW];
	heights[1] = none ? 1 : values[CONF_HIGH];
	return !none || values[SURVIVAL] == 1;
}

static bool pen_is_at(const struct pen *pen, const double heights[2])
{
	return heights[0] == pen->heights[0] &&
	       (pen->n_heights == 1 || heights[1] == pen->heights[1]);
}

/*
 * Draws a series as steps.  Steps closer than `width` are one step, at the
 * time of the first and to the height of the last: no corner moves by more.
 */
static void draw_steps(struct pen *pen, const struct series *series,
	double until, double width)
{
	double heights[2] = { 1, 1 };
	size_t p = 0;

	pen_print(pen);
	for (; p < series->count && series->points[p].time <= until; p++) {
		double time = series->points[p].time;

		if (!point_heights(&series->points[p], pen->n_heights, heights))
			break;
		if (pen_is_at(pen, heights))
			continue;
		while (p + 1 < series->count &&
			series->points[p + 1].time < time + width &&
			series->points[p + 1].time <= until &&
			point_heights(&series->points[p + 1], pen->n_heights,
				heights))
			p++;
		point_heights(&series->points[p], pen->n_heights, heights);
		pen_step(pen, time, heights);
	}
	if (p == series->count)
		p--;
	pen_along(pen, fmin(series->points[p].time, until));
}

static void draw_all(const struct series_set *set, const struct canvas *canvas,
	size_t n_heights, bool with_label)
{
	double width = finest(set, canvas);

	for (size_t s = 0; s < set->count; s++) {
		const struct series *series = &set->items[s];
		struct pen pen = {
			.curve = s, .n_heights = n_heights, .heights = { 1, 1 }
		};

		if (with_label)
			pen.label = series_label(series, canvas);
		draw_steps(&pen, series, canvas->until, width);
	}
}

void curves_print(const struct series_set *set, const struct canvas *canvas)
{
	puts("curve\tlabel\ttime_months\tsurvival");
	draw_all(set, canvas, 1, true);
}

static void check_limits(const struct series_set *set)
{
	for (size_t s = 0; s < set->count; s++)
		for (size_t p = 0; p < set->items[s].count; p++)
			if (set->items[s].points[p].values[CONF_LOW] < 1)
				return;
	die_at(table_path(set->table), 0, 0,
		"no confidence limits: statistics \"conf_low\" and "
		"\"conf_high\", estimate km writes them");
}

void curves_print_band(
	const struct series_set *set, const struct canvas *canvas)
{
	check_limits(set);
	puts("curve\ttime_months\tconf_low\tconf_high");
	draw_all(set, canvas, 2, false);
}

/* Would the mark of a point stand on that of the last one drawn? */
static bool same_place(const struct point *point, const struct point *last,
	double width, double height)
{
	return point->time < last->time + width &&
	       last->values[SURVIVAL] - point->values[SURVIVAL] < height;
}

static void draw_censored(size_t curve, const struct series *series,
	const struct canvas *canvas, double width)
{
	const struct point *last = NULL;

	for (size_t p = 0; p < series->count; p++) {
		const struct point *point = &series->points[p];

		if (point->values[N_CENSOR] == 0 || point->time > canvas->until)
			continue;
		if (last &&
			same_place(point, last, width, 1 / canvas->resolution))
			continue;
		print_curve_number(curve, NULL);
		print_number(point->time);
		putchar('\t');
		print_number(point->values[SURVIVAL]);
		putchar('\n');
		last = point;
	}
}

void curves_print_censored(
	const struct series_set *set, const struct canvas *canvas)
{
	double width = finest(set, canvas);

	puts("curve\ttime_months\tsurvival");
	for (size_t s = 0; s < set->count; s++)
		draw_censored(s, &set->items[s], canvas, width);
}

static void check_none_enters(const struct series_set *set)
{
	for (size_t s = 0; s < set->count; s++)
		for (size_t p = 0; p < set->items[s].count; p++)
			if (entered(&set->items[s].points[p]) != 0)
				series_die(set, &set->items[s].points[p],
					N_ENTERED,
					"late entry leaves numbers at risk "
					"unknown between rows");
}

static double n_at_risk(const struct series *series, double time)
{
	for (size_t p = 0; p < series->count; p++)
		if (series->points[p].time >= time - SAME * fabs(time))
			return series->points[p].values[N_RISK];
	return 0;
}

void curves_print_at_risk(const struct series_set *set,
	const struct canvas *canvas, const double times[], size_t count)
{
	check_none_enters(set);
	puts("curve\tlabel\ttime_months\tn_risk");
	for (size_t s = 0; s < set->count; s++)
		for (size_t t = 0; t < count; t++) {
			print_curve_number(
				s, series_label(&set->items[s], canvas));
			print_number(times[t]);
			putchar('\t');
			print_number(n_at_risk(&set->items[s], times[t]));
			putchar('\n');
		}
}
