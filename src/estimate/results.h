/*
 * The rows that `estimate` prints: analysis group time term statistic value.
 * They are kept until everything is computed, so that a refusal in the middle
 * leaves no half output.
 */
#ifndef RELIT_RESULTS_H
#define RELIT_RESULTS_H

struct results;

/* analysis is the first column; refused when it cannot stand in TSV. */
struct results *results_new(const char *analysis);

/*
 * The rows that follow are about this group, time (NaN: none) and term; ""
 * where there is none.  The texts are copied.  Writes the note of the place
 * left behind.
 */
void results_at(
	struct results *, const char *group, double time, const char *term);

/* A number; NaN is NA, infinite is a fault of ours. */
void results_number(struct results *, const char *statistic, double value);

/*
 * A number that may not exist: when it is NaN or infinite the value is NA and
 * reason goes into the place's note, once.
 */
void results_maybe(struct results *, const char *statistic, double value,
	const char *reason);

/* A P value as `p_value`; one too small for a double is NA, and said so. */
void results_p_value(struct results *, double p, const char *reason);

/* A remark into the note of the place, once. */
void results_note(struct results *, const char *reason);

/* Prints all rows and frees. */
void results_print(struct results *);

#endif
