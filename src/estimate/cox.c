/* estimate cox: proportional hazards regression. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/cox-print.h"
#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/terms.h"

static const char *time_name, *start, *event_name, *event_is, *covariates,
	*strata, *weight, *cluster, *offset, *ties, *against, *conf, *analysis,
	*na;
static bool robust, firth, profile;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "time",
		.argument = "COL",
		.meaning = "follow-up time",
		.value = &time_name },
	{ .name = "start",
		.argument = "COL",
		.meaning = "at risk only after this time",
		.value = &start },
	{ .name = "event",
		.argument = "COL",
		.meaning = "1: event at that time; 0: censored",
		.value = &event_name },
	{ .name = "event-is",
		.argument = "VALUE,...",
		.meaning = "codes of --event that are events, all others not",
		.value = &event_is },
	{ .name = "covariates",
		.argument = "TERM,...",
		.meaning = "COL, COL@REFERENCE, factor(COL), log(COL), COL^2, "
			   "a*b, a:b",
		.value = &covariates },
	{ .name = "strata",
		.argument = "COL,...",
		.meaning = "a baseline hazard for each of these",
		.value = &strata },
	{ .name = "weight",
		.argument = "COL",
		.meaning = "how often a row counts",
		.value = &weight },
	{ .name = "cluster",
		.argument = "COL,...",
		.meaning = "rows that belong together; robust errors",
		.value = &cluster },
	{ .name = "offset",
		.argument = "COL",
		.meaning = "added to the log of the hazard",
		.value = &offset },
	{ .name = "ties",
		.argument = "RULE",
		.meaning = "efron, breslow, exact or exact-marginal (efron)",
		.value = &ties },
	{ .name = "robust",
		.meaning = "robust errors, P and limits",
		.flag = &robust },
	{ .name = "firth",
		.meaning = "Firth's penalised likelihood",
		.flag = &firth },
	{ .name = "profile",
		.meaning = "limits by the profile likelihood",
		.flag = &profile },
	{ .name = "against",
		.argument = "TERM,...",
		.meaning = "likelihood-ratio test against these terms alone",
		.value = &against },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("cox", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate cox",
	.purpose = "Proportional hazards regression.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static enum cox_ties ties_of(const char *text)
{
	static const char *const names[] = { "efron", "breslow", "exact",
		"exact-marginal", NULL };

	return text ? (enum cox_ties)option_choice("ties", text, names)
		    : COX_EFRON;
}

/* Options that have no meaning together. */
static void check_options(enum cox_ties rule)
{
	bool sandwich = robust || cluster;

	if (rule == COX_EXACT || rule == COX_EXACT_MARGINAL) {
		if (weight)
			die_misused("--ties=%s has no --weight", ties);
		if (sandwich)
			die_misused("--ties=%s has no robust errors", ties);
		if (firth)
			die_misused("--ties=%s has no --firth", ties);
	}
	if (sandwich && firth)
		die_misused("--firth has no robust errors");
	if (sandwich && profile)
		die_misused("--profile: limits are either of the likelihood or "
			    "robust");
	if (against && (sandwich || firth))
		die_misused("--against compares likelihoods: not with %s",
			firth ? "--firth" : "robust errors");
}

/* The columns that the options name. */
struct columns {
	struct follow_up_columns follow_up;
	struct column_range strata, cluster;
	size_t offset; /* TABLE_NO_COLUMN: none */
	struct terms *terms, *against;
};

static struct columns declare_columns(struct input *input)
{
	struct columns columns = { .offset = TABLE_NO_COLUMN };

	columns.follow_up =
		follow_up_columns(input, time_name, event_name, event_is);
	follow_up_start(input, start, &columns.follow_up);
	follow_up_weight(input, weight, fault_weight, &columns.follow_up);
	columns.strata = input_columns(input, "strata", strata);
	columns.cluster = input_columns(input, "cluster", cluster);
	if (offset)
		columns.offset =
			input_column(input, offset, COLUMN_NUMBER, NULL);
	columns.terms = terms_declare(input, "covariates", covariates);
	if (against)
		columns.against = terms_declare(input, "against", against);
	return columns;
}

/* What the kept rows say, ready for the library. */
struct rows {
	struct follow_up follow_up;
	struct groups strata, cluster;
	struct model_matrix matrix;
	double *offset; /* NULL: none */
	size_t n_events;
	struct cox_data data;
};

static double *read_offset(const struct input *input, size_t column)
{
	const double *numbers;
	double *made;

	if (column == TABLE_NO_COLUMN)
		return NULL;
	numbers = table_numbers(input->table, column);
	made = allocate(input->count, sizeof(*made));
	for (size_t i = 0; i < input->count; i++)
		made[i] = numbers[input->rows[i]];
	return made;
}

static void count_events(const struct input *input, struct rows *rows)
{
	for (size_t i = 0; i < input->count; i++)
		rows->n_events += rows->follow_up.event[i];
	model_matrix_need_events(&rows->matrix, input, rows->n_events);
}

/* Says how many strata are of one row: they are no fault, but no use. */
static void warn_of_strata(
	const struct input *input, const struct groups *groups)
{
	size_t *sizes = allocate(groups->count, sizeof(*sizes)), alone = 0;

	for (size_t i = 0; i < input->count; i++)
		sizes[groups->of[i]]++;
	for (size_t s = 0; s < groups->count; s++)
		alone += sizes[s] == 1;
	if (alone > 0 && groups->count > 1)
		warn("%s: %zu of %zu strata have one row, which says nothing",
			table_path(input->table), alone, groups->count);
	free(sizes);
}

static struct rows read_rows(
	const struct input *input, const struct columns *columns)
{
	struct rows rows = { .n_events = 0 };

	rows.follow_up = follow_up_make(input, &columns->follow_up);
	rows.strata = groups_make(input, columns->strata);
	rows.cluster = groups_make(input, columns->cluster);
	rows.offset = read_offset(input, columns->offset);
	rows.matrix = terms_matrix(columns->terms, input);
	count_events(input, &rows);
	warn_of_strata(input, &rows.strata);
	rows.data = (struct cox_data){
		.records = { input->count, rows.follow_up.start,
			rows.follow_up.time, rows.follow_up.event,
			rows.follow_up.weight, rows.strata.of,
			rows.strata.count },
		.p = rows.matrix.p,
		.x = rows.matrix.x,
		.offset = rows.offset,
	};
	return rows;
}

static void rows_free(struct rows *rows)
{
	follow_up_free(&rows->follow_up);
	groups_free(&rows->strata);
	groups_free(&rows->cluster);
	model_matrix_free(&rows->matrix);
	free(rows->offset);
}

/* Dies unless there is an estimate, if only of some coefficients. */
static void check_fit(const struct input *input, const struct model_matrix *x,
	const struct cox_fit *fit, enum cox_status status)
{
	const char *path = table_path(input->table);

	if (status == COX_NO_MEMORY)
		die("out of memory");
	if (status == COX_NO_EVENTS)
		die("%s: no events", path);
	if (status == COX_DIVERGED)
		die("%s: the likelihood of this model does not converge", path);
	if (status == COX_SINGULAR)
		die("%s: %s: no information on it, beside the covariates "
		    "before it, where there are events",
			path, x->names[fit->column]);
}

static void fit_model(const struct input *input, const struct cox_data *data,
	const struct model_matrix *x, enum cox_ties rule,
	struct cox_regression *model, struct cox_fit *fit,
	enum cox_status *status)
{
	const struct cox_control control = { .firth = firth };

	if (!cox_prepare(data, rule, model) || !cox_fit_make(data->p, fit))
		die("out of memory");
	*status = cox_estimate(model, &control, fit);
	check_fit(input, x, fit, *status);
}

/* The robust variance; NULL: none, or not asked for.  The caller frees. */
static double *find_robust(const struct rows *rows,
	const struct cox_regression *model, const struct cox_fit *fit,
	enum cox_status status)
{
	double *made;

	if (!(robust || cluster) || status != COX_OK)
		return NULL;
	made = allocate(fit->p * fit->p, sizeof(*made));
	if (!cox_robust(model, fit, cluster ? rows->cluster.of : NULL,
		    rows->cluster.count, made))
		die("out of memory");
	return made;
}

/* Profile limits, low and high of each coefficient; NULL: not asked for, or
 * some coefficient is infinite. */
static double *find_limits(const struct cox_regression *model,
	const struct cox_fit *fit, enum cox_status status, double level)
{
	const struct cox_control control = { .firth = firth };
	double *limits;

	if (!profile || status != COX_OK)
		return NULL;
	limits = allocate(2 * fit->p, sizeof(*limits));
	for (size_t j = 0; j < fit->p; j++)
		if (cox_profile(model, &control, fit, j, level, &limits[2 * j],
			    &limits[2 * j + 1]) == COX_NO_MEMORY)
			die("out of memory");
	return limits;
}

/* The log likelihood of the model of --against; *p is its size. */
static double fit_nested(const struct input *input, const struct rows *rows,
	struct terms *terms, enum cox_ties rule, size_t *p)
{
	struct model_matrix nested = terms_matrix(terms, input);
	size_t *positions = allocate(rows->matrix.p, sizeof(*positions));
	struct cox_data data = rows->data;
	struct cox_regression model;
	struct cox_fit fit;
	enum cox_status status;
	double loglik;

	*p = model_matrix_nested(&rows->matrix, &nested, "against", positions);
	data.p = nested.p;
	data.x = nested.x;
	fit_model(input, &data, &nested, rule, &model, &fit, &status);
	loglik = fit.loglik;
	cox_fit_free(&fit);
	cox_regression_free(&model);
	model_matrix_free(&nested);
	free(positions);
	return loglik;
}

static void report(const struct input *input, const struct columns *columns,
	const struct rows *rows, enum cox_ties rule, double level,
	struct results *results)
{
	struct cox_regression model;
	struct cox_fit fit;
	enum cox_status status;
	struct cox_print print = { .names = rows->matrix.names,
		.fit = &fit,
		.n = input->count,
		.n_missing = input->missing,
		.n_events = rows->n_events,
		.conf = level,
		.sandwich = robust || cluster };

	fit_model(
		input, &rows->data, &rows->matrix, rule, &model, &fit, &status);
	print.robust = find_robust(rows, &model, &fit, status);
	print.profiled = profile;
	print.limits = find_limits(&model, &fit, status, level);
	cox_print_model(&print, results);
	if (columns->against) {
		size_t p;
		double loglik =
			fit_nested(input, rows, columns->against, rule, &p);

		cox_print_against(&print, loglik, p, results);
	}
	cox_print_terms(&print, results);
	free(print.robust);
	free(print.limits);
	cox_fit_free(&fit);
	cox_regression_free(&model);
}

void estimate_cox(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	enum cox_ties rule = ties_of(ties);
	struct results *results = results_new(analysis ? analysis : "cox");
	struct input input = { .wish_count = 0 };
	struct columns columns;
	struct rows rows;

	check_options(rule);
	columns = declare_columns(&input);
	input_read(&input, path_of(&operands), &where, na);
	follow_up_drop_weightless(&input, &columns.follow_up);
	rows = read_rows(&input, &columns);
	report(&input, &columns, &rows, rule, level, results);
	results_print(results);
	rows_free(&rows);
	input_free(&input);
	terms_free(columns.terms);
	if (columns.against)
		terms_free(columns.against);
	text_list_free(&operands);
	text_list_free(&where);
}
