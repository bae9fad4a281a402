/*
 * RECORDS/made.log: the targets that were made, a line each.  By it a target
 * whose record was lost is told from a file that never had one.
 */
#ifndef RELIT_MADE_LOG_H
#define RELIT_MADE_LOG_H

#include <stddef.h>

/* Adds a line, whole even when others add theirs; dies when it cannot. */
void made_log_add(const char *records, const char *target);

struct made_log {
	char **targets; /* sorted, each once */
	size_t count;
	char *text; /* as the file has it */
};

/* An absent log is an empty one; free with made_log_free(). */
void made_log_read(const char *records, struct made_log *);
void made_log_free(struct made_log *);

/* Makes these targets, sorted, the log; leaves it alone when it is already
 * that.  A log that cannot be written is warned of. */
void made_log_replace(const char *records, const struct made_log *,
	const char *const targets[], size_t count);

#endif
