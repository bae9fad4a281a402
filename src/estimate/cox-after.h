/*
 * What `estimate cox` prints on a fitted model besides its coefficients: its
 * concordance, and on demand residuals, the test of proportional hazards and
 * predicted survival.
 */
#ifndef RELIT_COX_AFTER_H
#define RELIT_COX_AFTER_H

#include <stdbool.h>

#include "base/options.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/results.h"
#include "estimate/terms.h"
#include "survival/cox.h"

/* The texts of the options; NULL (or an empty list): not given. */
struct cox_after_options {
	const char *residuals, *zph, *survival_at, *concordance, *tau;
	struct text_list new_patients; /* of --new, which is repeatable */
};

/* Dies misused when the options are wrong in themselves or do not go with the
 * rule for ties or with --firth; before any input is read. */
void cox_after_check(
	const struct cox_after_options *, enum cox_ties, bool firth);

struct cox_after {
	const struct input *input;
	struct terms *terms;
	const struct model_matrix *matrix;
	const struct groups *strata; /* one group, "", without --strata */
	const struct cox_data *data;
	const struct cox_fit *fit;
	const double *robust;  /* p * p, or NULL: fit->variance */
	const size_t *cluster; /* n, below n_clusters; NULL: none */
	size_t n_clusters;
	enum cox_ties ties;
	double conf;
	/* why the coefficients are not all known; NULL: they are */
	const char *no_fit;
};

/* Adds `concordance` and `concordance_std_error` to the rows of the model; the
 * results are at their place. */
void cox_after_concordance(const struct cox_after_options *,
	const struct cox_after *, struct results *);

/* Adds the rows that the options ask for; dies, naming the option, when a
 * patient of --new is not one of the model. */
void cox_after_report(const struct cox_after_options *,
	const struct cox_after *, struct results *);

#endif
