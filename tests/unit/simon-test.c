/* Designs as published, and their bounds. */
#include "survival/simon.h"

#include <gsl/gsl_test.h>

static void check(const struct simon_design *design, const size_t want[4],
	double en, const char *name)
{
	gsl_test_int((int)design->r1, (int)want[0], "%s r1", name);
	gsl_test_int((int)design->n1, (int)want[1], "%s n1", name);
	gsl_test_int((int)design->r, (int)want[2], "%s r", name);
	gsl_test_int((int)design->n, (int)want[3], "%s n", name);
	gsl_test_abs(design->en, en, 0.06, "%s en", name);
}

/* Simon (1989), alpha 0.05 and power 0.8: r1/n1, r/n and EN with a digit. */
int main(void)
{
	static const struct {
		double p0, p1;
		size_t optimal[4], minimax[4];
		double optimal_en, minimax_en;
	} published[] = {
		{ 0.05, 0.25, { 0, 9, 2, 17 }, { 0, 12, 2, 16 }, 12.0, 13.8 },
		{ 0.10, 0.30, { 1, 10, 5, 29 }, { 1, 15, 5, 25 }, 15.0, 19.5 },
		{ 0.20, 0.40, { 3, 13, 12, 43 }, { 4, 18, 10, 33 }, 20.6,
			22.3 },
	};
	struct simon_design optimal, minimax, one;
	struct simon_request request = { 0, 0, 0.05, 0.8, 50 };

	for (int i = 0; i < 3; i++) {
		request.p0 = published[i].p0;
		request.p1 = published[i].p1;
		gsl_test_int((int)simon_two_stage(&request, &optimal, &minimax),
			SIMON_OK, "found");
		check(&optimal, published[i].optimal, published[i].optimal_en,
			"optimal");
		check(&minimax, published[i].minimax, published[i].minimax_en,
			"minimax");
	}
	/* 35: more than 11 of them; exact binomial tails */
	simon_one_stage(&request, &one);
	gsl_test_int((int)one.n, 35, "one stage: n");
	gsl_test_int((int)one.r, 11, "one stage: r");
	request.most = 32;
	gsl_test_int((int)simon_two_stage(&request, &optimal, &minimax),
		SIMON_NONE, "too few patients");
	return gsl_test_summary();
}
