/* Rows that several methods have in their tables of options. */
#ifndef RELIT_COMMON_ROWS_H
#define RELIT_COMMON_ROWS_H

#define WHERE_ROW(where_list)                                                  \
	{                                                                      \
		.name = "where", .argument = "COL=VALUE",                      \
		.meaning = "rows to keep; also != <= >= < >; repeatable",      \
		.list = &(where_list)                                          \
	}

#define CONF_ROW(conf_text)                                                    \
	{                                                                      \
		.name = "conf", .argument = "LEVEL",                           \
		.meaning = "confidence level (0.95)", .value = &(conf_text)    \
	}

#define ANALYSIS_ROW(method, analysis_text)                                    \
	{                                                                      \
		.name = "analysis", .argument = "NAME",                        \
		.meaning = "first column of the output (" method ")",          \
		.value = &(analysis_text)                                      \
	}

#define NA_ROW(na_text)                                                        \
	{                                                                      \
		.name = "na", .argument = "drop|refuse",                       \
		.meaning = "rows with a missing cell in use (drop)",           \
		.value = &(na_text)                                            \
	}

#define EVENT_ROWS(event_name, codes_text)                                     \
	{ .name = "event",                                                     \
		.argument = "COL",                                             \
		.meaning = "1: event at that time; 0: censored",               \
		.value = &(event_name) },                                      \
	{                                                                      \
		.name = "event-is", .argument = "VALUE,...",                   \
		.meaning = "codes of --event that are events, all others not", \
		.value = &(codes_text)                                         \
	}

#define FOLLOW_UP_ROWS(time_name, event_name, codes_text)                      \
	{ .name = "time",                                                      \
		.argument = "COL",                                             \
		.meaning = "follow-up time",                                   \
		.value = &(time_name) },                                       \
		EVENT_ROWS(event_name, codes_text)

/* Follow-up that ends by one of several causes. */
#define CAUSE_ROWS(time_name, cause_name, censored_code, uncensored_flag)      \
	{ .name = "time",                                                      \
		.argument = "COL",                                             \
		.meaning = "follow-up time",                                   \
		.value = &(time_name) },                                       \
		{ .name = "cause",                                             \
			.argument = "COL",                                     \
			.meaning = "code of what ended the follow-up",         \
			.value = &(cause_name) },                              \
		{ .name = "censored",                                          \
			.argument = "CODE",                                    \
			.meaning = "the code of censoring (0)",                \
			.value = &(censored_code) },                           \
	{                                                                      \
		.name = "uncensored",                                          \
		.meaning = "nobody is censored: every code is a cause",        \
		.flag = &(uncensored_flag)                                     \
	}

/* A table of counts, from patients or from rows of counts. */
#define TABLE_ROWS(                                                            \
	by_text, outcome_name, count, denominator_name, row_text, column_text) \
	{ .name = "by",                                                        \
		.argument = "COL,...",                                         \
		.meaning = "patients: the rows of the table",                  \
		.value = &(by_text) },                                         \
		{ .name = "outcome",                                           \
			.argument = "COL",                                     \
			.meaning = "patients: the columns of the table",       \
			.value = &(outcome_name) },                            \
		{ .name = "count",                                             \
			.argument = "COL",                                     \
			.meaning = "counts: one cell of the table each",       \
			.value = &(count) },                                   \
		{ .name = "denominator",                                       \
			.argument = "COL",                                     \
			.meaning = "counts: the row's total; the rest is a "   \
				   "2nd column",                               \
			.value = &(denominator_name) },                        \
		{ .name = "row",                                               \
			.argument = "COL,...",                                 \
			.meaning = "counts: the rows of the table",            \
			.value = &(row_text) },                                \
	{                                                                      \
		.name = "column", .argument = "COL,...",                       \
		.meaning = "counts: the columns, without --denominator",       \
		.value = &(column_text)                                        \
	}

#endif
