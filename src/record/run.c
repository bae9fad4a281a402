/* A command, its standard error, and the signals that may stop it. */
#include "record/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fail.h"

#define GRACE_SECONDS 1
#define NOT_STARTED   127

static const int stopping[] = { SIGINT, SIGTERM, SIGHUP };
#define STOPPING (sizeof(stopping) / sizeof(stopping[0]))

/* At file scope because a handler can be told nothing else. */
static volatile sig_atomic_t caught;

struct watch {
	pid_t child;
	int errors;      /* the reading end of its standard error, or -1 */
	sigset_t before; /* the signals blocked before */
	bool passed_on;
	struct run_end end;
};

static void on_signal(int number)
{
	if (number != SIGCHLD)
		caught = number;
}

/* From here on signals arrive in pselect() only.  One that was ignored before
 * (nohup) stays ignored. */
static void hold_signals(sigset_t *before)
{
	struct sigaction action = { .sa_handler = on_signal }, old;
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGCHLD);
	sigaction(SIGCHLD, &action, NULL);
	for (size_t i = 0; i < STOPPING; i++) {
		sigaction(stopping[i], NULL, &old);
		if (old.sa_handler == SIG_IGN)
			continue;
		sigaddset(&held, stopping[i]);
		sigaction(stopping[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &held, before);
}

/* A signal that comes before the command runs must end the child as well, not
 * be taken by a handler that only the parent reads. */
static void release_signals(const sigset_t *before)
{
	struct sigaction old;

	for (size_t i = 0; i < STOPPING; i++) {
		sigaction(stopping[i], NULL, &old);
		if (old.sa_handler == on_signal)
			signal(stopping[i], SIG_DFL);
	}
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, before, NULL);
}

static _Noreturn void become(
	const struct run *run, int output, int errors, const sigset_t *before)
{
	int nothing = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
		(output >= 0 && dup2(output, STDOUT_FILENO) < 0) ||
		(errors >= 0 && dup2(errors, STDERR_FILENO) < 0))
		die("cannot redirect %s:", quoted(run->command[0]));
	if (nothing > STDERR_FILENO)
		close(nothing);
	release_signals(before);
	execvp(run->command[0], run->command);
	warn("cannot run %s:", quoted(run->command[0]));
	_exit(NOT_STARTED);
}

/* -1 when the command's output is passed through. */
static int open_output(const struct run *run)
{
	int output;

	if (run->output == NULL)
		return -1;
	output = open(
		run->output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (output < 0)
		die("cannot keep what %s prints:", quoted(run->command[0]));
	return output;
}

static void start(const struct run *run, struct watch *watch)
{
	int ends[2] = { -1, -1 };
	int output;

	if (run->watch_stderr) {
		if (pipe(ends) != 0)
			die("cannot make a pipe:");
		for (size_t i = 0; i < 2; i++)
			fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	hold_signals(&watch->before);
	output = open_output(run);
	watch->child = fork();
	if (watch->child < 0)
		die("cannot start a process:");
	if (watch->child == 0)
		become(run, output, ends[1], &watch->before);
	setpgid(watch->child, watch->child); /* whichever of us is first */
	if (output >= 0)
		close(output);
	if (ends[1] >= 0)
		close(ends[1]);
	watch->errors = ends[0];
}

/* Passes on what there is of standard error; closes it at its end. */
static void copy_errors(struct watch *watch)
{
	char block[4096];
	ssize_t length = read(watch->errors, block, sizeof(block));

	if (length > 0) {
		watch->end.said = true;
		for (ssize_t at = 0; at < length;) {
			ssize_t written = write(STDERR_FILENO, block + at,
				(size_t)(length - at));

			if (written < 0 && errno != EINTR)
				break; /* nobody is there to be told */
			at += written < 0 ? 0 : written;
		}
	} else if (length == 0 || errno != EINTR) {
		close(watch->errors);
		watch->errors = -1;
	}
}

/* What the command left behind in the background ends with it. */
static bool has_ended(struct watch *watch)
{
	if (waitpid(watch->child, &watch->end.status, WNOHANG) != watch->child)
		return false;
	kill(-watch->child, SIGKILL);
	return true;
}

static void pass_on_signal(struct watch *watch, bool too_long)
{
	if (caught != 0 && !watch->passed_on) {
		watch->passed_on = true;
		watch->end.signal = caught;
		kill(-watch->child, caught);
	} else if (watch->passed_on && too_long) {
		kill(-watch->child, SIGKILL);
	}
}

struct run_end run_command(const struct run *run)
{
	struct watch watch = { .errors = -1 };
	bool ended = false;

	start(run, &watch);
	while (!ended || watch.errors >= 0) {
		struct timespec grace = { .tv_sec = GRACE_SECONDS };
		fd_set readable;
		int ready;

		FD_ZERO(&readable);
		if (watch.errors >= 0)
			FD_SET(watch.errors, &readable);
		ready = pselect(watch.errors + 1, &readable, NULL, NULL,
			watch.passed_on ? &grace : NULL, &watch.before);
		pass_on_signal(&watch, ready == 0);
		if (ready > 0)
			copy_errors(&watch);
		if (!ended)
			ended = has_ended(&watch);
	}
	return watch.end;
}

void run_die_by(int number)
{
	sigset_t released;

	sigemptyset(&released);
	sigaddset(&released, number);
	signal(number, SIG_DFL);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &released, NULL);
	_exit(EXIT_REFUSED); /* never reached: the signal is deadly */
}
