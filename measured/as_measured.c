#include "as_measured.h"

#include "../model/hash.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double MARGIN = 1; /* V */

/* What the data were measured on is not the simulated cell: currents per gram, or per area, are the same. */
static void take_cell(const MeasuredCell *cell, Drive *d)
{
    const double amount = cell->mass > 0 ? cell->mass : cell->area;
    if (d->basis != BASIS_CELL || !(amount > 0)) return;
    d->basis = cell->mass > 0 ? BASIS_MASS : BASIS_AREA;
    for (int k = 0; k < d->points; k++) d->value[k] /= amount;
}

/* A file of currents per gram says how much it is by itself; measured_read has made A of them where the mass is given. */
static Status drive(const Measured *m, const MeasuredCell *cell, Step *step, Error *e)
{
    const Per per = m->columns.column[COLUMN_CURRENT].unit.per;
    const int sweeps = m->kind == MEASURED_CV || m->kind == MEASURED_LSV;
    Status s = drive_of_measured(m, sweeps ? DRIVE_VOLTAGE : DRIVE_CURRENT, &step->drive, e);
    if (s || sweeps) return s;
    const double given = per == PER_MASS ? cell->mass : per == PER_AREA ? cell->area : NAN;
    for (int k = 0; given > 0 && k < step->drive->points; k++) /* it was taken for that of 1 g or 1 cm2 */
        step->drive->value[k] *= (per == PER_MASS ? 1e-3 : 1e-4) / given;
    if (per == PER_NOTHING) take_cell(cell, step->drive);
    return CELLSIM_OK;
}

static void fill(const Measured *m, const char *file, Protocol *p)
{
    const Drive *d = p->step->drive;
    double low = INFINITY, high = -INFINITY;
    for (int k = 0; k < m->series.n; k++) {
        low = fmin(low, m->series.V[k]);
        high = fmax(high, m->series.V[k]);
    }
    snprintf(p->name, sizeof p->name, "as_measured");
    snprintf(p->title, sizeof p->title, "As measured");
    snprintf(p->figure, sizeof p->figure, "profile");
    snprintf(p->file, sizeof p->file, "%s", file);
    p->safety = (Safety){low - MARGIN, high + MARGIN, NAN};
    p->fingerprint = hash_bytes(hash_text(HASH_START, file), d->t, (size_t)d->points * sizeof *d->t);
    p->fingerprint = hash_bytes(p->fingerprint, d->value, (size_t)d->points * sizeof *d->value);
}

Status protocol_as_measured(const char *file, const MeasuredChoice *c, Protocol *p, Error *e)
{
    Measured m;
    *p = (Protocol){.steps = 0};
    Status s = measured_read(file, c, &m, e);
    if (s) return s;
    p->step = calloc(1, sizeof *p->step);
    if (!p->step) s = error_memory(e);
    else {
        p->steps = 1;
        *p->step = (Step){.kind = STEP_PROFILE,
                          .voltage = NAN,
                          .count = 1,
                          .sample_period = NAN,
                          .until = {NAN, NAN, NAN, UNIT_C_RATE, NAN, NAN, 0, NAN}};
        s = drive(&m, &c->cell, p->step, e);
    }
    if (s && e && !e->file[0]) snprintf(e->file, sizeof e->file, "%s", file);
    if (!s) fill(&m, file, p);
    measured_free(&m);
    return s;
}
