/* Fisher's exact test of a 2 x 2 table. */
#include "survival/fisher.h"

#include <math.h>

#include "survival/discrete.h"

static double p_of(
	const struct discrete_sums *sums, enum alternative side, double weight)
{
	if (side == ALTERNATIVE_LESS)
		return fmin(1, sums->below + weight * sums->at);
	if (side == ALTERNATIVE_GREATER)
		return fmin(1, sums->above + weight * sums->at);
	return discrete_two_sided(sums, weight);
}

static double estimate_odds(const struct discrete *family, double x)
{
	if (family->low >= family->high)
		return NAN;
	if (x <= family->low)
		return 0;
	if (x >= family->high)
		return HUGE_VAL;
	return discrete_odds_of_mean(family, x);
}

struct fisher_result fisher_two_by_two(
	const double counts[4], enum alternative side, bool mid_p, double conf)
{
	double a = counts[0], b = counts[1], c = counts[2], d = counts[3];
	struct discrete family = discrete_hypergeometric(a + b, a + c, b + d);
	struct discrete_sums sums = discrete_sum(&family, a, 1);
	double weight = mid_p ? 0.5 : 1;
	double tail = side == ALTERNATIVE_TWO_SIDED ? (1 - conf) / 2 : 1 - conf;
	struct fisher_result result = { 1, estimate_odds(&family, a), 0,
		HUGE_VAL };

	if (family.low >= family.high)
		return result;
	result.p_value = p_of(&sums, side, weight);
	if (side != ALTERNATIVE_LESS && a > family.low)
		result.conf_low =
			discrete_odds_of_tail(&family, a, true, weight, tail);
	if (side != ALTERNATIVE_GREATER && a < family.high)
		result.conf_high =
			discrete_odds_of_tail(&family, a, false, weight, tail);
	return result;
}
