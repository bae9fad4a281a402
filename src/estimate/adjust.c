/* estimate adjust: P values adjusted for the number of tests. */
#include "survival/adjust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/samples.h"

static const char *p_name, *label, *by, *method, *analysis, *na;
static struct text_list where;

static const struct option_row options[] = {
	{ .name = "p",
		.argument = "COL",
		.meaning = "the P values",
		.value = &p_name },
	{ .name = "method",
		.argument = "METHOD",
		.meaning = "holm, bh or bonferroni (holm)",
		.value = &method },
	{ .name = "label",
		.argument = "COL,...",
		.meaning = "what a P value is called (the number of its row)",
		.value = &label },
	{ .name = "by",
		.argument = "COL,...",
		.meaning = "families, each adjusted for itself",
		.value = &by },
	WHERE_ROW(where),
	ANALYSIS_ROW("adjust", analysis),
	NA_ROW(na),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate adjust",
	.purpose = "P values adjusted for the number of tests.",
	.operands = "[FILE]",
	.most_operands = 1,
	.options = options,
};

static const char *const method_names[] = { "holm", "bh", "bonferroni", NULL };

static const char *fault_p(const struct cell *cell, const void *context)
{
	(void)context;
	return cell->value < 0 || cell->value > 1 ? "not between 0 and 1"
						  : NULL;
}

/* The name of a kept row; text is room for a number. */
static const char *name_of(const struct input *input,
	const struct groups *labels, size_t position, char text[NUMBER_SIZE])
{
	if (label)
		return labels->labels[labels->of[position]];
	return number_format((double)input->rows[position] + 1, text);
}

/* A label names one P value of a family. */
static void check_labels(const struct input *input, size_t column,
	const struct groups *labels, const size_t positions[], size_t n)
{
	size_t *seen = allocate(labels->count, sizeof(*seen));

	for (size_t i = 0; label && i < n; i++) {
		size_t row = input->rows[positions[i]];
		size_t *first = &seen[labels->of[positions[i]]];

		if (*first > 0)
			table_die(input->table, row, column,
				"a second P value of this label; the first is "
				"in line %zu: %s",
				*first,
				quoted(labels->labels
						[labels->of[positions[i]]]));
		*first = table_line(input->table, row);
	}
	free(seen);
}

static void print_family(const struct input *input, size_t column,
	const struct groups *families, size_t family,
	const struct groups *labels, struct results *results)
{
	enum adjust_method how =
		method ? (enum adjust_method)option_choice(
				 "method", method, method_names)
		       : ADJUST_HOLM;
	struct samples samples = samples_make(input, column, families);
	size_t n = samples.sizes[family], at = 0;
	double *adjusted = allocate(n, sizeof(*adjusted));
	size_t *order = allocate(n, sizeof(*order));
	size_t *positions = allocate(n, sizeof(*positions));
	char text[NUMBER_SIZE];

	for (size_t i = 0; i < input->count; i++)
		if (families->of[i] == family)
			positions[at++] = i;
	check_labels(input, column, labels, positions, n);
	adjust_p(how, n, samples.of[family], order, adjusted);
	results_at(results, families->labels[family], NAN, "");
	results_number(results, "n", (double)n);
	for (size_t i = 0; i < n; i++) {
		results_at(results, families->labels[family], NAN,
			name_of(input, labels, positions[i], text));
		results_number(results, "p_adjusted", adjusted[i]);
	}
	free(adjusted);
	free(order);
	free(positions);
	samples_free(&samples);
}

void estimate_adjust(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct results *results = results_new(analysis ? analysis : "adjust");
	struct input input = { .wish_count = 0 };
	struct column_range label_columns, by_columns;
	struct groups families, labels;
	size_t column;

	if (!p_name)
		die_misused("--p=COL is needed");
	if (method)
		option_choice("method", method, method_names);
	column = input_column(&input, p_name, COLUMN_NUMBER, fault_p);
	label_columns = input_columns(&input, "label", label);
	by_columns = input_columns(&input, "by", by);
	input_read(&input, path_of(&operands), &where, na);
	families = groups_make(&input, by_columns);
	labels = groups_make(&input, label_columns);
	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input.missing);
	for (size_t family = 0; family < families.count; family++)
		print_family(
			&input, column, &families, family, &labels, results);
	results_print(results);
	groups_free(&families);
	groups_free(&labels);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
