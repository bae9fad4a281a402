/* What follows a Cox fit: concordance, test of proportional hazards, predicted
 * survival. */
#include "estimate/cox-after.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/cox-residuals.h"
#include "estimate/terms-row.h"
#include "survival/concordance.h"
#include "survival/cox-baseline.h"
#include "survival/cox-zph.h"
#include "survival/interval.h"
#include "survival/times.h"

static const char *const transforms[] = { "km", "identity", "rank", "log",
	NULL };
static const char *const kinds[] = { "harrell", "uno", NULL };

static void check_times(const char *text)
{
	size_t count;
	double *times = option_numbers("survival-at", text, &count);

	for (size_t i = 0; i < count; i++) {
		if (times[i] < 0)
			die_misused("--survival-at: a negative time: %s",
				quoted(text));
		for (size_t j = 0; j < i; j++)
			if (times[j] == times[i])
				die_misused("--survival-at: twice the same "
					    "time: %s",
					quoted(text));
	}
	free(times);
}

static void check_new_patients(const struct cox_after_options *options)
{
	const struct text_list *list = &options->new_patients;

	if (options->survival_at && list->count == 0)
		die_misused("--survival-at needs --new=COL:VALUE,...");
	if (!options->survival_at && list->count > 0)
		die_misused("--new needs --survival-at=T,...");
	for (size_t i = 0; i < list->count; i++) {
		if (strpbrk(list->items[i], "\t\r\n"))
			die_misused("--new: a tab or a line break: %s",
				quoted(list->items[i]));
		for (size_t j = 0; j < i; j++)
			if (strcmp(list->items[i], list->items[j]) == 0)
				die_misused("--new: twice the same: %s",
					quoted(list->items[i]));
	}
}

void cox_after_check(
	const struct cox_after_options *options, enum cox_ties ties, bool firth)
{
	if (options->residuals)
		cox_residuals_check(options->residuals);
	if (options->zph)
		option_choice("zph", options->zph, transforms);
	if (options->concordance)
		option_choice("concordance", options->concordance, kinds);
	if (options->tau && !(option_number("tau", options->tau) > 0))
		die_misused("--tau: not above 0: %s", quoted(options->tau));
	if (options->survival_at)
		check_times(options->survival_at);
	check_new_patients(options);
	if (ties != COX_EFRON && ties != COX_BRESLOW &&
		(options->residuals || options->zph || options->survival_at))
		die_misused("--%s: only with --ties=efron or breslow",
			options->residuals ? "residuals"
			: options->zph     ? "zph"
					   : "survival-at");
	if (firth && options->zph)
		die_misused("--zph: not with --firth");
}

/* The linear predictor of x less that of the means of x; for a covariate far
 * from 0 the difference keeps its digits. */
static double predictor(const struct cox_after *after, const double x[],
	size_t step, const double means[])
{
	double sum = 0;

	for (size_t j = 0; j < after->matrix->p; j++)
		sum += after->fit->coef[j] * (x[j * step] - means[j]);
	return sum;
}

/* The means of the columns of the matrix; the caller frees. */
static double *find_means(const struct cox_after *after)
{
	size_t n = after->data->records.n;
	double *means = allocate(after->matrix->p, sizeof(*means));

	for (size_t j = 0; j < after->matrix->p; j++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += after->data->x[j * n + i];
		means[j] = sum / (double)n;
	}
	return means;
}

/* That of each record; the caller frees. */
static double *find_predictors(
	const struct cox_after *after, const double means[])
{
	const struct cox_data *data = after->data;
	double *log_risk = allocate(data->records.n, sizeof(*log_risk));

	for (size_t i = 0; i < data->records.n; i++) {
		log_risk[i] =
			predictor(after, data->x + i, data->records.n, means);
		if (data->offset)
			log_risk[i] += data->offset[i];
	}
	return log_risk;
}

/* The standard error, the records of a cluster summed. */
static double cluster_error(
	const struct cox_after *after, const double influence[])
{
	double *sums = allocate(after->n_clusters, sizeof(*sums)), square = 0;

	for (size_t i = 0; i < after->data->records.n; i++)
		sums[after->cluster[i]] += influence[i];
	for (size_t k = 0; k < after->n_clusters; k++)
		square += sums[k] * sums[k];
	free(sums);
	return sqrt(square);
}

void cox_after_concordance(const struct cox_after_options *options,
	const struct cox_after *after, struct results *results)
{
	enum concordance_kind kind = CONCORDANCE_HARRELL;
	double tau =
		options->tau ? option_number("tau", options->tau) : HUGE_VAL;
	struct concordance c = { .value = NAN, .std_error = NAN };
	double *means = find_means(after);
	double *log_risk = find_predictors(after, means);
	double *influence =
		allocate(after->data->records.n, sizeof(*influence));
	enum concordance_status status = CONCORDANCE_NO_PAIRS;
	const char *why = after->no_fit;

	if (options->concordance)
		kind = (enum concordance_kind)option_choice(
			"concordance", options->concordance, kinds);
	if (!why) {
		status = concordance_estimate(&after->data->records, log_risk,
			kind, tau, influence, &c);
		why = "no two patients can be compared";
	}
	if (status == CONCORDANCE_NO_MEMORY)
		die("out of memory");
	if (status == CONCORDANCE_STARTS)
		die_misused("--concordance=uno: not with --start");
	if (status == CONCORDANCE_OK && after->cluster)
		c.std_error = cluster_error(after, influence);
	results_maybe(results, "concordance", c.value, why);
	results_maybe(results, "concordance_std_error", c.std_error, why);
	free(influence);
	free(log_risk);
	free(means);
}

/* The place of a test is its own, apart from that of the coefficients. */
static void print_test(const char *term, const struct cox_zph_test *test,
	const char *why, struct results *results)
{
	size_t size = strlen(term) + sizeof("zph()");
	char *place = allocate(size, 1);

	snprintf(place, size, "zph(%s)", term);
	results_at(results, "", NAN, place);
	free(place);
	results_maybe(results, "statistic", test->statistic, why);
	results_number(results, "df", test->df);
	results_p_value(results, test->p_value, why);
}

static void report_zph(const struct cox_after_options *options,
	const struct cox_after *after, const struct cox_fitted *fitted,
	struct results *results)
{
	enum cox_zph_transform transform =
		(enum cox_zph_transform)option_choice(
			"zph", options->zph, transforms);
	struct term_groups groups =
		term_groups_make(after->terms, after->input, after->matrix);
	struct cox_zph_test *tests = allocate(groups.count + 1, sizeof(*tests));
	const char *why = after->no_fit;

	for (size_t j = 0; j < after->matrix->p; j++)
		tests[groups.of[j]].df++;
	for (size_t t = 0; t <= groups.count; t++) {
		tests[t].statistic = tests[t].p_value = NAN;
		if (t == groups.count)
			tests[t].df = (double)after->matrix->p;
	}
	if (!why)
		switch (cox_zph(
			fitted, transform, groups.of, groups.count, tests)) {
		case COX_ZPH_NO_MEMORY:
			die("out of memory");
		case COX_ZPH_LOG_OF_ZERO:
			die_misused("--zph=log: there is an event at time 0");
		case COX_ZPH_OK:
		case COX_ZPH_SINGULAR:
			why = "too few times of events for the test";
		}
	for (size_t t = 0; t < groups.count; t++)
		print_test(groups.names[t], &tests[t], why, results);
	print_test("GLOBAL", &tests[groups.count], why, results);
	free(tests);
	term_groups_free(&groups);
}

/* What is known of predictions. */
struct prediction {
	const struct cox_baseline *baseline;
	const double *covariance;
	const double *x; /* of the patient */
	double log_risk;
	const char *text; /* of --new */
};

static void print_prediction(const struct cox_after *after,
	const struct prediction *who, size_t stratum, double time,
	struct results *results)
{
	double survival = NAN, error = NAN, low = NAN, high = NAN;
	const char *why = after->no_fit;

	results_at(results, after->strata->labels[stratum], time, who->text);
	if (!why) {
		double last = who->baseline->last[stratum];
		struct cox_prediction p = cox_baseline_predict(who->baseline,
			stratum, time, who->x, who->log_risk, who->covariance);

		if (time > last && !same_time(last, time))
			why = "behind the last follow-up";
		else if (isfinite(p.std_error)) {
			survival = exp(-p.cumulative_hazard);
			error = survival * p.std_error;
			survival_interval(INTERVAL_LOG, survival, p.std_error,
				after->conf, &low, &high);
		} else
			why = "the patient's hazard is too large";
	}
	results_maybe(results, "survival", survival, why);
	results_maybe(results, "std_error", error, why);
	results_maybe(results, "conf_low", low, why ? why : "survival is 0");
	results_maybe(results, "conf_high", high, why ? why : "survival is 0");
}

/* Of all patients of --new, in every stratum and at every time. */
static void report_survival(const struct cox_after_options *options,
	const struct cox_after *after, const struct cox_fitted *fitted,
	const double means[], struct results *results)
{
	struct cox_baseline baseline = { .n_term = 0 };
	struct prediction who = { .baseline = &baseline };
	size_t count;
	double *times =
		option_numbers("survival-at", options->survival_at, &count);

	who.covariance = after->robust ? after->robust : after->fit->variance;
	if (!after->no_fit && !cox_baseline_make(fitted, &baseline))
		die("out of memory");
	for (size_t i = 0; i < options->new_patients.count; i++) {
		double *x;

		who.text = options->new_patients.items[i];
		who.x = x = terms_row(after->terms, after->input, after->matrix,
			"new", who.text);
		who.log_risk = predictor(after, x, 1, means);
		for (size_t s = 0; s < after->strata->count; s++)
			for (size_t k = 0; k < count; k++)
				print_prediction(
					after, &who, s, times[k], results);
		free(x);
	}
	free(times);
	cox_baseline_free(&baseline);
}

void cox_after_report(const struct cox_after_options *options,
	const struct cox_after *after, struct results *results)
{
	struct cox_fitted fitted = { after->data->records, after->matrix->p,
		after->data->x, NULL, after->ties == COX_EFRON };
	double *means, *log_risk;

	if (!options->zph && !options->survival_at && !options->residuals)
		return;
	means = find_means(after);
	fitted.log_risk = log_risk = find_predictors(after, means);
	if (options->zph)
		report_zph(options, after, &fitted, results);
	if (options->survival_at)
		report_survival(options, after, &fitted, means, results);
	if (options->residuals)
		cox_residuals_report(
			options->residuals, after, &fitted, results);
	free(log_risk);
	free(means);
}
