/* What methods with coefficients print alike. */
#ifndef RELIT_MODEL_OUTPUT_H
#define RELIT_MODEL_OUTPUT_H

#include <stddef.h>

#include "estimate/input.h"
#include "estimate/results.h"
#include "estimate/terms.h"

/* The term of the intercept. */
#define INTERCEPT "(intercept)"

/* A coefficient, and how it is printed. */
struct model_coefficient {
	const char *term;
	const char *ratio; /* statistic of exp(coef), which then has the limits;
			    * NULL: none, the limits are those of coef */
	double coef, std_error; /* NaN: does not exist */
	const char *why;        /* not */
};

/* coef, the ratio, std_error z p_value conf_low conf_high (Wald) of a term. */
void print_coefficient(
	const struct model_coefficient *, double conf, struct results *);

/* The same with these limits of coef, low and high; NaN: none on that side. */
void print_profiled(const struct model_coefficient *, const double limits[2],
	struct results *);

struct model_summary {
	double loglik_null, loglik;
	size_t df;         /* covariates */
	size_t parameters; /* of the likelihood */
	size_t n, events;  /* rows with a weight */
};

/* n n_missing events loglik_null loglik lr df lr_p_value aic bic */
void print_summary(
	const struct model_summary *, const struct input *, struct results *);

/* A column of numbers over the kept rows; NULL when column is
 * TABLE_NO_COLUMN.  The caller frees. */
double *model_numbers(const struct input *, size_t column);

#endif
