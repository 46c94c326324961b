#include "impedance.h"

#include "linear_private.h"
#include "pockets_complex.h"
#include "simulation_private.h"
#include "sphere_response.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 1/s, a power of two: at this cj the storage terms stand out of the matrix to all digits, even where a double
 * layer's is 1e-6 of a conductance. */
static const double STORAGE_CJ = 1048576;

static const double LARGEST_DEFECT = 1e-12; /* of a row, relative to its terms; above: refine, then pivot anew */
enum { MOST_REFINEMENTS = 2 };

static const double SAME_D = 1e-3; /* D may differ by this share within a particle that counts as uniform */

/* The spheres of a batch in closed form. */
typedef struct Spheres {
    int surface;        /* row of the surface stoichiometry in the pockets; 0: as meshed */
    double rate[LANES]; /* D/R^2 of each at its state, 1/s */
} Spheres;

/* K + i omega M of one state. */
typedef struct Spectrometer {
    const LinearSystem *linear;
    const Model *m;
    int n;            /* outer unknowns (condensed), or all */
    Spheres *spheres; /* of each batch */
    double *K, *M, *chain, *work, *x, *residual, *size;
    double drive; /* right-hand side of the row of I */
    klu_common common;
    klu_numeric *numeric;
} Spectrometer;

static void spectrometer_close(Spectrometer *p)
{
    klu_z_free_numeric(&p->numeric, &p->common);
    free(p->spheres);
    free(p->K);
}

static Status spectrometer_open(Simulation *s, Spectrometer *p, Error *e)
{
    const LinearSystem *linear = s->linear;
    const size_t values = (size_t)linear->values, entries = (size_t)linear->sparse.entries;
    const size_t n = (size_t)linear->sparse.n;
    size_t work = 0;
    for (int k = 0; k < linear->batches; k++) {
        const size_t needs = (size_t)pocket_complex_work(&linear->batch[k]);
        if (needs > work) work = needs;
    }
    *p = (Spectrometer){.linear = linear, .m = s->m, .n = linear->sparse.n};
    klu_defaults(&p->common);
    p->common.scale = 0; /* rows are scaled once, by scale_rows */
    p->K = calloc(2 * values + 2 * entries + work + 5 * n, sizeof *p->K);
    p->spheres = calloc((size_t)linear->batches + 1, sizeof *p->spheres);
    if (!p->K || !p->spheres) return spectrometer_close(p), error_memory(e);
    p->M = p->K + values;
    p->chain = p->M + values;
    p->work = p->chain + 2 * entries;
    p->x = p->work + work;
    p->residual = p->x + 2 * n;
    p->size = p->residual + 2 * n;
    return CELLSIM_OK;
}

/* K and M at the simulation's state, with yp = 0: the state is held fixed (E-eis-2). */
static void take_matrices(Spectrometer *p, Simulation *s)
{
    const Control control = {.mode = CONTROL_CURRENT};
    const double *y = N_VGetArrayPointer(s->y);
    double *still = s->step; /* zeros */
    Jacobian K = {.slot = p->linear->slot, .value = p->K}, J = {.slot = p->linear->slot, .value = p->M};
    memset(still, 0, (size_t)s->m->unknowns * sizeof *still);
    linear_fill_empty_lanes(p->linear, p->K);
    linear_fill_empty_lanes(p->linear, p->M);
    model_jacobian(s->m, &control, s->work, s->t, 0, y, still, &K);
    model_jacobian(s->m, &control, s->work, s->t, STORAGE_CJ, y, still, &J);
    for (int k = 0; k < p->linear->values; k++) p->M[k] = (p->M[k] - p->K[k]) / STORAGE_CJ;
}

/* --- spheres ----------------------------------------------------------------------------------------------------- */

/* D/R^2 of a pocket at its state, or 0 if D is not the same all through it (or there is no diffusion). */
static double uniform_rate(const Pocket *pocket, const double *y)
{
    const Isotherm *iso = pocket->phase->isotherm;
    const int n = pocket->radial->n;
    double Phi, slope, at_surface;
    if (pocket->diffusion <= 0 || isotherm_constant_D(iso)) return pocket->diffusion;
    isotherm_diffusion(iso, y[pocket->theta + n - 1], &Phi, &at_surface);
    for (int k = 0; k < n - 1; k++) {
        isotherm_diffusion(iso, y[pocket->theta + k], &Phi, &slope);
        if (!(fabs(slope - at_surface) <= SAME_D * at_surface)) return 0;
    }
    return pocket->diffusion * at_surface;
}

static const Pocket *find_pocket(const Model *m, int start)
{
    int k = 0;
    while (m->pocket[k].start != start) k++;
    return &m->pocket[k];
}

/* Batches all of whose pockets have a closed form get it. */
static void find_spheres(Spectrometer *p, const double *y)
{
    for (int k = 0; k < p->linear->batches; k++) {
        const PocketBatch *b = &p->linear->batch[k];
        Spheres *s = &p->spheres[k];
        s->surface = find_pocket(p->m, b->start[0])->radial->n - 1;
        for (int l = 0; l < LANES; l++) {
            s->rate[l] = l < b->lanes ? uniform_rate(find_pocket(p->m, b->start[l]), y) : s->rate[0];
            if (!(s->rate[l] > 0)) s->surface = 0;
        }
    }
}

/* What stands for the inner rows of a batch; NULL: nothing does. */
static const PocketInterior *close_spheres(const Spheres *s, double omega, PocketInterior *out)
{
    if (s->surface == 0) return NULL;
    out->row = s->surface;
    for (int l = 0; l < LANES; l++) {
        double *re = &out->diagonal[l], *im = &out->diagonal[LANES + l];
        if (l > 0 && s->rate[l] == s->rate[l - 1]) *re = re[-1], *im = im[-1];
        else sphere_admittance(omega, s->rate[l], re, im);
    }
    return out;
}

/* --- one frequency ------------------------------------------------------------------------------------------------- */

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

static int assemble(Spectrometer *p, double omega)
{
    const LinearSystem *s = p->linear;
    for (int k = 0; k < s->sparse.entries; k++) {
        p->chain[2 * k] = p->K[k];
        p->chain[2 * k + 1] = omega * p->M[k];
    }
    for (int k = 0; k < s->batches; k++) {
        PocketInterior interior;
        const PocketInterior *closed = close_spheres(&p->spheres[k], omega, &interior);
        if (pocket_condense(&s->batch[k], p->K, p->M, omega, closed, p->work, p->chain)) return 1;
    }
    return 0;
}

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
    }
    return largest;
}

/* Solves with the factors at hand, with a step of refinement where rows of small terms need it. */
static int solve(Spectrometer *p)
{
    const Sparse *a = &p->linear->sparse;
    memset(p->x, 0, 2 * (size_t)p->n * sizeof *p->x);
    p->x[2 * p->m->I] = p->drive;
    if (!klu_z_solve(a->symbolic, p->numeric, p->n, 1, p->x, &p->common)) return 1;
    for (int refined = 0; !(defect(p) <= LARGEST_DEFECT); refined++) {
        if (refined == MOST_REFINEMENTS) return 1;
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
        p->common.status == KLU_OK && !solve(p))
        return 0;
    klu_z_free_numeric(&p->numeric, &p->common);
    p->numeric = klu_z_factor(start, row, p->chain, a->symbolic, &p->common);
    return !p->numeric || p->common.status != KLU_OK || solve(p);
}

static Status check_frequencies(int n, const double *f, double *middle, Error *e)
{
    double log_sum = 0;
    for (int k = 0; k < n; k++) {
        if (!(f[k] > 0 && isfinite(f[k])))
            return error_set(e, CELLSIM_USAGE, NULL, 0, "frequency %d is %g Hz: it must be positive", k, f[k]);
        log_sum += log(f[k]);
    }
    *middle = exp(log_sum / n);
    return CELLSIM_OK;
}

Status impedance_spectrum_of(Simulation *s, SphereResponse spheres, int n, const double *frequency_Hz,
                             double _Complex *Z, Error *e)
{
    static const double two_pi = 6.283185307179586;
    double middle = 1;
    Spectrometer p = {0};
    if (n < 1) return CELLSIM_OK;
    Status status = check_frequencies(n, frequency_Hz, &middle, e);
    if (!status) status = spectrometer_open(s, &p, e);
    if (status) return status;
    take_matrices(&p, s);
    if (spheres == SPHERES_EXACT) find_spheres(&p, N_VGetArrayPointer(s->y));
    scale_rows(&p, two_pi * middle);
    for (int k = 0; k < n && !status; k++) {
        if (assemble(&p, two_pi * frequency_Hz[k]) || factor_and_solve(&p))
            status = error_set(e, CELLSIM_SOLVER, NULL, 0, "the cell has no impedance at %g Hz: the matrix is singular",
                               frequency_Hz[k]);
        const double *V = p.x + 2 * s->m->V;
        memcpy(&Z[k], V, sizeof Z[k]); /* a complex number is its real and imaginary part in a row */
    }
    spectrometer_close(&p);
    return status;
}

Status impedance_spectrum(Simulation *s, int n, const double *frequency_Hz, double _Complex *Z, Error *e)
{
    return impedance_spectrum_of(s, SPHERES_EXACT, n, frequency_Hz, Z, e);
}
