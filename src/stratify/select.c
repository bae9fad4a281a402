/* Which rows stay, and the time scale of those that do. */
#include "stratify/select.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/number.h"
#include "base/printed.h"
#include "stratify/condition.h"

#define ROUNDED_SIZE 400 /* what round_decimal() may need */

static void warn_missing(const char *option, size_t rows, const char *text)
{
	if (rows > 0)
		warn("--%s: %zu row%s left out, missing: %s", option, rows,
			rows == 1 ? "" : "s", quoted(text));
}

void select_where(
	const struct frame *frame, const struct text_list *texts, bool kept[])
{
	for (size_t i = 0; i < texts->count; i++) {
		struct condition condition =
			condition_parse(frame, "where", texts->items[i]);
		size_t unknown = 0;

		for (size_t row = 0; row < frame_rows(frame); row++) {
			enum truth holds =
				condition_holds(&condition, frame, row);

			unknown += kept[row] && holds == TRUTH_UNKNOWN;
			kept[row] = kept[row] && holds == TRUTH_TRUE;
		}
		warn_missing("where", unknown, texts->items[i]);
		condition_free(&condition);
	}
}

void select_landmark(
	const struct frame *frame, const struct landmark *landmark, bool kept[])
{
	for (size_t i = 0; i < landmark->count; i++) {
		size_t column = landmark->columns[i], missing = 0;

		for (size_t row = 0; row < frame_rows(frame); row++) {
			double time = frame_time(frame, row, column);

			missing += kept[row] && isnan(time);
			kept[row] = kept[row] && time > landmark->time;
		}
		warn_missing("landmark", missing, frame_name(frame, column));
	}
}

bool landmark_moves(const struct landmark *landmark, size_t column)
{
	for (size_t i = 0; i < landmark->count; i++)
		if (landmark->columns[i] == column)
			return true;
	return false;
}

/* The digits behind the point of plain decimal text; -1 with an exponent. */
static int decimals_of(const char *text)
{
	const char *point = strchr(text, '.');

	if (strpbrk(text, "eE"))
		return -1;
	return point ? (int)strlen(point + 1) : 0;
}

const char *landmark_shift(const struct landmark *landmark, const char *cell,
	double time, char *text)
{
	char own[NUMBER_SIZE], rounded[ROUNDED_SIZE];
	double moved = time - landmark->time;
	int of_cell = decimals_of(cell);
	int of_own = decimals_of(number_format(landmark->time, own));

	if (of_cell >= 0 && of_own >= 0) {
		round_decimal(moved, 0, of_cell > of_own ? of_cell : of_own,
			ROUND_HALF_UP, rounded, sizeof(rounded));
		number_parse(rounded, strlen(rounded), &moved);
	}
	return number_format(moved, text);
}
