/* The matrix row of a patient who is not in the file; which column of the
 * matrix belongs to which effect. */
#include "estimate/terms-row.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/number.h"
#include "estimate/levels-list.h"
#include "estimate/terms-parts.h"

/* The value that a patient has in a part: a number, or the rank of a level. */
struct value {
	double number;
	size_t rank;
};

/* COLUMN:VALUE,... taken apart, for one message after the other. */
struct patient {
	const char *option, *text;
	char **words; /* of option_words(): COLUMN, a NUL and VALUE */
	size_t count;
};

static struct patient patient_parse(const char *option, const char *text)
{
	struct patient patient = { option, text, NULL, 0 };

	patient.words = option_words(option, text, &patient.count);
	for (size_t i = 0; i < patient.count; i++) {
		char *colon = strchr(patient.words[i], ':');

		if (!colon || colon == patient.words[i] || !colon[1])
			die_misused("--%s: not COLUMN:VALUE: %s", option,
				quoted(patient.words[i]));
		*colon = '\0';
		for (size_t j = 0; j < i; j++)
			if (strcmp(patient.words[i], patient.words[j]) == 0)
				die_misused("--%s: %s is given twice", option,
					quoted(patient.words[i]));
	}
	return patient;
}

static void patient_free(struct patient *patient)
{
	free(patient->words[0]);
	free(patient->words);
}

static const char *patient_value(
	const struct patient *patient, const char *column)
{
	for (size_t i = 0; i < patient->count; i++)
		if (strcmp(patient->words[i], column) == 0)
			return patient->words[i] + strlen(column) + 1;
	die_misused("--%s: %s: the model needs a value of %s", patient->option,
		quoted(patient->text), quoted(column));
}

/* Each value is of a column that a term uses. */
static void check_columns(
	const struct patient *patient, const struct terms *terms)
{
	for (size_t i = 0; i < patient->count; i++) {
		size_t j = 0;

		while (j < terms->part_count &&
			strcmp(terms->parts[j].column, patient->words[i]) != 0)
			j++;
		if (j == terms->part_count)
			die_misused("--%s: %s is not a column of --%s",
				patient->option, quoted(patient->words[i]),
				terms->option);
	}
}

static double number_value(const struct patient *patient,
	const struct part *part, const char *text)
{
	double x, y;

	if (!number_parse(text, strlen(text), &x))
		die_misused("--%s: %s: not a number: %s", patient->option,
			part->column, quoted(text));
	if (part->form == FORM_LOG && x <= 0)
		die_misused("--%s: %s of what is not positive: %s",
			patient->option, part->text, quoted(text));
	if (part->form == FORM_LOG)
		return log(x);
	y = x;
	for (int i = 1; i < part->power; i++)
		y *= x;
	if (!isfinite(y))
		die_misused("--%s: %s is too large: %s", patient->option,
			part->text, quoted(text));
	return y;
}

/* The rank that the first kept row with the level has. */
static size_t rank_value(const struct patient *patient, const struct part *part,
	const struct input *input, const struct variable *variable,
	const char *text)
{
	uint32_t code = level_need(input->table, part->wish, text);
	const uint32_t *codes = table_codes(input->table, part->wish);
	size_t i = 0;

	while (i < input->count && codes[input->rows[i]] != code)
		i++;
	if (i == input->count)
		die("%s: --%s: %s: no row kept has the level %s",
			table_path(input->table), patient->option, part->column,
			quoted(text));
	return variable->ranks[i];
}

static struct variable *make_variables(
	const struct terms *terms, const struct input *input)
{
	struct variable *variables =
		allocate(terms->part_count, sizeof(*variables));

	for (size_t i = 0; i < terms->part_count; i++)
		variables[i] = variable_make(&terms->parts[i], input);
	return variables;
}

static void free_variables(
	const struct terms *terms, struct variable variables[])
{
	for (size_t i = 0; i < terms->part_count; i++)
		variable_free(&variables[i]);
	free(variables);
}

static size_t effect_width(
	const struct effect *effect, const struct variable variables[])
{
	size_t width = 1;

	for (size_t i = 0; i < effect->count; i++)
		width *= variables[effect->parts[i]].width;
	return width;
}

/* Column k of an effect, its first part's columns changing fastest. */
static double effect_value(const struct effect *effect, size_t k,
	const struct variable variables[], const struct value values[])
{
	double product = 1;

	for (size_t i = 0; i < effect->count; i++) {
		const struct variable *variable = &variables[effect->parts[i]];
		const struct value *value = &values[effect->parts[i]];

		if (!variable->ranks)
			product *= value->number;
		else if (value->rank != k % variable->width + 1)
			product = 0;
		k /= variable->width;
	}
	return product;
}

double *terms_row(struct terms *terms, const struct input *input,
	const struct model_matrix *matrix, const char *option, const char *text)
{
	struct patient patient = patient_parse(option, text);
	struct variable *variables = make_variables(terms, input);
	struct value *values = allocate(terms->part_count, sizeof(*values));
	double *row = allocate(matrix->p, sizeof(*row));
	size_t j = 0;

	check_columns(&patient, terms);
	for (size_t i = 0; i < terms->part_count; i++) {
		const struct part *part = &terms->parts[i];
		const char *value = patient_value(&patient, part->column);

		if (!variables[i].ranks)
			values[i].number = number_value(&patient, part, value);
		else
			values[i].rank = rank_value(
				&patient, part, input, &variables[i], value);
	}
	for (size_t e = 0; e < terms->effect_count; e++)
		for (size_t k = 0;
			k < effect_width(&terms->effects[e], variables); k++)
			row[j++] = effect_value(
				&terms->effects[e], k, variables, values);
	free(values);
	free_variables(terms, variables);
	patient_free(&patient);
	return row;
}

/* Its parts' texts, ":" between; the caller frees. */
static char *effect_name(const struct terms *terms, const struct effect *effect)
{
	size_t length = 0, used = 0;
	char *name;

	for (size_t i = 0; i < effect->count; i++)
		length += strlen(terms->parts[effect->parts[i]].text) + 1;
	name = allocate(length + 1, 1);
	for (size_t i = 0; i < effect->count; i++) {
		const char *text = terms->parts[effect->parts[i]].text;

		if (i > 0)
			name[used++] = ':';
		memcpy(name + used, text, strlen(text) + 1);
		used += strlen(text);
	}
	return name;
}

struct term_groups term_groups_make(struct terms *terms,
	const struct input *input, const struct model_matrix *matrix)
{
	struct variable *variables = make_variables(terms, input);
	struct term_groups groups = { terms->effect_count,
		allocate(terms->effect_count, sizeof(char *)),
		allocate(matrix->p, sizeof(size_t)) };
	size_t j = 0;

	for (size_t e = 0; e < terms->effect_count; e++) {
		size_t width = effect_width(&terms->effects[e], variables);

		groups.names[e] = effect_name(terms, &terms->effects[e]);
		for (size_t k = 0; k < width; k++)
			groups.of[j++] = e;
	}
	free_variables(terms, variables);
	return groups;
}

void term_groups_free(struct term_groups *groups)
{
	for (size_t e = 0; e < groups->count; e++)
		free(groups->names[e]);
	free(groups->names);
	free(groups->of);
}
