/* A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, table 2: (b) for the first order, (f), of M. J. W. Jansen, Comput.
 * Phys. Commun. 117 (1999) 35, for the total. */
#include "sensitivity.h"

#include <math.h>

void sensitivity_add(SensitivityData *s, const double *f)
{
    if (s->used == 0) s->origin = f[0];
    SensitivitySums *p = &s->part[s->used++ % SENSITIVITY_PARTS];
    const double A = f[0] - s->origin, B = f[1] - s->origin;
    p->n++;
    p->f += A + B;
    p->ff += A * A + B * B;
    for (int i = 0; i < s->inputs; i++) {
        const double d = f[i + 2] - f[0];
        p->d[i] += d;
        p->fd[i] += B * d;
        p->dd[i] += d * d;
    }
}

static void add(SensitivitySums *to, const SensitivitySums *p, int inputs)
{
    to->n += p->n;
    to->f += p->f;
    to->ff += p->ff;
    for (int i = 0; i < inputs; i++) {
        to->d[i] += p->d[i];
        to->fd[i] += p->fd[i];
        to->dd[i] += p->dd[i];
    }
}

/* All parts but one (-1: all). */
static SensitivitySums sum_of(const SensitivityData *s, int without)
{
    SensitivitySums all = {0};
    for (int k = 0; k < SENSITIVITY_PARTS; k++)
        if (k != without) add(&all, &s->part[k], s->inputs);
    return all;
}

static double variance_of(const SensitivitySums *p, double *mean)
{
    const double m = 2.0 * (double)p->n;
    *mean = p->f / m;
    return fmax(p->ff / m - *mean * *mean, 0);
}

static void indices(const SensitivitySums *p, int inputs, double *first, double *total)
{
    double mean;
    const double n = (double)p->n, V = variance_of(p, &mean);
    const int varies = V > 1e-24 * p->ff / (2 * n) && V > 0;
    for (int i = 0; i < inputs; i++) {
        first[i] = varies ? (p->fd[i] - mean * p->d[i]) / (n * V) : NAN;
        total[i] = varies ? p->dd[i] / (2 * n * V) : NAN;
    }
}

/* Variance of the jackknife: (m - 1)/m times the sum of squares about the mean of all leave-outs. */
static void errors(const SensitivityData *s, Sensitivity *out)
{
    double first[SENSITIVITY_PARTS][MOST_INPUTS], total[SENSITIVITY_PARTS][MOST_INPUTS];
    const double m = SENSITIVITY_PARTS;
    for (int k = 0; k < SENSITIVITY_PARTS; k++) {
        const SensitivitySums others = sum_of(s, k);
        indices(&others, s->inputs, first[k], total[k]);
    }
    for (int i = 0; i < s->inputs; i++) {
        double mean[2] = {0, 0}, squares[2] = {0, 0};
        for (int k = 0; k < SENSITIVITY_PARTS; k++) mean[0] += first[k][i] / m, mean[1] += total[k][i] / m;
        for (int k = 0; k < SENSITIVITY_PARTS; k++) {
            squares[0] += pow(first[k][i] - mean[0], 2);
            squares[1] += pow(total[k][i] - mean[1], 2);
        }
        out->first_error[i] = sqrt((m - 1) / m * squares[0]);
        out->total_error[i] = sqrt((m - 1) / m * squares[1]);
    }
}

void sensitivity_find(const SensitivityData *s, Sensitivity *out)
{
    const SensitivitySums all = sum_of(s, -1);
    *out = (Sensitivity){.used = s->used, .mean = NAN, .deviation = NAN};
    for (int i = 0; i < s->inputs; i++) out->first[i] = out->total[i] = out->first_error[i] = out->total_error[i] = NAN;
    if (s->used < 2 * SENSITIVITY_PARTS) return;
    out->deviation = sqrt(variance_of(&all, &out->mean));
    out->mean += s->origin;
    indices(&all, s->inputs, out->first, out->total);
    errors(s, out);
}
