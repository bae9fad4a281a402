/* Coefficients and likelihoods of a model. */
#include "estimate/model-output.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "base/allocate.h"

static const char too_large[] = "above 1.8e308";

static void print_term(const struct model_coefficient *coefficient,
	const double limits[2], const char *no_limit, struct results *results)
{
	double b = coefficient->coef, e = coefficient->std_error, z = b / e;
	const char *why = coefficient->why;
	bool ratio = coefficient->ratio;
	double low = ratio ? exp(limits[0]) : limits[0];
	double high = ratio ? exp(limits[1]) : limits[1];

	results_at(results, "", NAN, coefficient->term);
	results_maybe(results, "coef", b, why);
	if (ratio)
		results_maybe(results, coefficient->ratio, exp(b),
			isnan(b) ? why : too_large);
	results_maybe(results, "std_error", e, why);
	results_maybe(results, "z", z, why);
	results_p_value(results, 2 * gsl_cdf_ugaussian_Q(fabs(z)), why);
	results_maybe(
		results, "conf_low", low, isnan(low) ? no_limit : too_large);
	results_maybe(
		results, "conf_high", high, isnan(high) ? no_limit : too_large);
}

void print_coefficient(const struct model_coefficient *coefficient, double conf,
	struct results *results)
{
	double margin =
		coefficient->std_error * gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
	const double limits[] = { coefficient->coef - margin,
		coefficient->coef + margin };

	print_term(coefficient, limits, coefficient->why, results);
}

void print_profiled(const struct model_coefficient *coefficient,
	const double limits[2], struct results *results)
{
	print_term(coefficient, limits,
		"no limit of the profile likelihood found", results);
}

void print_summary(const struct model_summary *summary,
	const struct input *input, struct results *results)
{
	double lr = 2 * (summary->loglik - summary->loglik_null);
	double k = (double)summary->parameters, df = (double)summary->df, p;

	if (lr < 0) /* by rounding */
		lr = 0;
	results_at(results, "", NAN, "");
	results_number(results, "n", (double)summary->n);
	results_number(results, "n_missing", (double)input->missing);
	results_number(results, "events", (double)summary->events);
	results_number(results, "loglik_null", summary->loglik_null);
	results_number(results, "loglik", summary->loglik);
	results_number(results, "lr", lr);
	results_number(results, "df", df);
	p = gsl_cdf_chisq_Q(lr, df);
	results_maybe(results, "lr_p_value", p < DBL_MIN ? NAN : p,
		"P is below 2.2e-308");
	results_number(results, "aic", 2 * (k - summary->loglik));
	results_number(results, "bic",
		k * log((double)summary->n) - 2 * summary->loglik);
}

double *model_numbers(const struct input *input, size_t column)
{
	const double *numbers;
	double *kept;

	if (column == TABLE_NO_COLUMN)
		return NULL;
	numbers = table_numbers(input->table, column);
	kept = allocate(input->count, sizeof(*kept));
	for (size_t i = 0; i < input->count; i++)
		kept[i] = numbers[input->rows[i]];
	return kept;
}
