/* Double to decimal text. */
#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST_DIGITS 15
#define MOST_DIGITS   17
#define MANTISSA_BITS 52
/* between these, 17 digits need no power of five above 5^27, the last in 64
 * bits, and none below 5^0 */
#define LEAST_FAST 1e-10
#define MOST_FAST  1e15

__extension__ typedef unsigned __int128 wide;

/* A positive double as mantissa * 2^-down, the mantissa's bit 52 set. */
struct binary {
	uint64_t mantissa;
	int down;
};

static const uint64_t powers_of_five[] = { 1, 5, 25, 125, 625, 3125, 15625,
	78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125,
	6103515625, 30517578125, 152587890625, 762939453125, 3814697265625,
	19073486328125, 95367431640625, 476837158203125, 2384185791015625,
	11920928955078125, 59604644775390625, 298023223876953125,
	1490116119384765625, 7450580596923828125 };

static const uint64_t powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000,
	1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000, 10000000000000, 100000000000000, 1000000000000000,
	10000000000000000, 100000000000000000 };

/* The digits of an integer in front of end; returns where they begin. */
static char *put_integer(uint64_t integer, char *end)
{
	do {
		*--end = (char)('0' + integer % 10);
		integer /= 10;
	} while (integer > 0);
	return end;
}

static const char *format_integer(double value, char text[NUMBER_SIZE])
{
	char digits[NUMBER_SIZE];
	char *end = digits + sizeof(digits);
	char *start = put_integer((uint64_t)fabs(value), end);
	size_t length = (size_t)(end - start);

	*text = '-';
	memcpy(text + (value < 0), start, length);
	text[length + (value < 0)] = '\0';
	return text;
}

static const char *format_slowly(double value, char text[NUMBER_SIZE])
{
	for (int digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits++) {
		snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	return text;
}

/* The decimal exponent of the value, or one less. */
static int guess_exponent(struct binary binary)
{
	/* 315653 / 2^20 is just above log10(2) */
	int product = (MANTISSA_BITS - binary.down) * 315653;

	return product >= 0 ? product >> 20 : -(-product >> 20) - 1;
}

/*
 * Whether the decimal of these digits, scaled by 2^down, reads as the double
 * again: it lies within half a step of it, the step being 5^power.  A tie goes
 * to the even mantissa; below a power of two the steps are half as long.
 */
static bool reads_back(
	struct binary binary, wide exact, wide decimal, uint64_t step)
{
	bool below = decimal < exact;
	wide distance = 2 * (below ? exact - decimal : decimal - exact);

	if (below && binary.mantissa == UINT64_C(1) << MANTISSA_BITS)
		distance *= 2;
	return distance < step ||
	       (distance == step && binary.mantissa % 2 == 0);
}

/*
 * The value to so many digits, rounded to nearest, ties to even, as an integer.
 * value * 10^power = mantissa * 5^power / 2^(down - power) is exact in 128
 * bits.  Sets whether it reads back.
 */
static uint64_t round_digits(struct binary binary, int power, bool *back)
{
	int down = binary.down - power;
	wide exact = (wide)binary.mantissa * powers_of_five[power];
	wide half = (wide)1 << (down - 1);
	uint64_t digits = (uint64_t)(exact >> down);
	wide rest = exact - ((wide)digits << down);

	if (rest > half || (rest == half && digits % 2 == 1))
		digits++;
	*back = reads_back(
		binary, exact, (wide)digits << down, powers_of_five[power]);
	return digits;
}

/* digits * 10^(exponent - count + 1) as %g writes it, without end zeros. */
static void write_digits(uint64_t digits, int exponent, char *text)
{
	char room[NUMBER_SIZE];
	char *end = room + sizeof(room);
	char *start;
	int count;

	while (digits % 10 == 0)
		digits /= 10;
	start = put_integer(digits, end);
	count = (int)(end - start);
	if (exponent < -4) {
		*text++ = *start++;
		if (count > 1)
			*text++ = '.';
	} else if (exponent < 0) {
		memcpy(text, "0.000", 5);
		text += 1 - exponent;
	} else if (count <= exponent + 1) {
		memcpy(text, start, (size_t)count);
		memset(text + count, '0', (size_t)(exponent + 1 - count));
		text[exponent + 1] = '\0';
		return;
	} else {
		memcpy(text, start, (size_t)exponent + 1);
		start += exponent + 1;
		text += exponent + 1;
		*text++ = '.';
	}
	memcpy(text, start, (size_t)(end - start));
	text += end - start;
	*text = '\0';
	if (exponent < -4) { /* 10^-11 at least */
		memcpy(text, "e-", 2);
		text[2] = (char)('0' + -exponent / 10);
		text[3] = (char)('0' + -exponent % 10);
		text[4] = '\0';
	}
}

static struct binary take_apart(double positive)
{
	const uint64_t hidden = UINT64_C(1) << MANTISSA_BITS;
	uint64_t bits;

	memcpy(&bits, &positive, sizeof(bits));
	return (struct binary){ .mantissa = (bits & (hidden - 1)) | hidden,
		.down = 1023 + MANTISSA_BITS - (int)(bits >> MANTISSA_BITS) };
}

/* False when it needs a power that is not in the table. */
static bool format_fast(struct binary binary, char *text)
{
	int guess = guess_exponent(binary);

	for (int count = FEWEST_DIGITS; count <= MOST_DIGITS; count++) {
		int exponent = guess;
		bool back;
		uint64_t digits =
			round_digits(binary, count - 1 - exponent, &back);

		/* the guess was low, or rounding added a digit */
		if (digits >= powers_of_ten[count]) {
			if (count - 1 == exponent)
				return false;
			exponent++;
			digits = round_digits(
				binary, count - 1 - exponent, &back);
		}
		if (back || count == MOST_DIGITS) {
			write_digits(digits, exponent, text);
			return true;
		}
	}
	return false;
}

const char *number_format(double value, char text[NUMBER_SIZE])
{
	double size = fabs(value);

	if (isnan(value))
		return strcpy(text, "NA");
	assert(isfinite(value));
	if (size < MOST_FAST && size == floor(size)) /* -0 too */
		return format_integer(value, text);
	if (size < LEAST_FAST || size >= MOST_FAST)
		return format_slowly(value, text);
	*text = '-';
	if (!format_fast(take_apart(size), text + (value < 0)))
		return format_slowly(value, text);
	return text;
}
