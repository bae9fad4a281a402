/* Patients in, the same patients with strata, endpoints and landmarks out. */
#include <stdio.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "base/output.h"
#include "stratify/derive.h"
#include "stratify/frame.h"
#include "stratify/select.h"

static struct text_list months, classes, any, causes, firsts, joins, where;
static const char *landmark_text, *time_names;

static const struct option_row options[] = {
	{ .name = "months",
		.argument = "NEW=COL",
		.meaning = "months from days, 30.4375 days each",
		.list = &months },
	{ .name = "class",
		.argument = "NEW=COL:CUT,CUT,...",
		.meaning = "classes of a number: <CUT, CUT-<CUT, >=CUT",
		.list = &classes },
	{ .name = "any",
		.argument = "NEW=COND|COND...",
		.meaning = "1 when any holds, 0 when none does",
		.list = &any },
	{ .name = "cause",
		.argument = "NEW=LABEL:COND,...",
		.meaning = "label of the first that holds, or none",
		.list = &causes },
	{ .name = "first",
		.argument = "TIME,EVENT=TIME:EVENT,...",
		.meaning = "composite endpoint: what came first",
		.list = &firsts },
	{ .name = "join",
		.argument = "NEW=COL,COL,...",
		.meaning = "labels joined by a comma and a blank",
		.list = &joins },
	{ .name = "where",
		.argument = "COND",
		.meaning = "keep the rows where it holds",
		.list = &where },
	{ .name = "landmark",
		.argument = "T",
		.meaning = "keep the rows under observation after T",
		.value = &landmark_text },
	{ .name = "time",
		.argument = "COL,COL,...",
		.meaning = "the times that --landmark is about",
		.value = &time_names },
	{ 0 },
};

static const struct usage usage = {
	.program = "stratify",
	.purpose = "Patients with strata, composite endpoints and landmarks.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
	.more = "COND is COL=VALUE, or != <= >= < > in place of =.",
};

/* Later steps may name the columns of earlier ones. */
static const struct {
	struct text_list *texts;
	void (*derive)(struct frame *, const char *text);
} steps[] = {
	{ &months, derive_months },
	{ &classes, derive_class },
	{ &any, derive_any },
	{ &causes, derive_cause },
	{ &firsts, derive_first },
	{ &joins, derive_join },
};

static void add_columns(struct frame *frame)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (size_t j = 0; j < steps[i].texts->count; j++)
			steps[i].derive(frame, steps[i].texts->items[j]);
}

static struct landmark read_landmark(const struct frame *frame)
{
	struct landmark landmark = { 0 };
	char **names;

	if (!landmark_text != !time_names)
		die_misused("--landmark and --time go together");
	if (!landmark_text)
		return landmark;
	landmark.time = option_number("landmark", landmark_text);
	if (landmark.time < 0)
		die_misused("--landmark: a negative time: %s",
			quoted(landmark_text));
	names = option_words("time", time_names, &landmark.count);
	landmark.columns = allocate(landmark.count, sizeof(size_t));
	for (size_t i = 0; i < landmark.count; i++)
		landmark.columns[i] = frame_need(frame, names[i]);
	free(names[0]);
	free(names);
	return landmark;
}

/* The rows to print; dies when there are none. */
static bool *select_rows(
	const struct frame *frame, const struct landmark *landmark)
{
	size_t rows = frame_rows(frame);
	bool *kept = allocate(rows, sizeof(*kept)), some = false;

	for (size_t row = 0; row < rows; row++)
		kept[row] = true;
	select_where(frame, &where, kept);
	select_landmark(frame, landmark, kept);
	for (size_t row = 0; row < rows; row++)
		some = some || kept[row];
	if (!some)
		die("no row is left");
	return kept;
}

static void print_row(
	const struct frame *frame, size_t row, const struct landmark *landmark)
{
	char text[NUMBER_SIZE];

	for (size_t i = 0; i < frame_columns(frame); i++) {
		const char *cell = frame_cell(frame, row, i);

		if (cell && landmark_moves(landmark, i))
			cell = landmark_shift(landmark, cell,
				frame_time(frame, row, i), text);
		printf("%s%s", i ? "\t" : "", cell ? cell : "NA");
	}
	putchar('\n');
}

static void print_frame(const struct frame *frame, const bool kept[],
	const struct landmark *landmark)
{
	for (size_t i = 0; i < frame_columns(frame); i++)
		printf("%s%s", i ? "\t" : "", frame_name(frame, i));
	putchar('\n');
	for (size_t row = 0; row < frame_rows(frame); row++)
		if (kept[row])
			print_row(frame, row, landmark);
}

int main(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct frame *frame =
		frame_read(operands.count ? operands.items[0] : "-");
	struct landmark landmark;
	bool *kept;

	add_columns(frame);
	landmark = read_landmark(frame);
	kept = select_rows(frame, &landmark);
	print_frame(frame, kept, &landmark);

	free(kept);
	free(landmark.columns);
	frame_free(frame);
	text_list_free(&operands);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		text_list_free(steps[i].texts);
	text_list_free(&where);
	close_stdout();
	return EXIT_SUCCESS;
}
