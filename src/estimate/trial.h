/* A method run on trial: what it would print, without printing it. */
#ifndef RELIT_TRIAL_H
#define RELIT_TRIAL_H

struct trial {
	int status;   /* EXIT_SUCCESS, or what the method refused with */
	char *output; /* the rows */
	char *said;   /* on standard error */
};

/*
 * Runs the method in a copy of this process, with nothing to read on standard
 * input: options and refusals of one trial leave no trace in the next.  argv is
 * NULL-ended; argv[0] is the method's name.  Nothing may wait in the buffer of
 * standard output.  Free with trial_free().
 */
struct trial trial_run(void (*method)(int argc, char **argv), char **argv);
void trial_free(struct trial *);

#endif
