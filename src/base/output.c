/* Standard output, checked. */
#include "base/output.h"

#include <errno.h>
#include <stdio.h>

#include "base/fail.h"
#include "base/number.h"

void print_number(double value)
{
	char text[NUMBER_SIZE];

	fputs(number_format(value, text), stdout);
}

void close_stdout(void)
{
	errno = 0;
	/* a write that failed earlier left its mark but perhaps no errno */
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0) {
		if (errno == 0)
			errno = EIO;
		die("cannot write standard output:");
	}
}
