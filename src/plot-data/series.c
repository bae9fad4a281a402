/* Pivots estimates.tsv into points in time, checking every row it uses. */
#include "plot-data/series.h"

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ANALYSIS, GROUP, TIME, TERM, STATISTIC, VALUE, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = { "analysis", "group",
	"time", "term", "statistic", "value" };

struct reader {
	const struct table *table;
	const struct series_choice *choice;
	size_t column[N_COLUMNS];
	const char *analysis;
	size_t *series_of;    /* per level of group, or SIZE_MAX */
	size_t *statistic_of; /* per level of statistic, or SIZE_MAX */
	size_t *capacity;     /* of each series' points */
};

static const char *text(const struct reader *reader, size_t row, size_t which)
{
	return table_text(reader->table, row, reader->column[which]);
}

/* Is this row the statistic of a point in time, not of a term or a group? */
static bool row_is_point(const struct reader *reader, size_t row)
{
	return *text(reader, row, TIME) != '\0' &&
	       *text(reader, row, TERM) == '\0';
}

/* The statistic's place in the choice, or SIZE_MAX when it is not drawn. */
static size_t row_statistic(const struct reader *reader, size_t row)
{
	const uint32_t *codes =
		table_codes(reader->table, reader->column[STATISTIC]);

	return codes[row] == TABLE_MISSING ? SIZE_MAX
					   : reader->statistic_of[codes[row]];
}

/* Dies: there is nothing to draw; says what there is instead. */
_Noreturn static void die_nothing(const struct reader *reader)
{
	const struct series_choice *choice = reader->choice;

	if (choice->analysis)
		die_at(table_path(reader->table), 0, 0,
			"analysis %s has no statistic \"%s\" at any time; "
			"%s writes it",
			quoted(choice->analysis), choice->statistics[0],
			choice->method);
	die_at(table_path(reader->table), 0, 0,
		"no statistic \"%s\" at any time; %s writes it",
		choice->statistics[0], choice->method);
}

/* The analysis to draw: the one chosen, or the only one with points. */
static void find_analysis(struct reader *reader)
{
	const struct series_choice *choice = reader->choice;
	const char *found = NULL;

	for (size_t row = 0; row < table_rows(reader->table); row++) {
		const char *analysis = text(reader, row, ANALYSIS);

		if (row_statistic(reader, row) != 0 ||
			!row_is_point(reader, row))
			continue;
		if (choice->analysis && strcmp(analysis, choice->analysis) != 0)
			continue;
		if (found && strcmp(found, analysis) != 0)
			table_die(reader->table, row, reader->column[ANALYSIS],
				"a second analysis with \"%s\", choose one "
				"by --analysis: %s or %s",
				choice->statistics[0], quoted(found),
				quoted(analysis));
		found = analysis;
	}
	if (!found)
		die_nothing(reader);
	reader->analysis = found;
}

static void index_statistics(struct reader *reader)
{
	const struct table *table = reader->table;
	size_t column = reader->column[STATISTIC];
	size_t levels = table_level_count(table, column);

	reader->statistic_of = allocate(levels + 1, sizeof(size_t));
	for (size_t level = 0; level < levels; level++) {
		const char *name = table_level(table, column, (uint32_t)level);

		reader->statistic_of[level] = SIZE_MAX;
		for (size_t i = 0; i < reader->choice->n_statistics; i++)
			if (strcmp(name, reader->choice->statistics[i]) == 0)
				reader->statistic_of[level] = i;
	}
}

/* Series in the order in which the options name the groups. */
static void index_chosen_groups(struct reader *reader, struct series_set *set)
{
	const struct text_list *groups = reader->choice->groups;
	size_t column = reader->column[GROUP];
	size_t levels = table_level_count(reader->table, column);

	set->count = groups->count;
	for (size_t i = 0; i < groups->count; i++) {
		size_t level = 0;

		set->items[i].group = groups->items[i];
		while (level < levels &&
			strcmp(groups->items[i],
				table_level(reader->table, column,
					(uint32_t)level)) != 0)
			level++;
		if (level == levels)
			die_at(table_path(reader->table), 0, 0, "no group %s",
				quoted(groups->items[i]));
		if (reader->series_of[level] != SIZE_MAX)
			die_misused("--group=%s is given twice",
				quoted(groups->items[i]));
		reader->series_of[level] = i;
	}
}

static void index_groups(struct reader *reader, struct series_set *set)
{
	size_t column = reader->column[GROUP];
	size_t levels = table_level_count(reader->table, column);
	size_t most = reader->choice->groups->count;

	if (most < levels)
		most = levels;
	reader->series_of = allocate(levels + 1, sizeof(size_t));
	reader->capacity = allocate(most + 1, sizeof(size_t));
	set->items = allocate(most + 1, sizeof(struct series));
	for (size_t level = 0; level < levels; level++)
		reader->series_of[level] = SIZE_MAX;
	if (reader->choice->groups->count > 0)
		index_chosen_groups(reader, set);
}

/* The series of a row's group, begun where the file first names it; SIZE_MAX
 * when the group is not chosen. */
static size_t row_series(
	struct reader *reader, struct series_set *set, size_t row)
{
	size_t column = reader->column[GROUP];
	uint32_t code = table_codes(reader->table, column)[row];

	if (code == TABLE_MISSING)
		table_die(reader->table, row, column, "missing: \"NA\"");
	if (reader->series_of[code] == SIZE_MAX &&
		reader->choice->groups->count == 0) {
		reader->series_of[code] = set->count;
		set->items[set->count].group =
			table_level(reader->table, column, code);
		set->count++;
	}
	return reader->series_of[code];
}

static double row_number(const struct reader *reader, size_t row, size_t which)
{
	const char *cell = text(reader, row, which);
	double value = NAN;

	if (which == VALUE && strcmp(cell, "NA") == 0)
		return value;
	if (!number_parse(cell, strlen(cell), &value))
		table_die(reader->table, row, reader->column[which],
			"not a number: %s", quoted(cell));
	return value;
}

/* The point of a row: the last one of its series, or a new one behind it. */
static struct point *row_point(struct reader *reader, struct series *series,
	size_t *capacity, size_t row)
{
	double time = row_number(reader, row, TIME);
	struct point *last = NULL;

	if (time < 0)
		table_die(reader->table, row, reader->column[TIME],
			"negative: %s", quoted(text(reader, row, TIME)));
	if (series->count > 0) {
		last = &series->points[series->count - 1];
		if (time < last->time)
			table_die(reader->table, row, reader->column[TIME],
				"the times of a group must ascend: %s",
				quoted(text(reader, row, TIME)));
		if (time == last->time)
			return last;
	}
	series->points = grow(
		series->points, series->count, capacity, sizeof(struct point));
	last = &series->points[series->count++];
	last->time = time;
	last->first_row = row;
	for (size_t i = 0; i < SERIES_STATISTICS; i++) {
		last->values[i] = NAN;
		last->rows[i] = SERIES_NO_ROW;
	}
	return last;
}

static void read_row(struct reader *reader, struct series_set *set, size_t row)
{
	size_t statistic = row_statistic(reader, row);
	size_t series;
	struct point *point;

	if (statistic == SIZE_MAX || !row_is_point(reader, row) ||
		strcmp(text(reader, row, ANALYSIS), reader->analysis) != 0)
		return;
	series = row_series(reader, set, row);
	if (series == SIZE_MAX)
		return;
	point = row_point(
		reader, &set->items[series], &reader->capacity[series], row);
	if (point->rows[statistic] != SERIES_NO_ROW)
		table_die(reader->table, row, reader->column[STATISTIC],
			"a second one for this group and time: %s",
			quoted(text(reader, row, STATISTIC)));
	point->rows[statistic] = row;
	point->values[statistic] = row_number(reader, row, VALUE);
}

/* Every point has a row for every statistic without which it says nothing. */
static void check_point(const struct reader *reader, const struct point *point)
{
	const struct series_choice *choice = reader->choice;

	for (size_t i = 0; i < choice->n_required; i++)
		if (point->rows[i] == SERIES_NO_ROW)
			table_die(reader->table, point->first_row,
				reader->column[TIME],
				"no statistic \"%s\" at this time, %s writes "
				"it: %s",
				choice->statistics[i], choice->method,
				quoted(text(reader, point->first_row, TIME)));
}

static void check_points(
	const struct reader *reader, const struct series_set *set)
{
	for (size_t s = 0; s < set->count; s++) {
		const struct series *series = &set->items[s];

		if (series->count == 0)
			die_at(table_path(reader->table), 0, 0,
				"group %s has no statistic \"%s\" at any time",
				quoted(series->group),
				reader->choice->statistics[0]);
		for (size_t p = 0; p < series->count; p++)
			check_point(reader, &series->points[p]);
	}
}

struct series_set series_read(
	const struct table *table, const struct series_choice *choice)
{
	struct reader reader = { .table = table, .choice = choice };
	struct series_set set = { .table = table };

	for (size_t i = 0; i < N_COLUMNS; i++)
		reader.column[i] = table_need(table, column_names[i]);
	set.value_column = reader.column[VALUE];
	index_statistics(&reader);
	find_analysis(&reader);
	index_groups(&reader, &set);
	for (size_t row = 0; row < table_rows(table); row++)
		read_row(&reader, &set, row);
	check_points(&reader, &set);
	free(reader.statistic_of);
	free(reader.series_of);
	free(reader.capacity);
	return set;
}

void series_free(struct series_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		free(set->items[i].points);
	free(set->items);
}

void series_die(const struct series_set *set, const struct point *point,
	size_t statistic, const char *what)
{
	size_t row = point->rows[statistic];

	if (row == SERIES_NO_ROW)
		row = point->first_row;
	table_die(set->table, row, set->value_column, "%s: %s", what,
		quoted(table_text(set->table, row, set->value_column)));
}
