/* Which step made which file, from the rules of an analysis. */
#include "ledger/steps.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"

#define LOWER  "abcdefghijklmnopqrstuvwxyz-"
#define BLANKS " \t"

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t used = 0, capacity = 0, got;
	char *text = NULL;

	if (!file)
		die("cannot open %s:", path);
	do {
		if (capacity - used < BUFSIZ) {
			capacity = 2 * capacity + BUFSIZ + 1;
			text = reallocate(text, capacity, 1);
		}
		got = fread(text + used, 1, capacity - used - 1, file);
		used += got;
	} while (got > 0);
	if (ferror(file))
		die("cannot read %s:", path);
	fclose(file);
	text[used] = '\0';
	if (strlen(text) != used)
		die("a NUL byte in %s", path);
	return text;
}

/*
 * Cuts the next line, continuations joined, from *rest; NULL at the end.
 * *line is advanced by the lines it took.
 */
static char *next_line(char **rest, size_t *line)
{
	char *start = *rest, *end = start;

	if (*start == '\0')
		return NULL;
	for (;;) {
		end += strcspn(end, "\n");
		++*line;
		if (*end == '\0' || end == start || end[-1] != '\\')
			break;
		end[-1] = end[0] = ' ';
	}
	*rest = *end ? end + 1 : end;
	*end = '\0';
	return start;
}

/*
 * The colon of a rule, or NULL.  That of `:=` does no harm: Make allows no
 * recipe behind an assignment.
 */
static char *rule_colon(char *text)
{
	char *colon = text + strcspn(text, ":=");

	return *colon == ':' ? colon : NULL;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Past one prefix of a recipe line, or the same place. */
static const char *skip_prefix(const char *text)
{
	static const char *const prefixes[] = { "@", "$(record)", "$(bin)/" };

	text += strspn(text, BLANKS);
	for (size_t i = 0; i < 3; i++)
		if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0)
			return text + strlen(prefixes[i]);
	return text;
}

/* Program and method of a recipe line; the caller frees. */
static char *recipe_words(const char *text)
{
	const char *start = skip_prefix(text), *word;
	size_t length, second, letters;

	for (const char *next; (next = skip_prefix(start)) != start;)
		start = next;
	length = strcspn(start, BLANKS);
	second = strspn(start + length, BLANKS);
	word = start + length + second;
	letters = strspn(word, LOWER);
	/* strchr() finds the end of the line too. */
	if (*word >= 'a' && strchr(BLANKS, word[letters]))
		length += second + letters;
	return copy_text(start, length);
}

/* A step for each target in text, which is cut up. */
static void add_targets(
	struct steps *steps, char *text, const char *recipe, size_t line)
{
	char *rest = NULL;

	for (char *word = strtok_r(text, BLANKS "&", &rest); word;
		word = strtok_r(NULL, BLANKS "&", &rest)) {
		const char *target = last_part(word);

		steps->items = grow(steps->items, steps->count,
			&steps->capacity, sizeof(*steps->items));
		steps->items[steps->count++] = (struct step){
			.target = copy_text(target, strlen(target)),
			.words = recipe_words(recipe),
			.line = line,
		};
	}
}

void steps_read(struct steps *steps, const char *path)
{
	char *text = read_whole(path), *rest = text, *line;
	char *targets = NULL;
	size_t number = 0, rule_line = 0;

	*steps = (struct steps){ .path = path };
	while ((line = next_line(&rest, &number))) {
		char *colon;

		if (*line == '\t') {
			if (targets)
				add_targets(steps, targets, line, rule_line);
			targets = NULL;
			continue;
		}
		if (line[strspn(line, BLANKS)] == '#')
			continue;
		colon = rule_colon(line);
		targets = colon ? line : NULL;
		rule_line = number;
		if (colon)
			*colon = '\0';
	}
	free(text);
}

void steps_free(struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		free(steps->items[i].target);
		free(steps->items[i].words);
	}
	free(steps->items);
}

const char *steps_find(const struct steps *steps, const char *file)
{
	const char *name = last_part(file);
	const struct step *found = NULL;

	for (size_t i = 0; i < steps->count; i++) {
		const struct step *step = &steps->items[i];

		if (strcmp(step->target, name) != 0)
			continue;
		if (found && strcmp(found->words, step->words) != 0)
			die_at(steps->path, step->line, 0,
				"two rules make a file of one name: %s",
				quoted(name));
		found = step;
	}
	return found ? found->words : NULL;
}
