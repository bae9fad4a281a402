/* Ordering follow-up times and telling which are the same. */
#include "survival/times.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_sort.h>

#define FEW         64 /* times that are inserted one by one */
#define SLOT_BITS   17
#define SLOTS       ((size_t)1 << SLOT_BITS)
#define MOST_VALUES (SLOTS / 2)
#define DIGIT_BITS  11
#define DIGITS      ((size_t)1 << DIGIT_BITS)

bool same_time(double earlier, double later)
{
	return later - earlier <= 1e-9 * later;
}

/* A number that is ordered as the time is. */
static uint64_t key_of(double time)
{
	const uint64_t sign = UINT64_C(1) << 63;
	uint64_t bits;

	time += 0.0; /* -0 is 0 */
	memcpy(&bits, &time, sizeof(bits));
	return bits & sign ? ~bits : bits | sign;
}

static void insert_each(size_t n, const double time[], size_t order[])
{
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		for (; at > 0 && time[order[at - 1]] > time[i]; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

struct keyed {
	uint64_t key;
	size_t position;
};

static int compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;

	return (a->key > b->key) - (a->key < b->key);
}

/* One digit of all keys, stably; false when it is the same in all. */
static bool sort_digit(
	size_t n, int shift, const struct keyed from[], struct keyed to[])
{
	size_t next[DIGITS] = { 0 };
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		next[from[i].key >> shift & (DIGITS - 1)]++;
	if (next[from[0].key >> shift & (DIGITS - 1)] == n)
		return false;
	for (size_t digit = 0; digit < DIGITS; digit++) {
		size_t count = next[digit];

		next[digit] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[next[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
	return true;
}

/* From the last digit to the first; false when there is no memory. */
static bool sort_digits(size_t n, const double time[], size_t order[])
{
	struct keyed *from = malloc(n * sizeof(*from));
	struct keyed *to = malloc(n * sizeof(*to));
	bool done = from && to;

	for (size_t i = 0; done && i < n; i++)
		from[i] = (struct keyed){ key_of(time[i]), i };
	for (int shift = 0; done && shift < 64; shift += DIGIT_BITS) {
		struct keyed *sorted = to;

		if (!sort_digit(n, shift, from, to))
			continue;
		to = from;
		from = sorted;
	}
	for (size_t i = 0; done && i < n; i++)
		order[i] = from[i].position;
	free(from);
	free(to);
	return done;
}

/* The different times, numbered as they come. */
struct values {
	struct keyed *list; /* MOST_VALUES: key, and the number of its times */
	uint32_t *slots;    /* SLOTS, hashed: number of the value + 1 */
	size_t count;
};

/* The number of the time's value; MOST_VALUES when there are too many. */
static uint32_t value_of(struct values *values, double time)
{
	uint64_t key = key_of(time);
	size_t at = key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - SLOT_BITS);

	while (values->slots[at] > 0 &&
		values->list[values->slots[at] - 1].key != key)
		at = (at + 1) & (SLOTS - 1);
	if (values->slots[at] == 0) {
		if (values->count == MOST_VALUES)
			return MOST_VALUES;
		values->list[values->count++] = (struct keyed){ key, 0 };
		values->slots[at] = (uint32_t)values->count;
	}
	return values->slots[at] - 1;
}

/* Numbers the values of all times; false when they are not few. */
static bool number_values(
	size_t n, const double time[], struct values *values, uint32_t of[])
{
	for (size_t i = 0; i < n; i++) {
		of[i] = value_of(values, time[i]);
		if (of[i] == MOST_VALUES)
			return false;
		values->list[of[i]].position++;
	}
	return true;
}

/* next[v] becomes the place of the first time of value v. */
static void place_values(struct values *values, size_t next[])
{
	size_t sum = 0;

	for (size_t v = 0; v < values->count; v++) {
		next[v] = values->list[v].position;
		values->list[v].position = v;
	}
	qsort(values->list, values->count, sizeof(values->list[0]),
		compare_keyed);
	for (size_t i = 0; i < values->count; i++) {
		size_t v = values->list[i].position;
		size_t count = next[v];

		next[v] = sum;
		sum += count;
	}
}

/* Times that repeat few values; false when they do not, or without memory. */
static bool sort_values(size_t n, const double time[], size_t order[])
{
	struct values values = { malloc(MOST_VALUES * sizeof(*values.list)),
		calloc(SLOTS, sizeof(*values.slots)), 0 };
	uint32_t *of = malloc(n * sizeof(*of));
	size_t *next = malloc(MOST_VALUES * sizeof(*next));
	bool done = values.list && values.slots && of && next &&
		    number_values(n, time, &values, of);

	if (done) {
		place_values(&values, next);
		for (size_t i = 0; i < n; i++)
			order[next[of[i]]++] = i;
	}
	free(next);
	free(of);
	free(values.slots);
	free(values.list);
	return done;
}

void order_times(size_t n, const double time[], size_t order[])
{
	if (n <= FEW)
		insert_each(n, time, order);
	else if ((n < SLOTS || !sort_values(n, time, order)) &&
		 !sort_digits(n, time, order))
		gsl_sort_index(order, time, 1, n); /* needs no memory */
}
