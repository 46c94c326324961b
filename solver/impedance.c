#include "simulation_private.h"
#include "spectrometer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TWO_PI = 6.283185307179586;

static const double LARGEST_DEFECT = 1e-12; /* of a row, relative to its terms; above: refine, then pivot anew */
static const double LAST_DEFECT = 1e-10;    /* ... accepted where neither helps */
enum { MOST_REFINEMENTS = 2 };

/* --- one frequency, by KLU ----------------------------------------------------------------------------------------- */

/* Largest defect of a row of (K + i omega M) x = e_I, relative to the sum of its terms' sizes. */
static double defect(Spectrometer *p)
{
    const Sparse *a = &p->linear->sparse;
    double *r = p->residual, *size = p->size, largest = 0;
    memset(r, 0, 2 * (size_t)p->n * sizeof *r);
    memset(size, 0, (size_t)p->n * sizeof *size);
    r[2 * p->I] = -p->drive;
    for (int j = 0; j < p->n; j++) {
        const double xr = p->x[2 * j], xi = p->x[2 * j + 1], magnitude = fabs(xr) + fabs(xi);
        for (int k = a->start[j]; k < a->start[j + 1]; k++) {
            const double ar = p->one[2 * k], ai = p->one[2 * k + 1];
            const int i = a->row[k];
            r[2 * i] += ar * xr - ai * xi;
            r[2 * i + 1] += ar * xi + ai * xr;
            size[i] += (fabs(ar) + fabs(ai)) * magnitude;
        }
    }
    for (int i = 0; i < p->n; i++) {
        const double d = fabs(r[2 * i]) + fabs(r[2 * i + 1]);
        if (!(d <= largest * size[i])) largest = d / size[i];
        if (isnan(largest)) return largest;
    }
    return largest;
}

/* Solves with the factors at hand, with a step of refinement where rows of small terms need it. */
static int solve(Spectrometer *p, double accepted)
{
    const Sparse *a = &p->linear->sparse;
    memset(p->x, 0, 2 * (size_t)p->n * sizeof *p->x);
    p->x[2 * p->I] = p->drive;
    if (!klu_z_solve(a->symbolic, p->numeric, p->n, 1, p->x, &p->common)) return 1;
    for (int refined = 0; !(defect(p) <= LARGEST_DEFECT); refined++) {
        if (refined == MOST_REFINEMENTS) return !(defect(p) <= accepted);
        if (!klu_z_solve(a->symbolic, p->numeric, p->n, 1, p->residual, &p->common)) return 1;
        for (int k = 0; k < 2 * p->n; k++) p->x[k] -= p->residual[k];
    }
    return 0;
}

/* With the pivots of the last frequency while they serve, else with new ones. */
static int factor_and_solve(Spectrometer *p)
{
    const Sparse *a = &p->linear->sparse;
    int *start = a->start, *row = a->row;
    if (p->numeric && klu_z_refactor(start, row, p->one, a->symbolic, p->numeric, &p->common) &&
        p->common.status == KLU_OK && !solve(p, LARGEST_DEFECT))
        return 0;
    klu_z_free_numeric(&p->numeric, &p->common);
    p->numeric = klu_z_factor(start, row, p->one, a->symbolic, &p->common);
    return !p->numeric || p->common.status != KLU_OK || solve(p, LAST_DEFECT);
}

static int solve_one(Spectrometer *p, double omega, double _Complex *Z)
{
    const double same[LANES] = {omega, omega, omega, omega};
    if (spectrometer_assemble(p, same)) return 1;
    for (int k = 0; k < p->linear->sparse.entries; k++) {
        p->one[2 * k] = p->chain[k].re[0];
        p->one[2 * k + 1] = p->chain[k].im[0];
    }
    if (factor_and_solve(p)) return 1;
    memcpy(Z, p->x + 2 * p->V, sizeof *Z); /* a complex number is its real and imaginary part in a row */
    return 0;
}

/* --- LANES frequencies at a time ----------------------------------------------------------------------------------- */

/* Not 0: some lane is not exact to LARGEST_DEFECT with these pivots. */
static int solve_lanes(Spectrometer *p, int n, const double *omega, double _Complex *Z)
{
    SparseLanes *s = &p->lanes;
    if (spectrometer_assemble(p, omega)) return 1;
    s->A = p->chain;
    if (!(p->linear->kernels->solve_lanes(s, p->I, p->drive) <= LARGEST_DEFECT)) return 1;
    for (int l = 0; l < n; l++) {
        const double V[2] = {s->x[p->V].re[l], s->x[p->V].im[l]};
        memcpy(&Z[l], V, sizeof Z[l]);
    }
    return 0;
}

static Status singular(const Spectrometer *p, double f, Error *e)
{
    if (p->common.status == KLU_OUT_OF_MEMORY) return error_memory(e);
    error_set(e, CELLSIM_SOLVER, NULL, 0, "the matrix is singular, or nearly so, at %g Hz", f);
    return error_hint(e, "leave this frequency out (f_min_Hz, f_max_Hz)"), CELLSIM_SOLVER;
}

static Status sweep(Spectrometer *p, int n, const double *f, double middle, double _Complex *Z, Error *e)
{
    double omega[LANES];
    if (solve_one(p, TWO_PI * middle, Z)) return singular(p, middle, e);
    const Status status = sparse_lanes_create(&p->linear->sparse, p->numeric, &p->common, &p->lanes, e);
    for (int k = 0; k < n && !status; k += LANES) {
        const int lanes = n - k < LANES ? n - k : LANES;
        for (int l = 0; l < LANES; l++) omega[l] = TWO_PI * f[l < lanes ? k + l : k];
        if (!solve_lanes(p, lanes, omega, Z + k)) continue;
        for (int l = 0; l < lanes; l++)
            if (solve_one(p, omega[l], Z + k + l)) return singular(p, f[k + l], e);
    }
    return status;
}

/* --- spectra ------------------------------------------------------------------------------------------------------- */

static Status check_frequencies(int n, const double *f, double *middle, double *highest, Error *e)
{
    double log_sum = 0;
    for (int k = 0; k < n; k++) {
        if (!(f[k] > 0 && isfinite(f[k])))
            return error_set(e, CELLSIM_USAGE, NULL, 0, "frequency %d is %g Hz: it must be positive", k, f[k]);
        log_sum += log(f[k]);
        *highest = fmax(*highest, f[k]);
    }
    *middle = exp(log_sum / n);
    return CELLSIM_OK;
}

Status impedance_spectrum_of(Simulation *s, SpectrumKind kind, int n, const double *frequency_Hz, double _Complex *Z,
                             Error *e)
{
    const int exact = kind == SPECTRUM_EXACT;
    const double *y = vector_data(s->y);
    double middle = 1, highest = 0;
    Spectrometer p = {0};
    if (n < 1) return CELLSIM_OK;
    Status status = check_frequencies(n, frequency_Hz, &middle, &highest, e);
    if (!status && exact) status = spectrum_mesh_prepare(s->m, s->linear, y, highest, &s->spectra, e);
    if (!status)
        status = spectrometer_open(exact ? s->spectra->linear : s->linear, exact ? s->spectra->m : s->m, &p, e);
    if (status) return status;
    if (exact) y = s->spectra->y;
    spectrometer_take(&p, s->t, y);
    if (exact) spheres_find(p.linear, p.m, y, p.spheres);
    spectrometer_scale(&p, TWO_PI * middle);
    status = sweep(&p, n, frequency_Hz, middle, Z, e);
    spectrometer_close(&p);
    return status;
}

Status impedance_spectrum(Simulation *s, int n, const double *frequency_Hz, double _Complex *Z, Error *e)
{
    return impedance_spectrum_of(s, SPECTRUM_EXACT, n, frequency_Hz, Z, e);
}
