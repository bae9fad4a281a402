/* One target, made when its record does not say that it is already right. */
#ifndef RELIT_MAKE_H
#define RELIT_MAKE_H

#include <stdbool.h>

#include "record/recipe.h"

/*
 * True when the command was run and the target is what it made; false when the
 * target was already that, and nothing ran.  A target whose bytes came out the
 * same is not touched.  Dies when the command fails, with the old target in its
 * place and nothing else left behind.
 */
bool make_target(struct recipe *, const char *records);

#endif
