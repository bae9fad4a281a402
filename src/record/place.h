/*
 * Where a target is made and its record kept.  All names are freed by the
 * caller.
 */
#ifndef RELIT_PLACE_H
#define RELIT_PLACE_H

#include <stdbool.h>

#define RECORD_ENDING ".record"

/* True for a path below the current folder: relative, without `..`. */
bool place_is_inside(const char *path);

/* FOLDER/.part.PROCESS.NAME for FOLDER/NAME: in the same folder, so that it
 * can be renamed; with the same ending, by which tools choose a format. */
char *place_temporary(const char *path);

/* RECORDS/TARGET.record */
char *place_of_record(const char *records, const char *target);

/* Makes the folders above path that are missing; false with errno. */
bool place_make_folders(const char *path);

#endif
