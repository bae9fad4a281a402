/*
 * The columns that stratify adds: one function per option.  `text` is the
 * option's value as given; the manual page says what each may hold.  All die
 * misused when the text is malformed, and refuse unknown columns and levels.
 * O(rows) each, times the number of conditions.
 */
#ifndef RELIT_DERIVE_H
#define RELIT_DERIVE_H

#include "stratify/frame.h"

#define DAYS_PER_MONTH 30.4375 /* 365.25 / 12, the Julian year */

void derive_months(struct frame *, const char *text); /* NEW=COL */
void derive_class(struct frame *, const char *text);  /* NEW=COL:CUT,CUT */
void derive_any(struct frame *, const char *text);    /* NEW=COND|COND */
void derive_cause(struct frame *, const char *text);  /* NEW=LABEL:COND,.. */
void derive_first(struct frame *, const char *text);  /* T,E=T1:E1,T2:E2 */
void derive_join(struct frame *, const char *text);   /* NEW=COL,COL */

/* The label of value among count >= 1 rising cuts: 0 below the first, count
 * from the last on; a cut belongs to the class above it.  O(count). */
size_t class_of(double value, const double cuts[], size_t count);

#endif
