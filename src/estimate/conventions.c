/* What statistical packages do by default. */
#include "estimate/conventions.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/options.h"

#define R     PACKAGE_R
#define SAS   PACKAGE_SAS
#define STATA PACKAGE_STATA
#define PRISM PACKAGE_PRISM
#define SPSS  PACKAGE_SPSS

#define COUNT(choices) (sizeof(choices) / sizeof((choices)[0]))

#define SMALL_OF_R     50  /* fewer in each group: exact */
#define SMALL_OF_PRISM 100 /* as many in the smaller group: exact */

static const struct choice survival_limits[] = {
	{ "log", { "--ci=log" }, R, 0, NULL },
	{ "log-log", { "--ci=log-log" }, SAS | STATA | PRISM, 0, NULL },
	{ "plain", { "--ci=plain" }, 0, 0, NULL },
	{ "logit", { "--ci=logit" }, 0, 0, NULL },
	{ "arcsin", { "--ci=arcsin" }, 0, 0, NULL },
};

static const struct choice plateaus[] = {
	{ "middle", { "--plateau=middle" }, R | SAS | PRISM, 0, NULL },
	{ "first", { "--plateau=first" }, STATA, 0, NULL },
};

static const struct choice ties[] = {
	{ "efron", { "--ties=efron" }, R, 0, NULL },
	{ "breslow", { "--ties=breslow" }, SAS | STATA, 0, NULL },
	{ "exact", { "--ties=exact" }, 0, 0, NULL },
	{ "exact-marginal", { "--ties=exact-marginal" }, 0, 0, NULL },
};

static const struct choice corrections[] = {
	{ "none", { "--no-correction" }, STATA, 0, NULL },
	{ "yates", { "--yates" }, R, 0, NULL },
};

static const struct choice rank_sum_p[] = {
	{ "exact", { "--exact" }, R | PRISM, R | PRISM,
		"exact of r: no ties, each group below 50; of prism: smaller "
		"group up to 100" },
	{ "normal-corrected", { "--approximate", "--correction" }, R | SAS, R,
		"of r where it is not exact" },
	{ "normal", { "--approximate", "--no-correction" }, STATA, 0, NULL },
};

static const struct choice quantile_types[] = {
	{ "1", { "--quantile-type=1" }, 0, 0, NULL },
	{ "2", { "--quantile-type=2" }, SAS | STATA, 0, NULL },
	{ "3", { "--quantile-type=3" }, 0, 0, NULL },
	{ "4", { "--quantile-type=4" }, 0, 0, NULL },
	{ "5", { "--quantile-type=5" }, 0, 0, NULL },
	{ "6", { "--quantile-type=6" }, PRISM | SPSS, 0, NULL },
	{ "7", { "--quantile-type=7" }, R, 0, NULL },
	{ "8", { "--quantile-type=8" }, 0, 0, NULL },
	{ "9", { "--quantile-type=9" }, 0, 0, NULL },
};

static const struct choice proportion_limits[] = {
	{ "clopper-pearson", { "--ci=clopper-pearson" }, R | STATA, R,
		"r in binom.test" },
	{ "wilson", { "--ci=wilson" }, 0, 0, NULL },
	{ "wilson-cc", { "--ci=wilson-cc" }, R, R, "r in prop.test" },
	{ "agresti-coull", { "--ci=agresti-coull" }, 0, 0, NULL },
	{ "jeffreys", { "--ci=jeffreys" }, 0, 0, NULL },
};

static const struct choice sides[] = {
	{ "two-sided", { "--alternative=two-sided" }, R, 0, NULL },
	{ "less", { "--alternative=less" }, 0, 0, NULL },
	{ "greater", { "--alternative=greater" }, 0, 0, NULL },
};

static const struct choice mid_p[] = {
	{ "no", { NULL }, R, 0, NULL },
	{ "yes", { "--mid-p" }, 0, 0, NULL },
};

static const struct choice rank_tests[] = {
	{ "logrank", { "--weight-function=logrank" }, R, 0, NULL },
	{ "gehan", { "--weight-function=gehan" }, 0, 0, NULL },
	{ "tarone-ware", { "--weight-function=tarone-ware" }, 0, 0, NULL },
	{ "peto", { "--weight-function=peto" }, 0, 0, NULL },
	{ "modified-peto", { "--weight-function=modified-peto" }, 0, 0, NULL },
};

static const struct convention conventions[] = {
	{ "chisq", "correction", corrections, COUNT(corrections) },
	{ "cox", "ties", ties, COUNT(ties) },
	{ "describe", "quantile-type", quantile_types, COUNT(quantile_types) },
	{ "fisher", "alternative", sides, COUNT(sides) },
	{ "fisher", "mid-p", mid_p, COUNT(mid_p) },
	{ "km", "ci", survival_limits, COUNT(survival_limits) },
	{ "km", "plateau", plateaus, COUNT(plateaus) },
	{ "logrank", "weight-function", rank_tests, COUNT(rank_tests) },
	{ "proportion", "ci", proportion_limits, COUNT(proportion_limits) },
	{ "wilcoxon", "p", rank_sum_p, COUNT(rank_sum_p) },
};

static const char *const package_names[] = { "r", "sas", "stata", "prism",
	"spss", NULL };

const struct convention *conventions_all(size_t *count)
{
	*count = COUNT(conventions);
	return conventions;
}

unsigned package_of(const char *as)
{
	return as ? 1U << option_choice("as", as, package_names) : 0;
}

const char *packages_text(unsigned packages)
{
	static char text[64];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; package_names[i]; i++)
		if (packages & (1U << i))
			used += (size_t)snprintf(text + used,
				sizeof(text) - used, "%s%s",
				used > 0 ? ", " : "", package_names[i]);
	return text;
}

const struct choice *conventions_default(
	unsigned package, const char *method, const char *name)
{
	for (size_t i = 0; i < COUNT(conventions); i++) {
		const struct convention *convention = &conventions[i];

		if (strcmp(convention->method, method) != 0 ||
			strcmp(convention->name, name) != 0)
			continue;
		for (size_t j = 0; j < convention->count; j++)
			if ((convention->choices[j].packages & package) &&
				!(convention->choices[j].sometimes & package))
				return &convention->choices[j];
	}
	return NULL;
}

void conventions_apply(const char *as, const char *method, const char *name,
	const char **value)
{
	const struct choice *choice =
		conventions_default(package_of(as), method, name);

	if (!as || *value)
		return;
	if (choice)
		*value = choice->name;
	else
		warn("--as=%s: its --%s is not documented: as without --as", as,
			name);
}

bool conventions_take(const char *as, const char *method, const char *name,
	const char *choice)
{
	const struct choice *taken =
		conventions_default(package_of(as), method, name);

	return taken && strcmp(taken->name, choice) == 0;
}

bool conventions_exact(const char *as, size_t n1, size_t n2, bool tied)
{
	unsigned package = package_of(as);

	if (package & SPSS)
		warn("--as=spss: its P is not documented: as without --as");
	if (package & (SAS | STATA))
		return false;
	if (package & PRISM)
		return n1 <= SMALL_OF_PRISM || n2 <= SMALL_OF_PRISM;
	return !tied && n1 < SMALL_OF_R && n2 < SMALL_OF_R;
}
