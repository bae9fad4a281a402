/* One number of estimates.tsv as a line of text within a figure. */
#ifndef RELIT_PLOT_DATA_ANNOTATION_H
#define RELIT_PLOT_DATA_ANNOTATION_H

#include "base/table.h"

enum annotation_form { FORM_P, FORM_PERCENT, FORM_NUMBER };

struct annotation {
	const char *address; /* analysis/group/time/term/statistic */
	enum annotation_form form;
	int decimals; /* of percent and number */
	const char *before;
	const char *after;
};

/*
 * text: one row.  P values as the New England Journal prints them: two digits
 * behind the point, three below 0.01, `< 0.001` below that, `> 0.99` above; a
 * P below 0.05 gets as many digits as keep it from being read as 0.05.
 * Dies when the address is unknown, not unique, or has no value.
 */
void annotation_print(const struct table *, const struct annotation *);

#endif
