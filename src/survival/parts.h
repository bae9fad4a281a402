/*
 * Work cut into parts that several threads may do.  What is done depends on the
 * parts alone, which depend on the size of the work: so results are the same to
 * the last bit whatever the number of threads.
 */
#ifndef RELIT_PARTS_H
#define RELIT_PARTS_H

#include <stddef.h>

#define MOST_PARTS_OF_WORK 4

/* How many parts n rows are cut into: 1, or MOST_PARTS_OF_WORK. */
size_t parts_count(size_t n);

/* Where part number part begins; that of count is n. */
size_t parts_begin(size_t n, size_t count, size_t part);

/*
 * Calls work(context, part) for each part below count, in any order and at the
 * same time as far as there are threads; returns when all are done.
 */
void parts_do(
	size_t count, void (*work)(void *context, size_t part), void *context);

#endif
