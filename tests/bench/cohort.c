/*
 * A cohort of any size, the same for the same size: CSV with 17 columns.
 *
 *   cohort ROWS > FILE.csv
 *
 * Months have two decimals, so that times are few and tied; three groups with
 * hazards of their own, two causes, thirteen covariates that are numbers.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define COVARIATES    13
#define LAST_MONTH    180.0
#define CENSORED_RATE 0.008

/* splitmix64, Steele, Lea and Flood (2014), as a number in (0, 1) */
static double uniform(uint64_t *state)
{
	uint64_t bits = *state += UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	bits ^= bits >> 31;
	return ((double)(bits >> 11) + 0.5) / 9007199254740992.0;
}

/* Twelve uniform numbers are normal enough for a covariate. */
static double normal(uint64_t *state)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += uniform(state);
	return sum;
}

/* The covariates, into text; returns their part of the log hazard. */
static double print_covariates(uint64_t *state, char *text)
{
	double hazard = 0;

	for (int i = 0; i < COVARIATES; i++) {
		double value = normal(state);

		text += sprintf(text, ",%.2f", value);
		hazard += 0.05 * (i % 5 - 2) * value;
	}
	return hazard;
}

static void print_row(long row, uint64_t *state)
{
	static const char *const groups[] = { "ALL", "AML-low", "AML-high" };
	static const double rates[] = { 0.010, 0.006, 0.016 };
	char covariates[COVARIATES * 16];
	int group = (int)(3 * uniform(state));
	double rate = rates[group] * exp(print_covariates(state, covariates));
	double death = -log(uniform(state)) / rate;
	double loss = -log(uniform(state)) / CENSORED_RATE;
	double end = loss < LAST_MONTH ? loss : LAST_MONTH;
	int cause = death > end ? 0 : uniform(state) < 0.6 ? 1 : 2;

	printf("%ld,%.2f,%d,%d,%s%s\n", row, cause > 0 ? death : end, cause > 0,
		cause, groups[group], covariates);
}

int main(int argc, char **argv)
{
	uint64_t state = 20250101;
	long rows = argc == 2 ? atol(argv[1]) : 0;

	if (rows < 1) {
		fprintf(stderr, "usage: cohort ROWS > FILE.csv\n");
		return 2;
	}
	fputs("id,time,event,cause,group", stdout);
	for (int i = 1; i <= COVARIATES; i++)
		printf(",x%d", i);
	putchar('\n');
	for (long row = 1; row <= rows; row++)
		print_row(row, &state);
	return fflush(stdout) != 0 || ferror(stdout);
}
