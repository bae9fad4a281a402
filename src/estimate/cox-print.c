/* What is printed of a fitted Cox model. */
#include "estimate/cox-print.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <gsl/gsl_cdf.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "survival/cholesky.h"

static const char infinite[] =
	"no finite estimate: the likelihood is monotone (--firth has one)";
static const char no_wald[] = "a coefficient is infinite";
static const char too_large[] = "too large for a number";
static const char no_limit[] = "the profile likelihood has no limit there";
static const char no_robust[] = "the robust variance is singular";

/* The upper tail of chi-square; of one degree of freedom by erfc, which keeps
 * its digits far out. */
static double tail(double x, double df)
{
	return df > 1 ? gsl_cdf_chisq_Q(x, df) : erfc(sqrt(x / 2));
}

/* The P value of a test whose statistic may not exist, under its own name. */
static void print_tail(const char *name, double statistic, double df,
	const char *why, struct results *results)
{
	double p = isfinite(statistic) ? tail(fmax(statistic, 0), df) : NAN;

	if (p < DBL_MIN) {
		p = NAN;
		why = "P is below 2.2e-308";
	}
	results_maybe(results, name, p, why);
}

/* coef' variance^-1 coef; NaN when it is singular. */
static double robust_wald(const struct cox_print *print)
{
	size_t p = print->fit->p, column;
	const double *coef = print->fit->coef;
	double *factor, *solved, sum = 0;

	if (!print->robust)
		return NAN;
	factor = allocate(p * p, sizeof(*factor));
	solved = allocate(p, sizeof(*solved));
	for (size_t i = 0; i < p * p; i++)
		factor[i] = print->robust[i];
	for (size_t j = 0; j < p; j++)
		solved[j] = coef[j];
	if (cholesky_factor(p, factor, 1e-12, &column))
		cholesky_solve(p, factor, solved);
	else
		sum = NAN;
	for (size_t j = 0; j < p; j++)
		sum += solved[j] * coef[j];
	free(factor);
	free(solved);
	return sum;
}

void cox_print_model(const struct cox_print *print, struct results *results)
{
	const struct cox_fit *fit = print->fit;
	double p = (double)fit->p, events = (double)print->n_events;
	double lr = 2 * (fit->loglik - fit->loglik_null);
	double wald = print->sandwich ? robust_wald(print) : fit->wald;
	const char *why = print->robust ? no_robust : no_wald;

	results_at(results, "", NAN, "");
	results_number(results, "n", (double)print->n);
	results_number(results, "n_missing", (double)print->n_missing);
	results_number(results, "events", events);
	results_number(results, "loglik_null", fit->loglik_null);
	results_number(results, "loglik", fit->loglik);
	results_number(results, "lr", lr);
	results_maybe(results, "wald", wald, why);
	results_number(results, "score", fit->score_test);
	results_number(results, "df", p);
	results_number(results, "aic", 2 * p - 2 * fit->loglik);
	results_number(results, "bic", p * log(events) - 2 * fit->loglik);
	results_number(results, "iterations", (double)fit->iterations);
	print_tail("lr_p_value", lr, p, "", results);
	print_tail("wald_p_value", wald, p, why, results);
	print_tail("score_p_value", fit->score_test, p, "", results);
}

static void print_limits(const struct cox_print *print, size_t j, double error,
	struct results *results)
{
	double coef = print->fit->coef[j];
	double half = gsl_cdf_ugaussian_Qinv((1 - print->conf) / 2) * error;
	double low = coef - half, high = coef + half;
	const char *why = print->fit->infinite[j] ? infinite : no_wald;

	if (print->profiled) {
		low = print->limits ? print->limits[2 * j] : NAN;
		high = print->limits ? print->limits[2 * j + 1] : NAN;
		why = print->limits ? no_limit : why;
	}
	results_maybe(
		results, "conf_low", exp(low), isfinite(low) ? too_large : why);
	results_maybe(results, "conf_high", exp(high),
		isfinite(high) ? too_large : why);
}

static void print_term(
	const struct cox_print *print, size_t j, struct results *results)
{
	const struct cox_fit *fit = print->fit;
	size_t diagonal = j * (fit->p + 1);
	double coef = fit->coef[j], error = sqrt(fit->variance[diagonal]);
	const char *why = fit->infinite[j] ? infinite : no_wald;

	results_at(results, "", NAN, print->names[j]);
	results_maybe(results, "coef", coef, why);
	results_maybe(
		results, "hr", exp(coef), isfinite(coef) ? too_large : why);
	results_maybe(results, "std_error", error, why);
	if (print->sandwich) {
		error = print->robust ? sqrt(print->robust[diagonal]) : NAN;
		results_maybe(results, "robust_std_error", error, why);
	}
	if (!(error > 0))
		error = NAN;
	results_maybe(results, "z", coef / error, why);
	results_p_value(results, erfc(fabs(coef / error) / sqrt(2)), why);
	print_limits(print, j, error, results);
}

void cox_print_terms(const struct cox_print *print, struct results *results)
{
	for (size_t j = 0; j < print->fit->p; j++)
		print_term(print, j, results);
}

void cox_print_against(const struct cox_print *print, double loglik, size_t p,
	struct results *results)
{
	double df = (double)(print->fit->p - p);
	double lr = fmax(2 * (print->fit->loglik - loglik), 0);

	results_number(results, "against_loglik", loglik);
	results_number(results, "against_lr", lr);
	results_number(results, "against_df", df);
	print_tail("against_p_value", lr, df, "", results);
}
