/* Command lines from one table per command. */
#include "base/options.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/output.h"

static void append(struct text_list *list, const char *text)
{
	list->items = reallocate(
		list->items, list->count + 1, sizeof(list->items[0]));
	list->items[list->count++] = text;
}

void text_list_free(struct text_list *list)
{
	free(list->items);
	*list = (struct text_list){ 0 };
}

static int width_of(const struct option_row *row)
{
	size_t argument = row->argument ? strlen(row->argument) + 1 : 0;

	return (int)(strlen(row->name) + argument);
}

static void print_option(const struct option_row *row, int widest)
{
	printf("  --%s%s%s%*s  %s\n", row->name, row->argument ? "=" : "",
		row->argument ? row->argument : "", widest - width_of(row), "",
		row->meaning);
}

static _Noreturn void print_help(const struct usage *usage)
{
	static const struct option_row always[] = {
		{ .name = "help", .meaning = "print this text" },
		{ .name = "version", .meaning = "print the version" },
		{ .name = NULL },
	};
	int widest = width_of(&always[1]);

	for (const struct option_row *row = usage->options; row->name; row++)
		if (width_of(row) > widest)
			widest = width_of(row);
	printf("Usage: %s [--OPTION=VALUE ...]%s%s\n\n%s\n\n", usage->program,
		usage->operands && usage->operands[0] ? " " : "",
		usage->operands ? usage->operands : "", usage->purpose);
	for (const struct option_row *row = usage->options; row->name; row++)
		print_option(row, widest);
	for (const struct option_row *row = always; row->name; row++)
		print_option(row, widest);
	if (usage->more)
		printf("\n%s%s", usage->more,
			usage->more[strlen(usage->more) - 1] == '\n' ? ""
								     : "\n");
	close_stdout();
	exit(EXIT_SUCCESS);
}

static _Noreturn void print_version(void)
{
	printf("%s (relit) " RELIT_VERSION "\n"
	       "Licence GPL-3.0-or-later: free software, no warranty.\n",
		fail_program());
	close_stdout();
	exit(EXIT_SUCCESS);
}

/* Messages carry the program, not its method: "estimate" of "estimate km". */
static void set_program(const char *name)
{
	static char first_word[32];

	snprintf(first_word, sizeof(first_word), "%.*s",
		(int)strcspn(name, " "), name);
	fail_set_program(first_word);
}

static _Noreturn void unknown_option(
	const struct usage *usage, const char *name, size_t length)
{
	const char **names;
	const char *nearest;
	char *word = copy_text(name, length);
	size_t count = 0;

	while (usage->options[count].name)
		count++;
	names = allocate(count + 3, sizeof(names[0]));
	for (size_t i = 0; i < count; i++)
		names[i] = usage->options[i].name;
	names[count] = "help";
	names[count + 1] = "version";
	nearest = nearest_word(word, names);
	if (nearest)
		die_misused("unknown option %s; did you mean --%s?",
			quoted_bytes(name - 2, length + 2), nearest);
	die_misused("unknown option %s", quoted_bytes(name - 2, length + 2));
}

static const struct option_row *find_option(
	const struct usage *usage, const char *name, size_t length)
{
	for (const struct option_row *row = usage->options; row->name; row++)
		if (strlen(row->name) == length &&
			memcmp(row->name, name, length) == 0)
			return row;
	if (length == strlen("help") && memcmp(name, "help", length) == 0)
		print_help(usage);
	if (length == strlen("version") && memcmp(name, "version", length) == 0)
		print_version();
	unknown_option(usage, name, length);
}

static void store(const struct option_row *row, const char *value)
{
	if (row->list) {
		append(row->list, value);
	} else if (row->flag) {
		if (*row->flag)
			die_misused("--%s is given twice", row->name);
		*row->flag = true;
	} else {
		*row->value = value;
	}
}

/* Takes argv[at], an option, and its value; returns how many words it took. */
static int take_option(
	const struct usage *usage, int argc, char **argv, int at, bool given[])
{
	const char *name = argv[at] + 2;
	size_t length = strcspn(name, "=");
	const struct option_row *row = find_option(usage, name, length);
	const char *value = name[length] == '=' ? name + length + 1 : NULL;
	int taken = 1;

	if (!row->argument && value)
		die_misused("--%s takes no value", row->name);
	if (row->argument && !value) {
		if (at + 1 == argc || strncmp(argv[at + 1], "--", 2) == 0)
			die_misused("--%s needs a value: --%s=%s", row->name,
				row->name, row->argument);
		value = argv[at + 1];
		taken = 2;
	}
	if (given[row - usage->options] && !row->list)
		die_misused("--%s is given twice", row->name);
	given[row - usage->options] = true;
	store(row, value);
	return taken;
}

struct text_list options_parse(int argc, char **argv, const struct usage *usage)
{
	struct text_list operands = { 0 };
	bool only_operands = false;
	size_t count = 0;
	bool *given;

	set_program(usage->program);
	while (usage->options[count].name)
		count++;
	given = allocate(count, sizeof(given[0]));
	for (int at = 1; at < argc;) {
		const char *word = argv[at];

		if (only_operands || word[0] != '-' || word[1] == '\0') {
			append(&operands, word);
			at++;
		} else if (strcmp(word, "--") == 0) {
			only_operands = true;
			at++;
		} else if (word[1] != '-') {
			die_misused("options begin with two dashes: %s",
				quoted(word));
		} else {
			at += take_option(usage, argc, argv, at, given);
		}
	}
	free(given);
	if (operands.count > usage->most_operands)
		die_misused("one operand too many: %s",
			quoted(operands.items[usage->most_operands]));
	return operands;
}
