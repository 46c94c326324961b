#include "inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void inside_free(Inside *in)
{
    free(in->now.state);
    for (int k = 0; k < in->courses; k++) free(in->course[k].state);
    in->now.state = NULL;
    in->courses = 0;
}

/* --- a step under way ---------------------------------------------------------------------------------------------- */

Status inside_begin(Inside *in, const StepRecord *record, Error *e)
{
    in->recording = in->unknowns > 0 && step_is_curve(record->kind);
    if (!in->recording) return CELLSIM_OK;
    double *state = in->now.state;
    if (!state) state = malloc((MOST_INSTANTS + 1) * (size_t)in->unknowns * sizeof *state);
    if (!state) return error_memory(e);
    in->now = (Course){.kind = record->kind,
                       .step = record->step,
                       .cycle = record->cycle,
                       .line = record->current != 0 ? 0 : record->line,
                       .key = fabs(record->current),
                       .state = state};
    in->spacing = 0;
    in->charge = in->voltage = 1;
    return CELLSIM_OK;
}

/* Along the curve of voltage against charge. */
static double distance(const Inside *in, const Instant *a, const Instant *b)
{
    return fabs(b->charge - a->charge) / in->charge + fabs(b->voltage - a->voltage) / in->voltage;
}

static void move(Inside *in, int from, int to)
{
    const size_t n = (size_t)in->unknowns;
    if (from == to) return;
    in->now.at[to] = in->now.at[from];
    memcpy(in->now.state + (size_t)to * n, in->now.state + (size_t)from * n, n * sizeof(double));
}

/* About every other state goes, so that those left are as even along the curve as it now is. The first and the last stay. */
static void thin(Inside *in)
{
    Course *c = &in->now;
    double low = c->at[0].voltage, high = low, length = 0;
    for (int k = 1; k < c->instants; k++) low = fmin(low, c->at[k].voltage), high = fmax(high, c->at[k].voltage);
    in->charge = fmax(fabs(c->at[c->instants - 1].charge), 1e-300);
    in->voltage = fmax(high - low, 1e-6);
    for (int k = 1; k < c->instants; k++) length += distance(in, &c->at[k - 1], &c->at[k]);
    in->spacing = length / (MOST_INSTANTS / 2);
    const int before = c->instants;
    int kept = 1;
    for (int k = 1; k < before; k++) {
        if (k + 1 < before && distance(in, &c->at[kept - 1], &c->at[k]) < in->spacing) continue;
        move(in, k, kept++);
    }
    c->instants = kept < MOST_INSTANTS ? kept : MOST_INSTANTS - 1;
}

void inside_take(Inside *in, const Simulation *s, double charge, int last)
{
    const Model *m = simulation_model(s);
    const double *y = simulation_state(s);
    Course *c = &in->now;
    const Instant at = {simulation_time(s), charge, y[m->V], y[m->I]};
    if (!in->recording) return;
    if (c->instants > 0 && !(at.t > c->at[c->instants - 1].t)) c->instants--; /* the same instant, later known */
    if (!last && c->instants > 0 && distance(in, &c->at[c->instants - 1], &at) < in->spacing) return;
    c->at[c->instants] = at;
    memcpy(c->state + (size_t)c->instants * (size_t)in->unknowns, y, (size_t)in->unknowns * sizeof *y);
    if (++c->instants >= MOST_INSTANTS && !last) thin(in);
}

void inside_end(Inside *in, const StepRecord *record)
{
    Course *c = &in->now;
    const int recorded = in->recording;
    in->recording = 0;
    if (!recorded || !record_is_whole(record) || record->charge == 0 || c->instants < 2) return;
    int k = 0;
    c->way = record->charge > 0 ? 1 : -1;
    while (k < in->courses && (in->course[k].way != c->way || in->course[k].kind != c->kind ||
                               in->course[k].line != c->line || fabs(in->course[k].key - c->key) > 0))
        k++;
    if (k == MOST_COURSES) return;
    double *const other = k < in->courses ? in->course[k].state : NULL;
    if (k == in->courses) in->courses++;
    in->course[k] = *c;
    c->state = other;
}

/* --- checkpoints --------------------------------------------------------------------------------------------------- */

static void course_archive(Course *c, int unknowns, Archive *a)
{
    Course flat = *c;
    ARCHIVE(a, flat);
    if (archive_check(a, flat.instants > 0 && flat.instants <= MOST_INSTANTS + 1)) return;
    const int n = flat.instants * unknowns, room = (MOST_INSTANTS + 1) * unknowns;
    if (a->restoring) {
        *c = flat;
        c->state = malloc((size_t)room * sizeof *c->state); /* it may hold another step later */
        if (!c->state) archive_starve(a);
    }
    if (!a->failed) archive_bytes(a, c->state, (size_t)n * sizeof *c->state);
}

void inside_archive(Inside *in, Archive *a)
{
    int courses = in->courses;
    ARCHIVE(a, courses);
    if (archive_check(a, courses >= 0 && courses <= MOST_COURSES)) return;
    for (int k = 0; k < courses && !a->failed; k++) {
        if (a->restoring) {
            in->course[k].state = NULL;
            in->courses = k + 1;
        }
        course_archive(&in->course[k], in->unknowns, a);
    }
}
