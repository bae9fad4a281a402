/* The methods of `estimate`: each parses its own options, reads and prints. */
#ifndef RELIT_METHODS_H
#define RELIT_METHODS_H

#include "base/options.h"
#include "survival/fisher.h"

/* argv[0] is the method, the rest are its options and its file. */
void estimate_adjust(int argc, char **argv);
void estimate_aft(int argc, char **argv);
void estimate_anova(int argc, char **argv);
void estimate_chisq(int argc, char **argv);
void estimate_compare_rates(int argc, char **argv);
void estimate_cox(int argc, char **argv);
void estimate_cuminc(int argc, char **argv);
void estimate_describe(int argc, char **argv);
void estimate_finegray(int argc, char **argv);
void estimate_find_convention(int argc, char **argv);
void estimate_fisher(int argc, char **argv);
void estimate_gray(int argc, char **argv);
void estimate_km(int argc, char **argv);
void estimate_kruskal(int argc, char **argv);
void estimate_logistic(int argc, char **argv);
void estimate_logrank(int argc, char **argv);
void estimate_proportion(int argc, char **argv);
void estimate_rate(int argc, char **argv);
void estimate_rmst(int argc, char **argv);
void estimate_simon(int argc, char **argv);
void estimate_spearman(int argc, char **argv);
void estimate_ttest(int argc, char **argv);
void estimate_wilcoxon(int argc, char **argv);

/* --conf as a number in (0, 1); 0.95 when text is NULL. */
double conf_of(const char *text);

/* --alternative; two-sided when text is NULL. */
enum alternative alternative_of(const char *text);

/* The one operand, or "-". */
const char *path_of(const struct text_list *operands);

#endif
