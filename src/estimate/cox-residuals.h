/* The residuals that `estimate cox` prints. */
#ifndef RELIT_ESTIMATE_COX_RESIDUALS_H
#define RELIT_ESTIMATE_COX_RESIDUALS_H

#include "estimate/cox-after.h"
#include "estimate/results.h"
#include "survival/cox-scan.h"

/* Dies misused when text is not a list of kinds. */
void cox_residuals_check(const char *text);

/*
 * Adds a row per record, and per covariate where there is one each: group is
 * the number of the record's row in the file, the first behind the header being
 * 1, time its time, term the covariate.  Without a fit, an NA of each kind with
 * the term `residuals`.
 */
void cox_residuals_report(const char *text, const struct cox_after *,
	const struct cox_fitted *, struct results *);

#endif
