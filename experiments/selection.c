#include "selection.h"

#include <math.h>
#include <stdlib.h>

enum {
    SAMPLES = 100000,
    RECORDS = 20000,
    STEP_SAMPLES = 20000,
    CYCLES = 20000,
    SPECTRA = 256,
    FIRST_BLOCKS = 6,  /* kept always: formation */
    LEAST_PAIRS = 16,  /* of blocks that stay; what is too much then is thinned within its steps */
    LEAST_SAMPLES = 64 /* that stay of a step */
};

static int or_default(int n, int otherwise)
{
    return n > 0 ? n : otherwise;
}

void selection_start(Selection *s, const SelectionOptions *o)
{
    *s = (Selection){.o = *o, .stride = 1, .cycle_stride = 1, .spectrum_stride = 1};
    s->o.samples = s->sample_limit = or_default(o->samples, SAMPLES);
    s->o.records = s->record_limit = or_default(o->records, RECORDS);
    s->o.step_samples = or_default(o->step_samples, STEP_SAMPLES);
    s->o.cycles = s->cycle_limit = or_default(o->cycles, CYCLES);
    s->o.spectra = s->spectrum_limit = or_default(o->spectra, SPECTRA);
}

void selection_free(Selection *s)
{
    free(s->mark);
    free(s->sweep);
    s->mark = NULL;
    s->sweep = NULL;
}

Status array_grow(void **array, int count, int *space, size_t size, Error *e)
{
    if (count < *space) return CELLSIM_OK;
    const int larger = count > 0 ? 2 * count : 64;
    void *bigger = realloc(*array, (size_t)larger * size);
    if (!bigger) return error_memory(e);
    *array = bigger;
    *space = larger;
    return CELLSIM_OK;
}

/* --- marks ------------------------------------------------------------------------------------------------------- */

static int is_pinned(const Selection *s, int number)
{
    for (int k = 0; k < s->o.pins; k++)
        if (s->o.pin[k] == number) return 1;
    while (number > 0 && number % 10 == 0) number /= 10; /* figures show 1, 2, 5, 10, 20, … */
    return number == 1 || number == 2 || number == 5;
}

/* The mark of a rate and number; *found says whether it was there. */
static Status find_mark(Selection *s, double key, int way, int number, Mark **out, int *found, Error *e)
{
    *found = 1;
    for (int k = 0; k < s->marks; k++) {
        *out = &s->mark[k];
        if (!(fabs((*out)->key - key) > 0) && (*out)->way == way && (*out)->number == number) return CELLSIM_OK;
    }
    *found = 0;
    void *array = s->mark;
    const Status status = array_grow(&array, s->marks, &s->mark_space, sizeof *s->mark, e);
    s->mark = array;
    if (status) return status;
    *out = &s->mark[s->marks++];
    **out = (Mark){key, way, number, -1};
    return CELLSIM_OK;
}

static Status mark(Selection *s, const StepRecord *r, double key, int way, int number, Error *e)
{
    Mark *m = NULL;
    int found;
    if (number > 0 && !is_pinned(s, number)) return CELLSIM_OK;
    const Status status = find_mark(s, key, way, number, &m, &found, e);
    if (!status && (number == 0 || !found)) m->block = r->block;
    return status;
}

/* Numbers a sweep among those of its way and of scan rates within 2 %, as the analysis of voltammograms does. */
static Status count_sweep(Selection *s, StepRecord *r, int way, Error *e)
{
    int same = -1;
    r->sweep = 1;
    for (int k = 0; k < s->sweeps; k++) {
        const SweepCount *c = &s->sweep[k];
        if (c->way != way) continue;
        if (fabs(r->scan_rate - c->rate) <= 0.02 * c->rate) r->sweep += c->count;
        if (!(fabs(r->scan_rate - c->rate) > 0)) same = k;
    }
    if (same < 0) {
        void *array = s->sweep;
        const Status status = array_grow(&array, s->sweeps, &s->sweep_space, sizeof *s->sweep, e);
        s->sweep = array;
        if (status) return status;
        s->sweep[same = s->sweeps++] = (SweepCount){r->scan_rate, way, 0};
    }
    s->sweep[same].count++;
    return CELLSIM_OK;
}

Status selection_note(Selection *s, Run *r, Error *e)
{
    StepRecord *rec = &r->record[r->records - 1];
    const int sweep = rec->kind == STEP_CV_SWEEP;
    const double towards = sweep ? rec->v_end - rec->v_start : rec->current;
    const int way = towards > 0 ? 1 : -1;
    Status status = CELLSIM_OK;
    if (!sweep && rec->current == 0) return status;
    if (sweep && rec->samples >= 3 && record_is_whole(rec)) status = count_sweep(s, rec, way, e);
    const double key = sweep ? -rec->scan_rate : fabs(rec->current);
    const int number[] = {0, rec->cycle, rec->cycle_at_rate, rec->sweep};
    for (int k = 0; k < 4 && !status; k++)
        if (k == 0 || number[k] > 0) status = mark(s, rec, key, way, number[k], e);
    return status;
}

/* --- thinning ---------------------------------------------------------------------------------------------------- */

static int keeps(const Selection *s, int block, int present)
{
    if (block < FIRST_BLOCKS || block >= present - 1) return 1;
    if ((block >> 1) % s->stride == 0) return 1; /* pairs: a titration's pulse needs the rest before it */
    for (int k = 0; k < s->marks; k++)
        if (s->mark[k].block == block) return 1;
    return 0;
}

/* Samples of a record to `to`, every other one if `halve`; returns how many. */
static int take_samples(Run *r, const StepRecord *rec, int to, int halve)
{
    const int n = rec->samples, first = rec->first_sample;
    int taken = 0;
    for (int j = 0; j < n; j++)
        if (!halve || n <= LEAST_SAMPLES || j % 2 == 0 || j == n - 1) r->sample[to + taken++] = r->sample[first + j];
    return taken;
}

static void compact(const Selection *s, Run *r, int present, int halve)
{
    int samples = 0, records = 0, block = -1, kept = 0;
    for (int k = 0; k < r->records; k++) {
        StepRecord rec = r->record[k];
        if (rec.block != block) kept = keeps(s, block = rec.block, present);
        if (!kept) continue;
        const int n = take_samples(r, &rec, samples, halve);
        rec.first_sample = samples;
        rec.samples = n;
        samples += n;
        r->record[records++] = rec;
    }
    r->samples = samples;
    r->records = records;
}

/* Where room is made next: what must stay may be more than the budget. */
static int next_limit(int held, int budget)
{
    const int limit = held + budget / 4 + 1;
    return limit > budget ? limit : budget;
}

static int is_roomy(const Selection *s, const Run *r)
{
    return r->samples <= s->o.samples / 4 * 3 && r->records <= s->o.records / 4 * 3;
}

void selection_thin(Selection *s, Run *r, int block)
{
    if (r->samples <= s->sample_limit && r->records <= s->record_limit) return;
    while (!is_roomy(s, r) && block / 2 / s->stride > LEAST_PAIRS) {
        s->stride *= 2;
        compact(s, r, block, 0);
    }
    for (int before = r->samples + 1; r->samples < before && !is_roomy(s, r);) {
        before = r->samples;
        compact(s, r, block, 1);
    }
    s->sample_limit = next_limit(r->samples, s->o.samples);
    s->record_limit = next_limit(r->records, s->o.records);
}

void selection_halve_step(Run *r)
{
    StepRecord *rec = &r->record[r->records - 1];
    rec->samples = take_samples(r, rec, rec->first_sample, 1);
    r->samples = rec->first_sample + rec->samples;
}

void selection_thin_cycles(Selection *s, Run *r)
{
    if (r->cycles < s->cycle_limit) return;
    int n = 0;
    if (s->cycle_stride < r->counted) s->cycle_stride *= 2;
    for (int k = 0; k < r->cycles; k++) {
        const int c = r->cycle[k].cycle;
        const int kept = k < FIRST_BLOCKS || k == r->cycles - 1 || c % s->cycle_stride == 0 || is_pinned(s, c);
        if (kept) r->cycle[n++] = r->cycle[k];
    }
    r->cycles = n;
    s->cycle_limit = next_limit(n, s->o.cycles);
}

/* A target takes the last spectrum of its cycle. */
static int keeps_spectrum(const Selection *s, const Run *r, int k)
{
    const Spectrum *p = &r->spectrum[k];
    if (k == 0 || k == r->spectra - 1 || p->number % s->spectrum_stride == 0) return 1;
    return is_pinned(s, p->cycle) && r->spectrum[k + 1].cycle != p->cycle;
}

void selection_thin_spectra(Selection *s, Run *r)
{
    if (r->spectra < s->spectrum_limit) return;
    int n = 0;
    if (s->spectrum_stride < r->measured) s->spectrum_stride *= 2;
    for (int k = 0; k < r->spectra; k++) {
        const Spectrum p = r->spectrum[k];
        if (keeps_spectrum(s, r, k)) r->spectrum[n++] = p;
        else free(p.point);
    }
    r->spectra = n;
    s->spectrum_limit = next_limit(n, s->o.spectra);
}
