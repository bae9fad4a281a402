/* estimate wilcoxon: the rank-sum test of two groups. */
#include <math.h>
#include <stdlib.h>
#include <gsl/gsl_sort.h>

#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/conventions.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/samples.h"
#include "survival/rank-sum.h"
#include "survival/summary.h"

static const char *value, *by, *alternative, *conf, *as, *analysis, *na;
static bool exact, approximate, correction, no_correction;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "value",
		.argument = "COL",
		.meaning = "the measurements",
		.value = &value },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the two groups",
		.value = &by },
	{ .name = "exact",
		.meaning = "by all permutations, ties or not",
		.flag = &exact },
	{ .name = "approximate",
		.meaning = "by the normal distribution, however few",
		.flag = &approximate },
	{ .name = "correction",
		.meaning = "with a correction for continuity (the default)",
		.flag = &correction },
	{ .name = "no-correction",
		.meaning = "without a correction for continuity",
		.flag = &no_correction },
	{ .name = "alternative",
		.argument = "SIDE",
		.meaning = "two-sided, less or greater (two-sided)",
		.value = &alternative },
	WHERE_ROW(where),
	AS_ROW(as),
	CONF_ROW(conf),
	ANALYSIS_ROW("wilcoxon", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate wilcoxon",
	.purpose = "Rank-sum test of two groups, and their shift.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static void print_groups(const struct groups *groups,
	const struct samples *samples, struct results *results)
{
	for (size_t g = 0; g < groups->count; g++) {
		results_at(results, groups->labels[g], NAN, "");
		results_number(results, "n", (double)samples->sizes[g]);
		results_number(results, "median",
			sample_quantile(
				samples->sizes[g], samples->of[g], 7, 0.5));
	}
}

static void die_of(enum rank_sum_status status)
{
	if (status == RANK_SUM_NO_MEMORY)
		die("out of memory");
	if (status == RANK_SUM_TOO_LARGE)
		die("too many values for --exact");
}

static bool want_exact(const struct rank_sum_samples *samples, bool tied)
{
	if (exact || approximate)
		return exact;
	return conventions_exact(as, samples->n1, samples->n2, tied);
}

static bool want_correction(void)
{
	if (correction || no_correction)
		return correction;
	return !conventions_take(as, "wilcoxon", "p", "normal");
}

static void print_shift(const struct rank_sum_shift *shift,
	enum alternative side, const char *why, struct results *results)
{
	static const char one_limit[] = "a one-sided test has one limit";

	results_maybe(results, "estimate", shift->estimate, why);
	if (!isnan(shift->estimate))
		why = "too few values for a limit at this confidence";
	results_maybe(results, "conf_low", shift->conf_low,
		side == ALTERNATIVE_LESS ? one_limit : why);
	results_maybe(results, "conf_high", shift->conf_high,
		side == ALTERNATIVE_GREATER ? one_limit : why);
}

static void print_test(const struct rank_sum_samples *samples,
	enum alternative side, double level, struct results *results)
{
	static const char equal[] = "all values are equal";
	bool tied = rank_sum_tied(samples);
	bool by_permutation = want_exact(samples, tied);
	bool correct = want_correction();
	struct rank_sum_shift shift;
	double p = NAN;

	if (by_permutation)
		die_of(rank_sum_exact(samples, side, &p));
	else
		p = rank_sum_normal(samples, side, correct);
	if (by_permutation && !tied)
		die_of(rank_sum_shift_exact(samples, side, level, &shift));
	else
		shift = rank_sum_shift_normal(samples, side, correct, level);
	results_number(results, "statistic", rank_sum_statistic(samples));
	results_p_value(results, p, equal);
	results_number(results, "exact", by_permutation);
	print_shift(&shift, side, equal, results);
}

void estimate_wilcoxon(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	enum alternative side = alternative_of(alternative);
	struct results *results = results_new(analysis ? analysis : "wilcoxon");
	struct input input = { .wish_count = 0 };
	struct column_range by_columns = input_columns(&input, "by", by);
	struct samples samples;
	struct groups groups;
	size_t column;

	if (!value || !by)
		die_misused("--value=COL and --by=COL are needed");
	package_of(as);
	if (exact && approximate)
		die_misused("--exact and --approximate exclude each other");
	if (correction && no_correction)
		die_misused("--correction and --no-correction exclude each "
			    "other");
	column = input_column(&input, value, COLUMN_NUMBER, fault_magnitude);
	input_read(&input, path_of(&operands), &where, na);
	groups = groups_make(&input, by_columns);
	samples_need_groups(&input, &groups, by, true);
	samples = samples_make(&input, column, &groups);
	for (size_t g = 0; g < 2; g++)
		gsl_sort(samples.of[g], 1, samples.sizes[g]);
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input.count);
	results_number(results, "n_missing", (double)input.missing);
	print_test(&(struct rank_sum_samples){ samples.sizes[0],
			   samples.sizes[1], samples.of[0], samples.of[1] },
		side, level, results);
	print_groups(&groups, &samples, results);
	results_print(results);
	samples_free(&samples);
	groups_free(&groups);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
