/* What a Run holds, saved and restored. What comes back is checked before anybody uses it as a range or a kind. */
#include "selection.h"

#include <stdlib.h>
#include <string.h>

static int ends(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

static int ions_are_sound(const Run *r)
{
    int sound = r->ions >= 0 && r->ions <= MAX_IONS && ends(r->metal, sizeof r->metal);
    for (int k = 0; k < MAX_IONS; k++) sound &= ends(r->ion[k], sizeof r->ion[k]);
    return sound;
}

static int step_is_sound(const Run *r, int k)
{
    const StepRecord *s = &r->record[k];
    return (unsigned)s->kind <= STEP_REPEAT && (unsigned)s->end <= END_STOPPED && s->samples >= 0 &&
           s->first_sample >= 0 && s->first_sample <= r->samples && s->samples <= r->samples - s->first_sample &&
           ends(s->c_e_ion, sizeof s->c_e_ion) && s->step >= 0 && s->step < r->executed && s->cycle > 0 &&
           (k == 0 || (s->step > s[-1].step && s->first_sample - s[-1].samples >= s[-1].first_sample));
}

static int losses_are_sound(const Run *r)
{
    int sound = 1;
    for (int k = 0; k < r->losses; k++) sound &= r->loss[k].step >= 0 && r->loss[k].step < r->executed;
    return sound;
}

static void profile_archive(Profile *p, Archive *a)
{
    Profile flat = *p;
    ARCHIVE(a, flat);
    if (archive_check(a, flat.nodes > 0 && flat.nodes < 1 << 20 && flat.networks > 0 && flat.networks < 64 &&
                             flat.phases > 0 && flat.phases < 64 && flat.ions >= 0 && flat.ions <= MAX_IONS))
        return;
    if (a->restoring) {
        *p = flat;
        p->x = p->c_e = p->c_r = p->phi_e = p->phi_s = p->theta_surface = p->theta_mean = p->current_density = NULL;
    }
    const int n = p->nodes, of_phases = n * p->phases;
    const struct {
        double **values;
        int count;
    } array[] = {{&p->x, n},
                 {&p->c_e, n * p->ions},
                 {&p->c_r, p->ions},
                 {&p->phi_e, n},
                 {&p->phi_s, n * p->networks},
                 {&p->theta_surface, of_phases},
                 {&p->theta_mean, of_phases},
                 {&p->current_density, of_phases}};
    for (size_t k = 0; k < sizeof array / sizeof *array; k++) {
        void *values = *array[k].values;
        archive_array(a, &values, array[k].count, sizeof **array[k].values);
        *array[k].values = values;
    }
}

static void spectrum_archive(Spectrum *s, Archive *a)
{
    Spectrum flat = *s;
    ARCHIVE(a, flat);
    if (a->restoring) {
        *s = flat;
        s->point = NULL;
    }
    void *points = s->point;
    archive_array(a, &points, flat.points, sizeof *s->point);
    s->point = points;
}

/* The plain members; those that own stay as they are. */
static void flat_archive(Run *r, Archive *a)
{
    Run flat = *r;
    ARCHIVE(a, flat);
    if (!a->restoring) return;
    if (archive_check(a, ends(flat.cell, sizeof flat.cell) && ends(flat.protocol, sizeof flat.protocol) &&
                             ends(flat.title, sizeof flat.title) && ends(flat.figure, sizeof flat.figure) &&
                             ends(flat.varies, sizeof flat.varies) && ions_are_sound(&flat) &&
                             ends(flat.error.file, sizeof flat.error.file) &&
                             ends(flat.error.text, sizeof flat.error.text) &&
                             ends(flat.error.hint, sizeof flat.error.hint) &&
                             ends(flat.error.variable, sizeof flat.error.variable) &&
                             reported_is_sound(flat.reports, flat.reported) && (unsigned)flat.status <= CELLSIM_IO &&
                             flat.executed >= flat.records && flat.samples >= 0 && flat.records >= 0 &&
                             flat.cycles >= 0 && flat.profiles >= 0 && flat.losses >= 0 && flat.spectra >= 0))
        return;
    run_free(r);
    *r = flat;
    r->sample = NULL;
    r->record = NULL;
    r->cycle = NULL;
    r->profile = NULL;
    r->spectrum = NULL;
    r->loss = NULL;
}

/* An array of the run; where it cannot be had, the run is left with none of it. */
static void owned_array(Archive *a, void **array, int *count, size_t size)
{
    archive_array(a, array, *count, size);
    if (a->failed && a->restoring) *count = 0;
}

void run_archive(Run *r, Archive *a)
{
    void *array;
    flat_archive(r, a);
    if (a->failed) return;
    owned_array(a, (array = r->sample, &array), &r->samples, sizeof *r->sample);
    r->sample = array;
    owned_array(a, (array = r->record, &array), &r->records, sizeof *r->record);
    r->record = array;
    owned_array(a, (array = r->cycle, &array), &r->cycles, sizeof *r->cycle);
    r->cycle = array;
    owned_array(a, (array = r->loss, &array), &r->losses, sizeof *r->loss);
    r->loss = array;
    for (int k = 0; k < r->records && !a->failed; k++) archive_check(a, step_is_sound(r, k));
    if (!a->failed) archive_check(a, losses_are_sound(r));
    const int profiles = r->profiles, spectra = r->spectra;
    archive_check(a, (size_t)profiles <= a->length && (size_t)spectra <= a->length);
    if (a->restoring) {
        r->profile = a->failed ? NULL : calloc((size_t)profiles + 1, sizeof *r->profile);
        r->spectrum = a->failed ? NULL : calloc((size_t)spectra + 1, sizeof *r->spectrum);
        r->profiles = r->spectra = 0;
        if (!a->failed && !(r->profile && r->spectrum)) archive_starve(a);
    }
    for (int k = 0; k < profiles && !a->failed; k++) {
        if (a->restoring) r->profiles = k + 1;
        profile_archive(&r->profile[k], a);
    }
    for (int k = 0; k < spectra && !a->failed; k++) {
        if (a->restoring) r->spectra = k + 1;
        spectrum_archive(&r->spectrum[k], a);
    }
}

void selection_archive(Selection *s, Archive *a)
{
    Selection flat = *s;
    ARCHIVE(a, flat);
    if (a->restoring) {
        archive_check(a, flat.stride > 0 && flat.stride <= 1 << 24 && flat.cycle_stride > 0 &&
                             flat.cycle_stride <= 1 << 24 && flat.spectrum_stride > 0 &&
                             flat.spectrum_stride <= 1 << 24);
        flat.o = s->o; /* the budgets and the pins are the caller's */
        flat.mark = NULL;
        flat.sweep = NULL;
        *s = flat;
        s->mark_space = s->marks;
        s->sweep_space = s->sweeps;
    }
    void *marks = s->mark, *sweeps = s->sweep;
    archive_array(a, &marks, s->marks, sizeof *s->mark);
    archive_array(a, &sweeps, s->sweeps, sizeof *s->sweep);
    s->mark = marks;
    s->sweep = sweeps;
}
