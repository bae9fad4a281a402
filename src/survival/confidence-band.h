/*
 * Critical values of simultaneous confidence bands for a survival curve.
 *
 * With n subjects and v(t) the variance of log S(t), a(t) = n v / (1 + n v)
 * goes from 0 to 1.  Between the times where a is a_low and a_high, with
 * probability conf,
 *
 *   Hall and Wellner (1980)    |log S^ - log S| <= k (1 + n v) / sqrt(n)
 *   equal precision, Nair (1984)                <= c sqrt(v)
 *
 * all along the curve when n is large.  Both values are computed and not taken
 * from tables, to 1e-7 unless the interval is so short (below 2e-4 for k, 1% of
 * the odds for c) that the sums end early: then to 2e-3.
 */
#ifndef RELIT_CONFIDENCE_BAND_H
#define RELIT_CONFIDENCE_BAND_H

/*
 * k: P(sup |B(u)| <= k, a_low <= u <= a_high) = conf of a Brownian bridge B;
 * 0 <= a_low < a_high < 1, 0 < conf < 1.  By the eigenfunctions of Brownian
 * motion between -k and k (Hall and Wellner 1980).  NaN without memory.
 */
double band_hall_wellner(double a_low, double a_high, double conf);

/*
 * c: P(sup |B(u)| / sqrt(u (1 - u)) <= c) = conf on the same interval,
 * 0 < a_low < a_high < 1: a stationary Ornstein-Uhlenbeck process that stays
 * between -c and c for the time log(a_high (1 - a_low) / (a_low (1 - a_high)))
 * / 2, by the eigenfunctions of its generator.  NaN without memory.
 */
double band_equal_precision(double a_low, double a_high, double conf);

#endif
