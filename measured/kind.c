/* What a file is a measurement of, and why. */
#include "measured.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TITRATION = 5, PULSES = 2, SHORT_PULSE = 300 /* s */ };
static const double ALIKE = 0.1; /* currents of one titration differ by less */

static const char *const names[MEASURED_KINDS] = {"auto",  "cycling", "cv",  "lsv",  "gitt",
                                                  "pulse", "eis",     "ocv", "curve"};

const char *measured_kind_name(MeasuredKind k)
{
    return k < MEASURED_KINDS ? names[k] : NULL;
}

MeasuredKind measured_kind_of(const char *name)
{
    int k = MEASURED_CYCLING;
    while (k < MEASURED_CURVE && strcmp(name, names[k]) != 0) k++;
    return k < MEASURED_CURVE ? (MeasuredKind)k : MEASURED_KINDS;
}

/* What the segments are. */
typedef struct Census {
    int up, down, currents, rests; /* sweeps with rising and falling voltage, … */
    int titration, titration_now;  /* longest run of like pulses in one direction, with rests between */
    int pulses, turns;             /* short currents with a rest after; of them against the one before */
    double titration_current;
    double last_pulse;
} Census;

static void count_pulse(Census *c, const Segment *g, double duration)
{
    const int same =
        c->titration_now > 0 && fabs(g->current - c->titration_current) <= ALIKE * fabs(c->titration_current);
    c->titration_now = same ? c->titration_now + 1 : 1;
    c->titration_current = g->current;
    if (c->titration_now > c->titration) c->titration = c->titration_now;
    if (duration > SHORT_PULSE) return;
    c->turns += c->pulses > 0 && g->current * c->last_pulse < 0;
    c->last_pulse = g->current;
    c->pulses++;
}

static Census census(const Measured *m)
{
    Census c = {0};
    for (int k = 0; k < m->segments; k++) {
        const Segment *g = &m->segment[k];
        const int last = g->first + g->n - 1;
        c.rests += g->kind == SEGMENT_REST;
        c.up += g->kind == SEGMENT_SWEEP && g->scan_rate > 0;
        c.down += g->kind == SEGMENT_SWEEP && g->scan_rate < 0;
        if (g->kind != SEGMENT_CURRENT || g->charge == 0) continue;
        c.currents++;
        const int between =
            k > 0 && k + 1 < m->segments && g[-1].kind == SEGMENT_REST && g[1].kind == SEGMENT_REST && g[1].n > 3;
        if (between) count_pulse(&c, g, m->series.t[last] - segment_start(&m->series, g));
        else c.titration_now = 0;
    }
    return c;
}

static void judge(Measured *m, const Census *c)
{
    char *why = m->why;
    if (m->spectra > 0) {
        m->kind = MEASURED_EIS;
        snprintf(why, NOTE_LENGTH, "there are columns of frequency and impedance");
    } else if (m->series.n && isnan(m->series.t[0])) {
        m->kind = MEASURED_CURVE;
        snprintf(why, NOTE_LENGTH, "there are capacities and voltages, but no time");
    } else if (c->up + c->down > 0) {
        m->kind = c->up && c->down ? MEASURED_CV : MEASURED_LSV;
        snprintf(why, NOTE_LENGTH,
                 "the voltage is linear in time and the current is not constant: %d sweeps up, %d down", c->up,
                 c->down);
    } else if (c->currents == 0) {
        m->kind = MEASURED_OCV;
        snprintf(why, NOTE_LENGTH, "no current flows");
    } else if (c->titration >= TITRATION) {
        m->kind = MEASURED_GITT;
        snprintf(why, NOTE_LENGTH, "%d like pulses in one direction, one after the other, with rests between",
                 c->titration);
    } else if (c->pulses >= PULSES && c->turns > 0 && 2 * c->pulses >= c->currents) {
        m->kind = MEASURED_PULSE;
        snprintf(why, NOTE_LENGTH, "%d pulses of at most %d s in both directions, with rests between", c->pulses,
                 SHORT_PULSE);
    } else {
        m->kind = MEASURED_CYCLING;
        snprintf(why, NOTE_LENGTH, "currents of either sign, %s",
                 c->pulses + c->titration ? "too few like pulses in a row for a titration"
                                          : "neither sweeps nor pulses");
    }
}

/* What was asked for must be there. */
static Status check_wish(const Measured *m, MeasuredKind as, const Census *c, Error *e)
{
    const int spectra = m->spectra > 0, sweeps = c->up + c->down > 0;
    const int possible = as == MEASURED_EIS   ? spectra
                         : as == MEASURED_CV  ? c->up && c->down
                         : as == MEASURED_LSV ? sweeps
                                              : !spectra;
    if (possible) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the data cannot be read as %s: %s", names[as],
              as == MEASURED_EIS   ? "there are no columns of frequency and impedance"
              : as == MEASURED_CV  ? "there are no sweeps up and down"
              : as == MEASURED_LSV ? "there is no sweep"
                                   : "they are impedance");
    return error_hint(e, "without --as: %s, for %s", names[m->kind], m->why), CELLSIM_BAD_CARD;
}

Status measured_judge(Measured *m, MeasuredKind as, Error *e)
{
    const SweepSearch search = as == MEASURED_CV || as == MEASURED_LSV ? SWEEPS_ALL
                               : as == MEASURED_AUTO                   ? SWEEPS_FOUND
                                                                       : SWEEPS_NONE;
    free(m->segment);
    m->segment = NULL;
    m->segments = 0;
    Status s = m->series.n ? segments_find(&m->series, search, &m->segment, &m->segments, e) : CELLSIM_OK;
    if (s) return s;
    const Census c = census(m);
    judge(m, &c);
    if (as == MEASURED_AUTO) return CELLSIM_OK;
    s = check_wish(m, as, &c, e);
    if (s) return s;
    m->kind = as;
    snprintf(m->why, NOTE_LENGTH, "--as %s", names[as]);
    return CELLSIM_OK;
}
