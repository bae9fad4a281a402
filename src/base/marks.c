/* Separators as bits of a word, and bits as positions. */
#include "base/marks.h"

#include <string.h>

#define VECTOR 16

/* GCC and Clang compile these for any processor; SSE2 has each as one. */
typedef char bytes_vector __attribute__((vector_size(VECTOR)));

/* What 64 bytes are made of. */
struct step {
	uint64_t separators, lines; /* bit i: byte i */
};

/* Each lane is all ones where it has ever held such a byte. */
struct seen {
	bytes_vector quote, nul, high, carriage_return;
};

/* The top bits of the bytes, the first one lowest. */
static inline uint64_t top_bits(bytes_vector bytes)
{
#ifdef __SSE2__
	return (uint64_t)(uint32_t)__builtin_ia32_pmovmskb128(bytes);
#else
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t word[2];

	/* the product has the eight top bits side by side in its top byte */
	memcpy(word, &bytes, sizeof(word));
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word[0] = __builtin_bswap64(word[0]);
	word[1] = __builtin_bswap64(word[1]);
#endif
	for (int i = 0; i < 2; i++)
		word[i] = ((word[i] & tops) >> 7) *
				  UINT64_C(0x0102040810204080) >>
			  56;
	return word[0] | word[1] << 8;
#endif
}

static inline bool any(bytes_vector bytes)
{
	return top_bits(bytes) != 0;
}

static inline struct step look(
	const char *bytes, bytes_vector separator, struct seen *seen)
{
	struct step step = { 0, 0 };

	for (int i = 0; i < MARKS_STEP; i += VECTOR) {
		bytes_vector here;

		memcpy(&here, bytes + i, sizeof(here));
		step.separators |= top_bits((bytes_vector)(here == separator))
				   << i;
		step.lines |= top_bits((bytes_vector)(here == '\n')) << i;
		seen->quote |= (bytes_vector)(here == '"');
		seen->nul |= (bytes_vector)(here == 0);
		seen->carriage_return |= (bytes_vector)(here == '\r');
		seen->high |= here;
	}
	return step;
}

/* Writes eight positions at a time: those too many are overwritten. */
static inline size_t spread(uint64_t bits, uint32_t base, uint32_t *at)
{
	size_t count = (size_t)__builtin_popcountll(bits);

	for (size_t i = 0; i < count; i += 8) {
		for (size_t j = 0; j < 8; j++) {
			/* ctz() of 0 is not defined */
			at[i + j] = base + (uint32_t)__builtin_ctzll(
						   bits | UINT64_C(1) << 63);
			bits &= bits - 1;
		}
	}
	return count;
}

static inline __attribute__((always_inline)) void find(
	struct marks *marks, const char *bytes, size_t length, char separator)
{
	struct seen seen = { { 0 }, { 0 }, { 0 }, { 0 } };
	bytes_vector separators = separator - (bytes_vector){ 0 };
	char last[MARKS_STEP];

	for (size_t i = 0; i < length; i += MARKS_STEP) {
		const char *here = bytes + i;
		struct step step;

		if (length - i < MARKS_STEP) {
			memset(last, ' ', sizeof(last));
			here = memcpy(last, here, length - i);
		}
		step = look(here, separators, &seen);
		marks->lines += (size_t)__builtin_popcountll(step.lines);
		marks->count += spread(step.separators | step.lines,
			(uint32_t)i, marks->at + marks->count);
	}
	marks->has_quote = any(seen.quote);
	marks->has_nul = any(seen.nul);
	marks->has_high = any(seen.high);
	marks->has_return = any(seen.carriage_return);
}

#ifdef __x86_64__
/* Counting and finding bits takes one instruction on all but old machines. */
__attribute__((target("popcnt,bmi"))) static void find_with_bits(
	struct marks *marks, const char *bytes, size_t length, char separator)
{
	find(marks, bytes, length, separator);
}
#endif

void marks_find(
	struct marks *marks, const char *bytes, size_t length, char separator)
{
	marks->count = marks->lines = 0;
#ifdef __x86_64__
	if (__builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi")) {
		find_with_bits(marks, bytes, length, separator);
		return;
	}
#endif
	find(marks, bytes, length, separator);
}
