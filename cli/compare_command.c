/* cellsim compare: as run, with measured curves in the figures and the table of how far they are. */
#include "session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Room for the elements of another array at the end of this one. */
static Status extend(void **array, int n, int more, size_t size, Error *e)
{
    void *bigger = realloc(*array, ((size_t)n + (size_t)more + 1) * size);
    if (!bigger) return error_memory(e);
    *array = bigger;
    return CELLSIM_OK;
}

static Status extend_all(Run *all, const Run *one, Error *e)
{
    void *sample = all->sample, *record = all->record, *spectrum = all->spectrum;
    Status s = extend(&sample, all->samples, one->samples, sizeof *all->sample, e);
    all->sample = sample;
    if (!s) s = extend(&record, all->records, one->records, sizeof *all->record, e);
    all->record = record;
    if (!s) s = extend(&spectrum, all->spectra, one->spectra, sizeof *all->spectrum, e);
    all->spectrum = spectrum;
    return s;
}

static void append_samples(Run *all, const Run *one)
{
    const double after = all->samples ? all->sample[all->samples - 1].t : 0,
                 begin = one->samples ? one->sample[0].t : 0;
    for (int k = 0; k < one->samples; k++) {
        Sample *s = &all->sample[all->samples + k];
        *s = one->sample[k];
        if (all->samples) s->t += after - begin;
        s->step += all->executed;
    }
}

/* Records of another file: their times follow on those of the files before. */
static void append_records(Run *all, const Run *one, int file)
{
    const double after = all->samples ? all->sample[all->samples - 1].t : 0,
                 begin = one->samples ? one->sample[0].t : 0;
    for (int k = 0; k < one->records; k++) {
        StepRecord *s = &all->record[all->records + k];
        *s = one->record[k];
        s->block = file;
        s->step += all->executed;
        s->first_sample += all->samples;
        if (all->samples) s->t_start += after - begin;
        if (all->samples) s->t_end += after - begin;
    }
}

static void append_spectra(Run *all, Run *one)
{
    for (int k = 0; k < one->spectra; k++) {
        Spectrum *s = &all->spectrum[all->spectra + k];
        *s = one->spectrum[k];
        s->step += all->executed;
        s->number = all->spectra + k + 1;
        one->spectrum[k].point = NULL; /* moved */
    }
}

/* Puts a measured file at the end of those before. */
static Status append(Run *all, Run *one, int file, Error *e)
{
    if (file == 0) {
        *all = *one;
        *one = (Run){0};
        return CELLSIM_OK;
    }
    const Status s = extend_all(all, one, e);
    if (s) return s;
    append_records(all, one, file);
    append_spectra(all, one);
    append_samples(all, one);
    all->records += one->records;
    all->samples += one->samples;
    all->spectra += one->spectra;
    all->measured += one->spectra;
    all->executed += one->executed;
    all->taken += one->taken;
    return CELLSIM_OK;
}

Status command_compare(const Options *o, Error *e)
{
    char name[MAX_WITH][64];
    const char *names[MAX_WITH];
    Run all = {0};
    Overlay over = {.run = &all, .files = o->withs, .file = names, .as_measured = o->as_measured};
    json_t *took = json_array();
    Status status = CELLSIM_OK;
    for (int k = 0; k < o->withs && !status; k++) {
        Run one = {0};
        measured_name(o->with[k], name[k], sizeof name[k]);
        names[k] = name[k];
        status = measured_files(o, 1, &o->with[k], "measured", &took, &one, e);
        if (!status && !strcmp(one.figure, "gitt")) over.titrations |= 1u << k;
        if (!status && !strcmp(one.figure, "pulse")) over.pulses |= 1u << k;
        if (!status) status = append(&all, &one, k, e);
        run_free(&one);
    }
    over.took = took;
    if (!status) status = run_cards(o, &over, e);
    json_decref(took);
    run_free(&all);
    return status;
}
