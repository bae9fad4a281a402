/* estimate compare-rates: survival of groups at one time that was fixed. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/follow-up.h"
#include "estimate/group-curve.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/compare-rates.h"
#include "survival/times.h"

static const char *time_name, *event_name, *event_is, *by, *at, *scale_name,
	*analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	FOLLOW_UP_ROWS(time_name, event_name, event_is),
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the groups to compare",
		.value = &by },
	{ .name = "at",
		.argument = "T,...",
		.meaning = "compare at this time; a test for each of several",
		.value = &at },
	{ .name = "scale",
		.argument = "SCALE",
		.meaning = "cloglog, log, plain, arcsin or logit (cloglog)",
		.value = &scale_name },
	WHERE_ROW(where),
	ANALYSIS_ROW("compare-rates", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate compare-rates",
	.purpose = "Compares the survival of groups at a fixed time.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const scales[] = { "cloglog", "log", "plain", "arcsin",
	"logit", NULL };

/* Where a curve is at a time; NaN behind its last follow-up. */
struct rate {
	double survival, log_variance;
};

static struct rate rate_at(const struct km_curve *curve, double time)
{
	size_t row = km_row(curve, time);

	/* a curve that came down to 0 stays there */
	if (row + 1 == curve->count && curve->survival[row] > 0 &&
		!same_time(curve->time[row], time))
		return (struct rate){ NAN, NAN };
	return (struct rate){ curve->survival[row], curve->log_variance[row] };
}

static void print_group(const struct km_curve *curve, const char *label,
	double time, const struct rate *rate, struct results *results)
{
	const char *why = isnan(rate->survival)
				  ? "behind the last follow-up"
				  : "no standard error where survival is 0";

	results_at(results, label, time, "");
	results_number(results, "n_risk", km_at_risk(curve, time));
	results_maybe(results, "survival", rate->survival, why);
	results_maybe(results, "std_error",
		rate->survival * sqrt(rate->log_variance), why);
}

/* Why there is no test: the first of the reasons. */
static const char *no_test(enum compare_rates_status status, size_t k,
	const double survival[], const double log_variance[])
{
	for (size_t i = 0; i < k; i++)
		if (isnan(survival[i]))
			return "a group behind its last follow-up";
	for (size_t i = 0; i < k; i++)
		if (!isfinite(log_variance[i]))
			return "survival is 0 in a group";
	if (status == COMPARE_RATES_NO_VALUE)
		return "survival is 1 in a group, where the scale has no value";
	return "two groups have no events by then";
}

static void compare_at(const struct groups *groups,
	const struct km_curve curves[], enum rate_scale scale, double time,
	struct results *results)
{
	size_t k = groups->count;
	double *survival = allocate(k, sizeof(*survival));
	double *log_variance = allocate(k, sizeof(*log_variance));
	enum compare_rates_status status;
	struct compare_rates test;
	const char *why;

	for (size_t g = 0; g < k; g++) {
		struct rate rate = rate_at(&curves[g], time);

		print_group(
			&curves[g], groups->labels[g], time, &rate, results);
		survival[g] = rate.survival;
		log_variance[g] = rate.log_variance;
	}
	status = compare_rates(scale, k, survival, log_variance, &test);
	why = no_test(status, k, survival, log_variance);
	results_at(results, "", time, "");
	results_maybe(results, "statistic", test.statistic, why);
	results_maybe(results, "df", test.df, why);
	results_p_value(results, test.p_value, why);
	free(survival);
	free(log_variance);
}

/* The times of --at, all from 0. */
static double *read_times(size_t *count)
{
	double *times;

	if (!at)
		die_misused("--at=T is needed");
	times = option_numbers("at", at, count);
	for (size_t i = 0; i < *count; i++) {
		if (times[i] < 0)
			die_misused("--at: a negative time: %s", quoted(at));
		for (size_t j = 0; j < i; j++)
			if (times[j] == times[i])
				die_misused(
					"--at: a time twice: %s", quoted(at));
	}
	return times;
}

void estimate_compare_rates(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	size_t time_count;
	double *times = read_times(&time_count);
	enum rate_scale scale = RATE_CLOGLOG;
	struct results *results =
		results_new(analysis ? analysis : "compare-rates");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct follow_up follow_up;
	struct km_curve *curves;
	struct groups groups;

	if (!by)
		die_misused("--by=COL is needed");
	if (scale_name)
		scale = (enum rate_scale)option_choice(
			"scale", scale_name, scales);
	input_read(&input, path_of(&operands), &where, na);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	groups_need_two(&groups, &input, by, "group");
	curves = group_curves_make(&input, &follow_up, &groups);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	for (size_t i = 0; i < time_count; i++)
		compare_at(&groups, curves, scale, times[i], results);
	results_print(results);
	group_curves_free(curves, &groups);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	free(times);
	text_list_free(&operands);
	text_list_free(&where);
}
