/* estimate spearman: rank correlation of two measurements. */
#include "survival/spearman.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"

#define MOST_BY_RANKS 1290 /* beyond, cor.test() takes t */

static const char *value, *by, *analysis, *na;
static bool approximate;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "value",
		.argument = "COL",
		.meaning = "the measurements",
		.value = &value },
	{ .name = "by",
		.argument = "COL",
		.meaning = "the other measurements",
		.value = &by },
	{ .name = "approximate",
		.meaning = "P by Student's t, however few",
		.flag = &approximate },
	WHERE_ROW(where),
	ANALYSIS_ROW("spearman", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate spearman",
	.purpose = "Spearman's rank correlation.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* The kept rows' numbers; the caller frees. */
static double *numbers_of(const struct input *input, size_t column)
{
	const double *numbers = table_numbers(input->table, column);
	double *kept = allocate(input->count, sizeof(*kept));

	for (size_t i = 0; i < input->count; i++)
		kept[i] = numbers[input->rows[i]];
	return kept;
}

static struct spearman correlate(size_t n, const double x[], const double y[])
{
	size_t *order = allocate(n, sizeof(*order));
	double *ranks = allocate(2 * n, sizeof(*ranks));
	struct spearman result = spearman_of(n, x, y, order, ranks, ranks + n);

	free(order);
	free(ranks);
	return result;
}

static void print_correlation(
	size_t n, const struct spearman *result, struct results *results)
{
	const char *why = isnan(result->rho)
				  ? "one of the two is constant"
				  : "rho of 1 or -1, or two pairs: no t";
	bool by_t = approximate || result->tied || n > MOST_BY_RANKS;
	double p = by_t ? spearman_p_by_t(n, result->rho)
			: spearman_p_by_ranks(n, result->statistic);

	results_maybe(results, "estimate", result->rho, why);
	results_maybe(results, "statistic", result->statistic, why);
	results_p_value(results, p, why);
	results_number(
		results, "exact", !by_t && n <= SPEARMAN_MOST_PERMUTED ? 1 : 0);
}

void estimate_spearman(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct results *results = results_new(analysis ? analysis : "spearman");
	struct input input = { .wish_count = 0 };
	struct spearman result;
	size_t first, second;
	double *x, *y;

	if (!value || !by)
		die_misused("--value=COL and --by=COL are needed");
	first = input_column(&input, value, COLUMN_NUMBER, NULL);
	second = input_column(&input, by, COLUMN_NUMBER, NULL);
	input_read(&input, path_of(&operands), &where, na);
	if (input.count < 2)
		die("%s: only one pair", table_path(input.table));
	x = numbers_of(&input, first);
	y = numbers_of(&input, second);
	result = correlate(input.count, x, y);
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)input.count);
	results_number(results, "n_missing", (double)input.missing);
	print_correlation(input.count, &result, results);
	results_print(results);
	free(x);
	free(y);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
