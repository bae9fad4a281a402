/* What estimate logrank is asked, and the comparisons that it prints. */
#ifndef RELIT_LOGRANK_COMPARE_H
#define RELIT_LOGRANK_COMPARE_H

#include "estimate/follow-up.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/results.h"
#include "survival/log-rank.h"

enum logrank_pairs {
	PAIRS_HOLM,
	PAIRS_BH,
	PAIRS_BONFERRONI,
	PAIRS_RAW,
	PAIRS_NONE /* not asked for */
};

struct logrank_request {
	double conf;
	struct log_rank_weighting weighting;
	double *scores; /* of --trend; NULL: none */
	size_t score_count;
	enum logrank_pairs pairs;
	size_t permutations; /* 0: none */
	unsigned long seed;
	bool ratios; /* of hazards: for the log-rank weight alone */
};

/* --weight-function, from its text or NULL; dies misused. */
struct log_rank_weighting weighting_of(const char *text);

/* The test of all groups, and what else is asked for. */
void logrank_compare(const struct input *, const struct follow_up *,
	const struct groups *, const struct groups *in_strata,
	const struct logrank_request *, struct results *);

/* Each group against its expected hazards, one per kept row. */
void logrank_against(const struct input *, const struct follow_up *,
	const struct groups *, const double expected[], double conf,
	struct results *);

#endif
