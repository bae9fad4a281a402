/* Printed numbers, their intervals, and rounding in decimal. */
#include <gsl/gsl_test.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/printed.h"

static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static void test_printed(void)
{
	static const struct {
		const char *text;
		struct printed as;
	} cases[] = {
		{ "33", { PRINTED_EQUAL, 33, 0, false, 32.5, 33.5 } },
		{ "33.0", { PRINTED_EQUAL, 33, 1, false, 32.95, 33.05 } },
		{ "0.03", { PRINTED_EQUAL, 0.03, 2, false, 0.025, 0.035 } },
		{ ".05", { PRINTED_EQUAL, 0.05, 2, false, 0.045, 0.055 } },
		{ "94%", { PRINTED_EQUAL, 94, 0, true, 93.5, 94.5 } },
		{ "0", { PRINTED_EQUAL, 0, 0, false, -0.5, 0.5 } },
		{ "-1.5", { PRINTED_EQUAL, -1.5, 1, false, -1.55, -1.45 } },
		{ "\xe2\x88\x92"
		  "1.5",
			{ PRINTED_EQUAL, -1.5, 1, false, -1.55, -1.45 } },
		{ "1e-6", { PRINTED_EQUAL, 1e-6, 6, false, 5e-7, 1.5e-6 } },
		{ "1.20E2", { PRINTED_EQUAL, 120, 0, false, 119.5, 120.5 } },
		{ "1e3", { PRINTED_EQUAL, 1000, -3, false, 500, 1500 } },
		{ "<0.001", { PRINTED_LESS, 0.001, 3, false, 0, 0.001 } },
		{ "<1%", { PRINTED_LESS, 1, 0, true, 0, 1 } },
		{ ">12", { PRINTED_GREATER, 12, 0, false, 12, INFINITY } },
		{ "NR", { PRINTED_NOT_REACHED, NAN, 0, false, 0, INFINITY } },
		{ "ns", { PRINTED_NOT_SIGNIFICANT, NAN, 0, false, 0.05,
				INFINITY } },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = cases[i].text;
		const struct printed *as = &cases[i].as;
		struct printed read;
		bool good = printed_parse(text, strlen(text), &read);

		gsl_test(!good || read.relation != as->relation ||
				 !same(read.value, as->value) ||
				 read.decimals != as->decimals ||
				 read.percent != as->percent,
			"\"%s\" is %g with %d decimals", text, read.value,
			read.decimals);
		gsl_test(read.lower != as->lower || read.upper != as->upper,
			"\"%s\" lies in %.17g to %.17g", text, read.lower,
			read.upper);
	}
}

static void test_refuse(void)
{
	static const char *const bad[] = { "", "-", ".", "33.", "1,5", "1,234",
		"1 234", " 33", "33 ", "<", "<<1", "< 1", "%", "94%%", "1e",
		"NA", "nr", "n", "0x1", "inf", "1e400", "123456789012345678",
		"3\xc2\xb7\x35" };
	struct printed read;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		gsl_test(printed_parse(bad[i], strlen(bad[i]), &read),
			"\"%s\" is no printed number", bad[i]);
}

static void test_round(void)
{
	static const struct {
		double value;
		int shift, decimals;
		const char *up, *even, *cut;
	} cases[] = {
		{ 0.285, 2, 0, "29", "28", "28" },
		{ 0.295, 2, 0, "30", "30", "29" },
		{ 1.005, 0, 2, "1.01", "1.00", "1.00" },
		{ 2.675, 0, 2, "2.68", "2.68", "2.67" },
		{ 0.5, 0, 0, "1", "0", "0" },
		{ 1.5, 0, 0, "2", "2", "1" },
		{ 0.50001, 0, 0, "1", "1", "0" },
		{ 0.05, 0, 0, "0", "0", "0" },
		{ 0.0049999, 0, 2, "0.00", "0.00", "0.00" },
		{ 0.005, 0, 2, "0.01", "0.00", "0.00" },
		{ 0.015, 0, 2, "0.02", "0.02", "0.01" },
		{ 99.96, 0, 1, "100.0", "100.0", "99.9" },
		{ 0.9996, 2, 1, "100.0", "100.0", "99.9" },
		{ -0.285, 2, 0, "-29", "-28", "-28" },
		{ -0.004, 0, 2, "0.00", "0.00", "0.00" },
		{ 0, 0, 2, "0.00", "0.00", "0.00" },
		{ 12, 0, 3, "12.000", "12.000", "12.000" },
		{ 1250, 0, -2, "1300", "1200", "1200" },
		{ 40, 0, -2, "0", "0", "0" },
		{ 1e21, 0, 1, "1000000000000000000000.0",
			"1000000000000000000000.0",
			"1000000000000000000000.0" },
		{ 1e-9, 0, 9, "0.000000001", "0.000000001", "0.000000001" },
		{ 1.0 / 3, 2, 1, "33.3", "33.3", "33.3" },
		{ 33, -2, 2, "0.33", "0.33", "0.33" },
		{ NAN, 0, 2, "NA", "NA", "NA" },
	};
	char text[400];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const expected[] = { cases[i].up, cases[i].even,
			cases[i].cut };

		for (int how = ROUND_HALF_UP; how <= ROUND_CUT_OFF; how++) {
			round_decimal(cases[i].value, cases[i].shift,
				cases[i].decimals, (enum rounding)how, text,
				sizeof(text));
			gsl_test(strcmp(text, expected[how]) != 0,
				"%g, shift %d, %d decimals, way %d: %s",
				cases[i].value, cases[i].shift,
				cases[i].decimals, how, text);
		}
	}
}

/*
 * Whatever is rounded half up to d decimals reads back as a printed number
 * whose interval holds the value: what the audit of a paper stands on.
 */
static void test_agreement(void)
{
	char text[400];
	size_t outside = 0;

	for (int count = 0; count <= 137; count++) {
		for (int total = count > 0 ? count : 1; total <= 137; total++) {
			double percent = 100.0 * count / total;
			struct printed read;

			round_decimal(percent, 0, total % 3, ROUND_HALF_UP,
				text, sizeof(text));
			if (!printed_parse(text, strlen(text), &read) ||
				percent < read.lower || percent >= read.upper)
				outside++;
		}
	}
	gsl_test(outside > 0, "rounded percentages, %zu outside", outside);
}

int main(void)
{
	test_printed();
	test_refuse();
	test_round();
	test_agreement();
	return gsl_test_summary();
}
