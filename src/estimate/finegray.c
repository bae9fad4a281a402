/* estimate finegray: proportional hazards of a subdistribution. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "estimate/causes.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/model-output.h"
#include "estimate/results.h"
#include "estimate/terms-row.h"
#include "estimate/terms.h"
#include "survival/fine-gray.h"
#include "survival/times.h"

static const char *time_name, *cause_name, *censored, *of, *covariates,
	*cengroup, *at, *conf, *analysis, *na;
static bool uncensored;
static struct text_list where, new_patients;

static const struct option_row options[] = {
	{ .name = "time",
		.argument = "COL",
		.meaning = "follow-up time",
		.value = &time_name },
	{ .name = "cause",
		.argument = "COL",
		.meaning = "code of what ended the follow-up",
		.value = &cause_name },
	{ .name = "of",
		.argument = "CODE",
		.meaning = "the cause of interest",
		.value = &of },
	{ .name = "censored",
		.argument = "CODE",
		.meaning = "the code of censoring (0)",
		.value = &censored },
	{ .name = "uncensored",
		.meaning = "nobody is censored: every code is a cause",
		.flag = &uncensored },
	{ .name = "covariates",
		.argument = "TERM,...",
		.meaning = "columns, factors, log(x), x^2, a:b, a*b",
		.value = &covariates },
	{ .name = "cengroup",
		.argument = "COL,...",
		.meaning = "groups that are censored each in its way",
		.value = &cengroup },
	{ .name = "new",
		.argument = "COL:VALUE,...",
		.meaning = "a patient whose incidence is predicted; repeatable",
		.list = &new_patients },
	{ .name = "at",
		.argument = "T,...",
		.meaning = "times of the predictions",
		.value = &at },
	WHERE_ROW(where),
	CONF_ROW(conf),
	ANALYSIS_ROW("finegray", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate finegray",
	.purpose = "Fine and Gray's regression of the incidence of a cause.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

/* Times of predictions. */
struct request {
	double *times;
	size_t time_count;
	double conf;
};

static struct request read_request(void)
{
	struct request request = { .conf = conf_of(conf) };

	if (!of)
		die_misused("--of=CODE is needed");
	if ((new_patients.count > 0) != (at != NULL))
		die_misused("--new and --at are needed together");
	if (at)
		request.times = option_numbers("at", at, &request.time_count);
	for (size_t i = 0; i < request.time_count; i++)
		if (request.times[i] < 0)
			die_misused("--at: a negative time: %s", quoted(at));
	return request;
}

/* The events as the model of a cause sees them. */
static enum fine_gray_event *mark_events(
	const struct input *input, const struct causes *causes)
{
	enum fine_gray_event *event = allocate(input->count, sizeof(*event));

	if (causes->asked_count != 1)
		die_misused("--of: more than one cause: %s", quoted(of));
	for (size_t i = 0; i < input->count; i++) {
		size_t what = causes->of[i];

		event[i] = what == 0 ? FINE_GRAY_CENSORED : FINE_GRAY_OTHER;
		if (what == causes->asked[0])
			event[i] = FINE_GRAY_CAUSE;
	}
	return event;
}

static struct fine_gray_fit fit_make(size_t n, size_t p)
{
	struct fine_gray_fit fit = { .coef = allocate(p, sizeof(double)),
		.variance = allocate(p * p, sizeof(double)),
		.center = allocate(p, sizeof(double)),
		.endless = allocate(p, sizeof(bool)),
		.time = allocate(n, sizeof(double)),
		.hazard = allocate(n, sizeof(double)) };

	return fit;
}

static void fit_free(struct fine_gray_fit *fit)
{
	free(fit->coef);
	free(fit->variance);
	free(fit->center);
	free(fit->endless);
	free(fit->time);
	free(fit->hazard);
}

/* Why there are no coefficients; NULL when there are. */
static const char *reason_of(enum fine_gray_status status)
{
	switch (status) {
	case FINE_GRAY_ENDLESS:
		return "the likelihood rises without end";
	case FINE_GRAY_SINGULAR:
		return "the information is singular";
	case FINE_GRAY_DIVERGED:
		return "no maximum of the likelihood was found";
	default:
		return NULL;
	}
}

static void print_coefficients(const struct fine_gray_fit *fit,
	enum fine_gray_status status, const struct model_matrix *matrix,
	double level, struct results *results)
{
	size_t p = matrix->p;

	for (size_t j = 0; j < p; j++) {
		struct model_coefficient coefficient = { matrix->names[j], "hr",
			NAN, NAN, reason_of(status) };

		if (status == FINE_GRAY_OK) {
			coefficient.coef = fit->coef[j];
			coefficient.std_error = sqrt(fit->variance[j * p + j]);
		} else if (status == FINE_GRAY_ENDLESS && fit->endless[j]) {
			coefficient.why = "the likelihood rises without end "
					  "with this coefficient";
		}
		print_coefficient(&coefficient, level, results);
	}
}

/* What a prediction needs. */
struct prediction {
	const struct fine_gray_fit *fit;
	const struct request *request;
	const char *why; /* there are none, or NULL */
	double last;     /* time of follow-up */
};

static void print_predictions(const struct prediction *prediction, size_t p,
	const double x[], const char *text, struct results *results)
{
	for (size_t k = 0; k < prediction->request->time_count; k++) {
		double time = prediction->request->times[k], incidence = NAN;
		const char *why = prediction->why;

		if (!why && time > prediction->last &&
			!same_time(prediction->last, time))
			why = "behind the last follow-up";
		if (!why)
			incidence =
				fine_gray_cuminc(prediction->fit, p, x, time);
		results_at(results, "", time, text);
		results_maybe(results, "cuminc", incidence,
			why ? why : "the patient's risk is not a number");
	}
}

static void predict(const struct input *input, struct terms *terms,
	const struct model_matrix *matrix, const struct causes *causes,
	struct prediction *prediction, struct results *results)
{
	prediction->last = 0;
	for (size_t i = 0; i < input->count; i++)
		prediction->last = fmax(prediction->last, causes->time[i]);
	for (size_t i = 0; i < new_patients.count; i++) {
		const char *text = new_patients.items[i];
		double *x = terms_row(terms, input, matrix, "new", text);

		print_predictions(prediction, matrix->p, x, text, results);
		free(x);
	}
}

static void fit_and_print(const struct input *input, struct terms *terms,
	const struct causes *causes, const struct groups *groups,
	const struct request *request, struct results *results)
{
	struct model_matrix matrix = terms_matrix(terms, input);
	enum fine_gray_event *event = mark_events(input, causes);
	struct fine_gray_fit fit = fit_make(input->count, matrix.p);
	const struct fine_gray_subjects subjects = { input->count, matrix.p,
		causes->time, event, matrix.x, groups->of, groups->count };
	enum fine_gray_status status = fine_gray(&subjects, &fit);
	struct prediction prediction = { &fit, request, reason_of(status), 0 };

	if (status == FINE_GRAY_NO_MEMORY)
		die("out of memory");
	if (status == FINE_GRAY_NO_EVENTS)
		die("%s: --of: no event of this cause: %s",
			table_path(input->table), quoted(of));
	model_matrix_need_events(&matrix, input, fit.events);
	print_summary(&(struct model_summary){ fit.loglik_null, fit.loglik,
			      matrix.p, matrix.p, input->count, fit.events },
		input, results);
	results_number(results, "iterations", (double)fit.iterations);
	print_coefficients(&fit, status, &matrix, request->conf, results);
	predict(input, terms, &matrix, causes, &prediction, results);
	fit_free(&fit);
	free(event);
	model_matrix_free(&matrix);
}

void estimate_finegray(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct request request = read_request();
	struct results *results = results_new(analysis ? analysis : "finegray");
	struct input input = { .wish_count = 0 };
	struct cause_columns columns = cause_columns(
		&input, time_name, cause_name, censored, uncensored);
	struct terms *terms = terms_declare(&input, "covariates", covariates);
	struct column_range group_columns =
		input_columns(&input, "cengroup", cengroup);
	struct causes causes;
	struct groups groups;

	input_read(&input, path_of(&operands), &where, na);
	causes = causes_make(&input, &columns, of);
	groups = groups_make(&input, group_columns);
	fit_and_print(&input, terms, &causes, &groups, &request, results);
	results_print(results);
	groups_free(&groups);
	causes_free(&causes);
	input_free(&input);
	terms_free(terms);
	free(request.times);
	text_list_free(&operands);
	text_list_free(&where);
	text_list_free(&new_patients);
}
