#include "steps.h"

#include "rate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const step_names[] = {"cc",  "cccv",  "cv_hold",    "rest",    "cv_sweep", "gitt",
                                  "eis", "power", "resistance", "profile", "repeat"};

Status step_complain(StepReader *s, const Node *n, const char *text, const char *hint)
{
    node_error(s->r->e, n, "%s", text);
    return error_hint(s->r->e, "%s", hint), CELLSIM_BAD_CARD;
}

Status step_window_bound(StepReader *s, const Node *at, const char *name, double *out)
{
    static const char *const names[] = {"lower", "upper", "cv_lower", "cv_upper"};
    *out = NAN;
    for (int k = 0; k < 4; k++) {
        if (strcmp(name, names[k]) != 0) continue;
        if (s->card && k >= 2) *out = s->card->cv_window[k - 2];
        if (s->card && isnan(*out)) *out = s->card->window[k % 2];
        if (!isnan(*out)) return CELLSIM_OK;
        return step_complain(s, at, "the card has no window that this step could use",
                             "add window = { lower_V = …; upper_V = …; } to the card, or give the voltage in the step");
    }
    const char *near = did_you_mean(name, 4, names);
    node_error(s->r->e, at, "unknown bound '%.40s'", name);
    return error_hint(s->r->e, "did you mean '%s'? a voltage, or lower, upper, cv_lower, cv_upper",
                      near ? near : "lower"),
           CELLSIM_BAD_CARD;
}

static Status read_bound(StepReader *s, const Value *v, double *out)
{
    *out = v->number;
    return v->key && v->node->type == NODE_TEXT ? step_window_bound(s, v->node, v->node->text, out) : CELLSIM_OK;
}

Status step_need_loading(StepReader *s, const Node *n, const char *what)
{
    if (!s->card || s->card->mass_loading > 0) return CELLSIM_OK;
    node_error(s->r->e, n, "%.40s: the card does not say how much active material there is", what);
    return error_hint(s->r->e, "add loading_mg_cm2 to the positive electrode, or state it per cell or area"),
           CELLSIM_BAD_CARD;
}

static Status read_rate(StepReader *s, const Value *v, double *value, CurrentUnit *unit)
{
    const int given = !strcmp(v->node->text, "given");
    const char *text = !given ? v->node->text : s->given ? s->given : "1C";
    const Status status = rate_parse(text, value, unit, s->r->e);
    s->takes_rate = s->takes_rate || given;
    if (given && s->given && status != CELLSIM_OK) { /* the fault is the caller's, not the file's */
        s->r->e->status = CELLSIM_USAGE;
        return CELLSIM_USAGE;
    }
    if (status == CELLSIM_OK && *unit == UNIT_MA_G) return step_need_loading(s, v->node, text);
    return node_locate(s->r->e, v->node, status);
}

Status step_direction(StepReader *s, const Value *v, double *value)
{
    const char *direction = v[STEP_DIRECTION].node->text;
    if (!strcmp(direction, "charge")) return CELLSIM_OK;
    *value = -*value;
    if (!strcmp(direction, "discharge")) return CELLSIM_OK;
    return step_complain(s, v[STEP_DIRECTION].node, "the direction is neither charge nor discharge",
                         "direction = \"charge\" or \"discharge\"");
}

static Status read_current(StepReader *s, const Place *at, const Value *v, Step *step)
{
    Status status = section_require(s->r, &section_step, at, v, STEP_RATE);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, at, v, STEP_DIRECTION);
    if (status == CELLSIM_OK) status = read_rate(s, &v[STEP_RATE], &step->current, &step->unit);
    return status == CELLSIM_OK ? step_direction(s, v, &step->current) : status;
}

static Status read_until(StepReader *s, const Value *v, Until *u)
{
    Status status = read_bound(s, &v[STEP_BELOW], &u->voltage_below);
    if (status == CELLSIM_OK) status = read_bound(s, &v[STEP_ABOVE], &u->voltage_above);
    u->time = v[STEP_TIME].number;
    u->capacity_mAh_g = v[STEP_CAPACITY].number;
    u->current_below = NAN;
    u->to_soc = v[STEP_TO_SOC].key != NULL;
    u->soc = v[STEP_TO_SOC].number;
    if (status == CELLSIM_OK && u->to_soc) status = soc_window(s->r, v[STEP_TO_SOC].node, s->card);
    if (status == CELLSIM_OK && v[STEP_CAPACITY].key)
        status = step_need_loading(s, v[STEP_CAPACITY].node, "until_capacity_mAh_g");
    if (status == CELLSIM_OK && v[STEP_CURRENT].key)
        status = read_rate(s, &v[STEP_CURRENT], &u->current_below, &u->current_unit);
    return status;
}

int step_has_until(const Until *u)
{
    return !isnan(u->voltage_below) || !isnan(u->voltage_above) || !isnan(u->current_below) || !isnan(u->time) ||
           !isnan(u->capacity_mAh_g) || u->to_soc;
}

Status step_end_at_window(StepReader *s, const Place *at, int charge, Step *step)
{
    double *limit = charge ? &step->until.voltage_above : &step->until.voltage_below;
    const double *window = s->card ? s->card->window : NULL;
    if (isnan(*limit) && window) *limit = window[charge];
    if (step_has_until(&step->until)) return CELLSIM_OK;
    return step_window_bound(s, at->group, "lower", limit);
}

static Status finish_cc(StepReader *s, const Place *at, const Value *v, Step *step)
{
    const Status status = read_current(s, at, v, step);
    return status == CELLSIM_OK ? step_end_at_window(s, at, step->current > 0, step) : status;
}

static Status finish_hold(StepReader *s, const Place *at, const Value *v, Step *step)
{
    Status status = CELLSIM_OK;
    if (step->kind == STEP_CCCV) {
        status = read_current(s, at, v, step);
        if (status == CELLSIM_OK && isnan(step->voltage))
            status = step_window_bound(s, at->group, step->current > 0 ? "upper" : "lower", &step->voltage);
    }
    if (status != CELLSIM_OK || !isnan(step->until.current_below) || !isnan(step->until.time) ||
        !isnan(step->until.capacity_mAh_g) || step->until.to_soc)
        return status;
    return step_complain(s, at->group, "the voltage would be held for ever",
                         "give until_current_below = \"C/20\" or until_time_h");
}

static Status finish_sweep(StepReader *s, const Place *at, const Value *v, Step *step)
{
    Status status = section_require(s->r, &section_step, at, v, STEP_SCAN);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, at, v, STEP_VERTICES);
    if (status == CELLSIM_OK) status = list_length(s->r, v[STEP_VERTICES].node, 1, MAX_VERTICES);
    if (status != CELLSIM_OK) return status;
    step->scan_rate = v[STEP_SCAN].number;
    for (int k = 0; k < v[STEP_VERTICES].node->children && status == CELLSIM_OK; k++) {
        const Node *n = v[STEP_VERTICES].node->child[k];
        double *vertex = &step->vertex[step->vertices++];
        status =
            n->type == NODE_TEXT ? step_window_bound(s, n, n->text, vertex) : node_number(s->r, n, "a vertex", vertex);
        if (status == CELLSIM_OK && !(fabs(*vertex) <= 10))
            status = step_complain(s, n, "a vertex is out of range", "voltages lie between -10 and 10 V");
    }
    return status;
}

static Status finish_eis(StepReader *s, const Place *at, const Value *v, Step *step)
{
    step->f_max = v[STEP_F_MAX].number;
    step->f_min = v[STEP_F_MIN].number;
    step->points_per_decade = v[STEP_POINTS].number;
    if (step->f_min < step->f_max) return CELLSIM_OK;
    return step_complain(s, v[STEP_F_MIN].key ? v[STEP_F_MIN].node : at->group, "f_min_Hz is not below f_max_Hz",
                         "a spectrum runs from f_max_Hz (default 200 kHz) down to f_min_Hz (default 10 mHz)");
}

static Status finish_repeat(StepReader *s, const Place *at, const Value *v, Step *step)
{
    char path[128];
    Status status = section_require(s->r, &section_step, at, v, STEP_COUNT);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, at, v, STEP_STEPS);
    if (status != CELLSIM_OK) return status;
    step->count = (int)v[STEP_COUNT].number;
    step->advances_cycle = v[STEP_ADVANCES].number != 0;
    snprintf(path, sizeof path, "%.90s.steps", at->path);
    const double outer = s->passes;
    s->passes *= step->count;
    status = steps_read(s, v[STEP_STEPS].node, path, &step->step, &step->steps);
    s->passes = outer;
    return status;
}

/* Pulse and rest as two steps of their own. */
static Status finish_gitt(StepReader *s, const Place *at, const Value *v, Step *step)
{
    Status status = section_require(s->r, &section_step, at, v, STEP_PULSE);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, at, v, STEP_PAUSE);
    if (status == CELLSIM_OK) status = finish_cc(s, at, v, step);
    if (status != CELLSIM_OK) return status;
    step->count = (int)v[STEP_PULSES].number;
    step->step = calloc(2, sizeof *step->step);
    if (!step->step) return error_memory(s->r->e);
    step->steps = 2;
    for (int k = 0; k < 2; k++) {
        Step *part = &step->step[k];
        *part = *step;
        part->kind = k ? STEP_REST : STEP_CC;
        part->step = NULL;
        part->steps = 0;
        part->count = 1;
        part->until.time = v[k ? STEP_PAUSE : STEP_PULSE].number;
    }
    step->step[1].until.voltage_below = step->step[1].until.voltage_above = NAN; /* a rest may cross the limit */
    step->step[1].current = step->step[1].until.to_soc = 0;
    s->executed += 2 * s->passes * step->count;
    if (s->executed <= MAX_EXECUTED) return CELLSIM_OK;
    return step_complain(s, at->group, "the pulses amount to too much", "at most a million steps: lower max_pulses");
}

static Status read_kind(StepReader *s, const Value *v, StepKind *kind)
{
    const char *name = v->node->text;
    for (int k = 0; k <= STEP_REPEAT; k++)
        if (!strcmp(name, step_names[k])) {
            *kind = (StepKind)k;
            return CELLSIM_OK;
        }
    const char *near = did_you_mean(name, STEP_REPEAT + 1, step_names);
    node_error(s->r->e, v->node, "unknown step '%.40s'", name);
    if (near) error_hint(s->r->e, "did you mean '%s'?", near);
    else
        error_hint(s->r->e,
                   "steps are cc, cccv, cv_hold, rest, cv_sweep, gitt, eis, power, resistance, profile and repeat");
    return CELLSIM_BAD_CARD;
}

static Status finish(StepReader *s, const Place *at, const Value *v, Step *step)
{
    switch (step->kind) {
    case STEP_CC: return finish_cc(s, at, v, step);
    case STEP_CCCV:
    case STEP_CV_HOLD: return finish_hold(s, at, v, step);
    case STEP_CV_SWEEP: return finish_sweep(s, at, v, step);
    case STEP_GITT: return finish_gitt(s, at, v, step);
    case STEP_EIS: return finish_eis(s, at, v, step);
    case STEP_POWER: return step_finish_power(s, at, v, step);
    case STEP_RESISTANCE: return step_finish_resistance(s, at, v, step);
    case STEP_PROFILE: return step_finish_profile(s, at, v, step);
    case STEP_REPEAT: return finish_repeat(s, at, v, step);
    case STEP_REST: break;
    }
    if (step_has_until(&step->until)) return CELLSIM_OK;
    return step_complain(s, at->group, "the rest has no end", "give until_time_s, until_time_min or until_time_h");
}

static Status read_step(StepReader *s, const Node *n, const char *path, Step *step)
{
    Value v[MAX_SLOTS];
    Place at;
    *step = (Step){.line = n->line, .voltage = NAN, .count = 1};
    Status status = place_open(s->r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(s->r, &section_step, &at, v);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, &at, v, STEP_DO);
    if (status == CELLSIM_OK) status = read_kind(s, &v[STEP_DO], &step->kind);
    if (status == CELLSIM_OK) status = step_refuse_idle(s, v, step->kind);
    if (status == CELLSIM_OK) status = read_bound(s, &v[STEP_VOLTAGE], &step->voltage);
    if (status == CELLSIM_OK) status = read_until(s, v, &step->until);
    if (status != CELLSIM_OK) return status;
    step->sample_period = v[STEP_SAMPLE].number;
    step->may_end_early = v[STEP_EARLY].number != 0;
    return finish(s, &at, v, step);
}

Status steps_read(StepReader *s, const Node *list, const char *path, Step **out, int *n)
{
    Status status = list_length(s->r, list, 1, MAX_STEPS);
    if (status != CELLSIM_OK) return status;
    s->executed += s->passes * list->children;
    if (++s->depth > MAX_STEP_DEPTH || s->executed > MAX_EXECUTED)
        return step_complain(s, list, "the repeats amount to too much",
                             "at most 6 levels of repeat and a million steps");
    *out = calloc((size_t)list->children, sizeof **out);
    if (!*out) return error_memory(s->r->e);
    for (int k = 0; k < list->children && status == CELLSIM_OK; k++) {
        char at[128];
        snprintf(at, sizeof at, "%.90s[%d]", path, k);
        status = read_step(s, list->child[k], at, &(*out)[k]);
        *n = k + 1;
    }
    s->depth--;
    return status;
}
