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

/* in 64 bits; 5^27 is the last one */
#define MOST_FIVES 27
static const uint64_t powers_of_five[MOST_FIVES + 1] = { 1, 5, 25, 125, 625,
	3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625,
	1220703125, 6103515625, 30517578125, 152587890625, 762939453125,
	3814697265625, 19073486328125, 95367431640625, 476837158203125,
	2384185791015625, 11920928955078125, 59604644775390625,
	298023223876953125, 1490116119384765625, 7450580596923828125 };

__extension__ typedef unsigned __int128 wide;

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

/* strtod() for what 128 bits cannot do exactly. */
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
static double short_value(uint64_t digits, long exponent)
{
	if (exponent < 0)
		return (double)digits / powers_of_ten[-exponent];
	return (double)digits * powers_of_ten[exponent];
}

static int leading_zeros(uint64_t word)
{
	return __builtin_clzll(word);
}

/*
 * The double nearest to (high + something below 1) * 2^two, `more` when the
 * something is not 0; high has at least 61 bits, so that what is cut off, with
 * that bit, decides the rounding, ties to even.  In the range of normal
 * doubles.
 */
static double nearest(uint64_t high, bool more, int two)
{
	int over = 64 - leading_zeros(high) - 53;
	uint64_t kept = high >> over;
	uint64_t cut = high & ((UINT64_C(1) << over) - 1);
	uint64_t half = UINT64_C(1) << (over - 1);

	if (cut > half || (cut == half && (more || kept % 2 == 1)))
		kept++;
	return ldexp((double)kept, two + over);
}

/* digits * 10^exponent, digits not 0 and the exponent within +-27. */
static double long_value(uint64_t digits, long exponent)
{
	uint64_t five = powers_of_five[exponent < 0 ? -exponent : exponent];
	int shift = leading_zeros(digits);
	int five_shift = leading_zeros(five);
	wide number = digits << shift;

	five <<= five_shift;
	if (exponent < 0) { /* a quotient between 2^61 and 2^63 */
		number <<= 62;
		return nearest((uint64_t)(number / five), number % five != 0,
			five_shift - shift - 62 + (int)exponent);
	}
	number *= five; /* a product of at least 2^126 */
	return nearest((uint64_t)(number >> 64), (uint64_t)number != 0,
		64 - five_shift - shift + (int)exponent);
}

/*
 * Up to 18 bytes of sign, digits and point, as most cells are: the digits and
 * how many are behind the point.  False for anything else.
 */
static bool scan_short(
	const char *text, const char *end, struct decimal *number)
{
	const char *point = NULL;
	uint64_t digits = 0;
	const char *start;

	if (end - text > 18)
		return false;
	number->negative = text < end && *text == '-';
	start = text += number->negative;
	for (; text < end; text++) {
		unsigned digit = (unsigned)(unsigned char)*text - '0';

		if (digit <= 9) {
			digits = 10 * digits + digit;
			continue;
		}
		if (*text != '.' || point)
			return false;
		point = text;
	}
	number->digits = digits;
	number->exact = true;
	number->exponent = point ? point + 1 - end : 0;
	return end - start > (point ? 1 : 0);
}

bool number_parse(const char *text, size_t length, double *value)
{
	struct decimal number;
	double size;

	if (!scan_short(text, text + length, &number) &&
		!scan(text, text + length, &number))
		return false;
	if (number.exact && number.digits == 0) {
		size = 0;
	} else if (number.exact && number.digits <= UINT64_C(1) << 53 &&
		   number.exponent >= -22 && number.exponent <= 22) {
		size = short_value(number.digits, number.exponent);
	} else if (number.exact && number.exponent >= -MOST_FIVES &&
		   number.exponent <= MOST_FIVES) {
		size = long_value(number.digits, number.exponent);
	} else {
		*value = slow_value(text, length);
		return isfinite(*value);
	}
	*value = number.negative ? -size : size;
	return true;
}
