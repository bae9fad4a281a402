/* The residuals of a Cox model, one number per row. */
#include "estimate/cox-residuals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "survival/cox-residuals.h"

enum kind {
	MARTINGALE,
	DEVIANCE,
	SCHOENFELD,
	SCALED_SCHOENFELD,
	SCORE,
	DFBETA
};

#define KINDS 6

static const char *const names[KINDS + 1] = { "martingale", "deviance",
	"schoenfeld", "scaled-schoenfeld", "score", "dfbeta", NULL };
static const char *const statistics[KINDS] = { "martingale", "deviance",
	"schoenfeld", "scaled_schoenfeld", "score", "dfbeta" };

static void parse(const char *text, bool wanted[KINDS])
{
	size_t count;
	char **words = option_words("residuals", text, &count);

	for (size_t i = 0; i < KINDS; i++)
		wanted[i] = false;
	for (size_t i = 0; i < count; i++) {
		size_t kind = option_choice("residuals", words[i], names);

		if (wanted[kind])
			die_misused("--residuals: twice the same: %s",
				quoted(words[i]));
		wanted[kind] = true;
	}
	free(words[0]);
	free(words);
}

void cox_residuals_check(const char *text)
{
	bool wanted[KINDS];

	parse(text, wanted);
}

/* columns[kind]: n for the first two, else n * p; NULL: not wanted. */
static void fill(const struct cox_after *after, const struct cox_fitted *fitted,
	double *columns[KINDS])
{
	size_t n = fitted->records.n, p = fitted->n_term;
	bool schoenfeld = columns[SCHOENFELD] || columns[SCALED_SCHOENFELD];
	bool score = columns[SCORE] || columns[DFBETA];
	struct cox_residuals all = { columns[MARTINGALE], columns[DEVIANCE],
		score ? allocate(n, p * sizeof(double)) : NULL,
		schoenfeld ? allocate(n, p * sizeof(double)) : NULL };
	double *room = allocate(p, sizeof(*room));

	if (!cox_residuals_find(fitted, &all))
		die("out of memory");
	if (columns[SCORE])
		memcpy(columns[SCORE], all.score, n * p * sizeof(double));
	if (columns[SCHOENFELD])
		memcpy(columns[SCHOENFELD], all.schoenfeld,
			n * p * sizeof(double));
	if (columns[DFBETA]) {
		cox_dfbeta(fitted, after->fit->variance, room, all.score);
		memcpy(columns[DFBETA], all.score, n * p * sizeof(double));
	}
	if (columns[SCALED_SCHOENFELD]) {
		cox_scale_schoenfeld(fitted, after->fit->variance,
			after->fit->coef, room, all.schoenfeld);
		memcpy(columns[SCALED_SCHOENFELD], all.schoenfeld,
			n * p * sizeof(double));
	}
	free(room);
	free(all.schoenfeld);
	free(all.score);
}

/* Those of one record; of a covariate j, or those without one. */
static void print_record(const struct cox_fitted *fitted, size_t i, size_t j,
	double *const columns[KINDS], enum kind first, enum kind last,
	struct results *results)
{
	for (size_t kind = first; kind <= last; kind++) {
		bool of_event = kind == SCHOENFELD || kind == SCALED_SCHOENFELD;

		if (columns[kind] && (!of_event || fitted->records.event[i]))
			results_maybe(results, statistics[kind],
				columns[kind][j * fitted->records.n + i],
				"no event of a weight above 0 at this time");
	}
}

static void print(const struct cox_after *after,
	const struct cox_fitted *fitted, double *const columns[KINDS],
	struct results *results)
{
	for (size_t i = 0; i < fitted->records.n; i++) {
		char row[24];
		double time = fitted->records.stop[i];

		snprintf(row, sizeof(row), "%zu", after->input->rows[i] + 1);
		results_at(results, row, time, "");
		print_record(
			fitted, i, 0, columns, MARTINGALE, DEVIANCE, results);
		for (size_t j = 0; j < fitted->n_term; j++) {
			results_at(results, row, time, after->matrix->names[j]);
			print_record(fitted, i, j, columns, SCHOENFELD, DFBETA,
				results);
		}
	}
}

void cox_residuals_report(const char *text, const struct cox_after *after,
	const struct cox_fitted *fitted, struct results *results)
{
	size_t n = fitted->records.n, p = fitted->n_term;
	bool wanted[KINDS];
	double *columns[KINDS] = { NULL };

	parse(text, wanted);
	results_at(results, "", NAN, "residuals");
	for (size_t kind = 0; kind < KINDS; kind++) {
		size_t width = kind <= DEVIANCE ? 1 : p;

		if (!wanted[kind])
			continue;
		if (after->no_fit)
			results_maybe(
				results, statistics[kind], NAN, after->no_fit);
		else
			columns[kind] = allocate(n, width * sizeof(double));
	}
	if (!after->no_fit) {
		fill(after, fitted, columns);
		print(after, fitted, columns, results);
	}
	for (size_t kind = 0; kind < KINDS; kind++)
		free(columns[kind]);
}
