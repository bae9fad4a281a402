/* Decoding and checking of UTF-8. */
#include "base/utf8.h"

#include <string.h>

/* Bytes that follow the first one, by the first one; 4: none may. */
static size_t followers(unsigned char first)
{
	if (first < 0x80)
		return 0;
	if (first >= 0xc2 && first <= 0xdf)
		return 1;
	if (first >= 0xe0 && first <= 0xef)
		return 2;
	if (first >= 0xf0 && first <= 0xf4)
		return 3;
	return 4;
}

size_t utf8_character(const char *bytes, size_t length, uint32_t *character)
{
	static const uint32_t smallest[] = { 0, 0x80, 0x800, 0x10000 };
	static const unsigned char first_bits[] = { 0x7f, 0x1f, 0x0f, 0x07 };
	size_t count;
	uint32_t code;

	if (length == 0)
		return 0;
	count = followers((unsigned char)bytes[0]);
	if (count > 3 || count >= length)
		return 0;
	code = (unsigned char)bytes[0] & (uint32_t)first_bits[count];
	for (size_t i = 1; i <= count; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (byte & 0x3fu);
	}
	if (code < smallest[count] || code > 0x10ffff ||
		(code >= 0xd800 && code <= 0xdfff))
		return 0;
	*character = code;
	return count + 1;
}

/* True when eight bytes are all ASCII and none is NUL: most of most files. */
static int plain_eight(const char *bytes)
{
	uint64_t word;
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t highs = UINT64_C(0x8080808080808080);

	memcpy(&word, bytes, sizeof(word));
	return ((word | (word - ones)) & highs) == 0;
}

size_t utf8_valid(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint32_t character;
		size_t width;

		if (length - at >= 8 && plain_eight(bytes + at)) {
			at += 8;
			continue;
		}
		width = utf8_character(bytes + at, length - at, &character);
		if (width == 0 || character == 0)
			break;
		at += width;
	}
	return at;
}
