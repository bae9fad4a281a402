/* The conditions of --where. */
#include "estimate/where.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/levels-list.h"

static const struct {
	const char *text;
	enum where_relation relation;
} relations[] = {
	/* the longer ones first */
	{ "!=", WHERE_UNEQUAL },
	{ "<=", WHERE_AT_MOST },
	{ ">=", WHERE_AT_LEAST },
	{ "=", WHERE_EQUAL },
	{ "<", WHERE_LESS },
	{ ">", WHERE_MORE },
};

static struct where parse_one(const char *text)
{
	size_t length = strcspn(text, "!<>=");
	struct where where = { .name = NULL };

	for (size_t i = 0; i < sizeof(relations) / sizeof(relations[0]); i++) {
		size_t width = strlen(relations[i].text);

		if (strncmp(text + length, relations[i].text, width) != 0)
			continue;
		where.relation = relations[i].relation;
		where.level = text + length + width;
		break;
	}
	if (length == 0 || !where.level)
		die_misused("--where: not COLUMN=VALUE, or with != <= >= < >: "
			    "%s",
			quoted(text));
	if (!where_needs_levels(&where))
		where.number = option_number("where", where.level);
	where.name = copy_text(text, length);
	return where;
}

struct where *where_parse(const struct text_list *texts)
{
	struct where *wheres = allocate(texts->count + 1, sizeof(*wheres));

	for (size_t i = 0; i < texts->count; i++)
		wheres[i] = parse_one(texts->items[i]);
	return wheres;
}

void where_free(struct where *wheres, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(wheres[i].name);
	free(wheres);
}

bool where_needs_levels(const struct where *where)
{
	return where->relation == WHERE_EQUAL ||
	       where->relation == WHERE_UNEQUAL;
}

void where_find_level(struct where *where, const struct table *table)
{
	if (where_needs_levels(where))
		where->code = level_need(table, where->column, where->level);
}

bool where_missing(
	const struct where *where, const struct table *table, size_t row)
{
	if (where_needs_levels(where))
		return table_codes(table, where->column)[row] == TABLE_MISSING;
	return isnan(table_numbers(table, where->column)[row]);
}

bool where_holds(
	const struct where *where, const struct table *table, size_t row)
{
	double value;

	if (where_needs_levels(where)) {
		bool same =
			table_codes(table, where->column)[row] == where->code;

		return same == (where->relation == WHERE_EQUAL);
	}
	value = table_numbers(table, where->column)[row];
	if (where->relation == WHERE_AT_MOST)
		return value <= where->number;
	if (where->relation == WHERE_AT_LEAST)
		return value >= where->number;
	if (where->relation == WHERE_LESS)
		return value < where->number;
	return value > where->number;
}
