/* estimate logrank: comparison of the survival of groups. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/logrank-compare.h"
#include "estimate/methods.h"

static const char *time_name, *event_name, *event_is, *by, *strata, *conf,
	*analysis, *na, *start, *weight, *weight_function, *trend, *pairwise,
	*expected_hazard, *permutations, *seed;
static struct text_list where;

static const struct option_row options[] = {
	FOLLOW_UP_ROWS(time_name, event_name, event_is),
	{ .name = "start",
		.argument = "COL",
		.meaning = "entry: at risk behind this time only",
		.value = &start },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "number of patients of the row",
		.value = &weight },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "the groups to compare",
		.value = &by },
	{ .name = "strata",
		.argument = "COL,...",
		.meaning = "compare within these, and sum up",
		.value = &strata },
	{ .name = "weight-function",
		.argument = "NAME",
		.meaning = "logrank, gehan, tarone-ware, peto, modified-peto, "
			   "fh(p,q) or rho(r)",
		.value = &weight_function },
	{ .name = "trend",
		.argument = "SCORE,...",
		.meaning = "trend over the groups, a score for each",
		.value = &trend },
	{ .name = "pairwise",
		.argument = "METHOD",
		.meaning =
			"each pair; P adjusted by holm, bh, bonferroni, none",
		.value = &pairwise },
	{ .name = "expected-hazard",
		.argument = "COL",
		.meaning = "each group against these cumulative hazards",
		.value = &expected_hazard },
	{ .name = "permutations",
		.argument = "N",
		.meaning = "P from N dealings of the groups, with --seed",
		.value = &permutations },
	{ .name = "seed",
		.argument = "N",
		.meaning = "of the dealings",
		.value = &seed },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("logrank", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate logrank",
	.purpose = "Log-rank test of the survival of two or more groups.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const pair_names[] = { "holm", "bh", "bonferroni", "none",
	NULL };

/* A whole number from 1 to most. */
static unsigned long whole(const char *name, const char *text, double most)
{
	double number = option_number(name, text);

	if (number < 1 || number > most || number != floor(number))
		die_misused("--%s: not a whole number from 1 to %.0f: %s", name,
			most, quoted(text));
	return (unsigned long)number;
}

static void read_permutations(struct logrank_request *request)
{
	if (!permutations && !seed)
		return;
	if (!permutations || !seed)
		die_misused("--permutations=N and --seed=N need each other");
	if (weight)
		die_misused("--permutations: not with --weight, whose rows are "
			    "several patients");
	request->permutations = whole("permutations", permutations, 1e9);
	request->seed = whole("seed", seed, 4294967295.0);
}

static void check_scores(const struct logrank_request *request)
{
	for (size_t i = 0; i < request->score_count; i++)
		if (request->scores[i] != request->scores[0])
			return;
	die_misused("--trend: no two scores differ: %s", quoted(trend));
}

static struct logrank_request read_request(void)
{
	struct logrank_request request = { .conf = conf_of(conf),
		.weighting = weighting_of(weight_function),
		.pairs = PAIRS_NONE };

	request.ratios = request.weighting.function == LOG_RANK_LOG_RANK;
	if (trend) {
		request.scores =
			option_numbers("trend", trend, &request.score_count);
		check_scores(&request);
	}
	if (pairwise)
		request.pairs = (enum logrank_pairs)option_choice(
			"pairwise", pairwise, pair_names);
	read_permutations(&request);
	return request;
}

/* One sample has no groups to compare, and needs none of what does. */
static void check_against(void)
{
	const struct {
		const char *name, *value;
	} others[] = { { "start", start }, { "strata", strata },
		{ "weight-function", weight_function }, { "trend", trend },
		{ "pairwise", pairwise }, { "permutations", permutations } };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].value)
			die_misused("--%s: not with --expected-hazard",
				others[i].name);
}

/* The groups against each other. */
static void compare_groups(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	struct column_range strata_columns,
	const struct logrank_request *request, struct results *results)
{
	struct groups in_strata;

	groups_need_two(groups, input, by, "group");
	if (request->scores && request->score_count != groups->count)
		die("%s: --trend: %zu scores for %zu groups",
			table_path(input->table), request->score_count,
			groups->count);
	in_strata = groups_make(input, strata_columns);
	groups_warn_of_strata(input, &in_strata);
	logrank_compare(input, follow_up, groups, &in_strata, request, results);
	groups_free(&in_strata);
}

/* The groups against the hazards of a column. */
static void compare_expected(const struct input *input,
	const struct follow_up *follow_up, const struct groups *groups,
	size_t column, double level, struct results *results)
{
	const double *hazards = table_numbers(input->table, column);
	double *expected = allocate(input->count, sizeof(*expected));

	for (size_t i = 0; i < input->count; i++)
		expected[i] = hazards[input->rows[i]];
	logrank_against(input, follow_up, groups, expected, level, results);
	free(expected);
}

void estimate_logrank(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct logrank_request request = read_request();
	struct results *results = results_new(analysis ? analysis : "logrank");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	struct column_range by_columns = input_columns(&input, "by", by);
	struct column_range strata_columns =
		input_columns(&input, "strata", strata);
	size_t expected = TABLE_NO_COLUMN;
	struct follow_up follow_up;
	struct groups groups;

	if (!by && !expected_hazard)
		die_misused("--by=COL is needed");
	follow_up_start(&input, start, &columns);
	follow_up_weight(&input, weight, fault_whole_weight, &columns);
	if (expected_hazard) {
		check_against();
		expected = input_column(
			&input, expected_hazard, COLUMN_NUMBER, fault_negative);
	}
	input.counted = !weight && !permutations && !expected_hazard;
	input_read(&input, path_of(&operands), &where, na);
	follow_up_drop_weightless(&input, &columns);
	follow_up = follow_up_make(&input, &columns);
	groups = groups_make(&input, by_columns);
	if (expected_hazard)
		compare_expected(&input, &follow_up, &groups, expected,
			request.conf, results);
	else
		compare_groups(&input, &follow_up, &groups, strata_columns,
			&request, results);
	results_print(results);
	groups_free(&groups);
	follow_up_free(&follow_up);
	input_free(&input);
	free(request.scores);
	text_list_free(&operands);
	text_list_free(&where);
}
