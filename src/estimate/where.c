/* The conditions of --where. */
#include "estimate/where.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "estimate/levels-list.h"

struct where *where_parse(const struct text_list *texts)
{
	struct where *wheres = allocate(texts->count + 1, sizeof(*wheres));

	for (size_t i = 0; i < texts->count; i++)
		wheres[i].is = comparison_parse("where", texts->items[i]);
	return wheres;
}

void where_free(struct where *wheres, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(wheres[i].is.name);
	free(wheres);
}

bool where_needs_levels(const struct where *where)
{
	return where->is.word;
}

void where_find_level(struct where *where, const struct table *table)
{
	if (where_needs_levels(where))
		where->code = level_need(table, where->column, where->is.word);
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
	if (where_needs_levels(where))
		return relation_of_words(where->is.relation,
			table_codes(table, where->column)[row] == where->code);
	return relation_of_numbers(where->is.relation,
		table_numbers(table, where->column)[row], where->is.number);
}
