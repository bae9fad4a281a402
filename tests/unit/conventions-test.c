/* The table of conventions, against itself and the manual. */
#include "estimate/conventions.h"

#include <stdbool.h>
#include <string.h>
#include <gsl/gsl_test.h>

/* A package has one default of a convention, unless it depends on the data. */
static void test_table(void)
{
	size_t count;
	const struct convention *all = conventions_all(&count);

	for (size_t i = 0; i < count; i++) {
		unsigned taken = 0;

		for (size_t j = 0; j < all[i].count; j++) {
			const struct choice *choice = &all[i].choices[j];
			unsigned always = choice->packages & ~choice->sometimes;

			gsl_test_int((int)(taken & always), 0,
				"%s %s %s: a second default", all[i].method,
				all[i].name, choice->name);
			gsl_test((choice->sometimes & ~choice->packages) != 0,
				"%s %s %s: sometimes, but never", all[i].method,
				all[i].name, choice->name);
			gsl_test((choice->sometimes != 0) !=
					 (choice->when != NULL),
				"%s %s %s: it says when", all[i].method,
				all[i].name, choice->name);
			taken |= always;
		}
	}
}

struct expectation {
	unsigned package;
	const char *method, *name, *choice; /* choice: NULL for none */
};

static void test_defaults(void)
{
	static const struct expectation expected[] = {
		{ PACKAGE_R, "km", "ci", "log" },
		{ PACKAGE_SAS, "km", "ci", "log-log" },
		{ PACKAGE_STATA, "km", "ci", "log-log" },
		{ PACKAGE_PRISM, "km", "ci", "log-log" },
		{ PACKAGE_SPSS, "km", "ci", NULL },
		{ PACKAGE_R, "km", "plateau", "middle" },
		{ PACKAGE_SAS, "km", "plateau", "middle" },
		{ PACKAGE_STATA, "km", "plateau", "first" },
		{ PACKAGE_PRISM, "km", "plateau", "middle" },
		{ PACKAGE_SPSS, "km", "plateau", NULL },
		{ PACKAGE_R, "cox", "ties", "efron" },
		{ PACKAGE_SAS, "cox", "ties", "breslow" },
		{ PACKAGE_STATA, "cox", "ties", "breslow" },
		{ PACKAGE_PRISM, "cox", "ties", NULL },
		{ PACKAGE_SPSS, "cox", "ties", NULL },
		{ PACKAGE_R, "describe", "quantile-type", "7" },
		{ PACKAGE_SAS, "describe", "quantile-type", "2" },
		{ PACKAGE_STATA, "describe", "quantile-type", "2" },
		{ PACKAGE_PRISM, "describe", "quantile-type", "6" },
		{ PACKAGE_SPSS, "describe", "quantile-type", "6" },
		{ PACKAGE_R, "chisq", "correction", "yates" },
		{ PACKAGE_STATA, "chisq", "correction", "none" },
		{ PACKAGE_SAS, "chisq", "correction", NULL },
		{ PACKAGE_SAS, "wilcoxon", "p", "normal-corrected" },
		{ PACKAGE_STATA, "wilcoxon", "p", "normal" },
		{ PACKAGE_R, "wilcoxon", "p", NULL },
		{ 0, "km", "ci", NULL },
		{ PACKAGE_R, "km", "ties", NULL },
	};

	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct expectation *want = &expected[i];
		const struct choice *got = conventions_default(
			want->package, want->method, want->name);

		gsl_test_str(got ? got->name : "none",
			want->choice ? want->choice : "none", "%s %s of %u",
			want->method, want->name, want->package);
	}
}

static void test_options(void)
{
	const char *given = "plain", *open = NULL;

	conventions_apply("sas", "km", "ci", &given);
	gsl_test_str(given, "plain", "an option that is given stays");
	conventions_apply(NULL, "km", "ci", &open);
	gsl_test(open != NULL, "without --as nothing is set");
	conventions_apply("sas", "km", "ci", &open);
	gsl_test_str(open, "log-log", "an open option is set");
	gsl_test(!conventions_take("r", "chisq", "correction", "yates"),
		"r corrects");
	gsl_test(conventions_take("stata", "chisq", "correction", "yates"),
		"stata does not");
	gsl_test_str(packages_text(PACKAGE_SAS | PACKAGE_SPSS), "sas, spss",
		"names of packages");
}

static void test_exact(void)
{
	gsl_test(!conventions_exact(NULL, 49, 49, false), "49 and 49");
	gsl_test(conventions_exact(NULL, 50, 3, false), "50 and 3");
	gsl_test(conventions_exact("r", 3, 3, true), "ties, r");
	gsl_test(!conventions_exact("prism", 100, 500, true), "ties, prism");
	gsl_test(conventions_exact("prism", 101, 101, false), "prism, large");
	gsl_test(conventions_exact("sas", 3, 3, false), "sas");
	gsl_test(conventions_exact("stata", 3, 3, false), "stata");
}

int main(void)
{
	test_table();
	test_defaults();
	test_options();
	test_exact();
	return gsl_test_summary();
}
