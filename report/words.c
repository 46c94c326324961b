/* The words of names.h. */
#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *step_kind_name(StepKind kind)
{
    switch (kind) {
    case STEP_CC: return "cc";
    case STEP_CCCV: return "cccv";
    case STEP_CV_HOLD: return "cv_hold";
    case STEP_REST: return "rest";
    case STEP_CV_SWEEP: return "cv_sweep";
    case STEP_GITT: return "gitt";
    case STEP_EIS: return "eis";
    case STEP_POWER: return "power";
    case STEP_RESISTANCE: return "resistance";
    case STEP_PROFILE: return "profile";
    case STEP_REPEAT: return "repeat";
    }
    return "unknown";
}

const char *provenance_name(ProvenanceKind kind)
{
    switch (kind) {
    case KIND_REPORTED: return "reported";
    case KIND_LITERATURE: return "literature";
    case KIND_FITTED: return "fitted";
    case KIND_ASSUMED: return "assumed";
    case KIND_UNSTATED: return "unstated";
    }
    return "unstated";
}

const char *end_name(EndReason end)
{
    switch (end) {
    case END_VOLTAGE: return "voltage";
    case END_CURRENT: return "current";
    case END_TIME: return "time";
    case END_CAPACITY: return "capacity";
    case END_SOC: return "state of charge";
    case END_SWEEP: return "sweep";
    case END_SPECTRUM: return "spectrum";
    case END_IMPOSSIBLE: return "not possible";
    case END_SAFETY: return "safety";
    case END_COUNTER: return "counter electrode";
    case END_FAILURE: return "failure";
    case END_STOPPED: return "stopped";
    }
    return "unknown";
}

const char *end_words(EndReason end)
{
    switch (end) {
    case END_VOLTAGE: return "voltage reached";
    case END_CURRENT: return "current fell to its limit";
    case END_TIME: return "time was up";
    case END_CAPACITY: return "capacity reached";
    case END_SOC: return "state of charge reached";
    case END_SWEEP: return "sweep complete";
    case END_SPECTRUM: return "spectrum complete";
    case END_IMPOSSIBLE: return "not possible";
    case END_SAFETY: return "a safety limit was reached";
    case END_COUNTER: return "the counter electrode can carry no more";
    case END_FAILURE: return "the solver gave up";
    case END_STOPPED: return "stopped before its end";
    }
    return "unknown";
}

void record_note(const StepRecord *s, char out[NOTE_SIZE])
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE], c[NUMBER_SIZE];
    size_t n = 0;
    out[0] = '\0';
    if (s->end == END_IMPOSSIBLE && isnan(s->limit))
        n = (size_t)snprintf(out, NOTE_SIZE, "it would begin at or beyond its state of charge");
    else if (s->end == END_IMPOSSIBLE && isnan(s->beyond))
        n = (size_t)snprintf(out, NOTE_SIZE, "it cannot %s on this side of %s V",
                             s->current != 0.0 ? "carry its current" : "carry what is asked of it",
                             number_text(s->limit, 5, a));
    else if (s->end == END_IMPOSSIBLE)
        n = (size_t)snprintf(out, NOTE_SIZE, "it would begin %s V beyond its limit of %s V",
                             number_text(s->beyond, 3, a), number_text(s->limit, 5, b));
    if (isnan(s->depleted_from) || n >= NOTE_SIZE) return;
    snprintf(out + n, NOTE_SIZE - n, "%sthe electrolyte ran low%s%s: %s mol/m3 at x = %s um, from %s s on", n ? "; " : "",
             s->c_e_ion[0] ? " of " : "", s->c_e_ion, number_text(s->c_e_min, 3, a), number_text(s->c_e_min_x * UM_PER_M, 3, b),
             number_text(s->depleted_from - s->t_start, 4, c));
}

const char *record_direction(const StepRecord *s)
{
    const double sign = s->current != 0.0 ? s->current : s->kind == STEP_REST || s->kind == STEP_EIS ? 0.0 : s->charge;
    return sign > 0 ? "charge" : sign < 0 ? "discharge" : "none";
}

void rate_label(double c_rate, char out[NUMBER_SIZE])
{
    char number[NUMBER_SIZE];
    snprintf(out, NUMBER_SIZE, "%.*sC", NUMBER_SIZE - 2, number_text(c_rate, 3, number));
}

const char *unit_words(const char *unit)
{
    return strcmp(unit, "1") != 0 ? unit : "";
}

char *percent_text(double x, int sign, char out[NUMBER_SIZE + 8])
{
    char number[NUMBER_SIZE];
    if (fabs(x) >= 0.1) number_text(round(10 * x) / 10, 6, number);
    else number_text(x, 2, number);
    snprintf(out, NUMBER_SIZE + 8, "%s%s%s", sign && x > 0 && *number ? "+" : "", number, *number ? " %" : "");
    return out;
}

void record_label(const StepRecord *s, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE];
    rate_label(s->c_rate, rate);
    const char *direction = record_direction(s);
    if (s->kind == STEP_REST) snprintf(out, LABEL_SIZE, "rest, cycle %d", s->cycle);
    else if (s->kind == STEP_CV_SWEEP)
        snprintf(out, LABEL_SIZE, "%s mV/s sweep, cycle %d", number_text(s->scan_rate * MV_PER_V, 3, rate), s->cycle);
    else if (s->kind == STEP_EIS) snprintf(out, LABEL_SIZE, "impedance, cycle %d", s->cycle);
    else if (s->kind == STEP_CV_HOLD) snprintf(out, LABEL_SIZE, "voltage hold, cycle %d", s->cycle);
    else if (s->current == 0.0 && s->kind >= STEP_POWER)
        snprintf(out, LABEL_SIZE, "%s, cycle %d", step_kind_name(s->kind), s->cycle);
    else snprintf(out, LABEL_SIZE, "%s %s, cycle %d", rate, direction, s->cycle);
}

void target_label(const Target *t, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE], loading[NUMBER_SIZE], cycle[48] = "";
    rate_label(t->c_rate, rate);
    const int scanned = t->scan_rate > 0;
    if (scanned) snprintf(rate, sizeof rate, "%.20s mV/s", number_text(t->scan_rate * MV_PER_V, 3, loading));
    number_text(t->loading * MG_CM2_PER_KG_M2, 4, loading);
    if (t->cycle > 0) snprintf(cycle, sizeof cycle, ", cycle %d", t->cycle);
    if (!strcmp(t->quantity, "retention"))
        snprintf(cycle, sizeof cycle, ", cycle %d to %d", t->from_cycle, t->to_cycle);
    const int has_rate = scanned || isfinite(t->c_rate);
    size_t n = (size_t)snprintf(out, LABEL_SIZE, "%s%s%.30s", t->quantity, *t->of ? " of " : "", t->of);
    snprintf(out + n, LABEL_SIZE - n, "%s%s%s%s%s", has_rate ? " at " : "", has_rate ? rate : "", *loading ? ", " : "",
             loading, *loading ? " mg/cm2" : "");
    for (char *p = out; *p; p++)
        if (*p == '_') *p = ' ';
    n = strlen(out);
    n += (size_t)snprintf(out + n, LABEL_SIZE - n, "%s", cycle);
    if (isfinite(t->varied) && n < LABEL_SIZE)
        snprintf(out + n, LABEL_SIZE - n, ", varied = %s", number_text(t->varied, 4, rate));
}
