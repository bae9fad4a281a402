/* Every number a report may print, and where it comes from. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claims.h"
#include "audit/estimates.h"
#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "ledger/steps.h"

static struct text_list claim_paths;
static const char *rules_path;

static const struct option_row options[] = {
	{ .name = "claims",
		.argument = "FILE",
		.meaning = "what the paper prints; may be repeated",
		.list = &claim_paths },
	{ .name = "rules",
		.argument = "FILE",
		.meaning = "the Make rules that made the files",
		.value = &rules_path },
	{ 0 },
};

static const struct usage usage = {
	.program = "ledger",
	.purpose = "Every number a report may print, and its origin.",
	.operands = "[ESTIMATES...]",
	.most_operands = SIZE_MAX,
	.options = options,
};

static void check_path(const char *path)
{
	if (path[strcspn(path, "\t\n\r")] != '\0')
		die_misused(
			"a tab or line end in a file's name: %s", quoted(path));
}

/* `claim/ID`; the caller frees. */
static char *claim_address(const struct claim *claim)
{
	const char *id = claim_text(claim, CLAIM_ID);
	size_t size = sizeof("claim/") + strlen(id);
	char *address = allocate(size, 1);

	snprintf(address, size, "claim/%s", id);
	return address;
}

/* An id may have slashes, so a claim may look like an estimate. */
static void check_claims(
	const struct claims *claims, const struct estimates *estimates)
{
	for (size_t i = 0; i < claims->count; i++) {
		const struct claim *claim = &claims->items[i];
		char *address = claim_address(claim);
		const struct estimate *was = estimates_find(estimates, address);

		if (was)
			claim_die(claim, CLAIM_ID,
				"the address already stands at %s:%zu: %s",
				table_path(was->file->table),
				table_line(was->file->table, was->row),
				quoted(address));
		free(address);
	}
}

/* The rows behind an estimate, from the nearest number `n`; else "1". */
static const char *rows_behind(
	const struct estimates *estimates, const struct estimate *estimate)
{
	const char *time = estimate_text(estimate, ESTIMATE_TIME);
	const char *term = estimate_text(estimate, ESTIMATE_TERM);
	const char *group = estimate_text(estimate, ESTIMATE_GROUP);
	const char *const places[][4] = {
		{ group, time, term, "n" },
		{ group, time, "", "n" },
		{ group, "", "", "n" },
		{ "", "", "", "n" },
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *address =
			estimate_address(estimate, ESTIMATE_GROUP, places[i]);
		const struct estimate *n = estimates_find(estimates, address);

		free(address);
		if (n && !isnan(estimate_value(n)))
			return estimate_text(n, ESTIMATE_VALUE);
	}
	return "1";
}

static bool is_raw(const char *path)
{
	return strncmp(path, "data/", strlen("data/")) == 0 ||
	       strstr(path, "/data/") != NULL;
}

static const char *step_of(
	const struct steps *steps, const char *path, bool claims)
{
	const char *words = steps_find(steps, path);

	if (words)
		return words;
	return claims && is_raw(path) ? "transcribed" : "NA";
}

/* The number of rows behind each estimate, before anything is printed. */
static const char **count_rows(const struct estimates *estimates)
{
	const char **rows = allocate(estimates->count, sizeof(*rows));

	for (size_t i = 0; i < estimates->count; i++)
		rows[i] = rows_behind(estimates, &estimates->items[i]);
	return rows;
}

static void print_estimates(const struct estimates *estimates,
	const struct steps *steps, const char *const *rows)
{
	for (size_t i = 0; i < estimates->count; i++) {
		const struct estimate *estimate = &estimates->items[i];
		const struct table *table = estimate->file->table;

		printf("%s\t%s\t%s\t%zu\t%s\t%s\n", estimate->address,
			estimate_text(estimate, ESTIMATE_VALUE),
			table_path(table), table_line(table, estimate->row),
			step_of(steps, table_path(table), false), rows[i]);
	}
}

static void print_claims(const struct claims *claims, const struct steps *steps)
{
	for (size_t i = 0; i < claims->count; i++) {
		const struct claim *claim = &claims->items[i];
		const struct table *table = claim->file->table;

		printf("claim/%s\t%s\t%s\t%zu\t%s\t1\n",
			claim_text(claim, CLAIM_ID),
			claim_text(claim, CLAIM_PRINTED), table_path(table),
			table_line(table, claim->row),
			step_of(steps, table_path(table), true));
	}
}

/* Dies of an ambiguous step before the first line is printed. */
static void check_steps(
	const struct steps *steps, const struct text_list *estimate_paths)
{
	for (size_t i = 0; i < estimate_paths->count; i++)
		steps_find(steps, estimate_paths->items[i]);
	for (size_t i = 0; i < claim_paths.count; i++)
		steps_find(steps, claim_paths.items[i]);
}

static void ledger(const struct claims *claims,
	const struct estimates *estimates, const struct steps *steps)
{
	const char **rows = count_rows(estimates);

	puts("address\tvalue\tfile\trow\tstep\tn_rows");
	print_estimates(estimates, steps, rows);
	print_claims(claims, steps);
	free(rows);
}

int main(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct steps steps = { 0 };
	struct claims claims;
	struct estimates estimates;

	if (operands.count == 0 && claim_paths.count == 0)
		die_misused("no ESTIMATES and no --claims");
	for (size_t i = 0; i < operands.count; i++)
		check_path(operands.items[i]);
	for (size_t i = 0; i < claim_paths.count; i++)
		check_path(claim_paths.items[i]);
	if (rules_path)
		steps_read(&steps, rules_path);
	check_steps(&steps, &operands);
	claims_read(&claims, &claim_paths);
	estimates_read(&estimates, &operands);
	check_claims(&claims, &estimates);
	ledger(&claims, &estimates, &steps);

	steps_free(&steps);
	claims_free(&claims);
	estimates_free(&estimates);
	text_list_free(&operands);
	text_list_free(&claim_paths);
	close_stdout();
	return EXIT_SUCCESS;
}
