/* Writes the columns that gnuplot draws, from estimates. */
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "base/table.h"
#include "plot-data/annotation.h"
#include "plot-data/curves.h"
#include "plot-data/rates.h"
#include "plot-data/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RESOLUTION "2000"

static const char *analysis;
static struct text_list groups;
static const char *overall = "All patients";
static const char *until_text;
static const char *resolution_text = RESOLUTION;
static const char *at_text;
static const char *address;
static const char *form_text = "number";
static const char *decimals_text;
static const char *before = "";
static const char *after = "";

/* Rows that several kinds share. */
#define ANALYSIS_ROW                                                           \
	"analysis", "NAME", "draw this one of several analyses", &analysis,    \
		NULL, NULL
#define GROUP_ROW                                                              \
	"group", "LABEL", "draw this group; repeat for more, in order", NULL,  \
		NULL, &groups
#define OVERALL_ROW                                                            \
	"overall", "LABEL", "label of a curve without group", &overall, NULL,  \
		NULL
#define UNTIL_ROW "until", "T", "end at time T", &until_text, NULL, NULL
#define RESOLUTION_ROW                                                         \
	"resolution", "N",                                                     \
		"merge what is closer than 1/N of the axis (" RESOLUTION ")",  \
		&resolution_text, NULL, NULL

static const struct option_row curve_options[] = {
	{ ANALYSIS_ROW },
	{ GROUP_ROW },
	{ OVERALL_ROW },
	{ UNTIL_ROW },
	{ RESOLUTION_ROW },
	{ .name = NULL },
};
static const struct option_row at_risk_options[] = {
	{ "at", "T,...", "times of the numbers", &at_text, NULL, NULL },
	{ ANALYSIS_ROW },
	{ GROUP_ROW },
	{ OVERALL_ROW },
	{ .name = NULL },
};
static const struct option_row rates_options[] = {
	{ ANALYSIS_ROW },
	{ GROUP_ROW },
	{ OVERALL_ROW },
	{ .name = NULL },
};
static const struct option_row text_options[] = {
	{ "of", "ADDRESS", "analysis/group/time/term/statistic", &address, NULL,
		NULL },
	{ "as", "FORM", "p, percent or number (default)", &form_text, NULL,
		NULL },
	{ "decimals", "N", "of percent (0) and number (2)", &decimals_text,
		NULL, NULL },
	{ "before", "TEXT", "text before the number", &before, NULL, NULL },
	{ "after", "TEXT", "text behind the number", &after, NULL, NULL },
	{ .name = NULL },
};

/* The options as values, read before the first byte of input. */
struct settings {
	struct canvas canvas;
	double *times; /* of --at */
	size_t n_times;
	struct annotation annotation;
};

static struct canvas read_canvas(void)
{
	struct canvas canvas = { .until = INFINITY, .overall = overall };

	canvas.resolution = option_number("resolution", resolution_text);
	if (canvas.resolution < 1)
		die_misused(
			"--resolution=%s is below 1", quoted(resolution_text));
	if (until_text)
		canvas.until = option_number("until", until_text);
	if (canvas.until <= 0)
		die_misused("--until=%s is not positive", quoted(until_text));
	return canvas;
}

static double *read_times(size_t *count)
{
	double *times = option_numbers("at", at_text, count);

	for (size_t i = 0; i < *count; i++)
		if (times[i] < 0 || (i > 0 && times[i] <= times[i - 1]))
			die_misused("--at=%s does not ascend from 0",
				quoted(at_text));
	return times;
}

static int read_decimals(enum annotation_form form)
{
	double decimals;

	if (!decimals_text)
		return form == FORM_PERCENT ? 0 : 2;
	decimals = option_number("decimals", decimals_text);
	if (decimals < 0 || decimals > 15 || decimals != floor(decimals))
		die_misused("--decimals=%s is no whole number up to 15",
			quoted(decimals_text));
	return (int)decimals;
}

static struct settings read_settings(void)
{
	static const char *const forms[] = { "p", "percent", "number", NULL };
	struct settings settings = { .canvas = read_canvas() };
	struct annotation *annotation = &settings.annotation;

	if (at_text)
		settings.times = read_times(&settings.n_times);
	annotation->address = address;
	annotation->form =
		(enum annotation_form)option_choice("as", form_text, forms);
	annotation->decimals = read_decimals(annotation->form);
	annotation->before = before;
	annotation->after = after;
	return settings;
}

static struct series_set read_curves(const struct table *table)
{
	const struct series_choice choice = { .analysis = analysis,
		.groups = &groups,
		.statistics = curve_statistics,
		.n_statistics = CURVE_STATISTICS,
		.n_required = CURVE_REQUIRED,
		.method = "estimate km" };
	struct series_set set = series_read(table, &choice);

	curves_check(&set);
	return set;
}

static void draw_curve(
	const struct table *table, const struct settings *settings)
{
	struct series_set set = read_curves(table);

	curves_print(&set, &settings->canvas);
	series_free(&set);
}

static void draw_band(
	const struct table *table, const struct settings *settings)
{
	struct series_set set = read_curves(table);

	curves_print_band(&set, &settings->canvas);
	series_free(&set);
}

static void draw_censored(
	const struct table *table, const struct settings *settings)
{
	struct series_set set = read_curves(table);

	curves_print_censored(&set, &settings->canvas);
	series_free(&set);
}

static void draw_at_risk(
	const struct table *table, const struct settings *settings)
{
	struct series_set set = read_curves(table);

	curves_print_at_risk(
		&set, &settings->canvas, settings->times, settings->n_times);
	series_free(&set);
}

static void draw_rates(
	const struct table *table, const struct settings *settings)
{
	const struct series_choice choice = { .analysis = analysis,
		.groups = &groups,
		.statistics = rate_statistics,
		.n_statistics = RATE_STATISTICS,
		.n_required = RATE_STATISTICS,
		.method = "estimate proportion" };
	struct series_set set = series_read(table, &choice);

	rates_print(&set, settings->canvas.overall);
	series_free(&set);
}

static void draw_text(
	const struct table *table, const struct settings *settings)
{
	annotation_print(table, &settings->annotation);
}

static const struct kind {
	const char *name;
	void (*draw)(const struct table *, const struct settings *);
	const char **needed; /* value of the option that must be given */
	const char *needed_name;
	struct usage usage;
} kinds[] = {
#define USAGE(NAME, OPTIONS, PURPOSE)                                          \
	{                                                                      \
		"plot-data " NAME, PURPOSE, "[ESTIMATES]", 1, OPTIONS, NULL    \
	}
	{ "curve", draw_curve, NULL, NULL,
		USAGE("curve", curve_options,
			"Corners of Kaplan-Meier step curves.") },
	{ "band", draw_band, NULL, NULL,
		USAGE("band", curve_options,
			"Corners of their confidence bands.") },
	{ "censored", draw_censored, NULL, NULL,
		USAGE("censored", curve_options,
			"Places of their censor marks.") },
	{ "at-risk", draw_at_risk, &at_text, "at=T,...",
		USAGE("at-risk", at_risk_options,
			"Numbers at risk at given times.") },
	{ "rates", draw_rates, NULL, NULL,
		USAGE("rates", rates_options,
			"Proportions with limits over time.") },
	{ "text", draw_text, &address, "of=ADDRESS",
		USAGE("text", text_options,
			"One number as a line of text in a figure.") },
};
#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const struct option_row no_options[] = { { .name = NULL } };
static const struct usage general = {
	.program = "plot-data",
	.purpose = "Writes the columns that gnuplot draws, from estimates.",
	.operands = "KIND [OPTION...] [ESTIMATES]",
	.most_operands = 1,
	.options = no_options,
	.more = "Kinds, each with its own --help:\n"
		"  curve     corners of Kaplan-Meier step curves\n"
		"  band      corners of their confidence bands\n"
		"  censored  places of their censor marks\n"
		"  at-risk   numbers at risk at given times\n"
		"  rates     proportions with limits over time\n"
		"  text      one number as a line of text in a figure\n",
};

static const struct kind *find_kind(int argc, char **argv)
{
	const char *names[N_KINDS + 1] = { NULL };
	const char *near;

	fail_set_program(general.program);
	if (argc < 2 || argv[1][0] == '-') {
		struct text_list operands = options_parse(argc, argv, &general);

		text_list_free(&operands);
		die_misused("which KIND? curve, band, censored, at-risk, "
			    "rates or text");
	}
	for (size_t i = 0; i < N_KINDS; i++) {
		if (strcmp(argv[1], kinds[i].name) == 0)
			return &kinds[i];
		names[i] = kinds[i].name;
	}
	near = nearest_word(argv[1], names);
	if (near)
		die_misused("no kind %s; nearest: %s", quoted(argv[1]), near);
	die_misused("no kind %s; there are curve, band, censored, at-risk, "
		    "rates and text",
		quoted(argv[1]));
}

int main(int argc, char **argv)
{
	const struct kind *kind = find_kind(argc, argv);
	struct text_list operands =
		options_parse(argc - 1, argv + 1, &kind->usage);
	struct settings settings = read_settings();
	struct table *table;

	if (kind->needed && !*kind->needed)
		die_misused("--%s is needed", kind->needed_name);
	table = table_read_all(operands.count > 0 ? operands.items[0] : "-");
	kind->draw(table, &settings);
	table_free(table);
	free(settings.times);
	text_list_free(&operands);
	text_list_free(&groups);
	close_stdout();
	return EXIT_SUCCESS;
}
