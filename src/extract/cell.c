/* The grammar of printed cells, read from left to right. */
#include "extract/cell.h"

#include <math.h>
#include <string.h>

const char *const quantity_names[] = { "count", "denominator", "percent",
	"value", "low", "high", NULL };

static const char *const syntax =
	"expected 5/20 (25), 5/20, 5 (25), 25%, 1.5, <0.001, 1.5 [0.9–2.4] "
	"or nothing";

static const char *const blanks[] = { " ", "\xc2\xa0" /* U+00A0 */,
	"\xe2\x80\x89" /* U+2009 */, "\xe2\x80\x8a" /* U+200A */,
	"\xe2\x80\xaf" /* U+202F */, NULL };

static const char *const dashes[] = { "-", "\xe2\x80\x93" /* U+2013 */,
	"\xe2\x80\x94" /* U+2014 */, "\xe2\x88\x92" /* U+2212 */, NULL };

static const char *const minus_signs[] = { "-", "\xe2\x88\x92", NULL };

static bool take(const char **at, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(*at, text, length) != 0)
		return false;
	*at += length;
	return true;
}

static bool take_any(const char **at, const char *const texts[])
{
	for (size_t i = 0; texts[i]; i++)
		if (take(at, texts[i]))
			return true;
	return false;
}

/* True when there was one at least. */
static bool skip_blanks(const char **at)
{
	const char *start = *at;

	while (take_any(at, blanks)) {
	}
	return *at > start;
}

static void skip_digits(const char **at)
{
	*at += strspn(*at, "0123456789");
}

/* The end of what may be a number; printed_parse() has the last word. */
static const char *number_end(const char *at)
{
	const char *exponent;

	if (take(&at, "NR") || take(&at, "NS") || take(&at, "ns"))
		return at;
	if (!take(&at, "<"))
		take(&at, ">");
	take_any(&at, minus_signs);
	skip_digits(&at);
	if (take(&at, "."))
		skip_digits(&at);
	exponent = at;
	if (take(&exponent, "e") || take(&exponent, "E")) {
		if (!take_any(&exponent, minus_signs))
			take(&exponent, "+");
		if (strspn(exponent, "0123456789") > 0) {
			skip_digits(&exponent);
			at = exponent;
		}
	}
	take(&at, "%");
	return at;
}

/* A number and the blanks around it, added to numbers. */
static bool take_number(const char **at, struct cell_numbers *numbers)
{
	struct cell_number *number = &numbers->items[numbers->count];

	skip_blanks(at);
	number->text = *at;
	number->length = (size_t)(number_end(*at) - *at);
	if (!printed_parse(number->text, number->length, &number->printed))
		return false;
	*at += number->length;
	skip_blanks(at);
	numbers->count++;
	return true;
}

static const char *make_count(
	struct cell_number *number, enum quantity quantity)
{
	struct printed *printed = &number->printed;

	if (strspn(number->text, "0123456789") < number->length)
		return "a count is a whole number";
	printed->lower = printed->upper = printed->value;
	number->quantity = quantity;
	return NULL;
}

static const char *make_percent(struct cell_number *number)
{
	const struct printed *printed = &number->printed;

	number->quantity = QUANTITY_PERCENT;
	if (isnan(printed->value))
		return "a percentage is a number";
	if (printed->value > 100)
		return "a percentage is at most 100";
	if (printed->value < 0)
		return "a percentage is at least 0";
	return NULL;
}

static const char *make_value(struct cell_number *number)
{
	if (number->printed.percent)
		return make_percent(number);
	number->quantity = QUANTITY_VALUE;
	return NULL;
}

/* Behind the slash: DENOMINATOR, or DENOMINATOR (PERCENT). */
static const char *parse_fraction(const char *at, struct cell_numbers *numbers)
{
	struct cell_number *items = numbers->items;
	const char *fault = make_count(&items[0], QUANTITY_COUNT);

	if (fault)
		return fault;
	if (!take_number(&at, numbers))
		return syntax;
	fault = make_count(&items[1], QUANTITY_DENOMINATOR);
	if (fault)
		return fault;
	if (items[0].printed.value > items[1].printed.value)
		return "the count is above its denominator";
	if (*at == '\0')
		return NULL;
	if (!take(&at, "(") || !take_number(&at, numbers) || !take(&at, ")"))
		return syntax;
	skip_blanks(&at);
	return *at == '\0' ? make_percent(&items[2]) : syntax;
}

/*
 * What parts the limits.  A comma needs a blank behind it: `(18,87)` may be one
 * number with a decimal comma.
 */
static bool take_separator(const char **at)
{
	if (take_any(at, dashes) || take(at, ";"))
		return true;
	if (take(at, ","))
		return skip_blanks(at);
	return take(at, "to") && skip_blanks(at);
}

static bool is_limit(const struct cell_number *number)
{
	return number->printed.relation == PRINTED_EQUAL ||
	       number->printed.relation == PRINTED_NOT_REACHED;
}

static const char *check_order(const struct cell_number items[3])
{
	double value = items[0].printed.value;
	double low = items[1].printed.value;
	double high = items[2].printed.value;

	/* a comparison with NR, a NaN, is false */
	if (low > high)
		return "the low limit is above the high one";
	if (low > value)
		return "the low limit is above the value";
	if (value > high)
		return "the value is above the high limit";
	return NULL;
}

/* Behind the bracket: PERCENT), or LOW-HIGH and the bracket. */
static const char *parse_brackets(
	const char *at, const char *closing, struct cell_numbers *numbers)
{
	struct cell_number *items = numbers->items;
	const char *fault;

	if (!take_number(&at, numbers))
		return syntax;
	if (closing[0] == ')' && take(&at, closing)) {
		skip_blanks(&at);
		if (*at != '\0')
			return syntax;
		fault = make_count(&items[0], QUANTITY_COUNT);
		return fault ? fault : make_percent(&items[1]);
	}
	if (!take_separator(&at) || !take_number(&at, numbers) ||
		!take(&at, closing))
		return syntax;
	skip_blanks(&at);
	if (*at != '\0' || !is_limit(&items[1]) || !is_limit(&items[2]))
		return syntax;
	items[1].quantity = QUANTITY_LOW;
	items[2].quantity = QUANTITY_HIGH;
	fault = make_value(&items[0]);
	return fault ? fault : check_order(items);
}

/* A dash alone, NA or nothing but blanks. */
static bool is_empty(const char *at)
{
	skip_blanks(&at);
	if (!take(&at, "NA"))
		take_any(&at, dashes);
	skip_blanks(&at);
	return *at == '\0';
}

const char *cell_parse(const char *text, struct cell_numbers *numbers)
{
	const char *at = text;

	numbers->count = 0;
	if (is_empty(text))
		return NULL;
	if (!take_number(&at, numbers))
		return syntax;
	if (*at == '\0')
		return make_value(&numbers->items[0]);
	if (take(&at, "/"))
		return parse_fraction(at, numbers);
	if (take(&at, "("))
		return parse_brackets(at, ")", numbers);
	if (take(&at, "["))
		return parse_brackets(at, "]", numbers);
	return syntax;
}
