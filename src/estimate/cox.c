/* estimate cox: proportional hazards regression. */
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/conventions.h"
#include "estimate/cox-after.h"
#include "estimate/cox-print.h"
#include "estimate/cox-rows.h"
#include "estimate/methods.h"

static const char *time_name, *start, *event_name, *event_is, *covariates,
	*strata, *weight, *cluster, *offset, *ties, *as, *against, *conf,
	*analysis, *na;
static struct cox_after_options after_options;
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
	{ .name = "concordance",
		.argument = "KIND",
		.meaning = "harrell or uno (harrell)",
		.value = &after_options.concordance },
	{ .name = "tau",
		.argument = "T",
		.meaning = "concordance of events up to this time",
		.value = &after_options.tau },
	{ .name = "zph",
		.argument = "TRANSFORM",
		.meaning = "test of proportional hazards, times by km, "
			   "identity, rank or log",
		.value = &after_options.zph },
	{ .name = "residuals",
		.argument = "KIND",
		.meaning = "martingale, deviance, score, dfbeta, schoenfeld or "
			   "scaled-schoenfeld",
		.value = &after_options.residuals },
	{ .name = "survival-at",
		.argument = "T,...",
		.meaning = "predicted survival of --new at these times",
		.value = &after_options.survival_at },
	{ .name = "new",
		.argument = "COL:VALUE,...",
		.meaning = "covariates of a patient; repeatable",
		.list = &after_options.new_patients },
	WHERE_ROW(where),
	AS_ROW(as),
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

static enum cox_ties ties_rule(void)
{
	static const char *const names[] = { "efron", "breslow", "exact",
		"exact-marginal", NULL };

	conventions_apply(as, "cox", "ties", &ties);
	return ties ? (enum cox_ties)option_choice("ties", ties, names)
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
static double *find_robust(const struct cox_rows *rows,
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
static double fit_nested(const struct input *input, const struct cox_rows *rows,
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

static void print_nested(const struct input *input, const struct cox_rows *rows,
	struct terms *terms, enum cox_ties rule, const struct cox_print *print,
	struct results *results)
{
	size_t p;
	double loglik;

	if (!terms)
		return;
	loglik = fit_nested(input, rows, terms, rule, &p);
	cox_print_against(print, loglik, p, results);
}

static void report(const struct input *input, const struct cox_columns *columns,
	const struct cox_rows *rows, enum cox_ties rule, double level,
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
		.sandwich = robust || cluster,
		.profiled = profile };
	struct cox_after after = { .input = input,
		.terms = columns->terms,
		.matrix = &rows->matrix,
		.strata = &rows->strata,
		.data = &rows->data,
		.fit = &fit,
		.cluster = cluster ? rows->cluster.of : NULL,
		.n_clusters = rows->cluster.count,
		.ties = rule,
		.conf = level };

	fit_model(
		input, &rows->data, &rows->matrix, rule, &model, &fit, &status);
	after.no_fit = status == COX_OK ? NULL : "a coefficient is infinite";
	after.robust = print.robust = find_robust(rows, &model, &fit, status);
	print.limits = find_limits(&model, &fit, status, level);
	cox_regression_free(&model); /* before more room is taken */
	cox_print_model(&print, results);
	cox_after_concordance(&after_options, &after, results);
	print_nested(input, rows, columns->against, rule, &print, results);
	cox_print_terms(&print, results);
	cox_after_report(&after_options, &after, results);
	free(print.robust);
	free(print.limits);
	cox_fit_free(&fit);
}

void estimate_cox(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	double level = conf_of(conf);
	enum cox_ties rule = ties_rule();
	struct results *results = results_new(analysis ? analysis : "cox");
	struct input input = { .wish_count = 0 };
	const struct cox_names names = { time_name, start, event_name, event_is,
		covariates, strata, weight, cluster, offset, against };
	struct cox_columns columns;
	struct cox_rows rows;

	check_options(rule);
	cox_after_check(&after_options, rule, firth);
	columns = cox_columns_declare(&input, &names);
	input_read(&input, path_of(&operands), &where, na);
	rows = cox_rows_make(&input, &columns);
	report(&input, &columns, &rows, rule, level, results);
	results_print(results);
	cox_rows_free(&rows);
	input_free(&input);
	cox_columns_free(&columns);
	text_list_free(&operands);
	text_list_free(&where);
	text_list_free(&after_options.new_patients);
}
