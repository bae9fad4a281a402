/* Tables larger than a block, levels, missing cells, places. */
#include <gsl/gsl_test.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/table.h"

#define PATH_SIZE 64
#define MANY_ROWS 200000 /* 4 MB and more: several blocks */

/* A new file whose name ends in `suffix`; the caller unlinks and frees. */
static FILE *new_file(const char *suffix, char path[PATH_SIZE])
{
	int file;

	snprintf(path, PATH_SIZE, "table-test-XXXXXX");
	file = mkstemp(path);
	close(file);
	unlink(path);
	strcat(path, suffix);
	return fopen(path, "w");
}

static void write_text(
	const char *suffix, const char *text, char path[PATH_SIZE])
{
	FILE *file = new_file(suffix, path);

	fputs(text, file);
	fclose(file);
}

static void test_missing(void)
{
	static const struct column_wish wishes[] = {
		{ .name = "b", .kind = COLUMN_LEVEL },
		{ .name = "gone", .kind = COLUMN_LEVEL, .optional = true },
		{ .name = "a", .kind = COLUMN_NUMBER },
	};
	char path[PATH_SIZE];
	struct table *table;

	write_text(".tsv", "a\tb\n1\tx\nNA\t\n2.5\tNA\n", path);
	table = table_read(path, wishes, 3);
	unlink(path);
	gsl_test(table_rows(table) != 3, "three rows");
	gsl_test(table_has(table, 1), "the optional column is absent");
	gsl_test(!isnan(table_numbers(table, 2)[1]), "NA is NaN");
	gsl_test(table_numbers(table, 2)[2] != 2.5, "a number");
	gsl_test(table_codes(table, 0)[2] != TABLE_MISSING, "NA is missing");
	gsl_test(strcmp(table_text(table, 1, 0), "") != 0,
		"an empty cell of TSV is an empty word");
	gsl_test(strcmp(table_text(table, 2, 0), "NA") != 0, "shown as NA");
	table_free(table);
}

static void test_csv(void)
{
	char path[PATH_SIZE];
	struct table *table;

	write_text(".csv",
		"\xef\xbb\xbf"
		"a,\"b\"\r\n\"x\"\"y, z\",\r\n\"1\r\n2\",\"\"\n"
		"NA,q\n",
		path);
	table = table_read_all(path);
	unlink(path);
	gsl_test(table_rows(table) != 3, "three rows of CSV");
	gsl_test(strcmp(table_name(table, 1), "b") != 0, "a quoted name");
	gsl_test(strcmp(table_text(table, 0, 0), "x\"y, z") != 0, "unquoted");
	gsl_test(table_codes(table, 1)[0] != TABLE_MISSING, "empty: missing");
	gsl_test(table_codes(table, 1)[1] == TABLE_MISSING, "\"\" is a word");
	gsl_test(strcmp(table_text(table, 1, 0), "1\r\n2") != 0, "line end");
	gsl_test(table_line(table, 1) != 3, "the row begins in line 3");
	gsl_test(table_line(table, 2) != 5, "the next one in line 5");
	table_free(table);
}

static void test_no_rows(void)
{
	char path[PATH_SIZE];
	struct table *table;

	write_text(".tsv", "a\tb\n", path);
	table = table_read_all(path);
	unlink(path);
	gsl_test(table_rows(table) != 0, "a header alone has no rows");
	gsl_test(table_codes(table, 0) == NULL, "but its columns are there");
	table_free(table);
}

static void write_many(FILE *file, bool csv)
{
	char separator = csv ? ',' : '\t';

	fprintf(file, "id%cword%cvalue\n", separator, separator);
	for (int i = 0; i < MANY_ROWS; i++) {
		fprintf(file, "P%d%c", i, separator);
		if (csv && i % 7 == 0)
			fprintf(file, "\"group\n%d, \"\"q\"\"\"", i % 11);
		else
			fprintf(file, "group %d", i % 11);
		fprintf(file, "%c%d.5\n", separator, i);
	}
}

/* Rows and quoted line ends fall on the borders of blocks somewhere. */
static void test_many(bool csv)
{
	static const struct column_wish wishes[] = {
		{ .name = "value", .kind = COLUMN_NUMBER },
		{ .name = "id", .kind = COLUMN_LEVEL },
		{ .name = "word", .kind = COLUMN_LEVEL },
	};
	char path[PATH_SIZE], text[64];
	FILE *file = new_file(csv ? ".csv" : ".tsv", path);
	struct table *table;
	size_t wrong = 0, line = 2;

	write_many(file, csv);
	fclose(file);
	table = table_read(path, wishes, 3);
	unlink(path);
	gsl_test(table_rows(table) != MANY_ROWS, "%zu rows", table_rows(table));
	gsl_test(table_level_count(table, 1) != MANY_ROWS, "as many ids");
	gsl_test(table_level_count(table, 2) != (csv ? 22 : 11), "%zu words",
		table_level_count(table, 2));
	for (size_t i = 0; i < table_rows(table); i++) {
		bool quoted = csv && i % 7 == 0;

		snprintf(text, sizeof(text), "P%zu", i);
		wrong += strcmp(table_text(table, i, 1), text) != 0;
		snprintf(text, sizeof(text),
			quoted ? "group\n%zu, \"q\"" : "group %zu", i % 11);
		wrong += strcmp(table_text(table, i, 2), text) != 0;
		wrong += table_numbers(table, 0)[i] != (double)i + 0.5;
		wrong += table_line(table, i) != line;
		line += quoted ? 2 : 1;
	}
	gsl_test(wrong > 0, "%zu cells or lines wrong", wrong);
	table_free(table);
}

/*
 * What the counted rows of a table are when each is written out again: rows,
 * those in the wrong line and those with the wrong value of the file's row.
 */
static void count_rows(const struct table *table, size_t run, size_t values,
	double *rows, size_t *misplaced)
{
	const double *counts = table_counts(table);
	const double *numbers = table_numbers(table, 0);

	*rows = 0;
	*misplaced = 0;
	for (size_t i = 0; i < table_rows(table); i++) {
		size_t line = table_line(table, i);

		*rows += counts[i];
		if ((i > 0 && line <= table_line(table, i - 1)) ||
			numbers[i] != (double)((line - 2) / run % values))
			++*misplaced;
	}
}

/* Row i has the number i / run modulo values, and a word that follows from it.
 */
static void test_counted(size_t n, size_t run, size_t values, size_t most_rows)
{
	static const struct column_wish wishes[] = {
		{ .name = "number", .kind = COLUMN_NUMBER },
		{ .name = "word", .kind = COLUMN_LEVEL },
	};
	char path[PATH_SIZE];
	FILE *file = new_file(".csv", path);
	struct table *table;
	double rows;
	size_t misplaced;

	fputs("id,number,word\n", file);
	for (size_t i = 0; i < n; i++)
		fprintf(file, "row %zu,%zu,w%zu\n", i, i / run % values,
			i / run % values % 3);
	fclose(file);
	table = table_read_counted(path, wishes, 2);
	unlink(path);
	gsl_test(table_rows(table) > most_rows, "%zu rows of %zu kinds are %zu",
		n, values, table_rows(table));
	count_rows(table, run, values, &rows, &misplaced);
	gsl_test(rows != (double)n, "all rows are counted, %g", rows);
	gsl_test(misplaced > 0, "%zu rows are not where they were first",
		misplaced);
	table_free(table);
}

int main(int argc, char **argv)
{
	char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;

	/* the files go beside the program: into build/ */
	if (slash) {
		*slash = '\0';
		gsl_test(chdir(argv[0]) != 0, "chdir %s", argv[0]);
	}
	test_missing();
	test_csv();
	test_no_rows();
	test_many(false);
	test_many(true);
	test_counted(10000, 3, 60, 60);
	test_counted(300000, 3, 1000, 4000);     /* of up to four threads */
	test_counted(600000, 1, 600000, 600000); /* given up */
	return gsl_test_summary();
}
