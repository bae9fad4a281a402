/* Values by group. */
#include "estimate/samples.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"

#define LARGEST  1e150
#define SMALLEST 1e-150

const char *fault_magnitude(const struct cell *cell, const void *context)
{
	double size = fabs(cell->value);

	(void)context;
	if (size > LARGEST)
		return "too large to be squared";
	return size > 0 && size < SMALLEST ? "too small to be squared" : NULL;
}

struct samples samples_make(
	const struct input *input, size_t column, const struct groups *groups)
{
	const double *numbers = table_numbers(input->table, column);
	size_t k = groups->count;
	struct samples samples = { k, allocate(k, sizeof(size_t)),
		allocate(input->count, sizeof(double)),
		allocate(k, sizeof(double *)) };
	double *next = samples.values;

	for (size_t i = 0; i < input->count; i++)
		samples.sizes[groups->of[i]] +=
			isnan(numbers[input->rows[i]]) ? 0 : 1;
	for (size_t g = 0; g < k; g++) {
		samples.of[g] = next;
		next += samples.sizes[g];
		samples.sizes[g] = 0;
	}
	for (size_t i = 0; i < input->count; i++) {
		size_t g = groups->of[i];
		double value = numbers[input->rows[i]];

		if (!isnan(value))
			samples.of[g][samples.sizes[g]++] = value;
	}
	return samples;
}

void samples_free(struct samples *samples)
{
	free(samples->sizes);
	free(samples->values);
	free(samples->of);
}

void samples_need_groups(const struct input *input, const struct groups *groups,
	const char *by, bool two)
{
	if (groups->count < 2)
		die("%s: %s: only one group, nothing to compare: %s",
			table_path(input->table), by,
			quoted(groups->labels[0]));
	if (two && groups->count > 2)
		die("%s: %s: %zu groups, not two", table_path(input->table), by,
			groups->count);
}
