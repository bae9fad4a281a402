/*
 * Content hashes (XXH3, 128 bits) as text: they find changes, they are no
 * proof against a forger.  O(bytes), several gigabytes a second.
 */
#ifndef RELIT_HASH_H
#define RELIT_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define HASH_DIGITS 32

struct hash {
	char digits[HASH_DIGITS + 1]; /* lower-case hexadecimal, NUL-ended */
};

/* The content of a regular file; false, with errno set, when it cannot be
 * read whole. */
bool hash_file(const char *path, struct hash *);

struct hash hash_bytes(const void *bytes, size_t length);
bool hash_equal(const struct hash *, const struct hash *);

/* A hash of several texts: unlike their concatenation, it tells ("a", "bc")
 * from ("ab", "c").  hash_end() frees. */
struct hashing;

struct hashing *hash_begin(void);
void hash_text(struct hashing *, const char *text);
struct hash hash_end(struct hashing *);

#endif
