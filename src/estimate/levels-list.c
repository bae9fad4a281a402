/* Looking up a level that an option names. */
#include "estimate/levels-list.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"

uint32_t level_need(const struct table *table, size_t column, const char *level)
{
	size_t count = table_level_count(table, column), used = 0;
	char list[1024] = "";

	for (uint32_t code = 0; code < count; code++)
		if (strcmp(table_level(table, column, code), level) == 0)
			return code;
	for (uint32_t code = 0; code < count && used < sizeof(list); code++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
			" %s", quoted(table_level(table, column, code)));
	die_at(table_path(table), 0, 0, "%s: no level %s; there are:%s",
		table_name(table, column), quoted(level), list);
}
