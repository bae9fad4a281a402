/* The robust variance of the coefficients of Cox regression. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "survival/cox-residuals.h"
#include "survival/cox.h"

/* The linear predictors, about the first record's covariates; the caller
 * frees. */
static double *find_log_risk(
	const struct cox_data *data, const struct cox_fit *fit)
{
	size_t n = data->records.n;
	double *log_risk = calloc(n + 1, sizeof(*log_risk));

	for (size_t i = 0; log_risk && i < n; i++) {
		log_risk[i] = data->offset ? data->offset[i] : 0;
		for (size_t j = 0; j < data->p; j++)
			log_risk[i] += fit->coef[j] *
				       (data->x[j * n + i] - data->x[j * n]);
	}
	return log_risk;
}

/* sums[c * p + j]: dfbeta (n * p, column by column) over cluster c. */
static void sum_clusters(size_t n, size_t p, const double dfbeta[],
	const size_t cluster[], double sums[])
{
	for (size_t j = 0; j < p; j++)
		for (size_t i = 0; i < n; i++)
			sums[(cluster ? cluster[i] : i) * p + j] +=
				dfbeta[j * n + i];
}

static void square(size_t count, size_t p, const double rows[], double matrix[])
{
	memset(matrix, 0, p * p * sizeof(*matrix));
	for (size_t c = 0; c < count; c++)
		for (size_t j = 0; j < p; j++)
			for (size_t h = 0; h < p; h++)
				matrix[j * p + h] +=
					rows[c * p + j] * rows[c * p + h];
}

bool cox_robust(const struct cox_regression *model, const struct cox_fit *fit,
	const size_t cluster[], size_t n_clusters, double robust[])
{
	const struct cox_data *data = model->data;
	size_t n = data->records.n, p = data->p;
	size_t count = cluster ? n_clusters : n;
	double *log_risk = find_log_risk(data, fit);
	double *dfbeta = calloc(n * p + 1, sizeof(*dfbeta));
	double *sums = calloc(count * p + p + 1, sizeof(*sums));
	struct cox_fitted fitted = { data->records, p, data->x, log_risk,
		model->ties == COX_EFRON };
	struct cox_residuals residuals = { .score = dfbeta };
	bool done = log_risk && dfbeta && sums &&
		    cox_residuals_find(&fitted, &residuals);

	if (done) {
		cox_dfbeta(&fitted, fit->variance, sums, dfbeta);
		memset(sums, 0, p * sizeof(*sums));
		sum_clusters(n, p, dfbeta, cluster, sums);
		square(count, p, sums, robust);
	}
	free(sums);
	free(dfbeta);
	free(log_risk);
	return done;
}
