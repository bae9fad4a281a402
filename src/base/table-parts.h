/*
 * The plain rows of a large file, read in parts by several threads; for the
 * files of src/base/ alone.
 *
 * Plain rows have no fault, and no separator, line break or quote in a quoted
 * cell of CSV.  Where anything else turns
 * up nothing is read, and the caller reads row by row: so there is one place
 * that knows what is wrong and says it of the first fault in the file.
 */
#ifndef RELIT_TABLE_PARTS_H
#define RELIT_TABLE_PARTS_H

#include <stdbool.h>

#include "base/columns.h"
#include "base/rows.h"

/*
 * Reads all rows behind the header into the columns of a table that has none
 * yet.  False, and the table still empty, when the file is small, not a regular
 * file or not plain.  A
 * column of COLUMN_EITHER is numbers unless a word is met in it: then it is
 * read again as levels.  With counted, equal rows may become one.  What is read
 * is the same whatever the number of threads.
 */
bool parts_read(struct table *, const struct column_wish wishes[],
	const struct rows *, bool counted);

#endif
