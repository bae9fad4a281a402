/*
 * estimates.tsv turned on its side: per group the points in time, per point the
 * statistics that a figure draws.  Everything is checked while it is read: a
 * row that cannot be drawn dies at its place.
 *
 * A point is all rows of one (group, time) with an empty term; they stand
 * together, and the times of a group ascend, as `estimate` writes them.
 */
#ifndef RELIT_PLOT_DATA_SERIES_H
#define RELIT_PLOT_DATA_SERIES_H

#include "base/options.h"
#include "base/table.h"

#include <stddef.h>
#include <stdint.h>

#define SERIES_STATISTICS 7 /* room for the statistics of one point */
#define SERIES_NO_ROW     SIZE_MAX

/* What of an estimates file is drawn. */
struct series_choice {
	const char *analysis; /* NULL: the only one that has statistic 0 */
	const struct text_list *groups; /* these, in this order; empty: all */
	const char *const *statistics;  /* statistic 0 makes a point */
	size_t n_statistics;            /* at most SERIES_STATISTICS */
	size_t n_required;              /* of the first ones, at every point */
	const char *method;             /* that writes them: "estimate km" */
};

struct point {
	double time;
	size_t first_row;                 /* of any of its statistics */
	double values[SERIES_STATISTICS]; /* NaN: NA, or no such row */
	size_t rows[SERIES_STATISTICS];   /* SERIES_NO_ROW: no such row */
};

struct series {
	const char *group; /* its text in the file, owned by the table */
	struct point *points;
	size_t count;
};

struct series_set {
	const struct table *table; /* not owned */
	size_t value_column;       /* of the table */
	struct series *items;
	size_t count;
};

/*
 * The series chosen, at least one, each with at least one point; in the order
 * of choice->groups or of the file.  table comes from table_read_all() and must
 * outlive the set.  O(rows).  Free with series_free().
 */
struct series_set series_read(
	const struct table *table, const struct series_choice *);
void series_free(struct series_set *);

/* Dies at the value of a point's statistic, or at the point when it has none.
 */
_Noreturn void series_die(const struct series_set *, const struct point *,
	size_t statistic, const char *what);

#endif
