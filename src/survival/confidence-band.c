/* How far a Brownian bridge goes. */
#include "survival/confidence-band.h"

#include <math.h>
#include <stdlib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_vector.h>

#define NODES       512
#define MOST_WAVES  200 /* of a bridge */
#define LEAST_WAVES 32  /* of an Ornstein-Uhlenbeck process */
#define ALL_WAVES   128
#define FAR         12.0 /* no band is wider */

struct interval_problem {
	double a_low, a_high, conf;
	gsl_integration_glfixed_table *nodes;
};

/* The integral over -k..k of the normal density of variance v times
 * cos(frequency x). */
static double wave_of_normal(double v, double k, double frequency,
	const gsl_integration_glfixed_table *nodes)
{
	double sum = 0;

	if (k * k > 80 * v) /* all of the density lies inside */
		return exp(-frequency * frequency * v / 2);
	for (size_t i = 0; i < NODES; i++) {
		double x, weight;

		gsl_integration_glfixed_point(0, k, i, &x, &weight, nodes);
		sum += 2 * weight * gsl_ran_gaussian_pdf(x, sqrt(v)) *
		       cos(frequency * x);
	}
	return sum;
}

/*
 * The bridge as a Brownian motion that is at 0 again at 1: its density at
 * a_low, the kernel of the motion killed at -k and k over a_high - a_low, and
 * the density of the way back, over the density of coming back.
 */
static double bridge_stays(double k, void *given)
{
	const struct interval_problem *problem = given;
	double length = problem->a_high - problem->a_low, sum = 0;

	for (int wave = 0; wave < MOST_WAVES; wave++) {
		double frequency = (wave + 0.5) * M_PI / k;
		double kept = exp(-frequency * frequency * length / 2);

		if (kept < GSL_DBL_MIN)
			break;
		sum += kept / k *
		       wave_of_normal(
			       problem->a_low, k, frequency, problem->nodes) *
		       wave_of_normal(1 - problem->a_high, k, frequency,
			       problem->nodes);
	}
	return sqrt(2 * M_PI) * sum - problem->conf;
}

/* The integral over -c..c of x^2 cos(k pi x / c), over 2 c. */
static double square_wave(int k, double c)
{
	double angle = k * M_PI;

	if (k == 0)
		return c * c / 3;
	return (k % 2 ? -2 : 2) * c * c / (angle * angle);
}

/*
 * -u'' + (x^2 / 4 - 1 / 2) u, u(-c) = u(c) = 0, on cos((m + 1/2) pi x / c) /
 * sqrt(c): the generator on the scale of the root of the density.
 */
static void fill_operator(gsl_matrix *operator, double c)
{
	int n = (int)operator->size1;

	for (int i = 0; i < n; i++) {
		double frequency = (i + 0.5) * M_PI / c;

		for (int j = 0; j < n; j++)
			gsl_matrix_set(operator,(size_t) i, (size_t)j,
				(square_wave(abs(i - j), c) +
					square_wave(i + j + 1, c)) /
						4 +
					(i == j ? frequency * frequency - 0.5
						: 0));
	}
}

/* The root of the normal density on the same functions. */
static void fill_start(
	gsl_vector *start, double c, const gsl_integration_glfixed_table *nodes)
{
	gsl_vector_set_zero(start);
	for (size_t i = 0; i < NODES; i++) {
		double x, weight, root;

		gsl_integration_glfixed_point(0, c, i, &x, &weight, nodes);
		root = 2 * weight * sqrt(gsl_ran_ugaussian_pdf(x) / c);
		for (size_t m = 0; m < start->size; m++)
			*gsl_vector_ptr(start, m) +=
				root * cos(((double)m + 0.5) * M_PI * x / c);
	}
}

/* Sum over the eigenfunctions of exp(-eigenvalue time) (u . start)^2. */
static double sum_waves(const gsl_vector *values, const gsl_matrix *waves,
	const gsl_vector *start, double time)
{
	double sum = 0;

	for (size_t k = 0; k < values->size; k++) {
		double along = 0;

		for (size_t m = 0; m < values->size; m++)
			along += gsl_matrix_get(waves, m, k) *
				 gsl_vector_get(start, m);
		sum += exp(-gsl_vector_get(values, k) * time) * along * along;
	}
	return sum;
}

/* So many that the others have died away by e^-40, within limits. */
static size_t waves_for(double c, double time)
{
	double count = ceil(c / M_PI * sqrt(40 / time));

	return (size_t)fmin(fmax(count, LEAST_WAVES), ALL_WAVES);
}

static double precision_stays(double c, void *given)
{
	const struct interval_problem *problem = given;
	double odds_low = problem->a_low / (1 - problem->a_low);
	double odds_high = problem->a_high / (1 - problem->a_high);
	double time = log(odds_high / odds_low) / 2, stays = NAN;
	size_t n = waves_for(c, time);
	gsl_matrix *operator= gsl_matrix_alloc(n, n);
	gsl_matrix *waves = gsl_matrix_alloc(n, n);
	gsl_vector *values = gsl_vector_alloc(n);
	gsl_vector *start = gsl_vector_alloc(n);
	gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);

	if (operator&& waves && values && start && work) {
		fill_operator(operator, c);
		fill_start(start, c, problem->nodes);
		gsl_eigen_symmv(operator, values, waves, work);
		stays = sum_waves(values, waves, start, time) - problem->conf;
	}
	gsl_eigen_symmv_free(work);
	gsl_vector_free(start);
	gsl_vector_free(values);
	gsl_matrix_free(waves);
	gsl_matrix_free(operator);
	return stays;
}

/* Where stays() is 0 between low and FAR. */
static double solve(double (*stays)(double, void *), double low,
	struct interval_problem *problem)
{
	gsl_function function = { stays, problem };
	gsl_root_fsolver *solver;
	double root = NAN;

	problem->nodes = gsl_integration_glfixed_table_alloc(NODES);
	solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (solver && problem->nodes && stays(low, problem) < 0 &&
		stays(FAR, problem) > 0) {
		int status = GSL_CONTINUE;

		gsl_root_fsolver_set(solver, &function, low, FAR);
		for (int i = 0; i < 100 && status == GSL_CONTINUE; i++) {
			gsl_root_fsolver_iterate(solver);
			status = gsl_root_test_interval(
				gsl_root_fsolver_x_lower(solver),
				gsl_root_fsolver_x_upper(solver), 0, 1e-12);
		}
		root = gsl_root_fsolver_root(solver);
	}
	gsl_root_fsolver_free(solver);
	if (problem->nodes)
		gsl_integration_glfixed_table_free(problem->nodes);
	return root;
}

double band_hall_wellner(double a_low, double a_high, double conf)
{
	struct interval_problem problem = { a_low, a_high, conf, NULL };

	return solve(bridge_stays, 1e-3, &problem);
}

double band_equal_precision(double a_low, double a_high, double conf)
{
	struct interval_problem problem = { a_low, a_high, conf, NULL };

	/* one time alone would take the normal quantile */
	return solve(precision_stays, gsl_cdf_ugaussian_Qinv((1 - conf) / 2),
		&problem);
}
