/* Estimates from patients or counts, by the method that is named first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_errno.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "estimate/methods.h"

static const struct {
	const char *name;
	void (*run)(int argc, char **argv);
} methods[] = {
	{ "adjust", estimate_adjust },
	{ "aft", estimate_aft },
	{ "anova", estimate_anova },
	{ "chisq", estimate_chisq },
	{ "compare-rates", estimate_compare_rates },
	{ "cox", estimate_cox },
	{ "cuminc", estimate_cuminc },
	{ "describe", estimate_describe },
	{ "finegray", estimate_finegray },
	{ "find-convention", estimate_find_convention },
	{ "fisher", estimate_fisher },
	{ "gray", estimate_gray },
	{ "km", estimate_km },
	{ "kruskal", estimate_kruskal },
	{ "logistic", estimate_logistic },
	{ "logrank", estimate_logrank },
	{ "proportion", estimate_proportion },
	{ "rate", estimate_rate },
	{ "rmst", estimate_rmst },
	{ "simon", estimate_simon },
	{ "spearman", estimate_spearman },
	{ "ttest", estimate_ttest },
	{ "wilcoxon", estimate_wilcoxon },
};

#define METHODS (sizeof(methods) / sizeof(methods[0]))

static const struct option_row options[] = { { .name = NULL } };

static const struct usage usage = {
	.program = "estimate",
	.purpose = "Estimates from patients or counts, one number per row.",
	.operands = "METHOD [FILE]",
	.most_operands = 0,
	.options = options,
	.more = "Methods (estimate METHOD --help has the options of each):\n"
		"  km               Kaplan-Meier curves, quantiles\n"
		"  compare-rates    comparison of survival at a fixed time\n"
		"  rmst             restricted mean survival times\n"
		"  logrank          comparison of survival curves\n"
		"  cuminc           cumulative incidence of competing causes\n"
		"  gray             comparison of cumulative incidence\n"
		"  cox              proportional hazards regression\n"
		"  finegray         regression of cumulative incidence\n"
		"  aft              accelerated-failure-time models\n"
		"  logistic         odds ratios by several covariates\n"
		"  fisher           exact test of a table of counts\n"
		"  chisq            chi-squared tests of tables of counts\n"
		"  proportion       proportions with limits\n"
		"  rate             events per exposure\n"
		"  wilcoxon         rank-sum test of two groups\n"
		"  kruskal          rank test of several groups\n"
		"  ttest            t test of one or two means\n"
		"  anova            one-way analysis of variance\n"
		"  spearman         rank correlation\n"
		"  describe         summaries of numbers and of levels\n"
		"  simon            two-stage designs of single-arm trials\n"
		"  adjust           P values adjusted for the number of tests\n"
		"  find-convention  which conventions give a printed number",
};

static _Noreturn void unknown_method(const char *name)
{
	const char *names[METHODS + 1] = { NULL };
	const char *nearest;

	for (size_t i = 0; i < METHODS; i++)
		names[i] = methods[i].name;
	nearest = nearest_word(name, names);
	if (nearest)
		die_misused("no method %s; did you mean %s?", quoted(name),
			nearest);
	die_misused("no method %s; estimate --help lists them", quoted(name));
}

static void die_of_gsl(
	const char *reason, const char *file, int line, int number)
{
	(void)file;
	(void)line;
	die("numerical failure: %s (%s)", reason, gsl_strerror(number));
}

int main(int argc, char **argv)
{
	size_t i = 0;

	fail_set_program("estimate");
	gsl_set_error_handler(die_of_gsl);
	if (argc < 2)
		die_misused("no method given; estimate --help lists them");
	if (strncmp(argv[1], "--", 2) == 0)
		options_parse(argc, argv, &usage);
	while (i < METHODS && strcmp(argv[1], methods[i].name) != 0)
		i++;
	if (i == METHODS)
		unknown_method(argv[1]);
	methods[i].run(argc - 1, argv + 1);
	close_stdout();
	return EXIT_SUCCESS;
}
