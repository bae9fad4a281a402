/*
 * Single-arm phase II designs of Simon (1989): n1 patients, and n - n1 more
 * unless at most r1 of the first respond; the treatment is promising when more
 * than r of n respond.
 */
#ifndef RELIT_SIMON_H
#define RELIT_SIMON_H

#include <stddef.h>

struct simon_request {
	double p0, p1;       /* uninteresting and wanted rates, p0 < p1 */
	double alpha, power; /* at most, at p0; at least, at p1 */
	size_t most;         /* patients */
};

struct simon_design {
	size_t n1, r1, n, r;
	double en;           /* expected patients at p0 */
	double pet;          /* probability of stopping early at p0 */
	double alpha, power; /* as they are */
};

enum simon_status { SIMON_OK, SIMON_NONE, SIMON_NO_MEMORY };

/*
 * The optimal design: least en; and the minimax one: least n, then least en.
 * Exact binomial probabilities, all designs with at most `most` patients;
 * O(most^4) in the worst case, less by bounds.
 * SIMON_NONE when no design will do.
 */
enum simon_status simon_two_stage(const struct simon_request *,
	struct simon_design *optimal, struct simon_design *minimax);

/* The least n, with its least r, of one stage; n1, r1 and pet are 0, en is n.
 */
enum simon_status simon_one_stage(
	const struct simon_request *, struct simon_design *);

#endif
