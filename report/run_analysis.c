#include "run_analysis.h"

#include "names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

AnalysisChoice run_analysis_choice(const Run *r)
{
    AnalysisChoice c = analysis_defaults();
    c.temperature = r->temperature;
    if (r->sites > 0) c.concentration = r->sites;
    if (r->radius > 0) c.gitt.radius = r->radius;
    if (r->density > 0 && r->loading > 0) c.gitt.thickness = r->loading / r->density;
    return c;
}

static Status fill_series(const Run *r, Series *s, Error *e)
{
    const Status status = series_create(r->samples, s, e);
    for (int k = 0; !status && k < r->samples; k++) {
        const Sample *sample = &r->sample[k];
        s->t[k] = sample->t;
        s->V[k] = sample->voltage;
        s->I[k] = sample->current * r->area;
        s->Q[k] = sample->charge * r->area;
        s->cycle[k] = sample->cycle;
        s->step[k] = sample->step;
    }
    s->area = r->area;
    s->mass = r->loading > 0 ? r->loading * r->area : NAN;
    return status;
}

/* A record is one segment; those without a current or a sweep of their own are rests. */
static SegmentKind kind_of(const StepRecord *record)
{
    switch (record->kind) {
    case STEP_CV_SWEEP: return SEGMENT_SWEEP;
    case STEP_CC:
    case STEP_CCCV:
    case STEP_POWER:
    case STEP_RESISTANCE:
    case STEP_CV_HOLD: return SEGMENT_CURRENT;
    default: return SEGMENT_REST;
    }
}

/* Stopped records and those of a single sample say nothing. */
static void fill_segments(const Run *r, Analysis *a)
{
    for (int k = 0; k < r->records; k++) {
        const StepRecord *record = &r->record[k];
        if (!record_is_whole(record) || record_samples(r, record) == 0) continue;
        Segment *g = &a->segment[a->segments++];
        *g = (Segment){.kind = kind_of(record),
                       .first = record->first_sample,
                       .n = record->samples,
                       .cycle = record->cycle,
                       .scan_rate = copysign(record->scan_rate, record->v_end - record->v_start),
                       .sweep = record->sweep,
                       .gap = k > 0 && record->step != record[-1].step + 1};
        segment_measure(&a->series, g);
    }
}

AnalysisChoice report_analysis_choice(const Report *r, const Run *run)
{
    AnalysisChoice c = run_analysis_choice(run);
    const Target *t = NULL;
    const int targets = r->card ? card_targets(r->card, &t) : 0;
    for (int k = 0; k < targets; k++)
        if (!strcmp(t[k].quantity, "D_app") && !strcmp(t[k].protocol, run->protocol) && t[k].concentration > 0)
            c.concentration = t[k].concentration;
    return c;
}

Status run_analysis(const Run *r, const AnalysisChoice *c, Analysis *a, Error *e)
{
    *a = (Analysis){0};
    const Status s = fill_series(r, &a->series, e);
    if (s) return s;
    a->segment = malloc(((size_t)r->records + 1) * sizeof *a->segment);
    a->row = malloc(((size_t)r->cycles + 1) * sizeof *a->row);
    if (!a->segment || !a->row) return error_memory(e);
    fill_segments(r, a);
    for (int k = 0; k < r->cycles; k++) a->row[a->rows++] = r->cycle[k];
    return analysis_evaluate(a, c, e);
}

Status spectrum_fit(const Run *r, int k, EisFit *out)
{
    const Spectrum *s = &r->spectrum[k];
    const Status status = r->area > 0 ? eis_fit(s->points, s->point, out, NULL) : CELLSIM_USAGE;
    if (status) return status;
    out->R_ohm /= r->area;
    out->R_ct /= r->area;
    out->warburg /= r->area;
    for (int j = 0; j < out->arcs; j++) out->arc[j].R /= r->area;
    return CELLSIM_OK;
}
