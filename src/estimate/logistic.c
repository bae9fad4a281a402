/* estimate logistic: odds ratios of an outcome, by several covariates. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/input.h"
#include "estimate/levels-list.h"
#include "estimate/methods.h"
#include "estimate/model-output.h"
#include "estimate/results.h"
#include "estimate/terms.h"
#include "survival/logistic.h"

static const char *outcome_name, *outcome_is, *covariates, *weight_name,
	*offset_name, *conf, *analysis, *na;
static bool firth, profile;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "outcome",
		.argument = "COL",
		.meaning = "1: the outcome; 0: not",
		.value = &outcome_name },
	{ .name = "outcome-is",
		.argument = "LEVEL",
		.meaning = "the outcome's level in --outcome, all others not",
		.value = &outcome_is },
	{ .name = "covariates",
		.argument = "TERM,...",
		.meaning = "columns, group@REFERENCE, log(x), x^2, a:b, a*b",
		.value = &covariates },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "how often a row counts",
		.value = &weight_name },
	{ .name = "offset",
		.argument = "COL",
		.meaning = "added to the log odds, without a coefficient",
		.value = &offset_name },
	{ .name = "firth",
		.meaning = "Firth's penalised likelihood: always finite",
		.flag = &firth },
	{ .name = "profile",
		.meaning = "limits by the profile likelihood",
		.flag = &profile },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("logistic", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate logistic",
	.purpose = "Logistic regression by maximum likelihood.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char separated[] =
	"no finite estimate: covariates separate the outcomes";

static const char *fault_outcome(const struct cell *cell, const void *context)
{
	(void)context;
	if (cell->value == 0 || cell->value == 1)
		return NULL;
	return "not 0 or 1 (--outcome-is=LEVEL names another code)";
}

/* Positions of the columns; TABLE_NO_COLUMN where there is none. */
struct columns {
	size_t outcome, weight, offset;
};

static struct columns declare_columns(struct input *input)
{
	struct columns columns = { TABLE_NO_COLUMN, TABLE_NO_COLUMN,
		TABLE_NO_COLUMN };

	if (!outcome_name)
		die_misused("--outcome=COL is needed");
	if (outcome_is)
		columns.outcome =
			input_column(input, outcome_name, COLUMN_LEVEL, NULL);
	else
		columns.outcome = input_column(
			input, outcome_name, COLUMN_NUMBER, fault_outcome);
	if (weight_name)
		columns.weight = input_column(
			input, weight_name, COLUMN_NUMBER, fault_negative);
	if (offset_name)
		columns.offset =
			input_column(input, offset_name, COLUMN_NUMBER, NULL);
	return columns;
}

static bool *read_outcome(const struct input *input, size_t column)
{
	bool *outcome = allocate(input->count, sizeof(*outcome));
	uint32_t code =
		outcome_is ? level_need(input->table, column, outcome_is) : 0;

	for (size_t i = 0; i < input->count; i++) {
		size_t row = input->rows[i];

		outcome[i] =
			outcome_is
				? table_codes(input->table, column)[row] == code
				: table_numbers(input->table, column)[row] == 1;
	}
	return outcome;
}

/* Counts rows with a weight; dies when all outcomes are the same. */
static struct model_summary count_rows(
	const struct logistic_data *data, const struct input *input)
{
	struct model_summary summary = { .df = data->p,
		.parameters = data->p + 1 };

	for (size_t i = 0; i < data->n; i++) {
		bool counts = !data->weight || data->weight[i] > 0;

		summary.n += counts;
		summary.events += counts && data->outcome[i];
	}
	if (summary.n == 0)
		die("%s: %s: all weights are 0", table_path(input->table),
			weight_name);
	if (summary.events == 0 || summary.events == summary.n)
		die("%s: %s: the same in all rows kept",
			table_path(input->table), outcome_name);
	return summary;
}

static void print_with_profile(const struct logistic_data *data,
	const struct logistic_fit *fit, size_t j, double level,
	const struct model_coefficient *coefficient, struct results *results)
{
	double limits[2];

	if (logistic_profile(data, fit, j, level, &limits[0], &limits[1]) ==
		LOGISTIC_NO_MEMORY)
		die("out of memory");
	print_profiled(coefficient, limits, results);
}

static void print_fit(const struct logistic_data *data,
	const struct logistic_fit *fit, char *const names[], double level,
	struct results *results)
{
	size_t p = data->p + 1;

	for (size_t j = 0; j < p; j++) {
		struct model_coefficient coefficient = { INTERCEPT, "odds", NAN,
			NAN, separated };

		if (j > 0) {
			coefficient.term = names[j - 1];
			coefficient.ratio = "odds_ratio";
		}
		if (fit->exists[j]) {
			coefficient.coef = fit->coef[j];
			coefficient.std_error =
				sqrt(fit->covariance[j * (p + 1)]);
		}
		if (profile)
			print_with_profile(
				data, fit, j, level, &coefficient, results);
		else
			print_coefficient(&coefficient, level, results);
	}
}

static void fit_and_print(const struct logistic_data *data,
	const struct input *input, const struct model_matrix *matrix,
	double level, struct results *results)
{
	size_t p = data->p + 1;
	struct logistic_fit fit = { allocate(p, sizeof(double)),
		allocate(p * p, sizeof(double)), allocate(p, sizeof(bool)), 0,
		0, 0 };
	struct model_summary summary = count_rows(data, input);
	enum logistic_status status = logistic_fit(data, &fit);

	if (status == LOGISTIC_NO_MEMORY)
		die("out of memory");
	if (status != LOGISTIC_OK)
		die("%s: the likelihood has no maximum that is found",
			table_path(input->table));
	summary.loglik_null = fit.loglik_null;
	summary.loglik = fit.loglik;
	print_summary(&summary, input, results);
	print_fit(data, &fit, matrix->names, level, results);
	free(fit.coef);
	free(fit.covariance);
	free(fit.exists);
}

void estimate_logistic(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	struct results *results = results_new(analysis ? analysis : "logistic");
	struct input input = { .wish_count = 0 };
	struct columns columns = declare_columns(&input);
	struct terms *terms = terms_declare(&input, "covariates", covariates);
	struct model_matrix matrix;
	struct logistic_data data;
	double *weight, *offset;
	bool *outcome;

	input_read(&input, path_of(&operands), &where, na);
	matrix = terms_matrix(terms, &input);
	outcome = read_outcome(&input, columns.outcome);
	weight = model_numbers(&input, columns.weight);
	offset = model_numbers(&input, columns.offset);
	data = (struct logistic_data){ matrix.n, matrix.p, matrix.x, outcome,
		weight, offset, firth };
	fit_and_print(&data, &input, &matrix, level, results);
	results_print(results);
	free(outcome);
	free(weight);
	free(offset);
	model_matrix_free(&matrix);
	input_free(&input);
	terms_free(terms);
	text_list_free(&operands);
	text_list_free(&where);
}
