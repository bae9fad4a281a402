/* The texts of options as numbers, words and choices. */
#include "base/options.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

#define WORD_LENGTH 64 /* longer words are not compared */

static double parse_number(const char *name, const char *text, size_t length)
{
	double value;

	if (!number_parse(text, length, &value))
		die_misused("--%s: not a number: %s", name,
			quoted_bytes(text, length));
	return value;
}

double option_number(const char *name, const char *text)
{
	return parse_number(name, text, strlen(text));
}

double *option_numbers(const char *name, const char *text, size_t *count)
{
	double *numbers = NULL;
	size_t capacity = 0;

	*count = 0;
	for (;;) {
		size_t length = strcspn(text, ",");

		numbers = grow(numbers, *count, &capacity, sizeof(numbers[0]));
		numbers[(*count)++] = parse_number(name, text, length);
		if (text[length] == '\0')
			return numbers;
		text += length + 1;
	}
}

char **option_words(const char *name, const char *text, size_t *count)
{
	char **words = NULL;
	size_t capacity = 0;
	char *rest = copy_text(text, strlen(text));

	*count = 0;
	for (;;) {
		size_t length = strcspn(rest, ",");
		bool last = rest[length] == '\0';

		if (length == 0)
			die_misused("--%s: an empty word in %s", name,
				quoted(text));
		words = grow(words, *count, &capacity, sizeof(words[0]));
		words[(*count)++] = rest;
		rest[length] = '\0';
		if (last)
			return words;
		rest += length + 1;
	}
}

size_t option_choice(
	const char *name, const char *text, const char *const choices[])
{
	char list[1024] = "";
	size_t used = 0;

	for (size_t i = 0; choices[i]; i++)
		if (strcmp(choices[i], text) == 0)
			return i;
	for (size_t i = 0; choices[i] && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
			"%s%s", i > 0 ? ", " : "", choices[i]);
	die_misused("--%s: %s is none of: %s", name, quoted(text), list);
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/* Levenshtein's distance, a row at a time; both at most WORD_LENGTH long. */
static size_t distance(const char *a, const char *b)
{
	size_t row[WORD_LENGTH + 1];
	size_t width = strlen(b);

	for (size_t j = 0; j <= width; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < width; j++) {
			size_t change = diagonal + (a[i] != b[j]);

			diagonal = row[j + 1];
			row[j + 1] = least(row[j] + 1, row[j + 1] + 1, change);
		}
	}
	return row[width];
}

const char *nearest_word(const char *word, const char *const candidates[])
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	size_t best = length / 3 + 2; /* nearer than this is near */

	if (length > WORD_LENGTH)
		return NULL;
	for (size_t i = 0; candidates[i]; i++) {
		size_t steps;

		if (strlen(candidates[i]) > WORD_LENGTH)
			continue;
		steps = distance(word, candidates[i]);
		if (steps < best && steps < length) {
			best = steps;
			nearest = candidates[i];
		}
	}
	return nearest;
}
