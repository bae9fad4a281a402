/* estimate km: Kaplan-Meier curves and their quantiles, by group. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/interval.h"
#include "survival/kaplan-meier.h"
#include "survival/times.h"

static const char *time_name, *event_name, *event_is, *by, *conf, *analysis,
	*na, *at, *quantile, *ci;
static bool reverse;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "time",
		.argument = "COL",
		.meaning = "follow-up time",
		.value = &time_name },
	{ .name = "event",
		.argument = "COL",
		.meaning = "1: event at that time; 0: censored",
		.value = &event_name },
	{ .name = "event-is",
		.argument = "VALUE,...",
		.meaning = "codes of --event that are events, all others not",
		.value = &event_is },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "a curve per group",
		.value = &by },
	{ .name = "at",
		.argument = "T,...",
		.meaning = "these times only, not every time of the curve",
		.value = &at },
	{ .name = "quantile",
		.argument = "P,...",
		.meaning = "times by which these shares failed (0.5)",
		.value = &quantile },
	{ .name = "ci",
		.argument = "TYPE",
		.meaning = "log, log-log, plain, logit or arcsin (log)",
		.value = &ci },
	{ .name = "reverse",
		.meaning = "censoring is the event: the curve of follow-up",
		.flag = &reverse },
	{ .name = "where",
		.argument = "COL=VALUE",
		.meaning = "rows to keep; also != <= >= < >; repeatable",
		.list = &where },
	{ .name = "conf",
		.argument = "LEVEL",
		.meaning = "confidence level (0.95)",
		.value = &conf },
	{ .name = "analysis",
		.argument = "NAME",
		.meaning = "first column of the output (km)",
		.value = &analysis },
	{ .name = "na",
		.argument = "drop|refuse",
		.meaning = "rows with a missing cell in use (drop)",
		.value = &na },
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate km",
	.purpose = "Kaplan-Meier survival curves with pointwise limits.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const ci_names[] = { "log", "log-log", "plain", "logit",
	"arcsin", NULL };

/* What the options ask for. */
struct request {
	double *times; /* NULL: all of the curve */
	size_t time_count;
	double *shares;
	size_t share_count;
	enum interval interval;
	double conf;
};

static int compare_numbers(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* The numbers of an option, ascending, each once. */
static double *ascending(const char *name, const char *text, size_t *count)
{
	double *numbers = option_numbers(name, text, count);
	size_t used = 0;

	qsort(numbers, *count, sizeof(*numbers), compare_numbers);
	for (size_t i = 0; i < *count; i++)
		if (used == 0 || numbers[i] != numbers[used - 1])
			numbers[used++] = numbers[i];
	*count = used;
	return numbers;
}

static struct request read_request(void)
{
	struct request request = { .conf = conf_of(conf) };

	if (ci)
		request.interval =
			(enum interval)option_choice("ci", ci, ci_names);
	if (at) {
		request.times = ascending("at", at, &request.time_count);
		if (request.times[0] < 0)
			die_misused("--at: a negative time: %s", quoted(at));
	}
	request.shares = ascending(
		"quantile", quantile ? quantile : "0.5", &request.share_count);
	if (request.shares[0] <= 0 ||
		request.shares[request.share_count - 1] >= 1)
		die_misused("--quantile: not between 0 and 1: %s",
			quoted(quantile));
	return request;
}

/* A curve, its limits, and the room for the subjects of one group. */
struct group_curve {
	struct km_curve curve;
	double *low, *high; /* per row */
	double *time;
	bool *event;
	size_t *order;
};

static struct group_curve curve_room(size_t n)
{
	struct group_curve room = { .curve.count = 0 };
	double **arrays[] = { &room.curve.time, &room.curve.n_risk,
		&room.curve.n_event, &room.curve.n_censor, &room.curve.survival,
		&room.curve.log_variance, &room.curve.hazard, &room.low,
		&room.high, &room.time };

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		*arrays[i] = allocate(n + 1, sizeof(double));
	room.event = allocate(n, sizeof(*room.event));
	room.order = allocate(n, sizeof(*room.order));
	return room;
}

static void curve_free(struct group_curve *room)
{
	double *arrays[] = { room->curve.time, room->curve.n_risk,
		room->curve.n_event, room->curve.n_censor, room->curve.survival,
		room->curve.log_variance, room->curve.hazard, room->low,
		room->high, room->time };

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		free(arrays[i]);
	free(room->event);
	free(room->order);
}

/* The curve of the rows that are in a group. */
static void estimate_group(const struct follow_up *follow_up,
	const struct groups *groups, const struct input *input, size_t group,
	const struct request *request, struct group_curve *room)
{
	const struct km_curve *curve = &room->curve;
	size_t n = 0;

	for (size_t i = 0; i < input->count; i++) {
		if (groups->of[i] != group)
			continue;
		room->time[n] = follow_up->time[i];
		room->event[n++] = follow_up->event[i] != reverse;
	}
	km_estimate(n, room->time, room->event, room->order, &room->curve);
	for (size_t row = 0; row < curve->count; row++)
		survival_interval(request->interval, curve->survival[row],
			sqrt(curve->log_variance[row]), request->conf,
			&room->low[row], &room->high[row]);
}

/* n_event and n_censor of rows after `from` up to and with `to`. */
static double sum_rows(const double values[], size_t from, size_t to)
{
	double sum = 0;

	for (size_t row = from; row < to; row++)
		sum += values[row];
	return sum;
}

static void print_values(const struct group_curve *room, size_t row,
	bool behind, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	const char *why =
		curve->survival[row] > 0
			? "no limits where survival is 1"
			: "no standard error or limits where survival is 0";
	double gone = behind ? NAN : 0;

	if (behind)
		why = "behind the last follow-up";
	results_maybe(results, "survival", curve->survival[row] + gone, why);
	results_maybe(
		results, "std_error", km_std_error(curve, row) + gone, why);
	results_maybe(results, "conf_low", room->low[row] + gone, why);
	results_maybe(results, "conf_high", room->high[row] + gone, why);
	results_maybe(
		results, "cumulative_hazard", curve->hazard[row] + gone, why);
}

/*
 * One time: who is at risk just before it, and the events since the time
 * printed before, which was row `*printed` - 1.
 */
static void print_time(const struct group_curve *room, const char *label,
	double time, size_t *printed, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	size_t row = km_row(curve, time);
	/* a curve that came down to 0 stays there */
	bool behind = row + 1 == curve->count && curve->survival[row] > 0 &&
		      !same_time(curve->time[row], time);

	results_at(results, label, time, "");
	results_number(results, "n_risk", km_at_risk(curve, time));
	results_number(results, "n_event",
		sum_rows(curve->n_event, *printed, row + 1));
	results_number(results, "n_censor",
		sum_rows(curve->n_censor, *printed, row + 1));
	print_values(room, row, behind, results);
	*printed = row + 1;
}

static void print_quantile(const struct group_curve *room, const char *label,
	double share, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	char term[NUMBER_SIZE];

	number_format(share, term);
	results_at(results, label, NAN, term);
	results_maybe(results, "quantile",
		km_quantile(curve, curve->survival, share), "not reached");
	results_maybe(results, "conf_low", km_quantile(curve, room->low, share),
		"lower limit not reached");
	results_maybe(results, "conf_high",
		km_quantile(curve, room->high, share),
		"upper limit not reached");
}

static void print_group(const struct group_curve *room, const char *label,
	const struct request *request, struct results *results)
{
	const struct km_curve *curve = &room->curve;
	const double *times = request->times ? request->times : curve->time;
	size_t count = request->times ? request->time_count : curve->count;
	size_t printed = 0;

	results_at(results, label, NAN, "");
	results_number(results, "n", curve->n_risk[0]);
	results_number(
		results, "events", sum_rows(curve->n_event, 0, curve->count));
	for (size_t i = 0; i < count; i++)
		print_time(room, label, times[i], &printed, results);
	for (size_t i = 0; i < request->share_count; i++)
		print_quantile(room, label, request->shares[i], results);
}

void estimate_km(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct request request = read_request();
	struct results *results = results_new(analysis ? analysis : "km");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct follow_up follow_up;
	struct group_curve room;
	struct groups groups;

	input_read(&input, path_of(&operands), &where, na);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	room = curve_room(input.count);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	for (size_t group = 0; group < groups.count; group++) {
		estimate_group(
			&follow_up, &groups, &input, group, &request, &room);
		print_group(&room, groups.labels[group], &request, results);
	}
	results_print(results);
	curve_free(&room);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	free(request.times);
	free(request.shares);
	text_list_free(&operands);
	text_list_free(&where);
}
