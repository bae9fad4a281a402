/*
 * What a printed number can be a number of: the closed list of the column
 * `quantity` of claims.tsv, and how each compares with a value of ours.
 */
#ifndef RELIT_QUANTITIES_H
#define RELIT_QUANTITIES_H

#include <stdbool.h>

enum scale {
	SCALE_PLAIN,   /* printed in the unit of our value */
	SCALE_PERCENT, /* printed is 100 times our value */
	SCALE_CURVE,   /* a proportion, printed as such or in percent */
	SCALE_ADDRESS  /* a limit or a value: as what it belongs to */
};

struct quantity {
	const char *name;
	enum scale scale;
	bool may_be_word;    /* may be printed as `ns`, not significant */
	bool may_be_missing; /* may be printed as `NR`, not reached */
	bool from_curve;     /* our not reaching it is a fact of the curve */
};

/* The quantity of that name, or NULL. */
const struct quantity *quantity_find(const char *name);

/* The one that is nearest to a name that is none, or NULL. */
const char *quantity_nearest(const char *name);

#endif
