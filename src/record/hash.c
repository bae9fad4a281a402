/* XXH3 over files and lists of texts. */
#include "record/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/allocate.h"
#include "base/fail.h"

#define BLOCK ((size_t)1 << 16)

struct hashing {
	XXH3_state_t *state;
};

static struct hash in_digits(XXH128_hash_t value)
{
	XXH128_canonical_t canonical;
	struct hash hash;

	XXH128_canonicalFromHash(&canonical, value);
	for (size_t i = 0; i < sizeof(canonical.digest); i++)
		snprintf(hash.digits + 2 * i, 3, "%02x",
			(unsigned)canonical.digest[i]);
	return hash;
}

static void add(struct hashing *hashing, const void *bytes, size_t length)
{
	if (XXH3_128bits_update(hashing->state, bytes, length) != XXH_OK)
		die("cannot hash %zu bytes", length);
}

struct hashing *hash_begin(void)
{
	struct hashing *hashing = allocate(1, sizeof(*hashing));

	hashing->state = XXH3_createState();
	if (hashing->state == NULL)
		die("out of memory");
	XXH3_128bits_reset(hashing->state);
	return hashing;
}

/* The NUL at the end of each text keeps two texts apart. */
void hash_text(struct hashing *hashing, const char *text)
{
	add(hashing, text, strlen(text) + 1);
}

struct hash hash_end(struct hashing *hashing)
{
	struct hash hash = in_digits(XXH3_128bits_digest(hashing->state));

	XXH3_freeState(hashing->state);
	free(hashing);
	return hash;
}

struct hash hash_bytes(const void *bytes, size_t length)
{
	return in_digits(XXH3_128bits(bytes, length));
}

bool hash_equal(const struct hash *one, const struct hash *other)
{
	return strcmp(one->digits, other->digits) == 0;
}

/* Adds all that can be read; false with errno. */
static bool add_descriptor(struct hashing *hashing, int descriptor)
{
	char block[BLOCK];
	ssize_t length;

	do {
		length = read(descriptor, block, sizeof(block));
		if (length > 0)
			add(hashing, block, (size_t)length);
	} while (length > 0 || (length < 0 && errno == EINTR));
	return length == 0;
}

bool hash_file(const char *path, struct hash *hash)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct hashing *hashing;
	struct stat about;
	bool whole = false;
	int reason;

	if (descriptor < 0)
		return false;
	hashing = hash_begin();
	if (fstat(descriptor, &about) == 0) {
		if (S_ISREG(about.st_mode))
			whole = add_descriptor(hashing, descriptor);
		else
			errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
	}
	reason = errno;
	close(descriptor);
	*hash = hash_end(hashing);
	errno = reason;
	return whole;
}
