/* estimate rmst: restricted mean survival times and their differences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/follow-up.h"
#include "estimate/group-curve.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "survival/rmst.h"
#include "survival/times.h"

#define LARGEST_TAU 1e150 /* its square is a number */

static const char *time_name, *event_name, *event_is, *by, *tau_text,
	*reference, *conf, *analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	FOLLOW_UP_ROWS(time_name, event_name, event_is),
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "groups, each compared with the first",
		.value = &by },
	{ .name = "tau",
		.argument = "T",
		.meaning = "the mean up to T (the first last time of a group)",
		.value = &tau_text },
	{ .name = "reference",
		.argument = "GROUP",
		.meaning = "compare with this group, not the first",
		.value = &reference },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("rmst", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate rmst",
	.purpose = "Restricted mean survival times, differences and ratios.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* The position of --reference; dies, naming the groups, when unknown. */
static size_t find_reference(
	const struct input *input, const struct groups *groups)
{
	const char **labels = allocate(groups->count + 1, sizeof(*labels));
	const char *nearest;
	size_t group = 0;

	if (!reference) {
		free(labels);
		return 0;
	}
	for (size_t i = 0; i < groups->count; i++)
		labels[i] = groups->labels[i];
	while (group < groups->count && strcmp(labels[group], reference) != 0)
		group++;
	if (group == groups->count) {
		nearest = nearest_word(reference, labels);
		die("%s: --reference: no group %s; %s %s",
			table_path(input->table), quoted(reference),
			nearest ? "did you mean" : "the first is",
			quoted(nearest ? nearest : labels[0]));
	}
	free(labels);
	return group;
}

/* --tau, or the smallest of the last times; dies when a curve ends before. */
static double find_tau(const struct input *input, const struct groups *groups,
	const struct km_curve curves[])
{
	double tau = tau_text ? option_number("tau", tau_text) : INFINITY;
	char number[NUMBER_SIZE];

	for (size_t g = 0; g < groups->count; g++) {
		double end = curves[g].time[curves[g].count - 1];
		double last = rmst_last(&curves[g]);

		if (!tau_text)
			tau = fmin(tau, end);
		else if (tau > last && !same_time(last, tau))
			die("%s: --tau: group %s is followed up to %s only: %s",
				table_path(input->table),
				quoted(groups->labels[g]),
				number_format(last, number), quoted(tau_text));
	}
	if (tau > LARGEST_TAU)
		die("%s: %s: too large to be squared: the tau, %s",
			table_path(input->table), time_name,
			number_format(tau, number));
	return tau;
}

static const char no_variance[] = "variance 0";

static void print_mean(const struct km_curve *curve, const struct rmst *mean,
	double level, struct results *results)
{
	const struct rmst nothing = { 0, 0 };
	struct rmst_contrast limits = rmst_difference(mean, &nothing, level);

	results_number(results, "n", curve->n_risk[0]);
	results_number(results, "events", curve_events(curve));
	results_number(results, "rmst", mean->mean);
	results_number(results, "std_error", mean->std_error);
	results_maybe(results, "conf_low", limits.conf_low, no_variance);
	results_maybe(results, "conf_high", limits.conf_high, no_variance);
}

static void print_contrast(const struct rmst_contrast *contrast,
	const char *statistic, struct results *results)
{
	const char *why = isnan(contrast->estimate)
				  ? "a mean is 0"
				  : "variance 0 in both groups";

	results_maybe(results, statistic, contrast->estimate, why);
	results_maybe(results, "std_error", contrast->std_error, why);
	results_maybe(results, "conf_low", contrast->conf_low, why);
	results_maybe(results, "conf_high", contrast->conf_high, why);
	results_maybe(results, "z", contrast->z, why);
	results_p_value(results, contrast->p_value, why);
}

static void print_all(const struct groups *groups,
	const struct km_curve curves[], double tau, size_t base,
	struct results *results)
{
	double level = conf_of(conf);
	struct rmst first = rmst_estimate(&curves[base], tau);

	for (size_t g = 0; g < groups->count; g++) {
		const char *label = groups->labels[g];
		struct rmst mean = rmst_estimate(&curves[g], tau);
		struct rmst_contrast difference =
			rmst_difference(&mean, &first, level);
		struct rmst_contrast ratio = rmst_ratio(&mean, &first, level);

		results_at(results, label, tau, "");
		print_mean(&curves[g], &mean, level, results);
		if (g == base)
			continue;
		results_at(results, label, tau, "difference");
		print_contrast(&difference, "difference", results);
		results_at(results, label, tau, "ratio");
		print_contrast(&ratio, "ratio", results);
	}
}

void estimate_rmst(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct results *results = results_new(analysis ? analysis : "rmst");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct follow_up follow_up;
	struct km_curve *curves;
	struct groups groups;
	double tau;

	if (reference && !by)
		die_misused("--reference is of no use without --by");
	if (tau_text && !(option_number("tau", tau_text) > 0))
		die_misused("--tau: not above 0: %s", quoted(tau_text));
	conf_of(conf);
	input_read(&input, path_of(&operands), &where, na);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	groups_need_few(&groups, &input, by);
	curves = group_curves_make(&input, &follow_up, &groups);
	tau = find_tau(&input, &groups, curves);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	print_all(
		&groups, curves, tau, find_reference(&input, &groups), results);
	results_print(results);
	group_curves_free(curves, &groups);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
