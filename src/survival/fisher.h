/*
 * Fisher's exact test of a table of counts, given its margins.
 */
#ifndef RELIT_FISHER_H
#define RELIT_FISHER_H

#include <stdbool.h>
#include <stddef.h>

enum alternative {
	ALTERNATIVE_TWO_SIDED,
	ALTERNATIVE_LESS,
	ALTERNATIVE_GREATER
};

/* Of the odds ratio a d / (b c) of the table  a b / c d. */
struct fisher_result {
	double p_value;    /* 1 when a margin is 0 */
	double odds_ratio; /* conditional maximum likelihood; 0 or infinite when
			    * the table is as extreme as its margins allow, NaN
			    * when they allow only one table */
	double conf_low;   /* 0 where there is no lower limit */
	double conf_high;  /* infinite where there is no upper one */
};

/*
 * counts are a b c d, integers >= 0 in doubles.  Two-sided P adds the tables
 * that are at most as probable, equal meaning within 1e-7 relative (the rule
 * of R's fisher.test()); the limits invert the two one-sided tests, each at
 * (1 - conf) / 2, or one of them at 1 - conf when alternative is one-sided.
 * With mid_p, tables as probable as the one seen (one-sided: the one seen)
 * count half, in P and in the limits.
 */
struct fisher_result fisher_two_by_two(
	const double counts[4], enum alternative, bool mid_p, double conf);

enum fisher_status {
	FISHER_OK,
	FISHER_TOO_LARGE, /* the budget of work is used up */
	FISHER_NO_MEMORY
};

/*
 * Two-sided P of a table with any number of rows and columns: counts is row by
 * row, integers >= 0.  The network algorithm of Mehta and Patel (1983): columns
 * are taken off one by one, tables with the same remaining row totals share a
 * node, ways to a node with the same probability are merged, and a way is
 * settled as soon as the most and the least probable of its ends agree.
 * Probabilities within 3.4525e-7 relative are equal, as in the FEXACT that R
 * has (Mehta and Patel 1986).  budget is the number of steps
 * after which it gives up (10^8 take about ten seconds).
 */
enum fisher_status fisher_table(size_t rows, size_t columns,
	const double counts[], bool mid_p, double budget, double *p_value);

/*
 * Bounds of the same P for a table that is too large for it: the tables whose
 * place is known count or do not, all others lie between the bounds.
 *
 * Columns are taken off as above, but ways to a node whose log probabilities
 * fall into the same bin are merged; the bin's width, once for each column, is
 * the doubt of their sum.  The most probable nodes go first, and what the
 * budget does not reach stays in doubt.  The bounds hold whatever the budget;
 * 10^8 steps take about a second, and memory stays below 600 MB.
 */
enum fisher_status fisher_table_bounds(size_t rows, size_t columns,
	const double counts[], double budget, double *low, double *high);

#endif
