/*
 * Running the command of a recipe: no shell, nothing on standard input, in a
 * process group of its own that ends with the command.
 */
#ifndef RELIT_RUN_H
#define RELIT_RUN_H

#include <stdbool.h>

struct run {
	char *const *command; /* NULL-ended, found along PATH */
	const char *output;   /* the file to make of its standard output, or
			       * NULL: passed through */
	bool watch_stderr;    /* notice whether it says anything there */
};

struct run_end {
	int status; /* as waitpid() gives it */
	bool said;  /* something on standard error, if that was watched */
	int signal; /* this program was told to stop by it, or 0 */
};

/*
 * Runs the command to its end.  SIGINT, SIGTERM and SIGHUP are passed on to its
 * process group, which is killed when it has not ended a second later; they
 * stay blocked after the call, so that the caller can clear up and then
 * run_die_by().  Dies when the output or a process cannot be made.
 */
struct run_end run_command(const struct run *);

/* Ends this program by a signal, as whoever sent it expects. */
_Noreturn void run_die_by(int signal);

#endif
