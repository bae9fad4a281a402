/* Two-stage designs. */
#include "survival/simon.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <gsl/gsl_randist.h>

/* What is known of one pair of stages, at p0 and at p1. */
struct stages {
	size_t n1, n2;
	double *first[2]; /* P(X1 = x), x <= n1 */
	double *more[2];  /* P(X2 > x), x <= n2 */
};

static void set_stages(struct stages *stages, size_t n1, size_t n2,
	const struct simon_request *request)
{
	const double p[2] = { request->p0, request->p1 };

	stages->n1 = n1;
	stages->n2 = n2;
	for (int k = 0; k < 2; k++) {
		double above = 0;

		for (unsigned int x = 0; x <= n1; x++)
			stages->first[k][x] =
				gsl_ran_binomial_pdf(x, p[k], (unsigned int)n1);
		for (size_t x = n2 + 1; x-- > 0;) {
			stages->more[k][x] = above;
			above += gsl_ran_binomial_pdf(
				(unsigned int)x, p[k], (unsigned int)n2);
		}
	}
}

/* P(more than r1 of the first respond, and more than r of all). */
static double success(const struct stages *stages, int k, size_t r1, size_t r)
{
	double sum = 0;

	for (size_t x = r1 + 1; x <= stages->n1; x++) {
		if (x > r)
			sum += stages->first[k][x];
		else if (r - x <= stages->n2)
			sum += stages->first[k][x] * stages->more[k][r - x];
	}
	return sum;
}

/* Of a design that may replace one of the two. */
static void consider(const struct simon_design *design,
	struct simon_design *optimal, struct simon_design *minimax)
{
	if (optimal->n == 0 || design->en < optimal->en)
		*optimal = *design;
	if (minimax->n == 0 ||
		(design->n == minimax->n && design->en < minimax->en))
		*minimax = *design;
}

/* Whether a design with this en could be one of the two. */
static bool hopeful(double en, size_t n, const struct simon_design *optimal,
	const struct simon_design *minimax)
{
	return optimal->n == 0 || en < optimal->en ||
	       (n == minimax->n && en < minimax->en);
}

/* All r1 of one pair of stages; r, the least that keeps alpha, falls with it.
 */
static void search_stages(const struct stages *stages,
	const struct simon_request *request, struct simon_design *optimal,
	struct simon_design *minimax)
{
	struct simon_design design = { .n1 = stages->n1,
		.n = stages->n1 + stages->n2 };
	double going_on = 1;

	for (design.r = design.n; design.r1 < stages->n1; design.r1++) {
		design.pet += stages->first[0][design.r1];
		going_on -= stages->first[1][design.r1];
		design.en = (double)stages->n1 +
			    (1 - design.pet) * (double)stages->n2;
		if (going_on < request->power - 1e-9)
			return;
		if (!hopeful(design.en, design.n, optimal, minimax))
			continue;
		while (design.r > design.r1 &&
			success(stages, 0, design.r1, design.r - 1) <=
				request->alpha)
			design.r--;
		design.power = success(stages, 1, design.r1, design.r);
		if (design.power < request->power)
			continue;
		design.alpha = success(stages, 0, design.r1, design.r);
		consider(&design, optimal, minimax);
	}
}

static bool stages_make(struct stages *stages, size_t most)
{
	double *room = malloc(4 * (most + 1) * sizeof(*room));

	if (!room)
		return false;
	for (size_t k = 0; k < 2; k++) {
		stages->first[k] = room + k * (most + 1);
		stages->more[k] = room + (2 + k) * (most + 1);
	}
	return true;
}

enum simon_status simon_two_stage(const struct simon_request *request,
	struct simon_design *optimal, struct simon_design *minimax)
{
	struct stages stages;

	optimal->n = minimax->n = 0;
	if (!stages_make(&stages, request->most))
		return SIMON_NO_MEMORY;
	for (size_t n = 2; n <= request->most; n++) {
		for (size_t n1 = 1; n1 < n; n1++) {
			/* en is above n1 */
			if (optimal->n > 0 && n > minimax->n &&
				(double)n1 > optimal->en)
				break;
			set_stages(&stages, n1, n - n1, request);
			search_stages(&stages, request, optimal, minimax);
		}
	}
	free(stages.first[0]);
	return optimal->n > 0 ? SIMON_OK : SIMON_NONE;
}

enum simon_status simon_one_stage(
	const struct simon_request *request, struct simon_design *design)
{
	struct stages stages;

	*design = (struct simon_design){ .n = 0 };
	if (!stages_make(&stages, request->most))
		return SIMON_NO_MEMORY;
	for (size_t n = 1; n <= request->most && design->n == 0; n++) {
		size_t r = 0;

		set_stages(&stages, 0, n, request);
		while (stages.more[0][r] > request->alpha)
			r++;
		if (stages.more[1][r] < request->power)
			continue;
		*design = (struct simon_design){ .n = n,
			.r = r,
			.en = (double)n,
			.alpha = stages.more[0][r],
			.power = stages.more[1][r] };
	}
	free(stages.first[0]);
	return design->n > 0 ? SIMON_OK : SIMON_NONE;
}
