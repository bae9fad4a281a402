/*
 * Standard output of every program.  A result counts only when its last byte
 * is with the system: close_stdout() is the last line of every main().
 */
#ifndef RELIT_OUTPUT_H
#define RELIT_OUTPUT_H

/* Prints value as number_format() writes it. */
void print_number(double value);

/* Flushes, checks and closes standard output; dies when anything was lost. */
void close_stdout(void);

#endif
