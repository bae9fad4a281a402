/* Reading and checking a codebook. */
#include "extract/codebook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"

static const char *const type_names[] = { "number", "integer", "level", "text",
	"identifier", NULL };

static const char *const role_names[] = { "id", "time", "event", "cause",
	"entry", "group", "covariate", "drop", NULL };

/* A row of the codebook. */
struct entry {
	const struct table *table;
	size_t row;
};

static const char *text_of(const struct entry *entry, const char *column)
{
	return table_text(
		entry->table, entry->row, table_need(entry->table, column));
}

static _Noreturn void refuse(
	const struct entry *entry, const char *column, const char *what)
{
	table_die(entry->table, entry->row, table_need(entry->table, column),
		"%s: %s", what, quoted(text_of(entry, column)));
}

/* NA, and an empty cell, say that there is nothing. */
static bool is_absent(const char *text)
{
	return text[0] == '\0' || strcmp(text, "NA") == 0;
}

static size_t choice(const struct entry *entry, const char *column,
	const char *const choices[])
{
	const char *text = text_of(entry, column);
	char list[256] = "";

	for (size_t i = 0; choices[i]; i++) {
		if (strcmp(choices[i], text) == 0)
			return i;
		if (i > 0)
			strcat(list, ", ");
		strcat(list, choices[i]);
	}
	table_die(entry->table, entry->row, table_need(entry->table, column),
		"%s is none of: %s", quoted(text), list);
}

static bool is_canonical(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	return strspn(name, letters) > 0 && name[strspn(name, others)] == '\0';
}

/* Dies when an earlier row has the same text in the column. */
static void refuse_twice(const struct entry *entry, const char *column)
{
	const char *text = text_of(entry, column);

	for (size_t i = 0; i < entry->row; i++) {
		const struct entry earlier = { entry->table, i };

		if (strcmp(text_of(&earlier, column), text) == 0)
			table_die(entry->table, entry->row,
				table_need(entry->table, column),
				"given twice, first in line %zu: %s",
				table_line(entry->table, i), quoted(text));
	}
}

static void append(char ***items, size_t count, const char *text, size_t length)
{
	*items = reallocate(*items, count + 1, sizeof((*items)[0]));
	(*items)[count] = copy_text(text, length);
}

static bool contains(char *const items[], size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i], text) == 0)
			return true;
	return false;
}

static bool has_outer_blank(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
}

/* One `code=label` of length bytes. */
static void add_level(const struct entry *entry, struct variable *variable,
	const char *text, size_t length)
{
	const char *equals = memchr(text, '=', length);
	size_t count = variable->level_count;
	const char *code, *label;

	if (!equals || equals == text || equals + 1 == text + length)
		refuse(entry, "levels", "not CODE=LABEL;CODE=LABEL;...");
	append(&variable->codes, count, text, (size_t)(equals - text));
	append(&variable->labels, count, equals + 1,
		(size_t)(text + length - equals - 1));
	variable->level_count++;
	code = variable->codes[count];
	label = variable->labels[count];
	if (contains(variable->codes, count, code))
		refuse(entry, "levels", "a code given twice");
	if (contains(variable->labels, count, label))
		refuse(entry, "levels", "a label given twice");
	if (has_outer_blank(code) || has_outer_blank(label))
		refuse(entry, "levels",
			"a code or label that begins or ends with a blank");
	if (strcmp(code, "NA") == 0 || strcmp(label, "NA") == 0)
		refuse(entry, "levels", "NA is no level: it means missing");
	if (strpbrk(label, "\t\n\r"))
		refuse(entry, "levels", "a label with a tab or a line end");
}

static void read_levels(const struct entry *entry, struct variable *variable)
{
	const char *text = text_of(entry, "levels");

	if (variable->type != TYPE_LEVEL) {
		if (!is_absent(text))
			refuse(entry, "levels",
				"only the type level has levels");
		return;
	}
	if (is_absent(text))
		refuse(entry, "levels", "the type level needs its levels");
	for (;;) {
		size_t length = strcspn(text, ";");

		add_level(entry, variable, text, length);
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

static void read_missing(const struct entry *entry, struct variable *variable)
{
	const char *text = text_of(entry, "missing");

	variable->refuse_missing = strcmp(text, "refuse") == 0;
	if (variable->refuse_missing || is_absent(text))
		return;
	for (;;) {
		size_t length = strcspn(text, ";");
		size_t count = variable->missing_count++;

		if (length == 0)
			refuse(entry, "missing", "an empty code");
		append(&variable->missing, count, text, length);
		if (contains(
			    variable->missing, count, variable->missing[count]))
			refuse(entry, "missing", "a code given twice");
		if (contains(variable->codes, variable->level_count,
			    variable->missing[count]))
			refuse(entry, "missing", "also one of the levels");
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

static double read_limit(
	const struct entry *entry, const char *column, double otherwise)
{
	const char *text = text_of(entry, column);
	double limit;

	if (is_absent(text))
		return otherwise;
	if (!number_parse(text, strlen(text), &limit))
		refuse(entry, column, "not a number");
	return limit;
}

static void read_range(const struct entry *entry, struct variable *variable)
{
	bool clock =
		variable->role == ROLE_TIME || variable->role == ROLE_ENTRY;

	variable->minimum = read_limit(entry, "minimum", -INFINITY);
	variable->maximum = read_limit(entry, "maximum", INFINITY);
	if (variable->type != TYPE_NUMBER && variable->type != TYPE_INTEGER) {
		if (isfinite(variable->minimum))
			refuse(entry, "minimum", "only numbers have a range");
		if (isfinite(variable->maximum))
			refuse(entry, "maximum", "only numbers have a range");
	}
	if (clock && variable->minimum == -INFINITY)
		variable->minimum = 0;
	if (clock && variable->minimum < 0)
		refuse(entry, "minimum", "a time is not below 0");
	if (variable->minimum > variable->maximum)
		refuse(entry, "maximum", "below the minimum");
}

/* Types and roles that contradict each other. */
static void check_role(
	const struct entry *entry, const struct variable *variable)
{
	enum variable_type type = variable->type;

	switch (variable->role) {
	case ROLE_ID:
		if (type != TYPE_IDENTIFIER)
			refuse(entry, "type", "the role id needs identifier");
		break;
	case ROLE_TIME:
	case ROLE_ENTRY:
		if (type != TYPE_NUMBER && type != TYPE_INTEGER)
			refuse(entry, "type", "a time needs number or integer");
		break;
	case ROLE_EVENT:
	case ROLE_CAUSE:
		if (type != TYPE_LEVEL)
			refuse(entry, "type",
				"an event needs level, and every code listed");
		break;
	default:
		if (type == TYPE_IDENTIFIER && variable->role != ROLE_DROP)
			refuse(entry, "role",
				"an identifier has the role id or drop, not");
	}
}

static void read_variable(const struct entry *entry, struct variable *variable)
{
	variable->column = text_of(entry, "column");
	variable->name = text_of(entry, "name");
	variable->type = (enum variable_type)choice(entry, "type", type_names);
	variable->role = (enum variable_role)choice(entry, "role", role_names);
	if (is_absent(variable->column))
		refuse(entry, "column", "must not be missing");
	refuse_twice(entry, "column");
	if (!is_canonical(variable->name))
		refuse(entry, "name",
			"a lower-case letter, then letters, digits and _, not");
	refuse_twice(entry, "name");
	check_role(entry, variable);
	read_levels(entry, variable);
	read_missing(entry, variable);
	read_range(entry, variable);
}

/* One id at most; without one, its name must be free for the row's number. */
static void check_ids(const struct codebook *codebook)
{
	const struct variable *id = NULL;
	const struct variable *patient = NULL;

	for (size_t i = 0; i < codebook->count; i++) {
		const struct variable *variable = &codebook->variables[i];
		const struct entry entry = { codebook->table, i };

		if (variable->role == ROLE_ID && id)
			refuse(&entry, "role", "a second column has the role");
		if (variable->role == ROLE_ID)
			id = variable;
		if (strcmp(variable->name, "patient") == 0 &&
			variable->role != ROLE_DROP)
			patient = variable;
	}
	if (!id && patient) {
		const struct entry entry = { codebook->table,
			(size_t)(patient - codebook->variables) };

		refuse(&entry, "name",
			"without an id, the number of the row gets this name");
	}
}

struct codebook codebook_read(const char *path)
{
	static const char *const columns[] = { "column", "name", "label",
		"type", "unit", "levels", "missing", "role", "minimum",
		"maximum", "note" };
	struct codebook codebook = { .table = table_read_all(path) };

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		table_need(codebook.table, columns[i]);
	codebook.count = table_rows(codebook.table);
	if (codebook.count == 0)
		die_at(table_path(codebook.table), 0, 0,
			"the codebook has no row");
	codebook.variables =
		allocate(codebook.count, sizeof(codebook.variables[0]));
	for (size_t i = 0; i < codebook.count; i++) {
		const struct entry entry = { codebook.table, i };

		read_variable(&entry, &codebook.variables[i]);
	}
	check_ids(&codebook);
	return codebook;
}

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

void codebook_free(struct codebook *codebook)
{
	for (size_t i = 0; i < codebook->count; i++) {
		struct variable *variable = &codebook->variables[i];

		free_texts(variable->codes, variable->level_count);
		free_texts(variable->labels, variable->level_count);
		free_texts(variable->missing, variable->missing_count);
	}
	free(codebook->variables);
	table_free(codebook->table);
}

const struct variable *codebook_find(
	const struct codebook *codebook, const char *column)
{
	for (size_t i = 0; i < codebook->count; i++)
		if (strcmp(codebook->variables[i].column, column) == 0)
			return &codebook->variables[i];
	return NULL;
}
