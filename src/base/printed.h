/*
 * A number as a paper prints it, and the interval that its digits allow.
 *
 * Accepted: `33`, `0.03`, `94%`, `<0.001`, `>12`, `-1.5` (also the minus sign
 * U+2212), `1e-6`, `NR` (not reached) and `ns` (not significant: a P value of
 * 0.05 or more).  A decimal comma or a thousands separator is refused: which
 * of the two it is cannot be known.
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
	double value;  /* NaN for words */
	int decimals;  /* digits behind the point: 0 for `33`, 2 for `0.03` */
	bool percent;  /* a % sign stood there */
	double lower;  /* half-up: lower <= true value < upper, for EQUAL; */
	double upper;  /* `<0.001` is [0, 0.001); may be infinite */
};

/* False when text is no printed number. */
bool printed_parse(const char *text, size_t length, struct printed *);

enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CUT_OFF };

/*
 * value * 10^shift with `decimals` digits behind the point, rounded in decimal
 * from the shortest text that reads back as value, so that 0.285 shifted by 2
 * is 28.5 and not 28.499999999999996.  Half up is away from zero.  "-0" is
 * written "0".  Writes into text (size bytes, always enough at 400).
 */
const char *round_decimal(double value, int shift, int decimals, enum rounding,
	char *text, size_t size);

#endif
