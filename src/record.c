/* Makes a target by a command, all of it or nothing, and only when needed. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "record/make.h"
#include "record/place.h"
#include "record/recipe.h"
#include "record/settle.h"

static const char *records = NULL;
static const char *target = NULL;
static struct text_list inputs;
static struct text_list rules;
static const char *stderr_policy = "pass";
static bool quiet;

static const struct option_row record_options[] = {
	{ .name = "records",
		.argument = "FOLDER",
		.meaning = "where the records are kept",
		.value = &records },
	{ .name = "target",
		.argument = "FILE",
		.meaning = "the file to make",
		.value = &target },
	{ .name = "input",
		.argument = "FILE",
		.meaning = "a file that the command reads; may be repeated",
		.list = &inputs },
	{ .name = "rules",
		.argument = "FILE",
		.meaning = "where the command stands; may be repeated",
		.list = &rules },
	{ .name = "stderr",
		.argument = "pass|refuse",
		.meaning = "whether a word on standard error is a failure",
		.value = &stderr_policy },
	{ .name = "quiet",
		.meaning = "do not say what was made",
		.flag = &quiet },
	{ .name = NULL },
};

static const struct option_row settle_options[] = {
	{ .name = "records",
		.argument = "FOLDER",
		.meaning = "where the records are kept",
		.value = &records },
	{ .name = NULL },
};

static const struct usage record_usage = {
	.program = "record",
	.purpose =
		"Makes a target by a command: all of it or nothing, and only "
		"when needed.",
	.operands = "-- COMMAND [ARGUMENT ...]",
	.most_operands = SIZE_MAX,
	.options = record_options,
	.more = "In an ARGUMENT {} is the file to write; without it the "
		"standard output of\nCOMMAND is the target.\n\n"
		"record settle --help  before Make compares times\n",
};

static const struct usage settle_usage = {
	.program = "record settle",
	.purpose = "Sets the times of targets so that Make decides by content.",
	.operands = "",
	.most_operands = 0,
	.options = settle_options,
};

static const char *need(const char *name, const char *value)
{
	if (value == NULL || value[0] == '\0')
		die_misused("--%s=... is missing", name);
	return value;
}

static int settle_all(int argc, char **argv)
{
	struct text_list none = options_parse(argc, argv, &settle_usage);

	text_list_free(&none);
	settle(need("records", records));
	close_stdout();
	return EXIT_SUCCESS;
}

/* The words of a command with the NULL that execvp() wants; the caller frees
 * the array. */
static char **command_of(const struct text_list *words)
{
	char **command = allocate(words->count + 1, sizeof(command[0]));

	for (size_t i = 0; i < words->count; i++)
		command[i] = (char *)words->items[i];
	return command;
}

/* `./` names the same file, and a record should too. */
static const char *target_path(void)
{
	const char *path = need("target", target);

	while (strncmp(path, "./", 2) == 0)
		path += 2;
	if (!place_is_inside(path))
		die_misused("--target is not a path below this folder: %s",
			quoted(target));
	return path;
}

static struct recipe_input *inputs_of(const struct text_list *paths)
{
	struct recipe_input *list = allocate(paths->count, sizeof(list[0]));

	for (size_t i = 0; i < paths->count; i++)
		list[i].path = paths->items[i];
	return list;
}

static void make(char **command)
{
	static const char *const policies[] = { "pass", "refuse", NULL };
	struct recipe recipe = {
		.target = target_path(),
		.command = command,
		.inputs = inputs_of(&inputs),
		.input_count = inputs.count,
		.rules = inputs_of(&rules),
		.rules_count = rules.count,
		.refuse_stderr =
			option_choice("stderr", stderr_policy, policies) == 1,
	};

	if (make_target(&recipe, need("records", records)) && !quiet)
		printf("made %s\n", recipe.target);
	free(recipe.inputs);
	free(recipe.rules);
}

int main(int argc, char **argv)
{
	struct text_list words;
	char **command;

	if (argc > 1 && strcmp(argv[1], "settle") == 0)
		return settle_all(argc - 1, argv + 1);
	words = options_parse(argc, argv, &record_usage);
	if (words.count == 0)
		die_misused("no command");
	command = command_of(&words);
	make(command);
	free(command);
	text_list_free(&words);
	text_list_free(&inputs);
	text_list_free(&rules);
	close_stdout();
	return EXIT_SUCCESS;
}
