/* Printing a printed table in long form. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/output.h"
#include "extract/printed-table.h"

/* One cell of the table at hand. */
struct spot {
	const struct printed_table *table;
	size_t column;
	const char *label, *name;
	const struct cell_numbers *numbers;
};

static struct spot spot_at(
	const struct printed_table *table, size_t row, size_t column)
{
	size_t width = table_columns(table->cells);

	return (struct spot){ .table = table,
		.column = column,
		.label = table_text(table->cells, row, table->label_column),
		.name = table_name(table->cells, column),
		.numbers = &table->numbers[row * width + column] };
}

static void print_months(const struct spot *spot)
{
	print_number(spot->table->months[spot->column]);
}

/* The template with the cell's words in the place of {group} and the like. */
static void print_address(const struct spot *spot, const char *template)
{
	while (*template != '\0') {
		size_t length = strcspn(template, "{");

		printf("%.*s", (int)length, template);
		template += length;
		if (strncmp(template, "{group}", 7) == 0)
			fputs(spot->label, stdout);
		else if (strncmp(template, "{column}", 8) == 0)
			fputs(spot->name, stdout);
		else if (strncmp(template, "{time}", 6) == 0)
			print_months(spot);
		template += strcspn(template, "}");
		template += *template == '}';
	}
}

/* Infinity, the bound that is none, is NA like every number that is not. */
static void print_bound(double bound)
{
	print_number(isinf(bound) ? NAN : bound);
}

static void print_claim(const struct spot *spot, const struct cell_number *cell)
{
	const struct printed_table *table = spot->table;
	const char *quantity = quantity_names[cell->quantity];
	const char *result = table->results[cell->quantity];

	printf("%s/%s/%s/%s\t", table->id, spot->label, spot->name, quantity);
	printf("%s/%s/%s\t", table->place, spot->label, spot->name);
	printf("NA\t%s\tNA\t%s\t", spot->label, quantity);
	print_months(spot);
	printf("\t%.*s\t", (int)cell->length, cell->text);
	if (result)
		print_address(spot, result);
	else
		fputs("NA", stdout);
	printf("\t%s\tNA\t", result ? "check" : "input");
	print_number(cell->printed.value);
	if (isnan(cell->printed.value))
		fputs("\tNA\t", stdout);
	else
		printf("\t%d\t", cell->printed.decimals);
	print_bound(cell->printed.lower);
	putchar('\t');
	print_bound(cell->printed.upper);
	putchar('\n');
}

void printed_table_print_numbers(const struct printed_table *table)
{
	size_t rows = table_rows(table->cells);
	size_t columns = table_columns(table->cells);

	puts("id\tplace\tfigure\tgroup\tendpoint\tquantity\ttime_months\t"
	     "printed\tresult\trole\tnote\tvalue\tdecimals\tlower\tupper");
	for (size_t row = 0; row < rows; row++) {
		for (size_t column = 0; column < columns; column++) {
			struct spot spot = spot_at(table, row, column);

			for (size_t i = 0; i < spot.numbers->count; i++)
				print_claim(&spot, &spot.numbers->items[i]);
		}
	}
}

static const struct cell_number *find_quantity(
	const struct cell_numbers *numbers, size_t quantity)
{
	for (size_t i = 0; i < numbers->count; i++)
		if (numbers->items[i].quantity == quantity)
			return &numbers->items[i];
	return NULL;
}

static bool occurs(const struct printed_table *table, size_t quantity)
{
	size_t count = table_rows(table->cells) * table_columns(table->cells);

	for (size_t i = 0; i < count; i++)
		if (find_quantity(&table->numbers[i], quantity))
			return true;
	return false;
}

/* What is no plain number stays as printed: `<0.001` must not pass for one. */
static void print_plain(const struct cell_number *cell)
{
	putchar('\t');
	if (!cell)
		fputs("NA", stdout);
	else if (cell->printed.relation == PRINTED_EQUAL)
		print_number(cell->printed.value);
	else
		printf("%.*s", (int)cell->length, cell->text);
}

static void print_cell(const struct spot *spot, const bool shown[])
{
	printf("%s/%s/%s\t%s\t", spot->table->place, spot->label, spot->name,
		spot->label);
	print_months(spot);
	printf("\t%s", spot->name);
	for (size_t i = 0; i < QUANTITY_COUNT_OF; i++)
		if (shown[i])
			print_plain(find_quantity(spot->numbers, i));
	putchar('\n');
}

void printed_table_print_cells(const struct printed_table *table)
{
	bool shown[QUANTITY_COUNT_OF];

	fputs("place\tgroup\ttime_months\tcolumn", stdout);
	for (size_t i = 0; i < QUANTITY_COUNT_OF; i++) {
		shown[i] = occurs(table, i);
		if (shown[i])
			printf("\t%s", quantity_names[i]);
	}
	putchar('\n');
	for (size_t row = 0; row < table_rows(table->cells); row++) {
		for (size_t i = 0; i < table_columns(table->cells); i++) {
			struct spot spot = spot_at(table, row, i);

			if (i != table->label_column)
				print_cell(&spot, shown);
		}
	}
}
