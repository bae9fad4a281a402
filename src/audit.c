/* Claims and estimates in, one verdict per printed number out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claims.h"
#include "audit/estimates.h"
#include "audit/score.h"
#include "audit/verdicts.h"
#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"

static struct text_list claim_paths, estimate_paths;

static const struct option_row options[] = {
	{ .name = "claims",
		.argument = "FILE",
		.meaning = "what the paper prints; may be repeated",
		.list = &claim_paths },
	{ .name = "estimates",
		.argument = "FILE",
		.meaning = "our numbers; may be repeated",
		.list = &estimate_paths },
	{ 0 },
};

static const struct usage usage = {
	.program = "audit",
	.purpose = "One verdict per printed number.",
	.operands = "| audit summary --study=NAME [VERDICTS]",
	.most_operands = 0,
	.options = options,
	.more = "audit summary --help shows the options of that.",
};

_Noreturn static void die_of_address(
	const struct claim *claim, const struct estimates *estimates)
{
	const char *address = claim_text(claim, CLAIM_RESULT);
	const char *nearest =
		name_index_nearest(estimates->index, estimates->count, address);

	if (nearest)
		claim_die(claim, CLAIM_RESULT,
			"no such estimate: %s; the nearest is %s",
			quoted(address), quoted(nearest));
	claim_die(claim, CLAIM_RESULT, "no such estimate: %s", quoted(address));
}

/* The estimate that stands beside one, under another statistic, or NULL. */
static const struct estimate *beside(const struct estimates *estimates,
	const struct estimate *estimate, const char *statistic)
{
	char *address =
		estimate_address(estimate, ESTIMATE_STATISTIC, &statistic);
	const struct estimate *found = estimates_find(estimates, address);

	free(address);
	return found;
}

static bool is_one_of(const char *text, const char *const texts[])
{
	while (*texts && strcmp(text, *texts) != 0)
		texts++;
	return *texts != NULL;
}

/* A proportion, or the limit of one that it stands beside. */
static bool is_proportion(
	const struct estimates *estimates, const struct estimate *estimate)
{
	static const char *const curves[] = { "survival", "cuminc", NULL };
	static const char *const maybe[] = { "estimate", "conf_low",
		"conf_high", NULL };
	static const char *const signs[] = { "survival", "cuminc", "count",
		NULL };
	const char *statistic = estimate_text(estimate, ESTIMATE_STATISTIC);

	if (is_one_of(statistic, curves))
		return true;
	if (!is_one_of(statistic, maybe))
		return false;
	for (size_t i = 0; signs[i]; i++)
		if (beside(estimates, estimate, signs[i]))
			return true;
	return false;
}

/* Looks up our number for a claim that names one. */
static void find_value(struct evidence *evidence, const struct claim *claim,
	const struct estimates *estimates)
{
	const struct estimate *ours =
		estimates_find(estimates, claim_text(claim, CLAIM_RESULT));
	const struct estimate *note;

	if (!ours)
		die_of_address(claim, estimates);
	evidence->value = estimate_value(ours);
	evidence->p_value =
		strcmp(estimate_text(ours, ESTIMATE_STATISTIC), "p_value") == 0;
	evidence->proportion = is_proportion(estimates, ours);
	if (!isnan(evidence->value))
		return;
	note = beside(estimates, ours, "note");
	if (!note)
		estimate_die(ours, ESTIMATE_VALUE,
			"missing without a note that says why");
	evidence->note = estimate_text(note, ESTIMATE_VALUE);
}

static struct judgement judge(
	const struct claim *claim, const struct estimates *estimates)
{
	struct evidence evidence = {
		.quantity = claim->quantity,
		.printed = &claim->printed,
		.printed_text = claim_text(claim, CLAIM_PRINTED),
		.value = NAN,
	};

	if (claim->has_result)
		find_value(&evidence, claim, estimates);
	else
		evidence.gap = claim_text(claim, CLAIM_NOTE);
	if (verdict_scale_open(&evidence))
		claim_die(claim, CLAIM_PRINTED,
			"one percent, or all? 1%% or 1.0 would tell: %s",
			quoted(evidence.printed_text));
	return verdict_judge(&evidence);
}

static void print_verdict(
	const struct claim *claim, const struct judgement *judgement)
{
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
		claim_text(claim, CLAIM_ID), claim_text(claim, CLAIM_PLACE),
		claim_text(claim, CLAIM_QUANTITY),
		claim_text(claim, CLAIM_GROUP), claim_text(claim, CLAIM_TIME),
		claim_text(claim, CLAIM_PRINTED),
		judgement->recomputed ? judgement->recomputed : "NA",
		claim_text(claim, CLAIM_RESULT),
		verdict_name(judgement->verdict),
		judgement->reason ? judgement->reason : "NA");
}

static void print_verdicts(
	const struct claims *claims, const struct judgement judgements[])
{
	puts("id\tplace\tquantity\tgroup\ttime_months\tprinted\trecomputed\t"
	     "result\tverdict\treason");
	for (size_t i = 0; i < claims->count; i++)
		if (claims->items[i].check)
			print_verdict(&claims->items[i], &judgements[i]);
}

static void audit(
	const struct claims *claims, const struct estimates *estimates)
{
	struct judgement *judgements =
		allocate(claims->count, sizeof(*judgements));

	for (size_t i = 0; i < claims->count; i++)
		if (claims->items[i].check)
			judgements[i] = judge(&claims->items[i], estimates);
	print_verdicts(claims, judgements);
	for (size_t i = 0; i < claims->count; i++) {
		free(judgements[i].recomputed);
		free(judgements[i].reason);
	}
	free(judgements);
}

int main(int argc, char **argv)
{
	struct text_list operands;
	struct claims claims;
	struct estimates estimates;

	if (argc > 1 && strcmp(argv[1], "summary") == 0)
		score_main(argc - 1, argv + 1);
	operands = options_parse(argc, argv, &usage);
	if (claim_paths.count == 0 || estimate_paths.count == 0)
		die_misused("--claims=FILE and --estimates=FILE are needed");
	claims_read(&claims, &claim_paths);
	estimates_read(&estimates, &estimate_paths);
	audit(&claims, &estimates);

	claims_free(&claims);
	estimates_free(&estimates);
	text_list_free(&claim_paths);
	text_list_free(&estimate_paths);
	text_list_free(&operands);
	close_stdout();
	return EXIT_SUCCESS;
}
