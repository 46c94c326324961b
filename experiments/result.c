#include "result.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void profile_free(Profile *p)
{
    free(p->x);
    free(p->c_e);
    free(p->c_r);
    free(p->phi_e);
    free(p->phi_s);
    free(p->theta_surface);
    free(p->theta_mean);
    free(p->current_density);
}

void run_free(Run *r)
{
    if (!r) return;
    for (int k = 0; r->profile && k < r->profiles; k++) profile_free(&r->profile[k]);
    for (int k = 0; r->spectrum && k < r->spectra; k++) free(r->spectrum[k].point);
    free(r->spectrum);
    free(r->profile);
    free(r->loss);
    free(r->sample);
    free(r->record);
    free(r->cycle);
    memset(r, 0, sizeof *r);
}

/* C/m2 over kg/m2 is C/kg; 3600 C/kg = 1 Ah/kg = 1 mAh/g. */
double record_capacity_mAh_g(const Run *r, const StepRecord *s)
{
    return r->loading > 0 ? fabs(s->charge) / SECONDS_PER_HOUR / r->loading : NAN;
}

int run_is_selection(const Run *r)
{
    return r->records < r->executed || r->samples < r->taken || r->cycles < r->counted || r->spectra < r->measured;
}

static int by_step(const void *key, const void *record)
{
    const int step = *(const int *)key, of = ((const StepRecord *)record)->step;
    return (step > of) - (step < of);
}

const StepRecord *run_record(const Run *r, int step)
{
    if (r->records == 0) return NULL;
    if (step >= 0 && step < r->records && r->record[step].step == step) return &r->record[step];
    return bsearch(&step, r->record, (size_t)r->records, sizeof *r->record, by_step);
}

int record_is_whole(const StepRecord *s)
{
    return s->samples >= 2 && !end_is_early(s->end);
}

int end_is_early(EndReason end)
{
    return end == END_IMPOSSIBLE || end == END_SAFETY || end == END_COUNTER || end == END_FAILURE || end == END_STOPPED;
}

void cycle_row_add(CycleRow *row, double charge)
{
    if (row->charge == 0 && row->discharge == 0) row->charge_first = charge > 0;
    if (charge > 0) row->charge += charge;
    else row->discharge -= charge;
    const double first = row->charge_first ? row->charge : row->discharge, later = row->charge + row->discharge - first;
    row->efficiency = first > 0 && later > 0 ? later / first : NAN;
}

int step_is_curve(StepKind kind)
{
    return kind == STEP_CC || kind == STEP_CCCV || kind == STEP_POWER || kind == STEP_RESISTANCE;
}

int step_has_current(StepKind kind)
{
    return step_is_curve(kind) || kind == STEP_CV_HOLD || kind == STEP_PROFILE;
}
