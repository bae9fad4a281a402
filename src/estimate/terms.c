/* The terms of a model: their text, and the columns that they name. */
#include "estimate/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/terms-parts.h"

/* The part of this text, without its reference; NULL: a new one. */
static struct part *find_part(
	struct terms *terms, const char *text, size_t length)
{
	for (size_t i = 0; i < terms->part_count; i++) {
		struct part *part = &terms->parts[i];

		if (strlen(part->text) == length &&
			strncmp(part->text, text, length) == 0)
			return part;
	}
	return NULL;
}

static bool is_call(const char *text, size_t length, const char *function)
{
	size_t name = strlen(function);

	return length > name + 2 && strncmp(text, function, name) == 0 &&
	       text[name] == '(' && text[length - 1] == ')';
}

/* Reads text, without reference, as a column or a function of one. */
static void parse_part(struct part *part, const char *text, size_t length)
{
	size_t skip = 0, end = length;

	part->form = FORM_PLAIN;
	if (is_call(text, length, "log")) {
		part->form = FORM_LOG;
		skip = strlen("log(");
		end--;
	} else if (is_call(text, length, "factor")) {
		part->form = FORM_FACTOR;
		skip = strlen("factor(");
		end--;
	} else if (length > 2 && text[length - 2] == '^' &&
		   strchr("23456789", text[length - 1])) {
		part->form = FORM_POWER;
		part->power = text[length - 1] - '0';
		end -= 2;
	}
	part->text = copy_text(text, length);
	part->column = copy_text(text + skip, end - skip);
}

static void check_part(const struct terms *terms, const struct part *part)
{
	if (part->column[0] == '\0' || strpbrk(part->column, "()^"))
		die_misused("--%s: not a term: %s (a term is COLUMN, "
			    "COLUMN@LEVEL, factor(COLUMN), log(COLUMN), "
			    "COLUMN^2, or these joined by * or :)",
			terms->option, quoted(part->text));
	if (part->reference &&
		(part->form == FORM_LOG || part->form == FORM_POWER))
		die_misused("--%s: %s has no levels", terms->option,
			quoted(part->text));
}

/* The position of a part, new when it is. */
static size_t add_part(struct terms *terms, struct input *input,
	const char *text, size_t length)
{
	const char *at = memchr(text, '@', length);
	size_t before = at ? (size_t)(at - text) : length;
	struct part *part = find_part(terms, text, before);
	enum column_kind kind = COLUMN_EITHER;

	if (part && at)
		die_misused("--%s: %s: the reference goes where the column is "
			    "named first",
			terms->option, quoted_bytes(text, length));
	if (part)
		return (size_t)(part - terms->parts);
	terms->parts = grow(terms->parts, terms->part_count,
		&terms->part_capacity, sizeof(*terms->parts));
	part = &terms->parts[terms->part_count];
	*part = (struct part){ .reference = NULL };
	parse_part(part, text, before);
	if (at)
		part->reference = copy_text(at + 1, length - before - 1);
	check_part(terms, part);
	if (part->form == FORM_LOG || part->form == FORM_POWER)
		kind = COLUMN_NUMBER;
	else if (part->form == FORM_FACTOR || part->reference)
		kind = COLUMN_LEVEL;
	part->wish = input_column(input, part->column, kind, NULL);
	return terms->part_count++;
}

static bool has_part(const struct effect *effect, size_t part)
{
	for (size_t i = 0; i < effect->count; i++)
		if (effect->parts[i] == part)
			return true;
	return false;
}

bool terms_have(const struct terms *terms, const struct effect *effect)
{
	for (size_t i = 0; i < terms->effect_count; i++) {
		const struct effect *other = &terms->effects[i];
		size_t shared = 0;

		for (size_t j = 0; j < effect->count; j++)
			shared += has_part(other, effect->parts[j]);
		if (shared == effect->count && other->count == shared)
			return true;
	}
	return false;
}

static void add_effect(struct terms *terms, const struct effect *effect)
{
	terms->effects = grow(terms->effects, terms->effect_count,
		&terms->effect_capacity, sizeof(*terms->effects));
	terms->effects[terms->effect_count++] = *effect;
}

/*
 * All products of size of the parts of a*b*...; those that are there already
 * are not added again.
 */
static void add_products(
	struct terms *terms, const struct effect *all, size_t size)
{
	for (unsigned set = 1; set < 1U << all->count; set++) {
		struct effect effect = { .count = 0 };

		for (size_t i = 0; i < all->count; i++)
			if (set >> i & 1)
				effect.parts[effect.count++] = all->parts[i];
		if (effect.count == size && !terms_have(terms, &effect))
			add_effect(terms, &effect);
	}
}

static void add_term(struct terms *terms, struct input *input, const char *term)
{
	struct effect effect = { .count = 0 };
	bool crossed = strchr(term, '*') != NULL;
	const char *rest = term;

	if (crossed && strchr(term, ':'))
		die_misused("--%s: either * or : in a term, not both: %s",
			terms->option, quoted(term));
	for (;;) {
		size_t length = strcspn(rest, "*:"), part;

		if (effect.count == MOST_PARTS)
			die_misused("--%s: a product of more than %d: %s",
				terms->option, MOST_PARTS, quoted(term));
		part = add_part(terms, input, rest, length);
		if (has_part(&effect, part))
			die_misused("--%s: a column by itself: %s",
				terms->option, quoted(term));
		effect.parts[effect.count++] = part;
		if (rest[length] == '\0')
			break;
		rest += length + 1;
	}
	if (terms_have(terms, &effect))
		die_misused(
			"--%s: named twice: %s", terms->option, quoted(term));
	for (size_t size = 1; crossed && size < effect.count; size++)
		add_products(terms, &effect, size);
	add_effect(terms, &effect);
}

struct terms *terms_declare(
	struct input *input, const char *option, const char *text)
{
	struct terms *terms;
	size_t count;
	char **words;

	if (!text)
		die_misused("--%s=TERM,... is needed", option);
	terms = allocate(1, sizeof(*terms));
	terms->option = option;
	words = option_words(option, text, &count);
	for (size_t i = 0; i < count; i++)
		add_term(terms, input, words[i]);
	free(words[0]);
	free(words);
	return terms;
}

void terms_free(struct terms *terms)
{
	for (size_t i = 0; i < terms->part_count; i++) {
		free(terms->parts[i].text);
		free(terms->parts[i].column);
		free(terms->parts[i].reference);
	}
	free(terms->parts);
	free(terms->effects);
	free(terms);
}
