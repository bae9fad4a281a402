/* Numbers read and written without losing a bit. */
#include <gsl/gsl_test.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static void test_parse(void)
{
	static const struct {
		const char *text;
		double value;
	} good[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "12", 12 },
		{ "+12", 12 },
		{ "-12.5", -12.5 },
		{ ".5", 0.5 },
		{ "5.", 5 },
		{ "1e3", 1000 },
		{ "1E+3", 1000 },
		{ "007", 7 },
		{ "2.5e-3", 0.0025 },
		{ "0.1", 0.1 },
		{ "123456789012345678901234567890",
			123456789012345678901234567890.0 },
		{ "9007199254740993", 9007199254740992.0 }, /* half to even */
		{ "1e22", 1e22 },
		{ "1e23", 1e23 },
		{ "8.5e-23", 8.5e-23 },
		{ "2.2250738585072011e-308", 2.2250738585072011e-308 },
		{ "1.7976931348623157e308", 1.7976931348623157e308 },
		{ "1e-400", 0 },
		{ "0e999999999999", 0 },
		{ "0e25", 0 },
		{ "-0.000000000000000000000000000", 0 },
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		double value = NAN;
		bool read = number_parse(
			good[i].text, strlen(good[i].text), &value);

		gsl_test(!read || value != good[i].value, "\"%s\" is %g",
			good[i].text, value);
	}
}

static void test_refuse(void)
{
	static const char *const bad[] = { "", " ", " 1", "1 ", "-", ".", "e5",
		"1e", "1e+", "1e1.5", "1,5", "0x10", "inf", "nan", "NaN",
		"Infinity", "1e309", "1e999999999999", "--1", "1.2.3", "1_000",
		"\xe2\x88\x92\x31" };
	double value;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		gsl_test(number_parse(bad[i], strlen(bad[i]), &value),
			"\"%s\" is no number", bad[i]);
	gsl_test(!number_parse("12x", 2, &value) || value != 12,
		"only the bytes given are read");
}

static void test_format(void)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = { { 0, "0" }, { -0.0, "0" }, { 1, "1" }, { -1.5, "-1.5" },
		{ 0.1, "0.1" }, { 0.1 + 0.2, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" }, { 120, "120" },
		{ 1e15, "1e+15" }, { 123456789, "123456789" },
		{ 1e-6, "1e-06" }, { NAN, "NA" } };
	char text[NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number_format(cases[i].value, text);
		gsl_test(strcmp(text, cases[i].text) != 0, "%s is written %s",
			cases[i].text, text);
	}
}

/* Every bit pattern is as likely: all exponents, all digits (splitmix64). */
static double any_double(uint64_t *state)
{
	uint64_t bits;
	double value;

	bits = *state += UINT64_C(0x9e3779b97f4a7c15);
	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	bits ^= bits >> 31;
	memcpy(&value, &bits, sizeof(value));
	return isfinite(value) ? value : 0;
}

static void test_round_trip(void)
{
	uint64_t state = 1;
	size_t lost = 0, differ = 0;

	for (int i = 0; i < 200000; i++) {
		double value = any_double(&state);
		double back = NAN;
		char text[NUMBER_SIZE];

		number_format(value, text);
		if (!number_parse(text, strlen(text), &back) || back != value)
			lost++;
		/* the short cut and strtod() agree */
		if (back != strtod(text, NULL))
			differ++;
	}
	gsl_test(lost > 0, "200000 doubles read back, %zu lost", lost);
	gsl_test(differ > 0, "they read as strtod() reads, %zu do not", differ);
}

/* Short decimals take the short cut: one operation, rounded correctly. */
static void test_short_decimals(void)
{
	uint64_t state = 2;
	size_t differ = 0;

	for (int i = 0; i < 200000; i++) {
		double value = NAN;
		char text[NUMBER_SIZE];
		uint64_t bits;
		double seed = any_double(&state);

		memcpy(&bits, &seed, sizeof(bits));
		snprintf(text, sizeof(text), "%llue%d",
			(unsigned long long)(bits >> (bits & 31) >> 11),
			(int)(bits >> 58) - 32);
		if (!number_parse(text, strlen(text), &value) ||
			value != strtod(text, NULL))
			differ++;
	}
	gsl_test(differ > 0, "200000 short decimals, %zu differ", differ);
}

/* The shortest of 15 to 17 digits, by trial. */
static void format_by_trial(double value, char text[NUMBER_SIZE])
{
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			return;
	}
}

/* Numbers of all kinds between 1e-14 and 1e16, and their neighbours. */
static double any_number(uint64_t *state, int kind)
{
	double seed = any_double(state);
	uint64_t bits;
	double share, value;

	memcpy(&bits, &seed, sizeof(bits));
	share = (double)(bits >> 11) / 9007199254740992.0;
	switch (kind % 4) {
	case 0:
		return share;
	case 1:
		return -share * pow(10, (double)(bits % 30) - 13);
	case 2:
		value = pow(10, (double)(bits % 30) - 13);
		break;
	default:
		value = ldexp(1, (int)(bits % 90) - 40);
		break;
	}
	for (int steps = (int)(bits >> 32 & 3); steps > 0; steps--)
		value = nextafter(value, bits >> 62 ? 0 : INFINITY);
	return value;
}

static void test_format_by_trial(void)
{
	uint64_t state = 3;
	size_t differ = 0;

	for (int i = 0; i < 200000; i++) {
		double value = any_number(&state, i);
		char text[NUMBER_SIZE], want[NUMBER_SIZE];

		if (value == 0)
			continue;
		format_by_trial(value, want);
		if (strcmp(number_format(value, text), want) != 0)
			differ++;
	}
	gsl_test(
		differ > 0, "printed as %%.15g to %%.17g, %zu are not", differ);
}

static uint64_t any_bits(uint64_t *state)
{
	double value = any_double(state);
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits ^ bits << 32 ^ *state;
}

/* Up to 22 digits with a point somewhere; returns their length. */
static int any_digits(uint64_t *state, char text[])
{
	int count = 1 + (int)(any_bits(state) % 22);
	int point = (int)(any_bits(state) % 24);
	int length = 0;

	for (int i = 0; i < count; i++) {
		if (i == point)
			text[length++] = '.';
		text[length++] = (char)('0' + any_bits(state) % 10);
	}
	text[length] = '\0';
	return length;
}

/*
 * Decimals of a kind: of a few decimals, of 15 to 19 digits, of integers with
 * an exponent, half way between two doubles, of random digits, of all sizes.
 */
static void any_text(uint64_t *state, int kind, char *text, size_t size)
{
	uint64_t bits = any_bits(state);
	unsigned long long integer = any_bits(state) >> (bits & 63);
	double value = ldexp((double)(bits >> 11), -(int)(bits % 70));

	switch (kind % 6) {
	case 0:
		snprintf(text, size, "%.*f", (int)(bits % 12),
			(double)(bits >> 40) / 1000);
		break;
	case 1:
		snprintf(text, size, "%.*g", 15 + (int)(bits % 5), value);
		break;
	case 2:
		snprintf(text, size, "%llue%d", integer, (int)(bits % 60) - 30);
		break;
	case 3: /* 54 bits, the last one 1 */
		snprintf(text, size, "%llu%s",
			(unsigned long long)((bits >> 11 | 1) +
					     (UINT64_C(1) << 53)),
			bits % 2 == 0 ? ".000" : "e-3");
		break;
	case 4:
		any_digits(state, text);
		break;
	default:
		snprintf(text, size, "%.*e", (int)(bits % 19),
			any_double(state));
		break;
	}
}

static void test_random_decimals(long count)
{
	uint64_t state = 4;
	size_t differ = 0;

	for (long i = 0; i < count; i++) {
		double value = NAN, want;
		char text[128];

		any_text(&state, (int)(i % 6), text, sizeof(text));
		want = strtod(text, NULL);
		if (number_parse(text, strlen(text), &value) != !isinf(want) ||
			(!isinf(want) &&
				memcmp(&value, &want, sizeof(value)) != 0))
			differ++;
	}
	gsl_test(differ > 0, "%ld decimals read as strtod() does, %zu do not",
		count, differ);
}

/* The argument is how many random decimals to read. */
int main(int argc, char **argv)
{
	test_parse();
	test_refuse();
	test_format();
	test_round_trip();
	test_short_decimals();
	test_format_by_trial();
	test_random_decimals(argc > 1 ? atol(argv[1]) : 1000000);
	return gsl_test_summary();
}
