/*
 * One cell of a printed table: the numbers in it, as printed.
 *
 *	26/79 (33)  26/79 (33%)      count, denominator, percent
 *	26/79                        count, denominator
 *	26 (33)  26 (33%)            count, percent
 *	33%                          percent
 *	46  7.6  0.03  <0.001  NR    value
 *	46 [18–87]  46 (18–87)       value, low, high; the two limits may also
 *	                             be parted by `to`, `;` or a comma and a
 *	                             blank; 46% [38–54] begins with a percent
 *	-  –  —  NA  and nothing     no number
 *
 * A dash is the hyphen, the en or em dash or the minus sign; blanks, also
 * non-breaking and thin ones, may stand around every number.  A decimal comma
 * and a thousands separator are refused: which one it is cannot be known.
 */
#ifndef RELIT_EXTRACT_CELL_H
#define RELIT_EXTRACT_CELL_H

#include <stddef.h>

#include "base/printed.h"

enum quantity {
	QUANTITY_COUNT,
	QUANTITY_DENOMINATOR,
	QUANTITY_PERCENT,
	QUANTITY_VALUE,
	QUANTITY_LOW,
	QUANTITY_HIGH,
	QUANTITY_COUNT_OF /* how many there are */
};

/* Their names, NULL-ended. */
extern const char *const quantity_names[];

struct cell_number {
	enum quantity quantity;
	const char *text; /* inside the text of the cell */
	size_t length;
	struct printed printed; /* counts are exact: lower = upper = value */
};

struct cell_numbers {
	struct cell_number items[3];
	size_t count; /* 0: no number stands there */
};

/* NULL, or what is wrong with the cell. */
const char *cell_parse(const char *text, struct cell_numbers *);

#endif
