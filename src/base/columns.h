/* What a table is made of; for the files of src/base/ alone. */
#ifndef RELIT_COLUMNS_H
#define RELIT_COLUMNS_H

#include "base/levels.h"
#include "base/table.h"

/* A cell's place: its line counted from its row's, and its byte. */
struct place {
	uint32_t lines_down;
	uint32_t column;
};

struct column {
	char *name;
	enum column_kind kind;
	bool present;
	size_t in_file; /* position in the file */
	double *numbers;
	uint32_t *codes;
	struct place *places; /* of table_read_all() alone */
	struct levels levels;
};

struct table {
	char *path; /* as messages spell it */
	struct column *columns;
	size_t count;
	size_t rows;
	size_t *lines;  /* NULL while row i is in line i + 2 */
	double *counts; /* NULL: every row stands for itself */
	char **header;  /* all names of the file, NULL-ended */
};

void names_free(char **names);

/* Dies: no such column; lists those there are and the nearest. */
_Noreturn void names_die(
	const char *path, char *const names[], const char *name);

#endif
