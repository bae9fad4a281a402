/*
 * Logistic regression by the penalised likelihood of Firth (1993), which is
 * finite for separated outcomes, too (Heinze and Schemper 2002).  For
 * logistic.c alone.
 */
#ifndef RELIT_LOGISTIC_FIRTH_H
#define RELIT_LOGISTIC_FIRTH_H

#include "survival/concave.h"
#include "survival/logistic.h"

/*
 * Maximises l + log det I / 2, I being the information of all p columns of z
 * (column by column, independent), over those that are not fixed; fills fit as
 * concave_maximise() does.  Steps of the modified score, halved until they
 * rise.  O(n p^2) a step; takes 8 n + 24 p^2 + 16 p bytes beside.
 */
enum concave_status logistic_firth(const struct logistic_data *, size_t p,
	const double z[], const bool fixed[], struct concave_fit *fit);

#endif
