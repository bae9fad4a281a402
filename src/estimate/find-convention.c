/* estimate find-convention: by which conventions a printed number came about.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocate.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/printed.h"
#include "estimate/conventions.h"
#include "estimate/methods.h"
#include "estimate/results.h"
#include "estimate/trial-number.h"
#include "estimate/trial.h"

static const char *method_name, *printed_text, *statistic, *group, *timepoint,
	*term, *analysis;

static const struct option_row options[] = {
	{ .name = "method",
		.argument = "METHOD",
		.meaning = "chisq, cox, describe, fisher, km, logrank, "
			   "proportion or wilcoxon",
		.value = &method_name },
	{ .name = "printed",
		.argument = "TEXT",
		.meaning = "the number with its digits, as printed",
		.value = &printed_text },
	{ .name = "statistic",
		.argument = "NAME",
		.meaning = "what the method calls this number",
		.value = &statistic },
	{ .name = "group",
		.argument = "LABEL",
		.meaning = "its group, if it has several",
		.value = &group },
	{ .name = "timepoint",
		.argument = "T",
		.meaning = "its time, if it has several",
		.value = &timepoint },
	{ .name = "term",
		.argument = "TERM",
		.meaning = "its term, if it has several",
		.value = &term },
	{ .name = "analysis",
		.argument = "NAME",
		.meaning = "first column of the output (find-convention)",
		.value = &analysis },
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate find-convention",
	.purpose = "Which conventions of a method give a printed number.",
	.operands = "[OPTIONS OF THE METHOD] FILE",
	.most_operands = 0,
	.options = options,
};

static const struct {
	const char *name;
	void (*run)(int argc, char **argv);
} methods[] = {
	{ "chisq", estimate_chisq },
	{ "cox", estimate_cox },
	{ "describe", estimate_describe },
	{ "fisher", estimate_fisher },
	{ "km", estimate_km },
	{ "logrank", estimate_logrank },
	{ "proportion", estimate_proportion },
	{ "wilcoxon", estimate_wilcoxon },
};

#define METHODS (sizeof(methods) / sizeof(methods[0]))

/* A list of words, NULL-ended. */
struct words {
	char **items;
	size_t count, capacity;
};

static void add_word(struct words *words, const char *word)
{
	words->items = grow(words->items, words->count + 1, &words->capacity,
		sizeof(*words->items));
	words->items[words->count++] = (char *)word;
	words->items[words->count] = NULL;
}

/* Whether the word is the option of this name. */
static bool is_option(const char *word, const char *name)
{
	size_t length = strlen(name);

	return strncmp(word, "--", 2) == 0 &&
	       strncmp(word + 2, name, length) == 0 &&
	       (word[2 + length] == '\0' || word[2 + length] == '=');
}

static bool is_own(const char *word)
{
	for (const struct option_row *row = options; row->name; row++)
		if (is_option(word, row->name))
			return true;
	return is_option(word, "help") || is_option(word, "version");
}

/* Parses our own options and leaves those of the method. */
static struct words take_options(int argc, char **argv)
{
	struct words own = { .count = 0 }, others = { .count = 0 };
	struct text_list operands;

	add_word(&own, argv[0]);
	for (int i = 1; i < argc; i++) {
		bool ours = is_own(argv[i]);

		add_word(ours ? &own : &others, argv[i]);
		if (ours && !strchr(argv[i], '=') && i + 1 < argc)
			add_word(&own, argv[++i]);
	}
	operands = options_parse((int)own.count, own.items, &usage);
	text_list_free(&operands);
	free(own.items);
	return others;
}

/* What is looked for. */
struct request {
	struct printed printed;
	struct wanted wanted;
	void (*run)(int argc, char **argv); /* the method */
};

static void need_options(const struct words *others)
{
	if (!method_name || !printed_text || !statistic)
		die_misused("--method=METHOD, --printed=TEXT and "
			    "--statistic=NAME are needed");
	if (others->count == 0 || others->items[others->count - 1][0] == '-')
		die_misused("FILE is needed, as the last word: it is read "
			    "for each combination of conventions");
}

static struct request read_request(const struct words *others)
{
	const char *names[METHODS + 1] = { NULL };
	struct request request = { .wanted = { method_name, statistic, group,
					   term, NAN } };

	need_options(others);
	for (size_t i = 0; i < METHODS; i++)
		names[i] = methods[i].name;
	request.run = methods[option_choice("method", method_name, names)].run;
	if (!printed_parse(
		    printed_text, strlen(printed_text), &request.printed))
		die_misused("--printed: not a printed number: %s",
			quoted(printed_text));
	if (timepoint)
		request.wanted.time = option_number("timepoint", timepoint);
	return request;
}

/* Whether the method's options settle a convention already. */
static bool is_settled(
	const struct convention *convention, const struct words *others)
{
	for (size_t i = 0; i < convention->count; i++)
		for (size_t k = 0; k < MOST_ARGUMENTS; k++) {
			const char *argument =
				convention->choices[i].arguments[k];
			char name[32] = "";

			if (!argument)
				continue;
			snprintf(name, sizeof(name), "%.*s",
				(int)strcspn(argument + 2, "="), argument + 2);
			for (size_t w = 0; w < others->count; w++)
				if (is_option(others->items[w], name))
					return true;
		}
	return false;
}

#define MOST_CONVENTIONS 4

/* The conventions of the method that are open, and a choice of each. */
struct combination {
	const struct convention *open[MOST_CONVENTIONS];
	size_t at[MOST_CONVENTIONS];
	size_t count;
};

static struct combination first_combination(const struct words *others)
{
	struct combination first = { .count = 0 };
	size_t count;
	const struct convention *all = conventions_all(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].method, method_name) == 0 &&
			!is_settled(&all[i], others))
			first.open[first.count++] = &all[i];
	if (first.count == 0)
		die_misused("the options settle all conventions of %s",
			method_name);
	return first;
}

/* False behind the last one. */
static bool next_combination(struct combination *combination)
{
	for (size_t i = combination->count; i-- > 0;) {
		if (++combination->at[i] < combination->open[i]->count)
			return true;
		combination->at[i] = 0;
	}
	return false;
}

/* "ci=log, plateau=middle"; the caller frees. */
static char *name_of(const struct combination *combination)
{
	char text[256];
	size_t used = 0;

	for (size_t i = 0; i < combination->count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
			"%s%s=%s", i > 0 ? ", " : "",
			combination->open[i]->name,
			combination->open[i]->choices[combination->at[i]].name);
	return copy_text(text, used);
}

static struct trial try_combination(const struct combination *combination,
	const struct words *others, void (*run)(int argc, char **argv))
{
	struct words words = { .count = 0 };
	struct trial trial;

	add_word(&words, method_name);
	for (size_t i = 0; i < combination->count; i++) {
		const struct choice *choice =
			&combination->open[i]->choices[combination->at[i]];

		for (size_t k = 0; k < MOST_ARGUMENTS; k++)
			if (choice->arguments[k])
				add_word(&words, choice->arguments[k]);
	}
	for (size_t i = 0; i < others->count; i++)
		add_word(&words, others->items[i]);
	trial = trial_run(run, words.items);
	free(words.items);
	return trial;
}

static const char *remark_of(unsigned ways)
{
	if (ways == 1U << ROUND_CUT_OFF)
		return "only if cut off, not rounded";
	if (ways == 1U << ROUND_HALF_UP)
		return "only if a half is rounded up";
	if (ways != 0 && !(ways & 1U << ROUND_HALF_UP))
		return "only if a half is rounded to even or cut off";
	return NULL;
}

/* Whose defaults a combination is, and on what that depends. */
static void note_packages(
	const struct combination *combination, struct results *results)
{
	unsigned packages = ~0U;
	char text[320];

	for (size_t i = 0; i < combination->count; i++)
		packages &= combination->open[i]
				    ->choices[combination->at[i]]
				    .packages;
	if (!packages)
		return;
	snprintf(text, sizeof(text), "default of %s", packages_text(packages));
	results_note(results, text);
	for (size_t i = 0; i < combination->count; i++) {
		const struct choice *choice =
			&combination->open[i]->choices[combination->at[i]];

		if (choice->sometimes & packages)
			results_note(results, choice->when);
	}
}

/* The first line of a refusal, without the program. */
static void note_refusal(char *said, struct results *results)
{
	static const char program[] = "estimate: ";
	char *what = strstr(said, program);

	said[strcspn(said, "\n")] = '\0';
	for (char *at = said; *at; at++)
		if (*at == '\t' || *at == '\r')
			*at = ' ';
	results_note(results, what ? what + strlen(program) : said);
}

/* True when the combination gives the printed number. */
static bool report(const struct combination *combination, struct trial *trial,
	const struct request *request, struct results *results)
{
	char *name = name_of(combination);
	bool refused = trial->status != EXIT_SUCCESS;
	const char *why = NULL;
	double value =
		refused ? NAN
			: trial_number(trial->output, &request->wanted, &why);
	unsigned ways = refused ? 0 : ways_to_print(&request->printed, value);

	results_at(results, name, NAN, "");
	results_number(results, "value", value);
	results_number(results, "reproduces", ways != 0);
	if (refused)
		note_refusal(trial->said, results);
	else if (isnan(value) && why)
		results_note(results, why);
	if (remark_of(ways))
		results_note(results, remark_of(ways));
	note_packages(combination, results);
	free(name);
	return ways != 0;
}

/* Ends as the method did, with its own words. */
static _Noreturn void refuse(const struct trial *trial)
{
	fputs(trial->said, stderr);
	fflush(NULL);
	_Exit(trial->status);
}

void estimate_find_convention(int argc, char **argv)
{
	struct words others = take_options(argc, argv);
	struct request request = read_request(&others);
	struct combination combination = first_combination(&others);
	struct results *results =
		results_new(analysis ? analysis : "find-convention");
	struct trial first = { .output = NULL };
	size_t tried = 0, accepted = 0, reproducing = 0;

	do {
		struct trial trial =
			try_combination(&combination, &others, request.run);

		if (trial.status == EXIT_SUCCESS && accepted++ == 0)
			fputs(trial.said, stderr);
		reproducing += report(&combination, &trial, &request, results);
		if (tried++ == 0)
			first = trial;
		else
			trial_free(&trial);
	} while (next_combination(&combination));
	if (accepted == 0)
		refuse(&first);
	trial_free(&first);
	results_at(results, "", NAN, "");
	results_number(results, "n_combinations", (double)tried);
	results_number(results, "n_reproducing", (double)reproducing);
	results_print(results);
	free(others.items);
}
