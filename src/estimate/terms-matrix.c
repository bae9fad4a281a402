/* The matrix of a model, from its terms and the rows. */
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "estimate/terms-parts.h"
#include "survival/collinear.h"

/*
 * A factor in a product stands for its levels but one only if the product
 * without it is in the model, too; else a level would have to be added, which
 * is another model than the one that is written.
 */
static void check_margins(const struct terms *terms, const struct input *input,
	const struct effect *effect, const struct variable variables[])
{
	for (size_t i = 0; i < effect->count && effect->count > 1; i++) {
		struct effect rest = { .count = 0 };

		for (size_t j = 0; j < effect->count; j++)
			if (j != i)
				rest.parts[rest.count++] = effect->parts[j];
		if (!variables[effect->parts[i]].ranks ||
			terms_have(terms, &rest))
			continue;
		die("%s: --%s: a product with the factor %s without the term "
		    "for the rest of it; * instead of : adds that",
			table_path(input->table), terms->option,
			quoted(terms->parts[effect->parts[i]].text));
	}
}

static size_t width_of(
	const struct effect *effect, const struct variable variables[])
{
	size_t width = 1;

	for (size_t i = 0; i < effect->count; i++)
		width *= variables[effect->parts[i]].width;
	return width;
}

/* column *= column j of the variable */
static void multiply(const struct variable *variable, size_t j, double column[])
{
	for (size_t i = 0; i < variable->n; i++) {
		if (!variable->ranks)
			column[i] *= variable->numbers[i];
		else if (variable->ranks[i] != j + 1)
			column[i] = 0;
	}
}

static void begin_column(
	const struct variable *variable, size_t j, double column[])
{
	for (size_t i = 0; i < variable->n; i++)
		column[i] = variable->ranks ? variable->ranks[i] == j + 1
					    : variable->numbers[i];
}

/* name:more; frees name */

static char *join_names(char *name, const char *more)
{
	size_t length = name ? strlen(name) : 0, added = strlen(more);

	if (!name)
		return copy_text(more, added);
	name = reallocate(name, length + added + 2, 1);
	name[length] = ':';
	memcpy(name + length + 1, more, added + 1);
	return name;
}

/* The columns of an effect, those of its first part changing fastest. */
static void fill_effect(const struct effect *effect,
	const struct variable variables[], struct model_matrix *matrix)
{
	size_t width = width_of(effect, variables);

	for (size_t k = 0; k < width; k++) {
		double *column = matrix->x + matrix->p * matrix->n;
		char *name = NULL;
		size_t rest = k;

		for (size_t i = 0; i < effect->count; i++) {
			const struct variable *variable =
				&variables[effect->parts[i]];
			size_t j = rest % variable->width;

			if (i == 0)
				begin_column(variable, j, column);
			else
				multiply(variable, j, column);
			name = join_names(name, variable->names[j]);
			rest /= variable->width;
		}
		matrix->names[matrix->p++] = name;
	}
}

/* The names of the columns marked, ", " between; the caller frees. */
static char *list_names(const struct model_matrix *matrix, const bool marked[])
{
	char *list = copy_text("", 0);
	size_t length = 0;

	for (size_t j = 0; j < matrix->p; j++) {
		const char *name = marked[j] ? matrix->names[j] : "";
		const char *between = length > 0 && marked[j] ? ", " : "";
		size_t more = strlen(between) + strlen(name);

		list = reallocate(list, length + more + 1, 1);
		memcpy(list + length, between, strlen(between));
		memcpy(list + length + strlen(between), name, strlen(name) + 1);
		length += more;
	}
	return list;
}

static void check_matrix(
	const struct model_matrix *matrix, const struct input *input)
{
	size_t p = matrix->p, which = 0;
	double *work = allocate(collinear_room(p), sizeof(*work));
	bool *depends = allocate(p, sizeof(*depends));
	enum collinear_status status =
		collinear_find(matrix->n, p, matrix->x, &which, depends, work);

	if (status == COLLINEAR_CONSTANT)
		die("%s: %s: constant in the rows kept",
			table_path(input->table), matrix->names[which]);
	if (status == COLLINEAR_FOUND)
		die("%s: %s: collinear with %s", table_path(input->table),
			matrix->names[which], list_names(matrix, depends));
	free(depends);
	free(work);
}

static struct model_matrix make_room(const struct terms *terms,
	const struct input *input, const struct variable variables[])
{
	struct model_matrix matrix = { .n = input->count };
	size_t p = 0;

	for (size_t i = 0; i < terms->effect_count; i++) {
		check_margins(terms, input, &terms->effects[i], variables);
		p += width_of(&terms->effects[i], variables);
	}
	if (p >= matrix.n)
		die("%s: %zu covariates, but %zu rows",
			table_path(input->table), p, matrix.n);
	matrix.x = allocate(matrix.n, p * sizeof(double));
	matrix.names = allocate(p, sizeof(char *));
	return matrix;
}

/* What no effect behind this one needs: it may be large. */
static void drop_values(const struct terms *terms, const struct input *input,
	size_t effect, struct variable variables[])
{
	for (size_t part = 0; part < terms->part_count; part++) {
		bool needed = false;

		for (size_t i = effect + 1; i < terms->effect_count; i++)
			for (size_t k = 0; k < terms->effects[i].count; k++)
				needed |= terms->effects[i].parts[k] == part;
		if (!needed && !variables[part].ranks)
			variable_drop(
				&variables[part], &terms->parts[part], input);
	}
}

struct model_matrix terms_matrix(struct terms *terms, const struct input *input)
{
	struct variable *variables =
		allocate(terms->part_count, sizeof(*variables));
	struct model_matrix matrix;

	for (size_t i = 0; i < terms->part_count; i++)
		variables[i] = variable_make(&terms->parts[i], input);
	matrix = make_room(terms, input, variables);
	for (size_t i = 0; i < terms->effect_count; i++) {
		fill_effect(&terms->effects[i], variables, &matrix);
		drop_values(terms, input, i, variables);
	}
	check_matrix(&matrix, input);
	for (size_t i = 0; i < terms->part_count; i++)
		variable_free(&variables[i]);
	free(variables);
	return matrix;
}

void model_matrix_free(struct model_matrix *matrix)
{
	for (size_t j = 0; j < matrix->p; j++)
		free(matrix->names[j]);
	free(matrix->names);
	free(matrix->x);
}

void model_matrix_need_events(const struct model_matrix *matrix,
	const struct input *input, size_t events)
{
	if (matrix->p > events)
		die("%s: %zu covariates, but %zu events",
			table_path(input->table), matrix->p, events);
}

static size_t find_name(const struct model_matrix *matrix, const char *name)
{
	size_t j = 0;

	while (j < matrix->p && strcmp(matrix->names[j], name) != 0)
		j++;
	return j;
}

size_t model_matrix_nested(const struct model_matrix *matrix,
	const struct model_matrix *nested, const char *option,
	size_t positions[])
{
	for (size_t j = 0; j < nested->p; j++) {
		positions[j] = find_name(matrix, nested->names[j]);
		if (positions[j] == matrix->p)
			die_misused("--%s: %s is not in the model that it is "
				    "compared to",
				option, quoted(nested->names[j]));
	}
	if (nested->p == matrix->p)
		die_misused("--%s: the same model", option);
	return nested->p;
}
