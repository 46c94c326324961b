/* A measured series as a run. */
#include "../analysis/cycling.h"
#include "../model/constants.h"
#include "measured.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MANY_CYCLES = 10 };

static StepKind step_of(SegmentKind kind)
{
    return kind == SEGMENT_SWEEP ? STEP_CV_SWEEP : kind == SEGMENT_CURRENT ? STEP_CC : STEP_REST;
}

static void fill_record(const Series *s, const Segment *g, double area, StepRecord *r)
{
    const int last = g->first + g->n - 1;
    double energy = g->lead ? s->V[g->first] * (s->Q[g->first] - s->Q[g->first - 1]) : 0;
    for (int k = g->first + 1; k <= last; k++) energy += 0.5 * (s->V[k] + s->V[k - 1]) * (s->Q[k] - s->Q[k - 1]);
    *r = (StepRecord){.kind = step_of(g->kind),
                      .cycle = g->cycle,
                      .cycle_at_rate = g->cycle,
                      .current = g->kind == SEGMENT_CURRENT ? g->current / area : 0,
                      .scan_rate = fabs(g->scan_rate),
                      .t_start = segment_start(s, g),
                      .t_end = s->t[last],
                      .charge = g->charge / area,
                      .energy = energy / area,
                      .v_start = s->V[g->first],
                      .v_end = s->V[last],
                      .mean_voltage = g->charge != 0 ? energy / g->charge : NAN,
                      .c_e_min = NAN,
                      .c_e_min_x = NAN,
                      .depleted_from = NAN,
                      .limit = NAN,
                      .beyond = NAN,
                      .end = g->kind == SEGMENT_SWEEP  ? END_SWEEP
                             : g->kind == SEGMENT_REST ? END_TIME
                                                       : END_VOLTAGE};
}

/* Samples of the segments, one after the other; a vertex that two branches share is stored for both. */
static Status fill_run(const Series *s, int segments, const Segment *segment, Run *run, Error *e)
{
    int samples = 0;
    for (int k = 0; k < segments; k++) samples += segment[k].n;
    run->sample = malloc(((size_t)samples + 1) * sizeof *run->sample);
    run->record = malloc(((size_t)segments + 1) * sizeof *run->record);
    run->cycle = malloc(((size_t)segments + 1) * sizeof *run->cycle);
    if (!run->sample || !run->record || !run->cycle) return error_memory(e);
    run->cycles = run->counted = cycling_table(segments, segment, segments, run->cycle);
    for (int k = 0; k < segments; k++) {
        const Segment *g = &segment[k];
        StepRecord *r = &run->record[run->records++];
        fill_record(s, g, run->area, r);
        r->step = run->executed++;
        r->first_sample = run->samples;
        r->samples = g->n;
        for (int j = g->first; j < g->first + g->n; j++)
            run->sample[run->samples++] =
                (Sample){s->t[j], s->V[j], s->I[j] / run->area, s->Q[j] / run->area, g->cycle, run->records - 1, s->V[j]};
    }
    return CELLSIM_OK;
}

static const char *figure_of(const Measured *m)
{
    int last = 0;
    switch (m->kind) {
    case MEASURED_CV:
    case MEASURED_LSV: return "cv";
    case MEASURED_GITT: return "gitt";
    case MEASURED_EIS: return "eis";
    case MEASURED_PULSE: return "pulse";
    case MEASURED_OCV: return "time";
    default: break;
    }
    for (int k = 0; k < m->segments; k++)
        if (m->segment[k].kind == SEGMENT_CURRENT && m->segment[k].cycle > last) last = m->segment[k].cycle;
    return last >= MANY_CYCLES ? "cycling" : "gcd";
}

/* A spectrum as a step: it has no samples. */
static StepRecord spectrum_record(const Spectrum *s)
{
    return (StepRecord){.kind = STEP_EIS,
                        .step = s->step,
                        .cycle = s->cycle,
                        .end = END_SPECTRUM,
                        .mean_voltage = NAN,
                        .v_start = s->voltage,
                        .v_end = s->voltage,
                        .c_e_min = NAN,
                        .c_e_min_x = NAN,
                        .depleted_from = NAN,
                        .limit = NAN,
                        .beyond = NAN};
}

/* Spectra of the run: each belongs to a record without samples; ohm m2. */
static Status fill_spectra(const Measured *m, Run *run, Error *e)
{
    const size_t n = (size_t)m->spectra;
    run->record = calloc(n + 1, sizeof *run->record);
    run->spectrum = calloc(n + 1, sizeof *run->spectrum);
    if (!run->record || !run->spectrum) return error_memory(e);
    for (int k = 0; k < m->spectra; k++) {
        const Spectrum *from = &m->spectrum[k];
        Spectrum *to = &run->spectrum[run->spectra];
        *to = *from;
        to->step = k;
        to->cycle = from->cycle > 0 ? from->cycle : 1;
        to->current = from->current / run->area;
        to->point = malloc((size_t)from->points * sizeof *to->point);
        if (!to->point) return error_memory(e);
        run->spectra++;
        for (int j = 0; j < from->points; j++)
            to->point[j] =
                (SpectrumPoint){from->point[j].f, from->point[j].re * run->area, from->point[j].im * run->area};
        run->record[run->records++] = spectrum_record(to);
    }
    run->executed = run->measured = m->spectra;
    return CELLSIM_OK;
}

/* Endings that name a format; what else follows a dot is part of the name: "cv_0.2.csv". */
void measured_name(const char *file, char *out, int size)
{
    static const char *const endings[] = {".csv", ".txt", ".mpt", ".dta", ".z", ".par", ".dat", ".tsv", ".bdf", ".asc"};
    const char *slash = strrchr(file, '/');
    snprintf(out, (size_t)size, "%s", slash ? slash + 1 : file);
    for (int again = 1; again;) {
        char *dot = strrchr(out, '.');
        again = 0;
        for (size_t k = 0; dot && dot > out && k < sizeof endings / sizeof *endings; k++) {
            if (strcasecmp(dot, endings[k]) != 0) continue;
            *dot = '\0';
            again = 1;
            break;
        }
    }
}

static double known(double x)
{
    return x > 0 ? x : 0;
}

Status measured_run(const Measured *m, const char *name, const MeasuredCell *cell, Run *run, Error *e)
{
    *run = (Run){.area = cell->area > 0 ? cell->area : 1e-4,
                 .density = known(cell->density),
                 .sites = known(cell->concentration),
                 .radius = known(cell->radius),
                 .temperature = T_REFERENCE,
                 .trust = {.lithium_balance = NAN,
                           .salt_balance = NAN,
                           .charge_balance = NAN,
                           .current_error = NAN,
                           .mesh_error_mV = NAN,
                           .time_error_mV = NAN,
                           .mesh_error = NAN,
                           .time_error = NAN}};
    run->loading = known(cell->mass) / run->area;
    snprintf(run->protocol, sizeof run->protocol, "%.31s", name);
    snprintf(run->cell, sizeof run->cell, "%.63s", name);
    snprintf(run->title, sizeof run->title, "%.95s", name);
    error_clear(&run->error);
    const Status status =
        m->spectra > 0 ? fill_spectra(m, run, e) : fill_run(&m->series, m->segments, m->segment, run, e);
    snprintf(run->figure, sizeof run->figure, "%s", figure_of(m));
    if (status) run_free(run);
    return status;
}
