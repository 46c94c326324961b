#include "rows.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 1 << 17 /* rows from which every second one within a leg goes */ };
static const double ZERO = 1e-4;   /* of the largest current so far: below it has no direction */
static const double ABRUPT = 0.05; /* a change of the current by this share is kept */
static const double SEEN = 1e-3;   /* V: an answer to a jump of the current */

/* --- what is said ------------------------------------------------------------------------------------------------ */

void measured_skip(Measured *m, int line, const char *format, ...)
{
    va_list args;
    if (m->skipped++ >= SKIPS_KEPT) return;
    Skip *s = &m->skip[m->skipped - 1];
    s->line = line;
    va_start(args, format);
    vsnprintf(s->reason, sizeof s->reason, format, args);
    va_end(args);
}

void measured_note(Measured *m, const char *format, ...)
{
    va_list args;
    if (m->notes == NOTES) return;
    va_start(args, format);
    vsnprintf(m->note[m->notes++], NOTE_LENGTH, format, args);
    va_end(args);
}

/* --- memory ------------------------------------------------------------------------------------------------------ */

Status rows_begin(Rows *r, Measured *m, const char *file, int restarts, Error *e)
{
    *r = (Rows){.file = file, .m = m, .restarts = restarts, .most = FEWEST, .room = 1024, .step_room = 16};
    r->row = malloc((size_t)r->room * sizeof *r->row);
    r->step = malloc((size_t)r->step_room * sizeof *r->step);
    return r->row && r->step ? CELLSIM_OK : error_memory(e);
}

void rows_free(Rows *r)
{
    free(r->row);
    free(r->step);
    *r = (Rows){0};
}

static Status grow(void **memory, int *room, size_t size, Error *e)
{
    void *bigger = *room < 1 << 29 ? realloc(*memory, (size_t)*room * 2 * size) : NULL;
    if (!bigger) return error_memory(e);
    *memory = bigger;
    *room *= 2;
    return CELLSIM_OK;
}

/* 1: this row must stay, for something begins, ends or jumps there. */
static int stays(const Rows *r, int k, const Row *before)
{
    const Row *a = &r->row[k];
    if (k == 0 || k + 1 >= r->count || a->leg != before->leg || a->leg != a[1].leg) return 1;
    if (a->cycle != before->cycle || a->cycle != a[1].cycle) return 1;
    return fabs(a->I - before->I) > ABRUPT * fmax(fabs(a->I), fabs(before->I));
}

/* Leaves out every second row that nothing happens at; charges are those of all rows, for Q is carried along. */
static void thin(Rows *r)
{
    int n = 0, left_out = 0, leg_first = 0;
    for (int k = 0; k < r->count; k++) {
        const Row before = n > 0 ? r->row[n - 1] : r->row[0];
        if (k == r->leg_first) leg_first = n;
        if (!left_out && !stays(r, k, &before)) {
            left_out = 1;
            continue;
        }
        left_out = 0;
        r->row[n++] = r->row[k];
    }
    r->count = n;
    r->leg_first = leg_first;
    r->thinned = 1;
    if (n > r->most / 4 * 3) r->most *= 2;
}

/* --- charge ------------------------------------------------------------------------------------------------------ */

static StepSum *step_now(Rows *r)
{
    return &r->step[r->steps - 1];
}

static void add_charge(Rows *r, double charge)
{
    r->Q += charge;
    step_now(r)->charge += charge;
    if (charge > 0) step_now(r)->positive += charge;
}

/* The interval that a leg begins with belongs to it, if it is as long as the others are; a pause of the instrument is none. */
void rows_end_leg(Rows *r)
{
    const double longest = r->longest > 0 ? r->longest : r->longest_before;
    const double charge = r->gap * r->gap_current;
    if (r->longest > 0) r->longest_before = r->longest;
    if (charge == 0) return;
    if (r->gap > ROWS_LONG_GAP * longest && longest > 0) {
        r->uncounted++;
        r->uncounted_time += r->gap;
        return;
    }
    for (int k = r->leg_first; k < r->count; k++) r->row[k].Q += charge;
    add_charge(r, charge);
}

static void begin_leg(Rows *r, const RawRow *row, double dt, int new_step)
{
    r->longest = 0;
    r->leg_first = r->count;
    r->gap = dt;
    r->gap_current = row->I;
    if (!new_step || isnan(row->step_time)) return;
    add_charge(r, fmin(dt, row->step_time) * row->I); /* the instrument says how long it is */
    r->gap = 0;
}

int rows_direction(const Rows *r, double I)
{
    return fabs(I) <= ZERO * r->biggest ? 0 : I > 0 ? 1 : -1;
}

static double change(double now, double before)
{
    return isnan(now) || isnan(before) ? 0 : now - before;
}

/* 1: the instrument's capacity went back to about nothing, by more than the current can do. */
static int starts_anew(double before, double now, double charge)
{
    return fabs(now) < 0.5 * fabs(before) && fabs(now - before) > 5 * fabs(charge);
}

/* A row that has the step's row before it. */
static void measure_step(Rows *r, StepSum *s, const RawRow *row, double charge)
{
    const RawRow *b = &r->last;
    const double in = change(row->in, b->in), out = change(row->out, b->out), net = change(row->net, b->net);
    const int resets =
        in < 0 || out < 0 || starts_anew(b->net, row->net, charge); /* such an interval is not compared */
    s->work += 0.5 * (row->I + b->I) * (row->V - b->V);
    if (resets) return;
    s->within += fabs(charge);
    s->in += in;
    s->out += out;
    s->net += fabs(net);
}

static Status begin_step(Rows *r, const RawRow *row, Error *e)
{
    if (r->steps == r->step_room) {
        const Status s = grow((void **)&r->step, &r->step_room, sizeof *r->step, e);
        if (s) return s;
    }
    r->step[r->steps++] =
        (StepSum){.line = row->line, .state = row->state, .v_first = row->V, .v_low = row->V, .v_high = row->V};
    return CELLSIM_OK;
}

static Status keep(Rows *r, const RawRow *row, double t, int leg, Error *e)
{
    if (r->count >= r->most) thin(r);
    if (r->count == r->room) {
        const Status s = grow((void **)&r->row, &r->room, sizeof *r->row, e);
        if (s) return s;
    }
    r->row[r->count++] = (Row){t, row->V, row->I, r->Q, row->cycle, r->steps - 1, leg};
    return CELLSIM_OK;
}

static int differs(double a, double b)
{
    return !isnan(a) && !isnan(b) && a != b;
}

/* 1: a new step begins between these rows. */
int rows_is_boundary(const RawRow *a, const RawRow *b)
{
    return b->fresh || differs(a->step, b->step) || (b->state != a->state && b->state != STATE_UNKNOWN) ||
           (isnan(b->step) && b->state == STATE_UNKNOWN && a->cycle != b->cycle && b->t < a->t);
}

/* How the voltage answers a jump of the current; one that is no larger than the steps of a sweep, or comes after a pause,
 * is no answer. */
static void take_jump(Rows *r, const RawRow *row, double dt)
{
    const double dV = row->V - r->last.V, jump = (row->I - r->last.I) * dV;
    if (fabs(dV) < SEEN || fabs(dV) < ROWS_LONG_GAP * r->last_dV || dt > ROWS_LONG_GAP * r->longest) return;
    r->jumps += jump;
    r->all_jumps += fabs(jump);
}

Status rows_take(Rows *r, const RawRow *row, Error *e)
{
    const double t = r->offset + row->t, dt = t - r->last_t;
    r->intervals += r->taken;
    r->still += r->taken && dt == 0;
    const int new_step = !r->taken || rows_is_boundary(&r->last, row);
    const int new_leg = new_step || rows_direction(r, row->I) != rows_direction(r, r->last.I);
    const int leg = r->count ? r->row[r->count - 1].leg + new_leg : 0;
    Status s = CELLSIM_OK;
    if (new_leg && r->taken) {
        take_jump(r, row, dt);
        rows_end_leg(r);
    }
    if (new_step) s = begin_step(r, row, e);
    if (s) return s;
    const double charge = new_leg ? 0 : 0.5 * (row->I + r->last.I) * dt;
    if (new_leg) begin_leg(r, row, r->taken ? dt : 0, new_step);
    else add_charge(r, charge);
    if (!new_leg && dt > r->longest) r->longest = dt;
    StepSum *sum = step_now(r);
    if (!new_step) measure_step(r, sum, row, charge);
    sum->rows++;
    sum->v_last = row->V;
    sum->v_low = fmin(sum->v_low, row->V);
    sum->v_high = fmax(sum->v_high, row->V);
    r->biggest = fmax(r->biggest, fabs(row->I));
    r->last_dV = r->taken ? fabs(row->V - r->last.V) : 0;
    r->last = *row;
    r->last_t = t;
    r->taken = 1;
    return keep(r, row, t, leg, e);
}
