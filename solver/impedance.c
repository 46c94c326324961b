#include "impedance.h"

#include "linear_private.h"
#include "simulation_private.h"
#include "sparse_lanes.h"
#include "sphere_response.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TWO_PI = 6.283185307179586;

/* 1/s, a power of two: at this cj the storage terms stand out of the matrix to all digits, even where a double
 * layer's is 1e-6 of a conductance. */
static const double STORAGE_CJ = 1048576;

static const double LARGEST_DEFECT = 1e-12; /* of a row, relative to its terms; above: refine, then pivot anew */
static const double LAST_DEFECT = 1e-10;    /* ... accepted where neither helps */
enum { MOST_REFINEMENTS = 2 };

/* K + i omega M of one state. */
typedef struct Spectrometer {
    const LinearSystem *linear;
    const Model *m;
    int n;            /* outer unknowns (condensed), or all */
    Spheres *spheres; /* of each batch */
    double *K, *M, *chain, *work, *x, *residual, *size, *still;
    double drive; /* right-hand side of the row of I */
    Workspace *point; /* its own: the simulation goes on with what it has */
    klu_common common;
    klu_numeric *numeric;
    SparseLanes lanes;
} Spectrometer;

static void spectrometer_close(Spectrometer *p)
{
    sparse_lanes_free(&p->lanes);
    klu_z_free_numeric(&p->numeric, &p->common);
    workspace_free(p->point);
    free(p->spheres);
    free(p->K);
}

static Status spectrometer_open(const LinearSystem *linear, const Model *m, Spectrometer *p, Error *e)
{
    const size_t values = (size_t)linear->values, entries = (size_t)linear->sparse.entries;
    const size_t n = (size_t)linear->sparse.n;
    size_t work = 0;
    for (int k = 0; k < linear->batches; k++) {
        const size_t needs = (size_t)pocket_complex_work(&linear->batch[k]);
        if (needs > work) work = needs;
    }
    *p = (Spectrometer){.linear = linear, .m = m, .n = linear->sparse.n};
    klu_defaults(&p->common);
    p->common.scale = 0; /* rows are scaled once, by scale_rows */
    p->K = calloc(2 * values + 2 * entries + work + 5 * n + 2 * (size_t)m->unknowns, sizeof *p->K);
    p->spheres = calloc((size_t)linear->batches + 1, sizeof *p->spheres);
    if (!p->K || !p->spheres) return spectrometer_close(p), error_memory(e);
    const Status status = workspace_create(m, &p->point, e);
    if (status) return spectrometer_close(p), status;
    p->M = p->K + values;
    p->chain = p->M + values;
    p->work = p->chain + 2 * entries;
    p->x = p->work + work;
    p->residual = p->x + 2 * n;
    p->size = p->residual + 2 * n;
    p->still = p->size + n;
    return CELLSIM_OK;
}

/* K and M at the state y, with yp = 0: the state is held fixed (E-eis-2). */
static void take_matrices(Spectrometer *p, double t, const double *y)
{
    const Control control = {.mode = CONTROL_CURRENT};
    double *still = p->still, *rows = still + p->m->unknowns;
    Jacobian K = {.slot = p->linear->slot, .value = p->K}, J = {.slot = p->linear->slot, .value = p->M};
    linear_fill_empty_lanes(p->linear, p->K);
    linear_fill_empty_lanes(p->linear, p->M);
    model_residual(p->m, &control, p->point, t, y, still, rows);
    model_jacobian(p->m, &control, p->point, t, 0, y, still, &K);
    model_jacobian(p->m, &control, p->point, t, STORAGE_CJ, y, still, &J);
    for (int k = 0; k < p->linear->values; k++) p->M[k] = (p->M[k] - p->K[k]) / STORAGE_CJ;
}

/* Divides the chain's rows by the power of two next to their largest entry at omega: rows have units of their own. */
static void scale_rows(Spectrometer *p, double omega)
{
    const LinearSystem *s = p->linear;
    double *factor = p->size;
    memset(factor, 0, (size_t)p->n * sizeof *factor);
    for (int k = 0; k < s->sparse.entries; k++) {
        const double size = fabs(p->K[k]) + omega * fabs(p->M[k]);
        if (size > factor[s->sparse.row[k]]) factor[s->sparse.row[k]] = size;
    }
    for (int i = 0; i < p->n; i++) factor[i] = factor[i] > 0 ? exp2(-floor(log2(factor[i]))) : 1;
    for (int k = 0; k < s->sparse.entries; k++) {
        p->K[k] *= factor[s->sparse.row[k]];
        p->M[k] *= factor[s->sparse.row[k]];
    }
    for (int k = 0; k < s->batches; k++) { /* C holds parts of outer rows */
        const PocketBatch *b = &s->batch[k];
        for (int l = 0; l < b->lanes; l++)
            for (int i = 0; i < b->outers * b->ports; i++) {
                p->K[b->C + i * LANES + l] *= factor[b->outer[l][i / b->ports]];
                p->M[b->C + i * LANES + l] *= factor[b->outer[l][i / b->ports]];
            }
    }
    p->drive = factor[p->m->I];
}

/* The chain's matrix at omega, pockets eliminated. */
static int assemble(const Spectrometer *p, double omega, const ComplexChain *chain)
{
    const LinearSystem *s = p->linear;
    for (int k = 0; k < s->sparse.entries; k++) {
        chain->re[chain->stride * k] = p->K[k];
        chain->im[chain->stride * k] = omega * p->M[k];
    }
    for (int k = 0; k < s->batches; k++) {
        PocketInterior interior;
        const PocketInterior *closed = spheres_interior(&p->spheres[k], omega, &interior);
        if (s->kernels->condense(&s->batch[k], p->K, p->M, omega, closed, p->work, chain)) return 1;
    }
    return 0;
}

/* --- one frequency, by KLU ----------------------------------------------------------------------------------------- */

/* Largest defect of a row of (K + i omega M) x = e_I, relative to the sum of its terms' sizes. */
static double defect(Spectrometer *p)
{
    const Sparse *a = &p->linear->sparse;
    double *r = p->residual, *size = p->size, largest = 0;
    memset(r, 0, 2 * (size_t)p->n * sizeof *r);
    memset(size, 0, (size_t)p->n * sizeof *size);
    r[2 * p->m->I] = -p->drive;
    for (int j = 0; j < p->n; j++) {
        const double xr = p->x[2 * j], xi = p->x[2 * j + 1], magnitude = fabs(xr) + fabs(xi);
        for (int k = a->start[j]; k < a->start[j + 1]; k++) {
            const double ar = p->chain[2 * k], ai = p->chain[2 * k + 1];
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
    p->x[2 * p->m->I] = p->drive;
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
    if (p->numeric && klu_z_refactor(start, row, p->chain, a->symbolic, p->numeric, &p->common) &&
        p->common.status == KLU_OK && !solve(p, LARGEST_DEFECT))
        return 0;
    klu_z_free_numeric(&p->numeric, &p->common);
    p->numeric = klu_z_factor(start, row, p->chain, a->symbolic, &p->common);
    return !p->numeric || p->common.status != KLU_OK || solve(p, LAST_DEFECT);
}

static int solve_one(Spectrometer *p, double omega, double _Complex *Z)
{
    const ComplexChain chain = {p->chain, p->chain + 1, 2};
    if (assemble(p, omega, &chain) || factor_and_solve(p)) return 1;
    memcpy(Z, p->x + 2 * p->m->V, sizeof *Z); /* a complex number is its real and imaginary part in a row */
    return 0;
}

/* --- LANES frequencies at a time ----------------------------------------------------------------------------------- */

/* Not 0: some lane is not exact to LARGEST_DEFECT with these pivots. */
static int solve_lanes(Spectrometer *p, int n, const double *omega, double _Complex *Z)
{
    SparseLanes *s = &p->lanes;
    for (int l = 0; l < LANES; l++) {
        const ComplexChain chain = {(double *)s->A + l, (double *)s->A + LANES + l, 2 * LANES};
        if (assemble(p, omega[l < n ? l : 0], &chain)) return 1;
    }
    if (!(p->linear->kernels->solve_lanes(s, p->m->I, p->drive) <= LARGEST_DEFECT)) return 1;
    for (int l = 0; l < n; l++) {
        const double V[2] = {s->x[p->m->V].re[l], s->x[p->m->V].im[l]};
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
        for (int l = 0; l < lanes; l++) omega[l] = TWO_PI * f[k + l];
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

Status impedance_spectrum_of(Simulation *s, SpectrumKind kind, int n, const double *frequency_Hz,
                             double _Complex *Z, Error *e)
{
    const int exact = kind == SPECTRUM_EXACT;
    const double *y = N_VGetArrayPointer(s->y);
    double middle = 1, highest = 0;
    Spectrometer p = {0};
    if (n < 1) return CELLSIM_OK;
    Status status = check_frequencies(n, frequency_Hz, &middle, &highest, e);
    if (!status && exact) status = spectrum_mesh_prepare(s->m, s->linear, y, highest, &s->spectra, e);
    if (!status) status = spectrometer_open(exact ? s->spectra->linear : s->linear, exact ? s->spectra->m : s->m, &p, e);
    if (status) return status;
    if (exact) y = s->spectra->y;
    take_matrices(&p, s->t, y);
    if (exact) spheres_find(p.linear, p.m, y, p.spheres);
    scale_rows(&p, TWO_PI * middle);
    status = sweep(&p, n, frequency_Hz, middle, Z, e);
    spectrometer_close(&p);
    return status;
}

Status impedance_spectrum(Simulation *s, int n, const double *frequency_Hz, double _Complex *Z, Error *e)
{
    return impedance_spectrum_of(s, SPECTRUM_EXACT, n, frequency_Hz, Z, e);
}
