/* estimate adjust: P values adjusted for the number of tests. */
#include "survival/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/groups.h"
#include "estimate/input.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/splits.h"

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

/* Where a label was last seen. */
struct seen {
	size_t family; /* from 1 */
	size_t line;
};

/* A label names one P value of a family. */
static void check_labels(const struct input *input, size_t column,
	const struct groups *labels, const struct split *family,
	struct seen seen[])
{
	for (size_t i = 0; label && i < family->count; i++) {
		size_t row = input->rows[family->rows[i]];
		size_t code = labels->of[family->rows[i]];

		if (seen[code].family == family->group + 1)
			table_die(input->table, row, column,
				"a second P value of this label; the first is "
				"in line %zu: %s",
				seen[code].line, quoted(labels->labels[code]));
		seen[code] = (struct seen){ family->group + 1,
			table_line(input->table, row) };
	}
}

/* The adjusted P values of a family; the caller frees. */
static double *adjust_family(
	const struct input *input, size_t column, const struct split *family)
{
	const double *numbers = table_numbers(input->table, column);
	double *p = allocate(2 * family->count, sizeof(*p));
	size_t *order = allocate(family->count, sizeof(*order));
	enum adjust_method how =
		method ? (enum adjust_method)option_choice(
				 "method", method, method_names)
		       : ADJUST_HOLM;

	for (size_t i = 0; i < family->count; i++)
		p[family->count + i] = numbers[input->rows[family->rows[i]]];
	adjust_p(how, family->count, p + family->count, order, p);
	free(order);
	return p;
}

static void print_family(const struct input *input, size_t column,
	const char *name, const struct groups *labels,
	const struct split *family, struct results *results)
{
	double *adjusted = adjust_family(input, column, family);
	char text[NUMBER_SIZE];

	results_at(results, name, NAN, "");
	results_number(results, "n", (double)family->count);
	for (size_t i = 0; i < family->count; i++) {
		results_at(results, name, NAN,
			name_of(input, labels, family->rows[i], text));
		results_number(results, "p_adjusted", adjusted[i]);
	}
	free(adjusted);
}

static void print_families(const struct input *input, size_t column,
	const struct groups *groups, const struct groups *labels,
	struct results *results)
{
	struct splits families = splits_make(input, groups, TABLE_NO_COLUMN);
	struct seen *seen = allocate(labels->count, sizeof(*seen));

	results_at(results, "", NAN, "");
	results_number(results, "n_missing", (double)input->missing);
	for (size_t i = 0; i < families.count; i++) {
		const struct split *family = &families.items[i];

		check_labels(input, column, labels, family, seen);
		print_family(input, column, groups->labels[family->group],
			labels, family, results);
	}
	free(seen);
	splits_free(&families);
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
	print_families(&input, column, &families, &labels, results);
	results_print(results);
	groups_free(&families);
	groups_free(&labels);
	input_free(&input);
	text_list_free(&operands);
	text_list_free(&where);
}
