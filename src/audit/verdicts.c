/* The rules by which a printed number gets its verdict. */
#include "audit/verdicts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/number.h"

#define SIGNIFICANT   0.05
#define ROUNDED_SIZE  400 /* what round_decimal() may need */
#define WORD_DECIMALS 3   /* of a P value that was printed as a word */

static const char *const names[VERDICTS] = {
	"reproduced",
	"rounding",
	"fitted",
	"consistent",
	"inconsistent",
	"underivable",
};

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

enum verdict verdict_find(const char *name)
{
	for (enum verdict i = 0; i < VERDICTS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return VERDICTS;
}

__attribute__((format(printf, 1, 2))) static char *text_of(
	const char *format, ...)
{
	va_list arguments, again;
	size_t size;
	char *text;

	va_start(arguments, format);
	va_copy(again, arguments);
	size = (size_t)vsnprintf(NULL, 0, format, arguments) + 1;
	text = allocate(size, 1);
	vsnprintf(text, size, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}

static bool on_proportion_scale(const struct evidence *evidence)
{
	enum scale scale = evidence->quantity->scale;

	return scale == SCALE_CURVE ||
	       (scale == SCALE_ADDRESS && evidence->proportion);
}

bool verdict_scale_open(const struct evidence *evidence)
{
	const struct printed *printed = evidence->printed;

	return on_proportion_scale(evidence) && !printed->percent &&
	       printed->decimals <= 0 && fabs(printed->value) == 1;
}

/* The power of ten that our value is printed times: 2 for a percent. */
static int shift_of(const struct evidence *evidence)
{
	const struct printed *printed = evidence->printed;

	if (printed->percent || evidence->quantity->scale == SCALE_PERCENT)
		return 2;
	if (!on_proportion_scale(evidence))
		return 0;
	return printed->decimals <= 0 || fabs(printed->value) > 1 ? 2 : 0;
}

/* Our value without the error of computing it. */
static double clean(double value)
{
	char text[NUMBER_SIZE];

	snprintf(text, sizeof(text), "%.13g", value);
	return strtod(text, NULL);
}

/* Our value in printed units. */
static double scaled_value(const struct evidence *evidence)
{
	char text[ROUNDED_SIZE];

	round_decimal(clean(evidence->value), shift_of(evidence), 40,
		ROUND_HALF_UP, text, sizeof(text));
	return strtod(text, NULL);
}

static const char *rounded(const struct evidence *evidence, int decimals,
	enum rounding rounding, char text[ROUNDED_SIZE])
{
	return round_decimal(clean(evidence->value), shift_of(evidence),
		decimals, rounding, text, ROUNDED_SIZE);
}

static const char *percent_sign(const struct evidence *evidence)
{
	return evidence->printed->percent ? "%" : "";
}

/* What the printed side of 0.05 becomes with our P value; else "". */
static const char *flip(const struct evidence *evidence)
{
	const struct printed *printed = evidence->printed;
	bool below = evidence->value < SIGNIFICANT;

	if (!evidence->p_value)
		return "";
	if ((printed->upper <= SIGNIFICANT && !below) ||
		(printed->lower >= SIGNIFICANT && below))
		return "; the side of 0.05 flips";
	return "";
}

static bool has_gap(const struct evidence *evidence)
{
	return evidence->gap != NULL;
}

static struct judgement judge_gap(const struct evidence *evidence)
{
	return (struct judgement){ VERDICT_UNDERIVABLE, NULL,
		text_of("%s", evidence->gap) };
}

static bool prints_not_reached(const struct evidence *evidence)
{
	return evidence->printed->relation == PRINTED_NOT_REACHED;
}

static struct judgement judge_not_reached(const struct evidence *evidence)
{
	char text[NUMBER_SIZE];

	if (isnan(evidence->value))
		return (struct judgement){ VERDICT_REPRODUCED, text_of("NR"),
			NULL };
	number_format(evidence->value, text);
	return (struct judgement){ VERDICT_INCONSISTENT, text_of("%s", text),
		text_of("printed as not reached; ours is %s", text) };
}

static bool has_no_value(const struct evidence *evidence)
{
	return isnan(evidence->value);
}

/*
 * That a curve never comes down to a printed median follows from the curve.
 * Any other value may be missing for want of input, which proves nothing.
 */
static struct judgement judge_no_value(const struct evidence *evidence)
{
	if (evidence->quantity->from_curve)
		return (struct judgement){ VERDICT_INCONSISTENT, text_of("NR"),
			text_of("our curve does not reach it: %s",
				evidence->note) };
	return (struct judgement){ VERDICT_UNDERIVABLE, NULL,
		text_of("ours does not exist, which rules nothing out: %s",
			evidence->note) };
}

static bool prints_not_significant(const struct evidence *evidence)
{
	return evidence->printed->relation == PRINTED_NOT_SIGNIFICANT;
}

static struct judgement judge_not_significant(const struct evidence *evidence)
{
	bool holds = clean(evidence->value) >= SIGNIFICANT;
	char text[ROUNDED_SIZE];

	/* 0.0497 must not be shown as 0.050. */
	rounded(evidence, WORD_DECIMALS, holds ? ROUND_HALF_UP : ROUND_CUT_OFF,
		text);
	if (holds)
		return (struct judgement){ VERDICT_REPRODUCED,
			text_of("%s", text), NULL };
	return (struct judgement){ VERDICT_INCONSISTENT, text_of("%s", text),
		text_of("printed as not significant%s", flip(evidence)) };
}

static bool prints_bound(const struct evidence *evidence)
{
	return evidence->printed->relation == PRINTED_LESS ||
	       evidence->printed->relation == PRINTED_GREATER;
}

static struct judgement judge_bound(const struct evidence *evidence)
{
	const struct printed *printed = evidence->printed;
	bool less = printed->relation == PRINTED_LESS;
	double value = scaled_value(evidence);
	char text[ROUNDED_SIZE];

	if (less ? value < printed->value : value > printed->value)
		return (struct judgement){ VERDICT_REPRODUCED,
			text_of("%s", evidence->printed_text), NULL };
	/* One digit more than the bound, so as not to look like it. */
	rounded(evidence, printed->decimals + 1, ROUND_HALF_UP, text);
	return (struct judgement){ VERDICT_INCONSISTENT,
		text_of("%s%s", text, percent_sign(evidence)),
		text_of("%s is not %s %s%s", text, less ? "below" : "above",
			evidence->printed_text + 1, flip(evidence)) };
}

static bool always(const struct evidence *evidence)
{
	(void)evidence;
	return true;
}

/* The other roundings that give the printed text, in words; NULL: none. */
static char *other_roundings(const struct evidence *evidence, const char *want)
{
	char text[ROUNDED_SIZE];
	int decimals = evidence->printed->decimals;
	bool even = strcmp(rounded(evidence, decimals, ROUND_HALF_EVEN, text),
			    want) == 0;
	bool cut = strcmp(rounded(evidence, decimals, ROUND_CUT_OFF, text),
			   want) == 0;

	if (!even && !cut)
		return NULL;
	return text_of("equal when %s%s%s",
		even ? "a half is rounded to even" : "",
		even && cut ? " or " : "", cut ? "cut off" : "");
}

static struct judgement judge_digits(const struct evidence *evidence)
{
	const struct printed *printed = evidence->printed;
	char ours[ROUNDED_SIZE], want[ROUNDED_SIZE];
	struct judgement judgement = { VERDICT_REPRODUCED, NULL, NULL };
	double units;

	rounded(evidence, printed->decimals, ROUND_HALF_UP, ours);
	round_decimal(printed->value, 0, printed->decimals, ROUND_HALF_UP, want,
		sizeof(want));
	judgement.recomputed = text_of("%s%s", ours, percent_sign(evidence));
	if (strcmp(ours, want) == 0)
		return judgement;
	judgement.verdict = VERDICT_ROUNDING;
	judgement.reason = other_roundings(evidence, want);
	if (judgement.reason)
		return judgement;
	judgement.verdict = VERDICT_INCONSISTENT;
	units = fabs(strtod(ours, NULL) - printed->value) *
		pow(10, printed->decimals);
	judgement.reason = text_of("off by %.0f in the last printed digit%s",
		units, flip(evidence));
	return judgement;
}

/* In the order of precedence. */
static const struct {
	bool (*applies)(const struct evidence *);
	struct judgement (*judge)(const struct evidence *);
} rules[] = {
	{ has_gap, judge_gap },
	{ prints_not_reached, judge_not_reached },
	{ has_no_value, judge_no_value },
	{ prints_not_significant, judge_not_significant },
	{ prints_bound, judge_bound },
	{ always, judge_digits },
};

struct judgement verdict_judge(const struct evidence *evidence)
{
	size_t i = 0;

	while (!rules[i].applies(evidence))
		i++;
	return rules[i].judge(evidence);
}
