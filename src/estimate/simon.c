/* estimate simon: two-stage designs of single-arm trials; reads no file. */
#include "survival/simon.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/options.h"
#include "estimate/common-rows.h"
#include "estimate/methods.h"
#include "estimate/results.h"

#define MOST_PATIENTS 500

static const char *p0, *p1, *alpha, *power, *most, *analysis;

static const struct option_row options[] = {
	{ .name = "p0",
		.argument = "P",
		.meaning = "a response rate of no interest",
		.value = &p0 },
	{ .name = "p1",
		.argument = "P",
		.meaning = "a response rate that is wanted",
		.value = &p1 },
	{ .name = "alpha",
		.argument = "P",
		.meaning = "largest chance of success at p0 (0.05)",
		.value = &alpha },
	{ .name = "power",
		.argument = "P",
		.meaning = "smallest chance of success at p1 (0.8)",
		.value = &power },
	{ .name = "most",
		.argument = "N",
		.meaning = "patients at most, up to 500 (100)",
		.value = &most },
	ANALYSIS_ROW("simon", analysis),
	{ .name = NULL },
};

static const struct usage usage = {
	.program = "estimate simon",
	.purpose = "Optimal and minimax two-stage designs of single-arm "
		   "trials.",
	.operands = "",
	.most_operands = 0,
	.options = options,
};

/* The number of an option, between 0 and 1. */
static double share_of(const char *name, const char *text, double otherwise)
{
	double share = text ? option_number(name, text) : otherwise;

	if (share <= 0 || share >= 1)
		die_misused(
			"--%s: not between 0 and 1: %s", name, quoted(text));
	return share;
}

static struct simon_request read_request(void)
{
	struct simon_request request;
	double patients = most ? option_number("most", most) : 100;

	if (!p0 || !p1)
		die_misused("--p0=P and --p1=P are needed");
	request.p0 = share_of("p0", p0, 0);
	request.p1 = share_of("p1", p1, 0);
	request.alpha = share_of("alpha", alpha, 0.05);
	request.power = share_of("power", power, 0.8);
	if (request.p0 >= request.p1)
		die_misused("--p1: not above --p0: %s", quoted(p1));
	if (request.power <= request.alpha)
		die_misused("--power: not above --alpha: %s", quoted(power));
	if (patients < 2 || patients > MOST_PATIENTS ||
		patients != floor(patients))
		die_misused("--most: not a whole number from 2 to %d: %s",
			MOST_PATIENTS, quoted(most));
	request.most = (size_t)patients;
	return request;
}

static void need(enum simon_status status, const struct simon_request *request)
{
	if (status == SIMON_NO_MEMORY)
		die("out of memory");
	if (status == SIMON_NONE)
		die("no design with at most %zu patients; give more with "
		    "--most",
			request->most);
}

static void print_design(const char *term, const struct simon_design *design,
	struct results *results)
{
	results_at(results, "", NAN, term);
	if (design->n1 > 0) {
		results_number(results, "n1", (double)design->n1);
		results_number(results, "r1", (double)design->r1);
	}
	results_number(results, "n", (double)design->n);
	results_number(results, "r", (double)design->r);
	if (design->n1 > 0) {
		results_number(results, "en", design->en);
		results_number(results, "pet", design->pet);
	}
	results_number(results, "alpha", design->alpha);
	results_number(results, "power", design->power);
}

void estimate_simon(int argc, char **argv)
{
	struct text_list operands = options_parse(argc, argv, &usage);
	struct simon_request request = read_request();
	struct results *results = results_new(analysis ? analysis : "simon");
	struct simon_design optimal, minimax, one;

	need(simon_two_stage(&request, &optimal, &minimax), &request);
	need(simon_one_stage(&request, &one), &request);
	print_design("optimal", &optimal, results);
	print_design("minimax", &minimax, results);
	print_design("one-stage", &one, results);
	results_print(results);
	text_list_free(&operands);
}
