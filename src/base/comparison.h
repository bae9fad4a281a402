/*
 * COL=VALUE and its kin, as options write a comparison of a column with a
 * value: = and != compare words; <= >= < > compare numbers.
 */
#ifndef RELIT_COMPARISON_H
#define RELIT_COMPARISON_H

#include <stdbool.h>

enum relation {
	RELATION_EQUAL,
	RELATION_UNEQUAL,
	RELATION_AT_MOST,
	RELATION_AT_LEAST,
	RELATION_LESS,
	RELATION_MORE
};

struct comparison {
	char *name; /* of the column; the caller frees */
	enum relation relation;
	const char *word; /* the value, in text; NULL for a number */
	double number;
};

/* Dies misused, naming the option, when text is no comparison. */
struct comparison comparison_parse(const char *option, const char *text);

/* = and != : is `same` what the relation asks for? */
bool relation_of_words(enum relation, bool same);

/* The others: is value in this relation to number?  Not so for NaN. */
bool relation_of_numbers(enum relation, double value, double number);

#endif
