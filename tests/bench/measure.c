/*
 * The time and memory of a command, without its output.
 *
 *   measure TIMES COMMAND [ARGUMENT...]
 *
 * Runs it so many times and prints, with tabs between: the least wall-clock
 * seconds, the CPU seconds of that run, and the peak memory of all in MiB.
 * Fails when the command does.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double wall_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double child_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

static int run(char **command)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		execvp(command[0], command);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, &status, 0);
	return status;
}

int main(int argc, char **argv)
{
	int times = argc > 2 ? atoi(argv[1]) : 0;
	double least = 0, cpu = 0;
	struct rusage usage;

	if (times < 1) {
		fprintf(stderr, "usage: measure TIMES COMMAND [ARGUMENT...]\n");
		return 2;
	}
	for (int i = 0; i < times; i++) {
		double cpu_before = child_seconds(), before = wall_seconds();
		int status = run(argv + 2);
		double wall = wall_seconds() - before;

		if (status != 0)
			return 1;
		if (i == 0 || wall < least) {
			least = wall;
			cpu = child_seconds() - cpu_before;
		}
	}
	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%.4f\t%.4f\t%.1f\n", least, cpu,
		(double)usage.ru_maxrss / 1024);
	return 0;
}
