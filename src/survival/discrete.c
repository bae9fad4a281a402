/* Sums of the binomial and the noncentral hypergeometric distribution. */
#include "survival/discrete.h"

#include <float.h>
#include <math.h>

/* R's fisher.test() and binom.test(): probabilities this close are equal */
#define SAME_PROBABILITY 1e-7

#define MOST_LOG_ODDS 700.0

struct discrete discrete_binomial(double n)
{
	struct discrete family = { 0, n, n, 0, HUGE_VAL };

	return family;
}

struct discrete discrete_hypergeometric(
	double drawn, double marked, double plain)
{
	struct discrete family = { fmax(0, drawn - plain), fmin(drawn, marked),
		marked, plain, drawn };

	return family;
}

/* f(x) / f(x - 1) at odds 1, for low < x <= high. */
static double neighbours(const struct discrete *family, double x)
{
	double ratio = (family->marked - x + 1) / x;

	if (family->drawn < HUGE_VAL)
		ratio *= (family->drawn - x + 1) /
			 (family->plain - family->drawn + x);
	return ratio;
}

/* The greatest x with f(x) >= f(x - 1), or low. */
static double mode_of(const struct discrete *family, double odds)
{
	double low = family->low, high = family->high;

	while (low < high) {
		double middle = low + ceil((high - low) / 2);

		if (neighbours(family, middle) * odds >= 1)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* f(x) / f(mode), the product of the ratios between. */
static double relative_to_mode(
	const struct discrete *family, double x, double odds, double mode)
{
	double f = 1;

	for (double i = mode; i < x && f > 0; i++)
		f *= neighbours(family, i + 1) * odds;
	for (double i = mode; i > x && f > 0; i--)
		f /= neighbours(family, i) * odds;
	return f;
}

/* f is the term at i, at_x the term at x, in units of the mode's. */
static void add_term(
	struct discrete_sums *sums, double i, double f, double x, double at_x)
{
	if (i < x)
		sums->below += f;
	else if (i > x)
		sums->above += f;
	if (fabs(f - at_x) <= SAME_PROBABILITY * at_x)
		sums->as_rare += f;
	else if (f < at_x)
		sums->rarer += f;
	else
		sums->commoner += f;
	sums->distance += f * (i - x);
}

struct discrete_sums discrete_sum(
	const struct discrete *family, double x, double odds)
{
	struct discrete_sums sums = { 0, 0, 0, 0, 0, 0, 0 };
	double mode = mode_of(family, odds), f = 1, total;

	sums.at = relative_to_mode(family, x, odds, mode);
	for (double i = mode; i <= family->high && f > 0; i++) {
		add_term(&sums, i, f, x, sums.at);
		f *= i < family->high ? neighbours(family, i + 1) * odds : 0;
	}
	f = 1;
	for (double i = mode; i > family->low && f > 0; i--) {
		f /= neighbours(family, i) * odds;
		add_term(&sums, i - 1, f, x, sums.at);
	}
	total = sums.below + sums.at + sums.above;
	sums.below /= total;
	sums.at /= total;
	sums.above /= total;
	sums.rarer /= total;
	sums.as_rare /= total;
	sums.commoner /= total;
	sums.distance /= total;
	return sums;
}

/* Whether the sought odds are above these. */
struct search {
	bool mean; /* seek E(X) = x, and not a tail of p */
	bool upper;
	double weight, p;
};

static bool too_low(const struct discrete *family, double x, double odds,
	const struct search *search)
{
	struct discrete_sums sums = discrete_sum(family, x, odds);

	if (search->mean)
		return sums.distance < 0;
	if (search->upper)
		return sums.above + search->weight * sums.at < search->p;
	return sums.below + search->weight * sums.at > search->p;
}

static double bisect(
	const struct discrete *family, double x, const struct search *search)
{
	double low = -MOST_LOG_ODDS, high = MOST_LOG_ODDS;

	for (;;) {
		double middle = low + (high - low) / 2;

		if (high - low <= DBL_EPSILON * fmax(1, fabs(middle)))
			return exp(middle);
		if (too_low(family, x, exp(middle), search))
			low = middle;
		else
			high = middle;
	}
}

double discrete_odds_of_tail(const struct discrete *family, double x,
	bool upper, double weight, double p)
{
	struct search search = { false, upper, weight, p };

	return bisect(family, x, &search);
}

double discrete_odds_of_mean(const struct discrete *family, double x)
{
	struct search search = { true, false, 1, 0 };

	return bisect(family, x, &search);
}

double discrete_two_sided(const struct discrete_sums *sums, double weight)
{
	if (weight >= 1 && sums->commoner <= 0)
		return 1; /* and not what rounding leaves of it */
	return fmin(1, sums->rarer + weight * sums->as_rare);
}
