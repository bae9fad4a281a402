/* How many printed numbers a study has and how many of each verdict. */
#include "audit/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claims.h"
#include "audit/verdicts.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "base/table.h"

static const char *study;
static struct text_list claim_paths;

static const struct option_row options[] = {
	{ .name = "study",
		.argument = "NAME",
		.meaning = "the group of the estimates",
		.value = &study },
	{ .name = "claims",
		.argument = "FILE",
		.meaning = "count its input rows too; may be repeated",
		.list = &claim_paths },
	{ 0 },
};

static const struct usage usage = {
	.program = "audit summary",
	.purpose = "How many printed numbers there are of each verdict.",
	.operands = "[VERDICTS]",
	.most_operands = 1,
	.options = options,
};

static const char *verdict_fault(const struct cell *cell, const void *context)
{
	(void)context;
	return verdict_find(cell->text) == VERDICTS ? "no such verdict" : NULL;
}

static const struct column_wish wishes[] = {
	{ .name = "verdict",
		.kind = COLUMN_LEVEL,
		.refuse_missing = true,
		.fault = verdict_fault },
};

static void count_verdicts(
	const struct table *verdicts, size_t counts[VERDICTS])
{
	for (size_t row = 0; row < table_rows(verdicts); row++)
		counts[verdict_find(table_text(verdicts, row, 0))]++;
}

static size_t count_inputs(void)
{
	struct claims claims;
	size_t inputs = 0;

	claims_read(&claims, &claim_paths);
	for (size_t i = 0; i < claims.count; i++)
		inputs += !claims.items[i].check;
	claims_free(&claims);
	return inputs;
}

static void print_count(const char *statistic, size_t count)
{
	printf("score\t%s\t\t\t%s\t%zu\n", study, statistic, count);
}

void score_main(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	size_t counts[VERDICTS] = { 0 }, inputs;
	struct table *verdicts;

	if (!study || *study == '\0' || study[strcspn(study, "\t\n\r")])
		die_misused("--study=NAME is needed");
	verdicts =
		table_read(operands.count ? operands.items[0] : "-", wishes, 1);
	count_verdicts(verdicts, counts);
	inputs = count_inputs();
	puts("analysis\tgroup\ttime\tterm\tstatistic\tvalue");
	print_count("numbers", table_rows(verdicts));
	for (enum verdict i = 0; i < VERDICTS; i++)
		print_count(verdict_name(i), counts[i]);
	if (claim_paths.count > 0)
		print_count("input", inputs);
	table_free(verdicts);
	text_list_free(&operands);
	text_list_free(&claim_paths);
	close_stdout();
	exit(EXIT_SUCCESS);
}
