/*
 * What can be said of a printed number: a closed list, and the rules that
 * choose from it.
 */
#ifndef RELIT_VERDICTS_H
#define RELIT_VERDICTS_H

#include <stdbool.h>
#include <stddef.h>

#include "audit/quantities.h"
#include "base/printed.h"

enum verdict {
	VERDICT_REPRODUCED,   /* equal at the printed digits */
	VERDICT_ROUNDING,     /* equal under another common rounding only */
	VERDICT_FITTED,       /* equal, but it was itself a constraint */
	VERDICT_CONSISTENT,   /* in the range that the other facts leave */
	VERDICT_INCONSISTENT, /* the other facts do not allow it */
	VERDICT_UNDERIVABLE,  /* needs what is not published */
	VERDICTS
};

const char *verdict_name(enum verdict);

/* The verdict of that name, or VERDICTS. */
enum verdict verdict_find(const char *name);

/* A printed number and what is known of ours. */
struct evidence {
	const struct quantity *quantity;
	const struct printed *printed;
	const char *printed_text;
	const char *gap;  /* why we have no result for it, or NULL */
	double value;     /* ours; NaN: it does not exist, and */
	const char *note; /* this is why; else NULL */
	bool p_value;     /* ours is a P value */
	bool proportion;  /* a limit or value that belongs to a proportion */
};

struct judgement {
	enum verdict verdict;
	char *recomputed; /* our value as printed; NULL: none */
	char *reason;     /* one sentence; NULL: none needed */
};

/*
 * The verdict by the first rule that applies.  The texts are the caller's to
 * free.  Our value counts with 13 significant digits: what is behind them is
 * the error of computing it, and must not tip a tie.
 */
struct judgement verdict_judge(const struct evidence *);

/*
 * Whether the printed text alone does not tell a proportion from a percent: a
 * bare `1` is all of it or one in a hundred.
 */
bool verdict_scale_open(const struct evidence *);

#endif
