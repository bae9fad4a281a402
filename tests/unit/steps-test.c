/* Which step made which file, from a Make fragment. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_test.h>

#include "ledger/steps.h"

static const char fragment[] =
	"study := $(build)/study\n"
	"# a comment: $(study)/comment.tsv\n"
	"$(study)/rates.tsv $(study)/twin.tsv &: $(study)/cells.tsv \\\n"
	"  $(bin)/estimate\n"
	"# why this limit: a reason\n"
	"\t@$(record) estimate proportion \\\n"
	"\t  --count=count $<\n"
	"\tsecond line of the recipe\n"
	"$(study)/cohort.tsv: $(study)/patients.tsv\n"
	"\t$(record) $(bin)/stratify --months=a=b $<\n"
	"$(study)/late.tsv: more.tsv\n"
	"$(study)/lower.tsv: x\n"
	"\t$(record) sort file.tsv\n";

static void test_step(
	const struct steps *steps, const char *file, const char *want)
{
	const char *got = steps_find(steps, file);

	gsl_test(!got || !want ? got != want : strcmp(got, want) != 0, "%s: %s",
		file, got ? got : "none");
}

int main(void)
{
	char path[] = "/tmp/steps-test-XXXXXX";
	int descriptor = mkstemp(path);
	FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	struct steps steps;

	if (!file)
		return EXIT_FAILURE;
	fputs(fragment, file);
	fclose(file);
	steps_read(&steps, path);
	unlink(path);
	test_step(&steps, "build/study/rates.tsv", "estimate proportion");
	test_step(&steps, "twin.tsv", "estimate proportion");
	test_step(&steps, "build/study/cohort.tsv", "stratify");
	test_step(&steps, "lower.tsv", "sort");
	test_step(&steps, "late.tsv", NULL);
	test_step(&steps, "comment.tsv", NULL);
	test_step(&steps, "cells.tsv", NULL);
	steps_free(&steps);
	return gsl_test_summary();
}
