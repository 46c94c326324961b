/* What only the whole file tells: the sign of the current, and whether the instrument counted the same charge. */
#include "rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double UNSIGNED = 1e-4;      /* share of charge of the other sign that is noise */
static const double DECIDED = 0.5;        /* of all work: it tells the sign */
static const double HOLD = 2e-3;          /* V: a step that moves the voltage less says nothing */
static const double ANSWER = 1e-3;        /* V: a jump after a rest */
static const double CAPACITY_OFF = 1e-3;  /* relative: a difference that is said */
static const double CAPACITY_WRONG = 0.3; /* … that no sampling explains: a unit is wrong */

static void say_sign(Rows *r, const char *text)
{
    snprintf(r->m->sign, NOTE_LENGTH, "%s", text);
}

/* The direction that the words of the steps, or else the columns of charge and discharge, give a step. */
static int stated(const StepSum *s, int by_words)
{
    if (by_words) return s->state == STATE_UNKNOWN ? 0 : s->state;
    if (s->in > 10 * fabs(s->out)) return 1;
    return s->out > 10 * fabs(s->in) ? -1 : 0;
}

typedef struct Tally {
    int steps, agree, against; /* steps with a direction; of them with that sign, with the other */
} Tally;

static Tally tally(const Rows *r, int by_words)
{
    Tally t = {0, 0, 0};
    for (int k = 0; k < r->steps; k++) {
        const StepSum *s = &r->step[k];
        const int way = stated(s, by_words);
        if (!way || s->charge == 0) continue;
        t.steps++;
        t.agree += s->charge * way > 0;
        t.against += s->charge * way < 0;
    }
    return t;
}

/* Every step gets the sign that is stated. */
static void turn_as_stated(Rows *r, int by_words, const Tally *t)
{
    const char *source = by_words ? "the words of the steps" : "the columns of charge and discharge capacity";
    const int all = t->against > 0 && t->agree == 0;
    for (int k = 0; k < r->steps; k++) {
        StepSum *s = &r->step[k];
        const int way = stated(s, by_words);
        s->turn = way ? way * s->charge < 0 : all;
    }
    if (t->against == 0) snprintf(r->m->sign, NOTE_LENGTH, "charge positive, as %s say", source);
    else if (all) snprintf(r->m->sign, NOTE_LENGTH, "discharge positive in the file, as %s say: turned round", source);
    else snprintf(r->m->sign, NOTE_LENGTH, "none in the file: from %s", source);
}

static void turn_all(Rows *r)
{
    for (int k = 0; k < r->steps; k++) r->step[k].turn = 1;
}

static int moves(const StepSum *s)
{
    const double net = fabs(s->v_last - s->v_first);
    return s->charge != 0 && net > HOLD && net > DECIDED * (s->v_high - s->v_low);
}

/* 1: the voltage goes far up and down within one step. */
static int wanders(const StepSum *s)
{
    return s->charge != 0 && s->v_high - s->v_low > 10 * HOLD &&
           fabs(s->v_last - s->v_first) < DECIDED * (s->v_high - s->v_low);
}

static Status no_sign(const Rows *r, const StepSum *s, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, s->line,
              "the current is never negative, yet the voltage rises and falls within one step: what is charge, what "
              "discharge?");
    error_hint(e, "export a signed current, the kind of step, or charge and discharge capacity");
    return CELLSIM_BAD_CARD;
}

/* V: how the voltage answers the current of step k, which a rest precedes; on a plateau nothing else tells. 0: it is not to
 * be seen. */
static double answer(const Rows *r, int k)
{
    const StepSum *s = &r->step[k];
    if (k == 0 || s->charge == 0 || s[-1].charge != 0) return 0;
    const double jump = s->v_first - s[-1].v_last;
    return fabs(jump) > ANSWER ? jump : 0;
}

/* A current without a sign: charge raises the voltage; a hold goes on in the direction of the step before. */
static Status turn_by_voltage(Rows *r, SignRule rule, Error *e)
{
    int before = 0, turned = 0;
    for (int k = 0; k < r->steps; k++) {
        StepSum *s = &r->step[k];
        if (wanders(s) && rule == SIGN_UNDEFINED) return no_sign(r, s, e);
        const double way = moves(s) ? s->v_last - s->v_first : answer(r, k);
        if (way != 0) before = way * s->charge < 0;
        s->turn = before;
        turned += s->turn && s->charge != 0;
    }
    say_sign(r, turned                         ? "none in the file: the current discharges where the voltage falls"
                : rule == SIGN_CHARGE_POSITIVE ? "charge positive (the format's definition)"
                                               : "charge positive: the voltage rises with it");
    return CELLSIM_OK;
}

/* A signed current: where it jumps the voltage jumps with it, and over the file the voltage moves with it (the work I dV is
 * positive); or it counts the other way. */
static void turn_by_work(Rows *r, SignRule rule)
{
    double work = 0, all = 0, low = INFINITY, high = -INFINITY;
    const int jumps = r->all_jumps > 0 && fabs(r->jumps) > DECIDED * r->all_jumps;
    for (int k = 0; k < r->steps; k++) {
        work += r->step[k].work;
        all += fabs(r->step[k].work);
        low = fmin(low, r->step[k].v_low);
        high = fmax(high, r->step[k].v_high);
    }
    const double net = fabs(r->step[r->steps - 1].v_last - r->step[0].v_first);
    const int both_ways = jumps || net < 0.8 * (high - low);
    if (jumps) work = r->jumps > 0 ? all : -all;
    if (jumps && all == 0) work = all = r->jumps; /* no step moves the voltage */
    if (both_ways && work < -DECIDED * all) {
        turn_all(r);
        say_sign(r, "discharge positive in the file (the voltage falls with it): turned round");
        if (rule == SIGN_CHARGE_POSITIVE)
            measured_note(r->m, "the format's definition says that charge is positive; the file does not keep to it");
    } else if (rule == SIGN_CHARGE_POSITIVE) say_sign(r, "charge positive (the format's definition)");
    else if (both_ways && work > DECIDED * all) say_sign(r, "charge positive: the voltage rises with it");
    else say_sign(r, "charge positive, as is usual: nothing in the file says otherwise");
}

static Status find_sign(Rows *r, SignRule rule, Error *e)
{
    double positive = 0, negative = 0;
    for (int by_words = 1; by_words >= 0; by_words--) {
        const Tally t = tally(r, by_words);
        if (t.steps > 0) return turn_as_stated(r, by_words, &t), CELLSIM_OK;
    }
    if (rule == SIGN_DISCHARGE_POSITIVE) {
        turn_all(r);
        say_sign(r, "discharge positive (the format's definition): turned round");
        return CELLSIM_OK;
    }
    for (int k = 0; k < r->steps; k++) {
        positive += r->step[k].positive;
        negative += r->step[k].positive - r->step[k].charge;
    }
    if (positive == 0 && negative == 0) return say_sign(r, "no current"), CELLSIM_OK;
    if (negative <= UNSIGNED * positive) return turn_by_voltage(r, rule, e);
    turn_by_work(r, rule);
    return CELLSIM_OK;
}

/* Turns rows and charges. What flows in the interval before a step's first row is that step's. */
static void turn_rows(Rows *r)
{
    double before = 0, sum = 0;
    for (int k = 0; k < r->count; k++) {
        Row *a = &r->row[k];
        const int turn = r->step[a->step].turn;
        const double charge = a->Q - before;
        before = a->Q;
        sum += turn ? -charge : charge;
        a->Q = sum;
        if (turn) a->I = -a->I;
    }
}

/* --- the instrument's own capacity -------------------------------------------------------------------------------- */

static double instrument(const StepSum *s)
{
    const double both = fabs(s->in) + fabs(s->out);
    return both > 0 ? both : s->net;
}

static Status wrong_capacity(const Rows *r, double ratio, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, 0,
              "current and time make %.4g times the charge that the instrument's own capacity column has", ratio);
    error_hint(e, "a unit is not what the headings say, or the time is not the time since the start: see --unit; "
                  "--lenient goes on");
    return CELLSIM_BAD_CARD;
}

static Status compare_capacity(Rows *r, int lenient, Error *e)
{
    double ours = 0, theirs = 0, worst = 0;
    int worst_line = 0;
    for (int k = 0; k < r->steps; k++) {
        const StepSum *s = &r->step[k];
        ours += s->within;
        theirs += instrument(s);
        const double off = fabs(s->within - instrument(s));
        if (off <= worst) continue;
        worst = off;
        worst_line = s->line;
    }
    r->m->capacity_off = NAN;
    if (!(theirs > 0) || !(ours > 0)) return CELLSIM_OK;
    const double off = ours / theirs - 1;
    r->m->capacity_off = off;
    if (fabs(off) > CAPACITY_WRONG && !lenient) return wrong_capacity(r, ours / theirs, e);
    if (fabs(off) > CAPACITY_OFF)
        measured_note(r->m,
                      "current and time make %+.2f %% of charge against the instrument's own capacity column, most in "
                      "the step of line %d",
                      100 * off, worst_line);
    return CELLSIM_OK;
}

/* --- the series --------------------------------------------------------------------------------------------------- */

/* Cycles counted from 1 (some count from 0); 0 where there is no such column. */
static void renumber_cycles(Series *s)
{
    int least = s->n ? s->cycle[0] : 0;
    for (int k = 0; k < s->n; k++)
        if (s->cycle[k] < least) least = s->cycle[k];
    for (int k = 0; k < s->n; k++) s->cycle[k] += least < 0 ? -s->cycle[k] : least == 0;
}

static Status fill_series(const Rows *r, Series *s, Error *e)
{
    const Status status = series_create(r->count, s, e);
    for (int k = 0; !status && k < r->count; k++) {
        const Row *a = &r->row[k];
        s->t[k] = a->t;
        s->V[k] = a->V;
        s->I[k] = a->I;
        s->Q[k] = a->Q;
        s->cycle[k] = a->cycle;
        s->step[k] = a->step;
        s->state[k] = (signed char)r->step[a->step].state;
    }
    if (!status) renumber_cycles(s);
    return status;
}

Status rows_settle(Rows *r, SignRule rule, int lenient, Error *e)
{
    Status s = compare_capacity(r, lenient, e);
    if (!s) s = find_sign(r, rule, e);
    if (s) return s;
    turn_rows(r);
    if (r->uncounted)
        measured_note(r->m,
                      "%ld pauses between steps, %.3g s in all, are longer than the rows are apart: no charge is "
                      "counted for them",
                      r->uncounted, r->uncounted_time);
    if (r->thinned)
        measured_note(r->m, "of %ld rows %d are kept for curves and figures; charges and capacities are those of all",
                      r->m->rows, r->count);
    return fill_series(r, &r->m->series, e);
}
