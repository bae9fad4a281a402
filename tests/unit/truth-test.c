/* Three-valued logic, composite endpoints and classes of stratify. */
#include <math.h>

#include <gsl/gsl_test.h>

#include "stratify/derive.h"
#include "stratify/truth.h"

#define F TRUTH_FALSE
#define T TRUTH_TRUE
#define U TRUTH_UNKNOWN

/* All nine pairs against Kleene's table. */
static void test_any(void)
{
	static const enum truth want[3][3] = { { F, T, U }, { T, T, T },
		{ U, T, U } };

	for (enum truth a = F; a <= U; a++) {
		for (enum truth b = F; b <= U; b++) {
			const enum truth pair[] = { a, b };

			gsl_test_int((int)truth_any(pair, 2), (int)want[a][b],
				"any of %d and %d", a, b);
		}
	}
	gsl_test_int((int)truth_any(NULL, 0), F, "any of none");
}

static void test_first(void)
{
	const enum truth second[] = { F, T, U };
	const enum truth hidden[] = { F, U, T };
	const enum truth none[] = { F, F, F };

	gsl_test(truth_first(second, 3) != 1, "the first that holds");
	gsl_test(truth_first(hidden, 3) != TRUTH_UNDECIDED,
		"one that may hold stands before it");
	gsl_test(truth_first(none, 3) != TRUTH_NONE, "none holds");
}

struct composite_case {
	const char *what;
	struct endpoint parts[2];
	size_t want;
	enum truth event;
};

static const struct composite_case cases[] = {
	{ "two events: the earlier", { { 5, T }, { 3, T } }, 1, T },
	{ "an event at the same time: the first named", { { 3, T }, { 3, T } },
		0, T },
	{ "an event behind a censoring", { { 9, T }, { 3, F } }, 0, T },
	{ "no event: the earlier censoring", { { 9, F }, { 3, F } }, 1, F },
	{ "a mark is missing, late", { { 3, T }, { 9, U } }, 0, T },
	{ "a mark is missing, at the same time", { { 3, T }, { 3, U } }, 0, T },
	{ "a mark is missing, early", { { 9, T }, { 3, U } }, TRUTH_UNDECIDED,
		U },
	{ "a mark is missing, no event", { { 3, F }, { 9, U } },
		TRUTH_UNDECIDED, U },
	{ "the time of an event is missing", { { 3, T }, { NAN, T } },
		TRUTH_UNDECIDED, U },
	{ "the time of a censoring is missing", { { 3, T }, { NAN, F } }, 0,
		T },
	{ "a time is missing, no event", { { 3, F }, { NAN, F } },
		TRUTH_UNDECIDED, U },
};

static void test_composite(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum truth event;
		size_t got = endpoint_first(cases[i].parts, 2, &event);

		gsl_test(got != cases[i].want, "%s: part", cases[i].what);
		gsl_test_int((int)event, (int)cases[i].event, "%s: event",
			cases[i].what);
	}
}

static void test_class(void)
{
	const double cuts[] = { 20, 40 };

	gsl_test(class_of(19.999, cuts, 2) != 0, "below the first cut");
	gsl_test(class_of(20, cuts, 2) != 1, "at a cut: the class above");
	gsl_test(class_of(40, cuts, 2) != 2, "at the last cut");
}

int main(void)
{
	test_any();
	test_first();
	test_composite();
	test_class();
	return gsl_test_summary();
}
