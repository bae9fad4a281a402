/*
 * Confidence limits of a survival probability, on five scales.
 */
#ifndef RELIT_INTERVAL_H
#define RELIT_INTERVAL_H

enum interval {
	INTERVAL_LOG,
	INTERVAL_LOG_LOG,
	INTERVAL_PLAIN,
	INTERVAL_LOGIT,
	INTERVAL_ARCSIN
};

/*
 * Limits of survival, whose logarithm has the standard error log_error, at the
 * confidence level conf in (0, 1).  As survfit() of R's survival 3.5-3 has
 * them, to which
 *
 *   log      exp(log S -+ z e), the upper limit at most 1
 *   log-log  exp(-exp(log(-log S) +- z e / log S))
 *   plain    S -+ z e S, cut off at 0 and 1
 *   logit    logit S -+ z e / (1 - S)
 *   arcsin   arcsin sqrt S -+ z e sqrt(S / (1 - S)) / 2, within [0, pi/2]
 *
 * A limit that does not exist is NaN: all of them at S = 0, and at S = 1 those
 * of log-log, logit and arcsin (log and plain give 1).
 */
void survival_interval(enum interval, double survival, double log_error,
	double conf, double *low, double *high);

/*
 * The same with half, the half width on the scale of log S, in place of z e:
 * for bands, whose half width is no multiple of the standard error.
 */
void survival_limits(
	enum interval, double survival, double half, double *low, double *high);

#endif
