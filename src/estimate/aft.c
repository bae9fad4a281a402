/* estimate aft: accelerated-failure-time models. */
#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/follow-up.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/model-output.h"
#include "estimate/results.h"
#include "estimate/terms.h"
#include "survival/aft.h"

static const char *time_name, *event_name, *event_is, *covariates, *weight_name,
	*dist, *conf, *analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "time",
		.argument = "COL",
		.meaning = "follow-up time, above 0",
		.value = &time_name },
	EVENT_ROWS(event_name, event_is),
	{ .name = "dist",
		.argument = "NAME",
		.meaning = "weibull, exponential, lognormal or loglogistic",
		.value = &dist },
	{ .name = "covariates",
		.argument = "TERM,...",
		.meaning = "columns, group@REFERENCE, log(x), x^2, a:b, a*b",
		.value = &covariates },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "how often a row counts",
		.value = &weight_name },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("aft", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate aft",
	.purpose = "Accelerated-failure-time models by maximum likelihood.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const distributions[] = { "weibull", "exponential",
	"lognormal", "loglogistic", NULL };

static const char infinite[] =
	"no finite estimate: the likelihood rises without end";

/* Time 0 has no logarithm. */
static void check_times(const struct input *input, size_t column)
{
	const double *times = table_numbers(input->table, column);

	for (size_t i = 0; i < input->count; i++)
		if (!(times[input->rows[i]] > 0))
			table_die(input->table, input->rows[i], column,
				"no logarithm: \"0\"");
}

static struct model_summary count_rows(
	const struct aft_data *data, const struct input *input)
{
	bool exponential = data->distribution == AFT_EXPONENTIAL;
	struct model_summary summary = { .df = data->p,
		.parameters = data->p + (exponential ? 1 : 2) };

	for (size_t i = 0; i < data->n; i++) {
		bool counts = !data->weight || data->weight[i] > 0;

		summary.n += counts;
		summary.events += counts && data->event[i];
	}
	if (summary.n == 0)
		die("%s: %s: all weights are 0", table_path(input->table),
			weight_name);
	return summary;
}

/* The scale, and its logarithm as a coefficient. */
static void print_scale(const struct aft_data *data, const struct aft_fit *fit,
	double level, struct results *results)
{
	size_t p = data->p + 2, last = p - 1;
	const struct model_coefficient scale = { "log(scale)", "scale",
		fit->coef[last], sqrt(fit->covariance[last * p + last]),
		infinite };

	if (data->distribution != AFT_EXPONENTIAL)
		print_coefficient(&scale, level, results);
}

static void print_fit(const struct aft_data *data, const struct aft_fit *fit,
	char *const names[], double level, struct results *results)
{
	size_t p = data->p + 2;

	for (size_t j = 0; j <= data->p; j++) {
		struct model_coefficient coefficient = { j > 0 ? names[j - 1]
							       : INTERCEPT,
			NULL, NAN, NAN, infinite };

		if (fit->exists[j]) {
			coefficient.coef = fit->coef[j];
			coefficient.std_error =
				sqrt(fit->covariance[j * p + j]);
		}
		print_coefficient(&coefficient, level, results);
	}
	print_scale(data, fit, level, results);
}

static void need_fit(enum aft_status status, const struct input *input)
{
	const char *path = table_path(input->table);

	switch (status) {
	case AFT_OK:
		return;
	case AFT_NO_EVENTS:
		die("%s: %s: no events", path, event_name);
	case AFT_PERFECT:
		die("%s: the covariates give the times of the events exactly: "
		    "scale 0",
			path);
	case AFT_DIVERGED:
		die("%s: the likelihood has no maximum that is found", path);
	case AFT_NO_MEMORY:
		die("out of memory");
	}
}

static void fit_and_print(const struct aft_data *data,
	const struct input *input, const struct model_matrix *matrix,
	double level, struct results *results)
{
	size_t p = data->p + 2;
	struct aft_fit fit = { allocate(p, sizeof(double)),
		allocate(p * p, sizeof(double)), allocate(p, sizeof(bool)), 0,
		0, 0 };
	struct model_summary summary = count_rows(data, input);

	need_fit(aft_fit(data, &fit), input);
	summary.loglik_null = fit.loglik_null;
	summary.loglik = fit.loglik;
	print_summary(&summary, input, results);
	print_fit(data, &fit, matrix->names, level, results);
	free(fit.coef);
	free(fit.covariance);
	free(fit.exists);
}

static enum aft_distribution read_distribution(void)
{
	if (!dist)
		die_misused("--dist=NAME is needed");
	return (enum aft_distribution)option_choice(
		"dist", dist, distributions);
}

void estimate_aft(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	enum aft_distribution distribution = read_distribution();
	struct results *results = results_new(analysis ? analysis : "aft");
	struct input input = { .wish_count = 0 };
	struct follow_up_columns columns =
		follow_up_columns(&input, time_name, event_name, event_is);
	size_t weight_column = TABLE_NO_COLUMN;
	struct terms *terms = terms_declare(&input, "covariates", covariates);
	struct follow_up follow_up;
	struct model_matrix matrix;
	struct aft_data data;
	double *weight;

	if (weight_name)
		weight_column = input_column(
			&input, weight_name, COLUMN_NUMBER, fault_negative);
	input_read(&input, path_of(&operands), &where, na);
	check_times(&input, columns.time);
	follow_up = follow_up_make(&input, &columns);
	matrix = terms_matrix(terms, &input);
	weight = model_numbers(&input, weight_column);
	data = (struct aft_data){ distribution, matrix.n, matrix.p, matrix.x,
		follow_up.time, follow_up.event, weight };
	fit_and_print(&data, &input, &matrix, level, results);
	results_print(results);
	free(weight);
	model_matrix_free(&matrix);
	follow_up_free(&follow_up);
	input_free(&input);
	terms_free(terms);
	text_list_free(&operands);
	text_list_free(&where);
}
