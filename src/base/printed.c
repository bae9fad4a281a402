/* Numbers as papers print them. */
#include "base/printed.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DIGITS 17
#define MINUS_SIGN  "\xe2\x88\x92" /* U+2212 */

struct scan {
	const char *at, *end;
};

static bool take(struct scan *scan, const char *text)
{
	size_t length = strlen(text);

	if ((size_t)(scan->end - scan->at) < length ||
		memcmp(scan->at, text, length) != 0)
		return false;
	scan->at += length;
	return true;
}

static bool at_digit(const struct scan *scan)
{
	return scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9';
}

/* Digits go on behind `digits`; false when there are none or too many. */
static bool take_digits(struct scan *scan, int64_t *digits, int *count)
{
	if (!at_digit(scan))
		return false;
	for (; at_digit(scan); scan->at++) {
		if (*digits > 0 || *scan->at != '0')
			++*count;
		if (*count > MOST_DIGITS)
			return false;
		*digits = 10 * *digits + (*scan->at - '0');
	}
	return true;
}

/* `e-6`, `E6`: moves the last digit's place. */
static bool take_exponent(struct scan *scan, int *decimals)
{
	int64_t exponent = 0;
	int count = 0;
	bool negative;

	if (!take(scan, "e") && !take(scan, "E"))
		return true;
	negative = take(scan, "-") || take(scan, MINUS_SIGN);
	if (!negative)
		take(scan, "+");
	if (!take_digits(scan, &exponent, &count) || exponent > 300)
		return false;
	*decimals += negative ? (int)exponent : -(int)exponent;
	return true;
}

/* digits / 10^decimals, to the nearest double. */
static double scaled(int64_t digits, int decimals)
{
	char text[64];

	snprintf(text, sizeof(text), "%llde%d", (long long)digits, -decimals);
	return strtod(text, NULL);
}

/* A relation to a bound; P values and counts are not below 0. */
static void bound(struct printed *printed)
{
	if (printed->relation == PRINTED_LESS) {
		printed->lower = printed->value > 0 ? 0 : -INFINITY;
		printed->upper = printed->value;
	} else {
		printed->lower = printed->value;
		printed->upper = INFINITY;
	}
}

static bool parse_word(const char *text, size_t length, struct printed *printed)
{
	if (length != 2)
		return false;
	*printed = (struct printed){ .value = NAN, .upper = INFINITY };
	if (memcmp(text, "NR", 2) == 0) {
		printed->relation = PRINTED_NOT_REACHED;
		return true;
	}
	if (memcmp(text, "ns", 2) == 0 || memcmp(text, "NS", 2) == 0) {
		printed->relation = PRINTED_NOT_SIGNIFICANT;
		printed->lower = 0.05;
		return true;
	}
	return false;
}

bool printed_parse(const char *text, size_t length, struct printed *printed)
{
	struct scan scan = { text, text + length };
	int64_t digits = 0;
	int count = 0;
	bool negative, whole;

	if (parse_word(text, length, printed))
		return true;
	*printed = (struct printed){ .relation = PRINTED_EQUAL };
	if (take(&scan, "<"))
		printed->relation = PRINTED_LESS;
	else if (take(&scan, ">"))
		printed->relation = PRINTED_GREATER;
	negative = take(&scan, "-") || take(&scan, MINUS_SIGN);
	whole = at_digit(&scan);
	if (whole && !take_digits(&scan, &digits, &count))
		return false;
	if (take(&scan, ".")) {
		const char *point = scan.at;

		if (!take_digits(&scan, &digits, &count))
			return false;
		printed->decimals = (int)(scan.at - point);
	} else if (!whole) {
		return false;
	}
	if (!take_exponent(&scan, &printed->decimals))
		return false;
	printed->percent = take(&scan, "%");
	if (negative)
		digits = -digits;
	printed->value = scaled(digits, printed->decimals);
	printed->lower = scaled(10 * digits - 5, printed->decimals + 1);
	printed->upper = scaled(10 * digits + 5, printed->decimals + 1);
	if (printed->relation != PRINTED_EQUAL)
		bound(printed);
	return scan.at == scan.end && isfinite(printed->value);
}
