/*
 * Decimal text to double and back, without locale: the nearest double in, the
 * shortest decimal that reads back exactly out.
 */
#ifndef RELIT_NUMBER_H
#define RELIT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_SIZE 32 /* room for any number_format(), with its NUL */

/*
 * The whole of text[0..length) as a decimal number: optional sign, digits with
 * an optional point, optional exponent.  No blanks, hexadecimal, inf or nan.
 * False when it is not one, or when it overflows to infinity.
 */
bool number_parse(const char *text, size_t length, double *value);

/* The shortest of 15 to 17 digits that reads back exactly; NaN is "NA",
 * and -0 is "0".  value must not be infinite.  Returns text. */
const char *number_format(double value, char text[NUMBER_SIZE]);

#endif
