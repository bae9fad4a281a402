/*
 * Make compares times, records know contents: settling sets the times of
 * targets so that Make decides by content.
 *
 *   all inputs as recorded    the target becomes as new as the newest of them
 *                             and its record: Make leaves it
 *   an input or the rules     the target becomes old, for Make would not see
 *   have changed or are gone  an older file that was put in an input's place
 *   the target has changed    it is removed with its record: Make makes it
 *   the record is corrupt     it is removed and the target becomes old
 *   the record is gone        the target becomes old (made-log.h)
 */
#ifndef RELIT_SETTLE_H
#define RELIT_SETTLE_H

/* Settles every record below the folder.  O(bytes of targets and inputs). */
void settle(const char *folder);

#endif
