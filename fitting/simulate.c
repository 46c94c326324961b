/* Measured files, simulated: each leg under its own control, compared where it was measured. */
#include "../solver/impedance.h"
#include "problem.h"

#include <math.h>
#include <stdlib.h>

/* Beyond its end (a voltage far outside the data) a leg goes on along a line this steep [V per its duration]: the
 * residuals stay continuous in the parameters, and say which way is back (E-fit-2). */
static const double BEYOND_END = 2;
static const double PAUSE = 1e-6; /* relative: shorter gaps between legs are rounding */

typedef struct Cell {
    CellSpec spec;
    Model *model;
    Simulation *simulation;
} Cell;

static Status cell_open(FitProblem *q, Cell *c, Error *e)
{
    *c = (Cell){0};
    Status s = card_cell(q->card, NAN, &c->spec, e);
    if (!s) s = model_create(&c->spec, &c->model, e);
    return s ? s : simulation_create(c->model, &q->simulation, &c->simulation, e);
}

static void cell_close(Cell *c)
{
    simulation_free(c->simulation);
    model_free(c->model);
    cell_spec_free(&c->spec);
}

/* A/m2 of the model per A of the file. */
static double density_per_ampere(const FitData *d, const CellSpec *spec)
{
    if (d->basis == FIT_PER_CM2) return 1e4;
    if (d->basis == FIT_PER_GRAM) return 1e3 * spec->electrode[POSITIVE].mass_loading;
    return 1 / (d->area > 0 ? d->area : spec->area);
}

/* The points of a leg from *next on, up to t (absolute); `offset` is the leg's beginning on the simulation's clock. */
static Status take_points(const FitData *d, const FitLeg *leg, Cell *c, double offset, double per_ampere, int *next,
                          Error *e)
{
    const double now = simulation_time(c->simulation);
    while (*next < leg->points) {
        FitPoint *p = &d->point[leg->first + *next];
        const double t = offset + p->at - leg->t0;
        double V, I, Q;
        if (t > now && !(p->at >= leg->t1 && t < now + PAUSE * (leg->t1 - leg->t0))) return CELLSIM_OK;
        const Status s = simulation_interpolate(c->simulation, fmin(t, now), &V, &I, &Q, e);
        if (s) return s;
        p->model = p->kind == FIT_VOLTAGE ? V : I / (per_ampere * leg->scale);
        ++*next;
    }
    return CELLSIM_OK;
}

/* Points after the end of a leg that ended early. */
static void extend(const FitData *d, const FitLeg *leg, double ended, double V, double way, int next)
{
    for (; next < leg->points; next++) {
        FitPoint *p = &d->point[leg->first + next];
        const double over = (p->at - leg->t0 - ended) / (leg->t1 - leg->t0);
        p->model = p->kind == FIT_VOLTAGE ? V + way * BEYOND_END * over : p->measured + over;
    }
}

static Status run_leg(const FitData *d, const FitLeg *leg, Cell *c, Error *e)
{
    const double per_ampere = density_per_ampere(d, &c->spec), begin = simulation_time(c->simulation);
    const int current = leg->mode == CONTROL_CURRENT;
    const Control control = {leg->mode, leg->value * (current ? per_ampere : 1), leg->slope, 0};
    const Limits limits = {current ? leg->below : NAN, current ? leg->above : NAN, NAN, NAN};
    Limit limit = LIMIT_NONE;
    int next = 0;
    Status s = simulation_start(c->simulation, &control, &limits, begin + leg->t1 - leg->t0, &limit, e);
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(c->simulation, &limit, e);
        if (!s) s = take_points(d, leg, c, begin, per_ampere, &next, e);
    }
    if (!s && next < leg->points)
        extend(d, leg, simulation_time(c->simulation) - begin, limit == LIMIT_VOLTAGE_BELOW ? leg->below : leg->above,
               limit == LIMIT_VOLTAGE_BELOW ? -1 : 1, next);
    return s;
}

/* The cell rests in a gap of the record. */
static Status run_gap(Cell *c, double duration, Error *e)
{
    const Control rest = {CONTROL_CURRENT, 0, 0, 0};
    const Limits none = {NAN, NAN, NAN, NAN};
    Limit limit = LIMIT_NONE;
    Status s = simulation_start(c->simulation, &rest, &none, simulation_time(c->simulation) + duration, &limit, e);
    while (!s && limit == LIMIT_NONE) s = simulation_step(c->simulation, &limit, e);
    return s;
}

static Status run_spectrum(const FitData *d, Cell *c, Error *e)
{
    const int n = d->points / 2;
    const double ohm = 1 / (d->area > 0 ? d->area : c->spec.area);
    double *f = malloc(((size_t)n + 1) * sizeof *f);
    double _Complex *Z = malloc(((size_t)n + 1) * sizeof *Z);
    Status s = f && Z ? CELLSIM_OK : error_memory(e);
    for (int k = 0; k < n && !s; k++) f[k] = d->point[2 * k].at;
    if (!s) s = impedance_spectrum(c->simulation, n, f, Z, e);
    for (int k = 0; k < n && !s; k++) {
        const double *z = (const double *)&Z[k]; /* real part, imaginary part: C11 6.2.5 */
        for (int j = 0; j < 2; j++) d->point[2 * k + j].model = z[j] * ohm / d->point[2 * k + j].scale;
    }
    free(f);
    free(Z);
    return s;
}

static Status run_file(const FitData *d, Cell *c, Error *e)
{
    simulation_reset(c->simulation);
    if (d->points && d->point[0].kind == FIT_IMPEDANCE) return run_spectrum(d, c, e);
    Status s = CELLSIM_OK;
    for (int k = 0; k < d->legs && !s; k++) {
        const FitLeg *leg = &d->leg[k];
        const double gap = k ? leg->t0 - d->leg[k - 1].t1 : 0;
        if (gap > PAUSE * (leg->t1 - leg->t0)) s = run_gap(c, gap, e);
        if (!s) s = run_leg(d, leg, c, e);
    }
    return s;
}

Status fit_simulate(FitProblem *q, Error *e)
{
    Cell c;
    Status s = cell_open(q, &c, e);
    for (int k = 0; k < q->files && !s; k++) s = run_file(&q->file[k], &c, e);
    cell_close(&c);
    return s;
}
