/* Reading the rows of Cox regression. */
#include "estimate/cox-rows.h"

#include <stdlib.h>

#include "base/allocate.h"

struct cox_columns cox_columns_declare(
	struct input *input, const struct cox_names *names)
{
	struct cox_columns columns = { .offset = TABLE_NO_COLUMN };

	columns.follow_up = follow_up_columns(
		input, names->time, names->event, names->event_is);
	follow_up_start(input, names->start, &columns.follow_up);
	follow_up_weight(
		input, names->weight, fault_weight, &columns.follow_up);
	columns.strata = input_columns(input, "strata", names->strata);
	columns.cluster = input_columns(input, "cluster", names->cluster);
	if (names->offset)
		columns.offset =
			input_column(input, names->offset, COLUMN_NUMBER, NULL);
	columns.terms = terms_declare(input, "covariates", names->covariates);
	if (names->against)
		columns.against =
			terms_declare(input, "against", names->against);
	return columns;
}

void cox_columns_free(struct cox_columns *columns)
{
	terms_free(columns->terms);
	if (columns->against)
		terms_free(columns->against);
}

static double *read_offset(const struct input *input, size_t column)
{
	const double *numbers;
	double *made;

	if (column == TABLE_NO_COLUMN)
		return NULL;
	numbers = table_numbers(input->table, column);
	made = allocate(input->count, sizeof(*made));
	for (size_t i = 0; i < input->count; i++)
		made[i] = numbers[input->rows[i]];
	return made;
}

static void count_events(const struct input *input, struct cox_rows *rows)
{
	for (size_t i = 0; i < input->count; i++)
		rows->n_events += rows->follow_up.event[i];
	model_matrix_need_events(&rows->matrix, input, rows->n_events);
}

struct cox_rows cox_rows_make(
	struct input *input, const struct cox_columns *columns)
{
	struct cox_rows rows = { .n_events = 0 };

	follow_up_drop_weightless(input, &columns->follow_up);
	rows.follow_up = follow_up_make(input, &columns->follow_up);
	rows.strata = groups_make(input, columns->strata);
	rows.cluster = groups_make(input, columns->cluster);
	rows.offset = read_offset(input, columns->offset);
	rows.matrix = terms_matrix(columns->terms, input);
	count_events(input, &rows);
	groups_warn_of_strata(input, &rows.strata);
	rows.data = (struct cox_data){
		.records = { input->count, rows.follow_up.start,
			rows.follow_up.time, rows.follow_up.event,
			rows.follow_up.weight, rows.strata.of,
			rows.strata.count },
		.p = rows.matrix.p,
		.x = rows.matrix.x,
		.offset = rows.offset,
	};
	return rows;
}

void cox_rows_free(struct cox_rows *rows)
{
	follow_up_free(&rows->follow_up);
	groups_free(&rows->strata);
	groups_free(&rows->cluster);
	model_matrix_free(&rows->matrix);
	free(rows->offset);
}
