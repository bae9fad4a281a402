/* Decimal text to double. */
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"

/* What the grammar found: the digits as an integer, and a power of ten. */
struct decimal {
	bool negative;
	bool exact; /* digits holds every digit */
	uint64_t digits;
	long exponent;
};

static const double powers_of_ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
	1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
	1e20, 1e21, 1e22 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static void take_digit(struct decimal *number, char digit)
{
	if (number->digits > (UINT64_MAX - 9) / 10) {
		number->exact = false;
		return;
	}
	number->digits = 10 * number->digits + (uint64_t)(digit - '0');
}

/* The exponent after e or E, to the end; false when there is none. */
static bool scan_exponent(const char *text, const char *end, long *exponent)
{
	bool negative = false;
	long value = 0;

	if (text < end && (*text == '+' || *text == '-'))
		negative = *text++ == '-';
	if (text == end)
		return false;
	for (; text < end; text++) {
		if (!is_digit(*text))
			return false;
		if (value < 100000)
			value = 10 * value + (*text - '0');
	}
	*exponent += negative ? -value : value;
	return true;
}

static bool scan(const char *text, const char *end, struct decimal *number)
{
	size_t count = 0;

	*number = (struct decimal){ .exact = true };
	if (text < end && (*text == '+' || *text == '-'))
		number->negative = *text++ == '-';
	for (; text < end && is_digit(*text); text++, count++)
		take_digit(number, *text);
	if (text < end && *text == '.') {
		for (text++; text < end && is_digit(*text); text++, count++) {
			take_digit(number, *text);
			number->exponent--;
		}
	}
	if (count == 0)
		return false;
	if (text < end && (*text == 'e' || *text == 'E'))
		return scan_exponent(text + 1, end, &number->exponent);
	return text == end;
}

/* strtod() for what one multiplication or division cannot do exactly. */
static double slow_value(const char *text, size_t length)
{
	char room[64];
	char *copy = room;
	double value;

	if (length >= sizeof(room))
		copy = reallocate(NULL, length + 1, 1);
	memcpy(copy, text, length);
	copy[length] = '\0';
	value = strtod(copy, NULL);
	if (copy != room)
		free(copy);
	return value;
}

/*
 * Clinger (1990): an integer below 2^53 times or over a power of ten up to
 * 10^22 has both operands exact, so one IEEE operation rounds correctly.
 */
bool number_parse(const char *text, size_t length, double *value)
{
	struct decimal number;

	if (!scan(text, text + length, &number))
		return false;
	if (number.exact && number.digits < UINT64_C(1) << 53 &&
		number.exponent >= -22 && number.exponent <= 22) {
		*value = (double)number.digits;
		if (number.exponent < 0)
			*value /= powers_of_ten[-number.exponent];
		else
			*value *= powers_of_ten[number.exponent];
		if (number.negative)
			*value = -*value;
		return true;
	}
	*value = slow_value(text, length);
	return isfinite(*value);
}
