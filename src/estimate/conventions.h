/*
 * What statistical packages do by default where books leave a choice: the type
 * of limits, the rule for ties, the definition of a quantile.  A package of
 * which no public document says what it does is in no row, and --as leaves that
 * option as it is.  Where each default is documented: src/estimate.md,
 * CONVENTIONS.
 */
#ifndef RELIT_CONVENTIONS_H
#define RELIT_CONVENTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum package {
	PACKAGE_R = 1,
	PACKAGE_SAS = 2,
	PACKAGE_STATA = 4,
	PACKAGE_PRISM = 8,
	PACKAGE_SPSS = 16
};

#define MOST_ARGUMENTS 2

struct choice {
	const char *name;                      /* "log-log" */
	const char *arguments[MOST_ARGUMENTS]; /* of the method: "--ci=log-log";
						* NULL: none */
	unsigned packages;  /* whose default this is: a set of enum package */
	unsigned sometimes; /* of these, whose default depends on the data */
	const char *when;   /* on what; NULL: there are none */
};

struct convention {
	const char *method;
	const char *name; /* "ci" */
	const struct choice *choices;
	size_t count;
};

/* All of them, those of a method together; *count is set. */
const struct convention *conventions_all(size_t *count);

/* The row of --as, for the options of a method. */
#define AS_ROW(as_text)                                                        \
	{                                                                      \
		.name = "as", .argument = "PACKAGE",                           \
		.meaning = "defaults of r, sas, stata, prism or spss",         \
		.value = &(as_text)                                            \
	}

/* The package of the text of --as, 0 when it is NULL; dies misused. */
unsigned package_of(const char *as);

/* "r, sas", of a set of packages; static, until the next call. */
const char *packages_text(unsigned packages);

/* The choice that is the package's default, or NULL: not documented, or it
 * depends on the data.  Pass 0 for no package: NULL. */
const struct choice *conventions_default(
	unsigned package, const char *method, const char *name);

/*
 * Sets *value, the text of an option, to the default of the package of --as
 * (NULL: no package) when the option was not given.  Says on standard error
 * when the default is not known, and leaves *value.  Dies misused when as is no
 * package.
 */
void conventions_apply(const char *as, const char *method, const char *name,
	const char **value);

/* Whether the package of --as takes this choice. */
bool conventions_take(const char *as, const char *method, const char *name,
	const char *choice);

/*
 * Whether the package of --as (NULL: none) gives the exact P of a rank-sum test
 * of n1 and n2 values.
 */
bool conventions_exact(const char *as, size_t n1, size_t n2, bool tied);

#endif
