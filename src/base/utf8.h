/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates. */
#ifndef RELIT_UTF8_H
#define RELIT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * The number of bytes of the character that bytes[0..length) begins with, and
 * the character; 0 when it begins with none.
 */
size_t utf8_character(const char *bytes, size_t length, uint32_t *character);

/* The length of the longest beginning of bytes that is whole characters
 * without NUL: length itself when all is well.  O(length). */
size_t utf8_valid(const char *bytes, size_t length);

#endif
