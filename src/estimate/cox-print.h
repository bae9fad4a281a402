/* The rows of a fitted Cox model; for src/estimate/cox.c alone. */
#ifndef RELIT_COX_PRINT_H
#define RELIT_COX_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "estimate/results.h"
#include "survival/cox.h"

struct cox_print {
	char *const *names; /* p */
	const struct cox_fit *fit;
	size_t n, n_missing, n_events;
	double conf;
	bool sandwich;  /* robust errors are asked for */
	double *robust; /* p * p; NULL: none, or coefficients are infinite */
	bool profiled;  /* profile limits are asked for */
	double *limits; /* 2 * p: low and high; NULL likewise */
};

void cox_print_model(const struct cox_print *, struct results *);
void cox_print_terms(const struct cox_print *, struct results *);

/* The test against a nested model of p coefficients: more rows at the place of
 * those of the model. */
void cox_print_against(
	const struct cox_print *, double loglik, size_t p, struct results *);

#endif
