/*
 * How every program fails: one message on standard error, one exit status,
 * nothing half-written.
 *
 *   die          the system's or the data's fault      status 1
 *   die_at       a fault at a place in a file          status 1
 *   die_misused  the command line is wrong             status 2
 *
 * What still waits in the buffer of standard output is dropped, and atexit()
 * does not run: a program that fails has said nothing.
 *
 * A message is one line, `program: what` or `file:line:column: program: what`,
 * so that editors jump to the place and a pipe of programs says who spoke.
 * Bytes of data reach a message only through quoted(), never raw: a cell may
 * hold terminal escapes.
 */
#ifndef RELIT_FAIL_H
#define RELIT_FAIL_H

#include <stddef.h>

#define EXIT_REFUSED 1
#define EXIT_MISUSED 2

/* The name messages carry; options_parse() sets it ("estimate"). */
void fail_set_program(const char *name);
const char *fail_program(void);

/* A format that ends in ':' gets the reason of errno appended. */
_Noreturn void die(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* line and column count from 1, the column in bytes; 0 leaves it out. */
_Noreturn void die_at(const char *file, size_t line, size_t column,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

_Noreturn void die_misused(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* A remark on standard error that does not stop the program. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * text in double quotes, control bytes and invalid UTF-8 as \xNN, cut after 60
 * characters with "...".  Valid until the fourth call after this one.
 */
const char *quoted(const char *text);
const char *quoted_bytes(const char *bytes, size_t length);

#endif
