/* Run the command to a temporary name, check, rename, record. */
#include "record/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "record/made-log.h"
#include "record/place.h"
#include "record/record.h"
#include "record/run.h"

#define HOLE "{}"

/* argument with every hole filled; freed by the caller. */
static char *fill(const char *argument, const char *temporary)
{
	size_t size = strlen(argument) * (strlen(temporary) + 1) + 1;
	char *filled = allocate(size, 1), *end = filled;
	const char *hole;

	while ((hole = strstr(argument, HOLE)) != NULL) {
		end += sprintf(end, "%.*s%s", (int)(hole - argument), argument,
			temporary);
		argument = hole + strlen(HOLE);
	}
	strcpy(end, argument);
	return filled;
}

static char **fill_command(
	char *const *command, const char *temporary, bool *holes)
{
	size_t count = 0;
	char **filled;

	while (command[count])
		count++;
	filled = allocate(count + 1, sizeof(filled[0]));
	*holes = false;
	for (size_t i = 0; i < count; i++) {
		filled[i] = fill(command[i], temporary);
		*holes |= strstr(command[i], HOLE) != NULL;
	}
	return filled;
}

static void free_command(char **command)
{
	for (size_t i = 0; command[i]; i++)
		free(command[i]);
	free(command);
}

static struct run_end run_to(const struct recipe *recipe, const char *temporary)
{
	bool holes;
	char **command = fill_command(recipe->command, temporary, &holes);
	struct run run = {
		.command = command,
		.watch_stderr = recipe->refuse_stderr,
	};
	struct run_end end;

	if (!holes)
		run.output = temporary;
	end = run_command(&run);
	free_command(command);
	return end;
}

/* Says why the command's result is none; false when it is one. */
static bool is_failure(const struct recipe *recipe, const char *temporary,
	const struct run_end *end)
{
	const char *name = quoted(recipe->command[0]);
	struct stat about;

	if (WIFSIGNALED(end->status))
		warn("%s: %s was ended by signal %d", recipe->target, name,
			WTERMSIG(end->status));
	else if (WEXITSTATUS(end->status) != 0)
		warn("%s: %s ended with status %d", recipe->target, name,
			WEXITSTATUS(end->status));
	else if (end->said)
		warn("%s: %s said something on standard error, refused here",
			recipe->target, name);
	else if (lstat(temporary, &about) != 0)
		warn("%s: %s did not write it", recipe->target, name);
	else if (!S_ISREG(about.st_mode))
		warn("%s: %s made something that is no file", recipe->target,
			name);
	else if (about.st_size == 0)
		warn("%s: %s wrote nothing", recipe->target, name);
	else
		return false;
	return true;
}

static void umask_mode(const char *path)
{
	mode_t mask = umask(0);

	umask(mask);
	if (chmod(path, 0666 & ~mask) != 0)
		die("cannot set the mode of %s:", path);
}

/* Puts the result in the target's place, or drops it when it is the same. */
static struct hash place_result(const char *target, const char *temporary)
{
	struct hash made, old;

	if (!hash_file(temporary, &made)) {
		warn("%s: cannot read what was made:", target);
	} else if (hash_file(target, &old) && hash_equal(&made, &old)) {
		unlink(temporary);
		return made;
	} else {
		umask_mode(temporary);
		if (rename(temporary, target) == 0)
			return made;
		warn("%s: cannot write it:", target);
	}
	unlink(temporary);
	_Exit(EXIT_REFUSED);
}

static struct hash run_recipe(const struct recipe *recipe)
{
	char *temporary = place_temporary(recipe->target);
	struct run_end end;
	struct hash output;
	bool failed;

	if (!place_make_folders(recipe->target))
		die("%s: cannot make its folder:", recipe->target);
	remove(temporary); /* of a process long gone that had our number */
	end = run_to(recipe, temporary);
	failed = end.signal == 0 && is_failure(recipe, temporary, &end);
	if (failed || end.signal != 0) {
		remove(temporary);
		free(temporary);
		if (end.signal != 0)
			run_die_by(end.signal);
		_Exit(EXIT_REFUSED);
	}
	output = place_result(recipe->target, temporary);
	free(temporary);
	return output;
}

/* True when the record says that the target is what this recipe makes; output
 * is its hash then. */
static bool is_made(const struct recipe *recipe, const struct hash *key,
	const char *path, struct hash *output)
{
	struct record record;
	bool made;

	switch (record_read(path, recipe->target, &record)) {
	case RECORD_ABSENT:
		return false;
	case RECORD_CORRUPT:
		warn("%s is corrupt; %s is made again", path, recipe->target);
		return false;
	case RECORD_READ:
		break;
	}
	made = hash_equal(key, &record.key) &&
	       hash_file(recipe->target, output) &&
	       hash_equal(output, &record.output);
	record_free(&record);
	return made;
}

bool make_target(struct recipe *recipe, const char *records)
{
	char *path = place_of_record(records, recipe->target);
	struct hash key, output;
	bool made;

	if (!place_make_folders(path))
		die("cannot make the folder of %s:", path);
	recipe_hash_inputs(recipe);
	key = recipe_key(recipe);
	made = is_made(recipe, &key, path, &output);
	if (!made)
		output = run_recipe(recipe);
	/* anew in any case: its time, and perhaps the rules, have changed */
	record_write(path, recipe, &key, &output);
	if (!made)
		made_log_add(records, recipe->target);
	free(path);
	return !made;
}
