/* estimate km: Kaplan-Meier curves and their quantiles, by group. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/conventions.h"
#include "estimate/km-curve.h"
#include "estimate/methods.h"

static const char *time_name, *event_name, *event_is, *by, *conf, *analysis,
	*na, *as, *at, *quantile, *ci, *plateau, *start, *weight, *cluster,
	*variance, *given, *rmst, *band, *band_from, *band_to;
static bool reverse, hazard;
static struct text_list where;

static const struct option_row options[] = {
	FOLLOW_UP_ROWS(time_name, event_name, event_is),
	{ .name = "start",
		.argument = "COL",
		.meaning = "entry: at risk behind this time only",
		.value = &start },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "weights of the rows",
		.value = &weight },
	{ .name = "cluster",
		.argument = "COL,...",
		.meaning = "rows that belong together (robust)",
		.value = &cluster },
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
	{ .name = "plateau",
		.argument = "TIME",
		.meaning = "a quantile on a step: its middle or first (middle)",
		.value = &plateau },
	AS_ROW(as),
	{ .name = "reverse",
		.meaning = "censoring is the event: the curve of follow-up",
		.flag = &reverse },
	{ .name = "variance",
		.argument = "TYPE",
		.meaning = "greenwood, aalen or robust (greenwood)",
		.value = &variance },
	{ .name = "hazard",
		.meaning = "the cumulative hazard with limits, and exp of it",
		.flag = &hazard },
	{ .name = "given",
		.argument = "T",
		.meaning = "survival of those alive at T",
		.value = &given },
	{ .name = "rmst",
		.argument = "TAU,...",
		.meaning = "mean time up to TAU",
		.value = &rmst },
	{ .name = "band",
		.argument = "TYPE",
		.meaning = "hall-wellner or equal-precision",
		.value = &band },
	{ .name = "band-from",
		.argument = "T",
		.meaning = "where the band begins (first event)",
		.value = &band_from },
	{ .name = "band-to",
		.argument = "T",
		.meaning = "where the band ends (last event with survivors)",
		.value = &band_to },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("km", analysis),
	NA_ROW(na),
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

static const char *const plateau_names[] = { "middle", "first", NULL };

static const char *const variance_names[] = { "greenwood", "aalen", "robust",
	NULL };

static const char *const band_names[] = { "hall-wellner", "equal-precision",
	NULL };

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

static void read_times(struct km_request *request)
{
	request->given = given ? option_number("given", given) : NAN;
	if (request->given < 0)
		die_misused("--given: a negative time: %s", quoted(given));
	if (at) {
		request->times = ascending("at", at, &request->time_count);
		if (request->times[0] < 0)
			die_misused("--at: a negative time: %s", quoted(at));
		if (request->times[0] < request->given)
			die_misused("--at: before --given=%s: %s", given,
				quoted(at));
	}
	if (rmst) {
		request->taus = ascending("rmst", rmst, &request->tau_count);
		if (request->taus[0] <= (given ? request->given : 0))
			die_misused("--rmst: not behind %s: %s",
				given ? "--given" : "0", quoted(rmst));
	}
}

static void read_variance(struct km_request *request)
{
	if (variance)
		request->variance = (enum km_variance)option_choice(
			"variance", variance, variance_names);
	else if (cluster)
		request->variance = VARIANCE_ROBUST;
	if (cluster && request->variance != VARIANCE_ROBUST)
		die_misused(
			"--cluster is for --variance=robust, not %s", variance);
}

static void read_band(struct km_request *request)
{
	request->band_from =
		band_from ? option_number("band-from", band_from) : NAN;
	request->band_to = band_to ? option_number("band-to", band_to) : NAN;
	if (band)
		request->band = (enum km_band)(
			1 + option_choice("band", band, band_names));
	else if (band_from || band_to)
		die_misused("--band-from and --band-to are for --band");
	if (request->band_from < (given ? request->given : 0))
		die_misused(
			"--band-from: before the curve: %s", quoted(band_from));
	if (request->band_from >= request->band_to)
		die_misused("--band-to: not behind --band-from: %s",
			quoted(band_to));
	if (band && (start || request->variance == VARIANCE_ROBUST))
		die_misused("--band has no number of subjects with %s",
			start ? "--start" : "--variance=robust");
}

static struct km_request read_request(void)
{
	struct km_request request = {
		.conf = conf_of(conf), .reverse = reverse, .hazard = hazard
	};

	conventions_apply(as, "km", "ci", &ci);
	conventions_apply(as, "km", "plateau", &plateau);
	if (ci)
		request.interval =
			(enum interval)option_choice("ci", ci, ci_names);
	if (plateau)
		request.first_of_plateau =
			option_choice("plateau", plateau, plateau_names) == 1;
	request.shares = ascending(
		"quantile", quantile ? quantile : "0.5", &request.share_count);
	if (request.shares[0] <= 0 ||
		request.shares[request.share_count - 1] >= 1)
		die_misused("--quantile: not between 0 and 1: %s",
			quoted(quantile));
	read_times(&request);
	read_variance(&request);
	read_band(&request);
	return request;
}

static void print_groups(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	const struct groups *in_clusters, const struct km_request *request,
	struct results *results)
{
	struct group_curve room =
		group_curve_room(input, follow_up, groups, in_clusters);

	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t group = 0; group < groups->count; group++) {
		group_curve_estimate(
			follow_up, in_clusters, group, request, &room);
		group_curve_print(
			&room, groups->labels[group], request, results);
	}
	group_curve_free(&room);
}

static void request_free(struct km_request *request)
{
	free(request->times);
	free(request->shares);
	free(request->taus);
}

void estimate_km(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct km_request request = read_request();
	struct results *results = results_new(analysis ? analysis : "km");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct column_range cluster_columns =
		input_columns(&input, "cluster", cluster);
	struct groups groups, in_clusters;
	struct follow_up follow_up;

	follow_up_start(&input, start, &columns);
	follow_up_weight(&input, weight, fault_weight, &columns);
	input.counted = !weight && request.variance != VARIANCE_ROBUST;
	input_read(&input, path_of(&operands), &where, na);
	follow_up_drop_weightless(&input, &columns);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	in_clusters = groups_make(&input, cluster_columns);
	print_groups(&input, &follow_up, &groups, cluster ? &in_clusters : NULL,
		&request, results);
	results_print(results);
	groups_free(&in_clusters);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	request_free(&request);
	text_list_free(&operands);
	text_list_free(&where);
}
