/* estimate cuminc: cumulative incidence of competing causes, by group. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/causes.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/cuminc.h"
#include "survival/interval.h"
#include "survival/times.h"

static const char *time_name, *cause_name, *censored, *of, *by, *at, *ci,
	*variance, *weight, *tau_text, *conf, *analysis, *na;
static bool uncensored;
static struct text_list where;

static const struct option_row options[] = {
	CAUSE_ROWS(time_name, cause_name, censored, uncensored),
	{ .name = "of",
		.argument = "CODE,...",
		.meaning = "these causes only",
		.value = &of },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "number of patients of the row",
		.value = &weight },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "curves per group",
		.value = &by },
	{ .name = "at",
		.argument = "T,...",
		.meaning = "these times only, not every time of the curve",
		.value = &at },
	{ .name = "ci",
		.argument = "TYPE",
		.meaning = "log-log, plain or log (log-log)",
		.value = &ci },
	{ .name = "variance",
		.argument = "TYPE",
		.meaning = "aalen, delta or jackknife (aalen)",
		.value = &variance },
	{ .name = "tau",
		.argument = "T",
		.meaning = "time lost to each cause up to T",
		.value = &tau_text },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("cuminc", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate cuminc",
	.purpose = "Cumulative incidence of competing causes.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* What the options ask for. */
struct request {
	double *times; /* NULL: all of the curve */
	size_t time_count;
	enum interval interval;
	enum cuminc_variance variance;
	double tau; /* NaN: not asked for */
	double conf;
};

static int compare_numbers(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* The times of --at, ascending, each once. */
static void read_times(struct request *request)
{
	double *times = option_numbers("at", at, &request->time_count);
	size_t used = 0;

	qsort(times, request->time_count, sizeof(*times), compare_numbers);
	if (times[0] < 0)
		die_misused("--at: a negative time: %s", quoted(at));
	for (size_t i = 0; i < request->time_count; i++)
		if (used == 0 || times[i] != times[used - 1])
			times[used++] = times[i];
	request->time_count = used;
	request->times = times;
}

static struct request read_request(void)
{
	static const char *const ci_names[] = { "log-log", "plain", "log",
		NULL };
	static const enum interval intervals[] = { INTERVAL_LOG_LOG,
		INTERVAL_PLAIN, INTERVAL_LOG };
	static const char *const variances[] = { "aalen", "delta", "jackknife",
		NULL };
	struct request request = { .conf = conf_of(conf), .tau = NAN };

	request.interval =
		intervals[ci ? option_choice("ci", ci, ci_names) : 0];
	if (variance && option_choice("variance", variance, variances) > 0)
		request.variance = CUMINC_DELTA;
	if (at)
		read_times(&request);
	if (tau_text)
		request.tau = option_number("tau", tau_text);
	if (request.tau < 0)
		die_misused("--tau: a negative time: %s", quoted(tau_text));
	return request;
}

/* The curves of a group, and the room for its subjects. */
struct group_room {
	struct cuminc_curve curve;
	double *time;
	size_t *cause;
	double *weight;
	bool *event;
	size_t *order;
};

static struct group_room room_make(size_t n, size_t n_causes)
{
	struct group_room room = { .curve.room = n + 1 };
	struct km_curve *all = &room.curve.all;
	double **rows[] = { &all->time, &all->n_risk, &all->n_event,
		&all->n_censor, &all->survival, &all->log_variance,
		&all->hazard, &room.time, &room.weight };
	double **causes[] = { &room.curve.n_event, &room.curve.incidence,
		&room.curve.variance };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		*rows[i] = allocate(n + 1, sizeof(double));
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		*causes[i] = allocate(n_causes * (n + 1), sizeof(double));
	room.cause = allocate(n, sizeof(*room.cause));
	room.event = allocate(n, sizeof(*room.event));
	room.order = allocate(n, sizeof(*room.order));
	return room;
}

static void room_free(struct group_room *room)
{
	struct km_curve *all = &room->curve.all;
	void *arrays[] = { all->time, all->n_risk, all->n_event, all->n_censor,
		all->survival, all->log_variance, all->hazard,
		room->curve.n_event, room->curve.incidence,
		room->curve.variance, room->time, room->weight, room->cause,
		room->event, room->order };

	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		free(arrays[i]);
}

static void estimate_group(const struct input *input,
	const struct causes *causes, const struct groups *groups, size_t group,
	enum cuminc_variance type, struct group_room *room)
{
	struct cuminc_subjects subjects = { 0, room->time, room->cause,
		causes->count, causes->weight ? room->weight : NULL };

	for (size_t i = 0; i < input->count; i++) {
		if (groups->of[i] != group)
			continue;
		if (causes->weight)
			room->weight[subjects.n] = causes->weight[i];
		room->time[subjects.n] = causes->time[i];
		room->cause[subjects.n++] = causes->of[i];
	}
	cuminc_estimate(
		&subjects, type, room->event, room->order, &room->curve);
}

/* The sum of rows after `from` up to and with `to`. */
static double sum_rows(const double values[], size_t from, size_t to)
{
	double sum = 0;

	for (size_t row = from; row < to; row++)
		sum += values[row];
	return sum;
}

/* Whether nothing is known at time: follow-up ended before it, with someone
 * who had not failed. */
static bool is_behind(const struct km_curve *all, double time)
{
	size_t last = all->count - 1;

	return time > all->time[last] && !same_time(all->time[last], time) &&
	       all->survival[last] > 0;
}

/* A cause at a row; first is where its arrays begin. */
static void print_cause(const struct cuminc_curve *curve, size_t first,
	size_t row, bool behind, const struct request *request,
	struct results *results)
{
	const char *why = behind ? "behind the last follow-up"
				 : "no limits where the incidence is 0 or 1";
	double gone = behind ? NAN : 0, low, high;
	double incidence = curve->incidence[first + row];
	double error = sqrt(curve->variance[first + row]);

	survival_interval(request->interval, incidence, error / incidence,
		request->conf, &low, &high);
	results_maybe(results, "cuminc", incidence + gone, why);
	results_maybe(results, "std_error", error + gone, why);
	results_maybe(results, "conf_low", low + gone, why);
	results_maybe(results, "conf_high", high + gone, why);
}

/* One time: who is at risk just before it, and failures since the time printed
 * before, which was row `*printed` - 1. */
static void print_time(const struct cuminc_curve *curve,
	const struct causes *causes, const char *label, double time,
	const struct request *request, size_t *printed, struct results *results)
{
	const struct km_curve *all = &curve->all;
	size_t row = km_row(all, time);
	bool behind = is_behind(all, time);

	results_at(results, label, time, "");
	results_number(results, "n_risk", km_at_risk(all, time));
	results_number(results, "n_censor",
		sum_rows(all->n_censor, *printed, row + 1));
	results_maybe(results, "survival", behind ? NAN : all->survival[row],
		"behind the last follow-up");
	for (size_t i = 0; i < causes->asked_count; i++) {
		size_t cause = causes->asked[i];
		size_t first = (cause - 1) * curve->room;

		results_at(results, label, time, causes->labels[cause - 1]);
		results_number(results, "n_event",
			sum_rows(curve->n_event + first, *printed, row + 1));
		print_cause(curve, first, row, behind, request, results);
	}
	*printed = row + 1;
}

static void print_totals(const struct cuminc_curve *curve,
	const struct causes *causes, const char *label, size_t n,
	const struct request *request, struct results *results)
{
	const struct km_curve *all = &curve->all;

	results_at(results, label, NAN, "");
	results_number(results, "n", (double)n);
	for (size_t i = 0; i < causes->asked_count; i++) {
		size_t cause = causes->asked[i];

		results_at(results, label, NAN, causes->labels[cause - 1]);
		results_number(results, "events",
			sum_rows(curve->n_event + (cause - 1) * curve->room, 0,
				all->count));
		if (isnan(request->tau))
			continue;
		results_at(results, label, request->tau,
			causes->labels[cause - 1]);
		results_maybe(results, "restricted_time_lost",
			is_behind(all, request->tau)
				? NAN
				: cuminc_time_lost(curve, cause, request->tau),
			"tau is behind the last follow-up");
	}
}

static void print_group(const struct cuminc_curve *curve,
	const struct causes *causes, const char *label, size_t n,
	const struct request *request, struct results *results)
{
	const double *times = request->times ? request->times : curve->all.time;
	size_t count = request->times ? request->time_count : curve->all.count;
	size_t printed = 0;

	print_totals(curve, causes, label, n, request, results);
	for (size_t i = 0; i < count; i++)
		print_time(curve, causes, label, times[i], request, &printed,
			results);
}

static void print_groups(const struct input *input, const struct causes *causes,
	const struct groups *groups, const struct request *request,
	struct results *results)
{
	struct group_room room = room_make(input->count, causes->count);

	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t group = 0; group < groups->count; group++) {
		estimate_group(
			input, causes, groups, group, request->variance, &room);
		print_group(&room.curve, causes, groups->labels[group],
			groups_size(groups, input, group), request, results);
	}
	room_free(&room);
}

void estimate_cuminc(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct request request = read_request();
	struct results *results = results_new(analysis ? analysis : "cuminc");
	struct input input = { .wish_count = 0 };
	struct cause_columns columns = cause_columns(
		&input, time_name, cause_name, censored, uncensored);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct causes causes;
	struct groups groups;

	cause_weight(&input, weight, &columns);
	input_read(&input, path_of(&operands), &where, na);
	cause_drop_weightless(&input, &columns);
	causes = causes_make(&input, &columns, of);
	groups = groups_make(&input, by_columns);
	print_groups(&input, &causes, &groups, &request, results);
	results_print(results);
	groups_free(&groups);
	causes_free(&causes);
	input_free(&input);
	free(request.times);
	text_list_free(&operands);
	text_list_free(&where);
}
