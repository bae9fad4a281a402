/* estimate rate: events per exposure, by group. */
#include "survival/rate.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"

static const char *event, *exposure, *by, *per, *alternative, *conf, *analysis,
	*na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "event",
		.argument = "COL",
		.meaning = "how many events: 0 and 1, or counts",
		.value = &event },
	{ .name = "exposure",
		.argument = "COL",
		.meaning = "for how long, or of how much",
		.value = &exposure },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "a rate per group; the ratio of two",
		.value = &by },
	{ .name = "per",
		.argument = "UNITS",
		.meaning = "rates per so many units of exposure (1)",
		.value = &per },
	{ .name = "alternative",
		.argument = "SIDE",
		.meaning = "of the ratio: two-sided, less or greater",
		.value = &alternative },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("rate", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate rate",
	.purpose = "Events per exposure with exact limits.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* Sums over the rows of each group. */
static double *sums_of(
	const struct input *input, const struct groups *groups, size_t column)
{
	const double *numbers = table_numbers(input->table, column);
	double *sums = allocate(groups->count, sizeof(*sums));

	for (size_t i = 0; i < input->count; i++)
		sums[groups->of[i]] += numbers[input->rows[i]];
	return sums;
}

static void print_rate(double events, double units, double scale, double level,
	struct results *results)
{
	const char *why = "no exposure";
	struct rate rate = { NAN, NAN, NAN };

	if (units > 0)
		rate = rate_exact(events, units / scale, level);
	results_number(results, "count", events);
	results_number(results, "exposure", units);
	results_maybe(results, "estimate", rate.estimate, why);
	results_maybe(results, "conf_low", rate.conf_low, why);
	results_maybe(results, "conf_high", rate.conf_high, why);
}

static void print_ratio(const double events[2], const double units[2],
	double level, struct results *results)
{
	const char *why = "no events, or no exposure";
	struct rate_ratio ratio = { NAN, NAN, NAN, NAN };

	if (units[0] > 0 && units[1] > 0)
		ratio = rate_compare(
			events, units, alternative_of(alternative), level);
	if (!isnan(ratio.p_value))
		why = "no events in the second group";
	results_maybe(results, "ratio", ratio.ratio, why);
	results_maybe(results, "conf_low", ratio.conf_low, why);
	if (alternative && !isnan(ratio.p_value) && events[1] > 0)
		why = "a one-sided test has one limit";
	results_maybe(results, "conf_high", ratio.conf_high, why);
	results_p_value(results, ratio.p_value, why);
}

static double read_scale(void)
{
	double scale = per ? option_number("per", per) : 1;

	if (scale <= 0)
		die_misused("--per: not above 0: %s", quoted(per));
	if (!event || !exposure)
		die_misused("--event=COL and --exposure=COL are needed");
	alternative_of(alternative);
	return scale;
}

static void print_rates(const struct input *input, const struct groups *groups,
	const size_t columns[2], double scale, double level,
	struct results *results)
{
	double *events = sums_of(input, groups, columns[0]);
	double *units = sums_of(input, groups, columns[1]);

	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t g = 0; g < groups->count; g++) {
		results_at(results, groups->labels[g], NAN, "");
		print_rate(events[g], units[g], scale, level, results);
	}
	if (groups->count == 2) {
		results_at(results, "", NAN, "ratio");
		print_ratio(events, units, level, results);
	} else if (alternative) {
		die_misused("--alternative is of the ratio of two groups");
	}
	free(events);
	free(units);
}

void estimate_rate(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf), scale = read_scale();
	struct results *results = results_new(analysis ? analysis : "rate");
	struct input input = { .wish_count = 0 };
	struct column_range by_columns = input_columns(&input, "by", by);
	struct groups groups;
	size_t columns[2];

	columns[0] = input_column(&input, event, COLUMN_NUMBER, fault_count);
	columns[1] =
		input_column(&input, exposure, COLUMN_NUMBER, fault_negative);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	print_rates(&input, &groups, columns, scale, level, results);
	results_print(results);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
