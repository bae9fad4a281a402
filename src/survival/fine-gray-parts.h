/* What the scans share; for src/survival/fine-gray*.c alone. */
#ifndef RELIT_FINE_GRAY_PARTS_H
#define RELIT_FINE_GRAY_PARTS_H

#include <stddef.h>

#include "survival/fine-gray.h"

/*
 * The subjects by time.  A row is a distinct time; subjects of a row stand
 * together.  z are covariates less their mean, in standard deviations.
 */
struct fine_gray_sorted {
	size_t n, p, n_groups, rows;
	size_t *first;  /* rows + 1: subject with which it begins */
	double *time;   /* rows */
	double *deaths; /* rows: failures of the cause */
	enum fine_gray_event *event; /* n */
	size_t *group;               /* n */
	double *z;                   /* n * p, subject by subject */
	double *free;    /* (rows + 1) * n_groups: G just before the time */
	double *inverse; /* n: 1 / G just before the own time */
	double *center, *scale; /* p */
};

/* False when there is no memory; free in either case. */
bool fine_gray_sort(
	const struct fine_gray_subjects *, struct fine_gray_sorted *);
void fine_gray_sorted_free(struct fine_gray_sorted *);

/* At a coefficient vector, of z. */
struct fine_gray_sums {
	double *risk;     /* n: exp(z' b) */
	double *exposure; /* n: hazard that each met, weighted */
	double *jump;     /* rows: hazard at the time */
	double *mean;     /* rows * p: of z in the risk set; 0 without deaths */
	double *score;    /* p */
	double *information; /* p * p */
	double *total;       /* room for n_groups * (p + 1): see the scans */
	double loglik;
};

bool fine_gray_sums_make(
	const struct fine_gray_sorted *, struct fine_gray_sums *);
void fine_gray_sums_free(struct fine_gray_sums *);

/* Fills all of sums but total. */
void fine_gray_scan(const struct fine_gray_sorted *, const double b[],
	struct fine_gray_sums *);

/*
 * middle (p * p) is the sum of squares of the influence of each subject on the
 * score, after fine_gray_scan().  z is overwritten.  False: no memory.
 */
bool fine_gray_middle(
	struct fine_gray_sorted *, struct fine_gray_sums *, double middle[]);

#endif
