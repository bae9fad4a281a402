/* A level that an option names, looked up among those of a column. */
#ifndef RELIT_LEVELS_LIST_H
#define RELIT_LEVELS_LIST_H

#include <stdint.h>

#include "base/table.h"

/* The code of level; dies, naming the levels there are, when it is unknown. */
uint32_t level_need(const struct table *, size_t column, const char *level);

#endif
