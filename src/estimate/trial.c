/* A method run on trial, in a process of its own. */
#include "estimate/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/output.h"

#define EXIT_BROKEN 125 /* the copy could not be set up */

static FILE *open_part(void)
{
	FILE *file = tmpfile();

	if (!file)
		die("cannot make a temporary file:");
	return file;
}

/* In the copy; exits without what the parent has to do at its end. */
static _Noreturn void run_copy(void (*method)(int argc, char **argv),
	char **argv, FILE *output, FILE *said)
{
	int nothing = open("/dev/null", O_RDONLY);
	int argc = 0;

	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
		dup2(fileno(output), STDOUT_FILENO) < 0 ||
		dup2(fileno(said), STDERR_FILENO) < 0)
		_exit(EXIT_BROKEN);
	while (argv[argc])
		argc++;
	method(argc, argv);
	close_stdout();
	_exit(EXIT_SUCCESS);
}

static int status_of(pid_t copy)
{
	int status;

	while (waitpid(copy, &status, 0) < 0)
		if (errno != EINTR)
			die("cannot wait for a trial:");
	if (!WIFEXITED(status))
		die("a trial was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) == EXIT_BROKEN)
		die("cannot set up a trial");
	return WEXITSTATUS(status);
}

/* All of a file, and closes it; the caller frees. */
static char *read_part(FILE *file)
{
	char *text;
	long size;

	if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
		die("cannot read a temporary file:");
	rewind(file);
	text = allocate((size_t)size + 1, 1);
	if (fread(text, 1, (size_t)size, file) != (size_t)size)
		die("cannot read a temporary file:");
	fclose(file);
	return text;
}

struct trial trial_run(void (*method)(int argc, char **argv), char **argv)
{
	FILE *output = open_part(), *said = open_part();
	struct trial trial;
	pid_t copy = fork();

	if (copy < 0)
		die("cannot start a trial:");
	if (copy == 0)
		run_copy(method, argv, output, said);
	trial.status = status_of(copy);
	trial.output = read_part(output);
	trial.said = read_part(said);
	return trial;
}

void trial_free(struct trial *trial)
{
	free(trial->output);
	free(trial->said);
}
