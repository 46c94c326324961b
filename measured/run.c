/* A measured series as a run. */
#include "../analysis/cycling.h"
#include "../model/constants.h"
#include "measured.h"
#include "../report/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY_CYCLES = 10 };

static StepKind step_of(SegmentKind kind)
{
    return kind == SEGMENT_SWEEP ? STEP_CV_SWEEP : kind == SEGMENT_CURRENT ? STEP_CC : STEP_REST;
}

static void fill_record(const Series *s, const Segment *g, double area, StepRecord *r)
{
    const int last = g->first + g->n - 1;
    double energy = 0;
    for (int k = g->first + 1; k <= last; k++) energy += 0.5 * (s->V[k] + s->V[k - 1]) * (s->Q[k] - s->Q[k - 1]);
    *r = (StepRecord){.kind = step_of(g->kind),
                      .cycle = g->cycle,
                      .cycle_at_rate = g->cycle,
                      .current = g->kind == SEGMENT_CURRENT ? g->current / area : 0,
                      .scan_rate = fabs(g->scan_rate),
                      .t_start = s->t[g->first],
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
                (Sample){s->t[j], s->V[j], s->I[j] / run->area, s->Q[j] / run->area, g->cycle, run->records - 1};
    }
    return CELLSIM_OK;
}

static const char *figure_of(int segments, const Segment *segment)
{
    int sweeps = 0, pulses = 0, last = 0;
    for (int k = 0; k < segments; k++) {
        const SegmentKind kind = segment[k].kind;
        sweeps += kind == SEGMENT_SWEEP;
        pulses += k > 0 && k + 1 < segments && kind == SEGMENT_CURRENT && segment[k - 1].kind == SEGMENT_REST &&
                  segment[k + 1].kind == SEGMENT_REST && segment[k + 1].n > 3;
        if (kind == SEGMENT_CURRENT && segment[k].cycle > last) last = segment[k].cycle;
    }
    if (sweeps >= 2) return "cv";
    if (pulses >= 5 && pulses > 2 * last) return "gitt";
    return last >= MANY_CYCLES ? "cycling" : "gcd";
}

/* File name without folder and extensions. */
static void name_of(const char *file, char *out, size_t size)
{
    const char *slash = strrchr(file, '/'), *start = slash ? slash + 1 : file;
    char name[64];
    snprintf(name, sizeof name, "%s", start);
    char *dot = strchr(name + (name[0] == '.'), '.');
    if (dot) *dot = '\0';
    file_name_clean(name, out, size);
}

static double known(double x)
{
    return x > 0 ? x : 0;
}

Status measured_run(const Series *s, const char *file, const MeasuredCell *cell, Run *run, Error *e)
{
    Segment *segment = NULL;
    int segments = 0;
    *run = (Run){.area = cell->area > 0 ? cell->area : 1e-4,
                 .density = known(cell->density),
                 .sites = known(cell->concentration),
                 .radius = known(cell->radius),
                 .temperature = T_REFERENCE,
                 .trust = {NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0, 0, 0}};
    run->loading = known(cell->mass) / run->area;
    name_of(file, run->protocol, sizeof run->protocol);
    name_of(file, run->cell, sizeof run->cell);
    snprintf(run->title, sizeof run->title, "%s", run->protocol);
    error_clear(&run->error);
    Status status = segments_find(s, &segment, &segments, e);
    if (!status) status = fill_run(s, segments, segment, run, e);
    if (!status) snprintf(run->figure, sizeof run->figure, "%s", figure_of(segments, segment));
    free(segment);
    if (status) run_free(run);
    return status;
}
