/* The verdict on a printed text, given a value of ours. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_test.h>

#include "audit/verdicts.h"

struct verdict_case {
	const char *quantity, *printed;
	double value;
	enum verdict want;
	const char *recomputed, *reason; /* NULL: none */
};

#define REPRODUCED   VERDICT_REPRODUCED
#define ROUNDING     VERDICT_ROUNDING
#define INCONSISTENT VERDICT_INCONSISTENT
#define EVEN_OR_CUT  "equal when a half is rounded to even or cut off"

static const struct verdict_case cases[] = {
	{ "percent", "33", 26.0 / 79, REPRODUCED, "33", NULL },
	{ "percent", "33%", 26.0 / 79, REPRODUCED, "33%", NULL },
	{ "percent", "32", 26.0 / 79, ROUNDING, "33", "equal when cut off" },
	{ "percent", "36", 26.0 / 79, INCONSISTENT, "33",
		"off by 3 in the last printed digit" },
	/* ties; the last is below its tie by an error of computing */
	{ "percent", "29", 0.285, REPRODUCED, "29", NULL },
	{ "percent", "28", 0.285, ROUNDING, "29", EVEN_OR_CUT },
	{ "percent", "27", 0.275, ROUNDING, "28", "equal when cut off" },
	{ "percent", "29", 0.2849999999999999, REPRODUCED, "29", NULL },
	{ "survival", "62", 0.6189, REPRODUCED, "62", NULL },
	{ "survival", "0.62", 0.6189, REPRODUCED, "0.62", NULL },
	{ "survival", "1.00", 0.999, REPRODUCED, "1.00", NULL },
	{ "cuminc", "0.5%", 0.005, REPRODUCED, "0.5%", NULL },
	{ "cuminc", "1%", 0.0123, REPRODUCED, "1%", NULL },
	{ "cuminc", "0", 0.3, INCONSISTENT, "30",
		"off by 30 in the last printed digit" },
	{ "count", "26", 26, REPRODUCED, "26", NULL },
	{ "hr", "1.20", 1.2, REPRODUCED, "1.20", NULL },
	{ "hr", "-0.0", -0.04, REPRODUCED, "0.0", NULL },
	{ "p", "0.03", 0.0312, REPRODUCED, "0.03", NULL },
	{ "p", "0.03", 0.0712, INCONSISTENT, "0.07",
		"off by 4 in the last printed digit; the side of 0.05 flips" },
	{ "p", "0.04", 0.05, INCONSISTENT, "0.05",
		"off by 1 in the last printed digit; the side of 0.05 flips" },
	{ "p", "0.05", 0.0712, INCONSISTENT, "0.07",
		"off by 2 in the last printed digit" },
	{ "p", "<0.001", 0.00099, REPRODUCED, "<0.001", NULL },
	{ "p", "<0.001", 0.001, INCONSISTENT, "0.0010",
		"0.0010 is not below 0.001" },
	{ "p", "<0.05", 0.2, INCONSISTENT, "0.200",
		"0.200 is not below 0.05; the side of 0.05 flips" },
	{ "p", "ns", 0.05, REPRODUCED, "0.050", NULL },
	{ "p", "ns", 0.0497, INCONSISTENT, "0.049",
		"printed as not significant; the side of 0.05 flips" },
	{ "maximum", ">12", 13, REPRODUCED, ">12", NULL },
	{ "maximum", ">12", 12, INCONSISTENT, "12.0", "12.0 is not above 12" },
	{ "median", "NR", NAN, REPRODUCED, "NR", NULL },
	{ "median", "NR", 12.25, INCONSISTENT, "12.25",
		"printed as not reached; ours is 12.25" },
	{ "median", "12", NAN, INCONSISTENT, "NR",
		"our curve does not reach it: not reached" },
	{ "conf_high", "45", NAN, VERDICT_UNDERIVABLE, NULL,
		"ours does not exist, which rules nothing out: not reached" },
};

static int texts_differ(const char *got, const char *want)
{
	return !got || !want ? got != want : strcmp(got, want) != 0;
}

static void test_case(const struct verdict_case *one)
{
	struct printed printed;
	struct evidence evidence = {
		.quantity = quantity_find(one->quantity),
		.printed = &printed,
		.printed_text = one->printed,
		.value = one->value,
		.note = isnan(one->value) ? "not reached" : NULL,
		.p_value = strcmp(one->quantity, "p") == 0,
	};
	struct judgement judgement;

	printed_parse(one->printed, strlen(one->printed), &printed);
	judgement = verdict_judge(&evidence);
	gsl_test(judgement.verdict != one->want, "%s %s: %s", one->quantity,
		one->printed, verdict_name(judgement.verdict));
	gsl_test(texts_differ(judgement.recomputed, one->recomputed),
		"%s %s: recomputed %s", one->quantity, one->printed,
		judgement.recomputed ? judgement.recomputed : "-");
	gsl_test(texts_differ(judgement.reason, one->reason), "%s %s: %s",
		one->quantity, one->printed,
		judgement.reason ? judgement.reason : "-");
	free(judgement.recomputed);
	free(judgement.reason);
}

static void test_gap(void)
{
	struct printed printed = { .relation = PRINTED_EQUAL, .value = 5 };
	struct evidence evidence = {
		.quantity = quantity_find("median"),
		.printed = &printed,
		.printed_text = "5",
		.value = NAN,
		.gap = "needs dates",
	};
	struct judgement judgement = verdict_judge(&evidence);

	gsl_test(judgement.verdict != VERDICT_UNDERIVABLE, "a gap");
	gsl_test(texts_differ(judgement.reason, "needs dates"), "its reason");
	free(judgement.reason);
}

/* Limits are printed as what they belong to is. */
static void test_limits(void)
{
	struct printed printed;
	struct evidence evidence = {
		.quantity = quantity_find("conf_low"),
		.printed = &printed,
		.printed_text = "45",
		.value = 0.4512,
		.proportion = true,
	};
	struct judgement judgement;

	printed_parse("45", 2, &printed);
	judgement = verdict_judge(&evidence);
	gsl_test(judgement.verdict != REPRODUCED, "a limit in percent");
	free(judgement.recomputed);
	printed_parse("1", 1, &printed);
	gsl_test(!verdict_scale_open(&evidence), "a bare 1 is ambiguous");
	evidence.proportion = false;
	gsl_test(verdict_scale_open(&evidence), "a ratio of 1 is not");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		test_case(&cases[i]);
	test_gap();
	test_limits();
	return gsl_test_summary();
}
