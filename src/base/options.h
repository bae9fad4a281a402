/*
 * Command lines from one table per command: parsing, --help and --version all
 * come from it.  Names are exact; `--name=value` and `--name value` are the
 * same; `--` ends the options.  An unknown option is answered with the nearest
 * one there is, status 2.
 */
#ifndef RELIT_OPTIONS_H
#define RELIT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct text_list {
	const char **items; /* owned by the list; the texts are argv's */
	size_t count;
};

struct option_row {
	const char *name;       /* without the dashes; NULL ends the table */
	const char *argument;   /* what --help calls the value; NULL: a flag */
	const char *meaning;    /* one line of --help */
	const char **value;     /* set to the text given, or */
	bool *flag;             /* set to true when given, or */
	struct text_list *list; /* appended to: may be given repeatedly */
};

struct usage {
	const char *program;  /* "estimate" or "estimate km" */
	const char *purpose;  /* one sentence */
	const char *operands; /* "[FILE]", "METHOD [FILE]", ... */
	size_t most_operands; /* SIZE_MAX for no limit */
	const struct option_row *options;
	const char *more; /* further text of --help, or NULL */
};

/*
 * Parses argv[1..argc-1] into what the rows point to and returns the operands.
 * --help and --version print and exit 0.  A flag given a value, a value
 * missing, an option given twice that is no list: status 2.
 */
struct text_list options_parse(int argc, char **argv, const struct usage *);
void text_list_free(struct text_list *);

/* The same texts as numbers; dies misused, naming the option. */
double option_number(const char *name, const char *text);

/* Comma-separated numbers; *count is set; the caller frees. */
double *option_numbers(const char *name, const char *text, size_t *count);

/*
 * Comma-separated words, at least one, none empty; *count is set; the caller
 * frees the array and its first item (all words share one copy).
 */
char **option_words(const char *name, const char *text, size_t *count);

/* The position of text in a NULL-ended list of choices; dies misused. */
size_t option_choice(
	const char *name, const char *text, const char *const choices[]);

/* Of candidates, a NULL-ended list, the one nearest to word (edit distance),
 * or NULL when none is near. */
const char *nearest_word(const char *word, const char *const candidates[]);

#endif
