/* Rounding in decimal. */
#include "base/printed.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* |value| = 0.DIGITS * 10^point, DIGITS without trailing zeros. */
struct digits {
	char text[400];
	int count;
	int point;
};

/* The fewest digits that read back as value, which is positive. */
static void shortest(double value, struct digits *digits)
{
	char text[40];
	char *exponent;

	for (int behind = 14; behind <= 16; behind++) {
		snprintf(text, sizeof(text), "%.*e", behind, value);
		if (strtod(text, NULL) == value)
			break;
	}
	exponent = strchr(text, 'e');
	digits->point = (int)strtol(exponent + 1, NULL, 10) + 1;
	digits->count = 0;
	for (const char *at = text; at < exponent; at++)
		if (*at != '.')
			digits->text[digits->count++] = *at;
	while (digits->count > 0 && digits->text[digits->count - 1] == '0')
		digits->count--;
}

/* Whether what stands behind the first `kept` digits rounds away from 0. */
static bool rounds_up(
	const struct digits *digits, int kept, enum rounding rounding)
{
	bool odd;

	if (rounding == ROUND_CUT_OFF || kept < 0 || kept >= digits->count)
		return false;
	if (digits->text[kept] != '5')
		return digits->text[kept] > '5';
	if (rounding == ROUND_HALF_UP || kept + 1 < digits->count)
		return true;
	odd = kept > 0 && (digits->text[kept - 1] - '0') % 2 == 1;
	return odd;
}

/* Leaves `kept` digits, zeros and all; a carry makes it one more. */
static void keep(struct digits *digits, int kept, enum rounding rounding)
{
	bool up = rounds_up(digits, kept, rounding);

	if (kept < 0)
		kept = 0;
	while (digits->count < kept)
		digits->text[digits->count++] = '0';
	digits->count = kept;
	for (int i = kept - 1; up && i >= 0; i--) {
		up = digits->text[i] == '9';
		digits->text[i] = up ? '0' : (char)(digits->text[i] + 1);
	}
	if (up) {
		memmove(digits->text + 1, digits->text, (size_t)kept);
		digits->text[0] = '1';
		digits->count++;
	}
}

/* count digits, the last `decimals` of them behind the point. */
static char *place_point(const struct digits *digits, int decimals, char *text)
{
	int before = digits->count - decimals;
	char *to = text;

	if (before <= 0 || digits->count == 0)
		*to++ = '0';
	for (int i = 0; i < before && i < digits->count; i++)
		*to++ = digits->text[i];
	for (int i = digits->count; i > 0 && i < before; i++)
		*to++ = '0'; /* decimals < 0: rounded to tens, hundreds */
	if (decimals > 0) {
		*to++ = '.';
		for (int i = before; i < digits->count; i++)
			*to++ = i < 0 ? '0' : digits->text[i];
	}
	*to = '\0';
	return to;
}

const char *round_decimal(double value, int shift, int decimals,
	enum rounding rounding, char *text, size_t size)
{
	struct digits digits = { .count = 0 };
	char *to = text;

	assert(size >= 400 && decimals >= -40 && decimals <= 40);
	assert(shift >= -20 && shift <= 20 && !isinf(value));
	if (isnan(value))
		return strcpy(text, "NA");
	if (value != 0) {
		shortest(fabs(value), &digits);
		keep(&digits, digits.point + shift + decimals, rounding);
	}
	if (value < 0)
		*to++ = '-';
	place_point(&digits, decimals, to);
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		memmove(text, text + 1, strlen(text));
	return text;
}
