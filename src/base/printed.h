/*
 * A number as a paper prints it, and the interval that its digits allow.
 *
 * Accepted: `33`, `0.03`, `94%`, `<0.001`, `>12`, `-1.5` (also the minus sign
 * U+2212), `.05`, `1e-6`, `NR` (not reached: 0 or more) and `ns` or `NS` (not
 * significant: a P value of 0.05 or more), with 17 digits at most.  A decimal
 * comma or a thousands separator is refused: which of the two it is cannot be
 * known.
 */
#ifndef RELIT_PRINTED_H
#define RELIT_PRINTED_H

#include <stdbool.h>
#include <stddef.h>

enum printed_relation {
	PRINTED_EQUAL,
	PRINTED_LESS,
	PRINTED_GREATER,
	PRINTED_NOT_REACHED,
	PRINTED_NOT_SIGNIFICANT
};

struct printed {
	enum printed_relation relation;
	double value; /* NaN for words */
	int decimals; /* behind the point: 2 for `0.03`, 6 for `1e-6`, -3 for
			 `1e3` */
	bool percent; /* a % sign stood there */
	/*
	 * What the digits allow: half a unit of the last one to either side;
	 * half up, so that lower <= true value < upper (above 0; mirrored
	 * below).
	 * `<0.001` is [0, 0.001); upper is infinite for GREATER and the words.
	 */
	double lower, upper;
};

/* False when text is no printed number. */
bool printed_parse(const char *text, size_t length, struct printed *);

enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CUT_OFF };

/*
 * value * 10^shift with `decimals` digits behind the point, rounded in decimal
 * from the shortest text that reads back as value, so that 0.285 shifted by 2
 * is 28.5 and not 28.499999999999996.  Half up is away from zero.  "-0" is
 * written "0" and NaN "NA"; -2 decimals round to hundreds.  value must not be
 * infinite, shift lies in -20 to 20, decimals in -40 to 40, and text has room
 * for 400 bytes at least (size).  Returns text.
 */
const char *round_decimal(double value, int shift, int decimals, enum rounding,
	char *text, size_t size);

#endif
