/* The rows of options that all methods have, for their tables of options. */
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

#endif
