/* What must hold of any run: finite numbers, limits, bounds, balances. */
#include "random_check.h"

#include "../../experiments/soc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const fault_name[FAULTS] = {
    "crash",        "time-out",       "refused", "i/o",      "message", "not finite", "start beyond limit",
    "limit",        "not possible",   "sites",   "capacity", "theta",   "salt",       "guest balance",
    "salt balance", "charge balance", "exit 4"};

void verdict_fault(Verdict *v, Fault fault, const char *format, ...)
{
    va_list arguments;
    if (v->faults & (1u << fault)) return;
    v->faults |= 1u << fault;
    va_start(arguments, format);
    vsnprintf(v->text[fault], sizeof v->text[fault], format, arguments);
    va_end(arguments);
}

void message_words(const char *text, char *out, size_t size)
{
    size_t n = 0;
    for (int words = 0; *text && n + 1 < size; text++) {
        if (*text == ' ' && ++words == 6) break;
        const char c = isdigit((unsigned char)*text) ? '#' : *text;
        if (c == '#' && n && out[n - 1] == '#') continue;
        out[n++] = c;
    }
    out[n] = '\0';
}

Fault worst_fault(unsigned faults)
{
    int fault = 0;
    while (fault < FAULTS && !(faults & (1u << fault))) fault++;
    return (Fault)fault;
}

int verdict_alike(const Verdict *a, const Verdict *b, Fault fault)
{
    char one[64], other[64];
    message_words(a->message, one, sizeof one);
    message_words(b->message, other, sizeof other);
    return b->faults & (1u << fault) && a->exit == b->exit && (a->exit < CELLSIM_BAD_CARD || !strcmp(one, other));
}

/* --- finite ------------------------------------------------------------------------------------------------------ */

static void check_finite(Verdict *v, const char *what, int at, int n, const double *value)
{
    for (int k = 0; k < n; k++)
        if (!isfinite(value[k])) verdict_fault(v, FAULT_NOT_FINITE, "%s %d: value %d is %g", what, at, k, value[k]);
}

/* NaN means absent. */
static void check_no_infinity(Verdict *v, const char *what, int at, int n, const double *value)
{
    for (int k = 0; k < n; k++)
        if (isinf(value[k])) verdict_fault(v, FAULT_NOT_FINITE, "%s %d: value %d is infinite", what, at, k);
}

static void check_numbers(const Run *r, Verdict *v)
{
    for (int k = 0; k < r->samples; k++) {
        const Sample *s = &r->sample[k];
        check_finite(v, "sample", k, 4, (const double[]){s->t, s->voltage, s->current, s->charge});
    }
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        check_finite(v, "record", k, r->ions > 0 ? 10 : 9,
                     (const double[]){s->current, s->c_rate, s->scan_rate, s->t_start, s->t_end, s->charge, s->energy,
                                      s->v_start, s->v_end, s->c_e_min});
        check_no_infinity(v, "record's mean voltage", k, 1, &s->mean_voltage);
    }
    for (int k = 0; k < r->profiles; k++) {
        const Profile *p = &r->profile[k];
        check_finite(v, "profile's c_e", k, p->nodes * p->ions, p->c_e);
        check_finite(v, "profile's phi_e", k, p->nodes, p->phi_e);
        check_no_infinity(v, "profile's phi_s", k, p->nodes * p->networks, p->phi_s);
        check_no_infinity(v, "profile's theta", k, p->nodes * p->phases, p->theta_surface);
        check_no_infinity(v, "profile's theta", k, p->nodes * p->phases, p->theta_mean);
        check_no_infinity(v, "profile's current", k, p->nodes * p->phases, p->current_density);
    }
    for (int k = 0; k < r->spectra; k++)
        for (int j = 0; j < r->spectrum[k].points; j++)
            check_finite(v, "spectrum", k, 3, (const double *)&r->spectrum[k].point[j]);
    check_finite(v, "trust", 0, 3,
                 (const double[]){r->trust.lithium_balance, r->trust.salt_balance, r->trust.charge_balance});
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

/* The step that a line of the protocol defines; a titration's pulse and rest share theirs. */
static const Step *step_at(int line, StepKind kind, int n, const Step *steps)
{
    for (int k = 0; k < n; k++) {
        if (steps[k].kind == STEP_GITT && steps[k].line == line) return &steps[k].step[kind == STEP_REST];
        if (steps[k].kind == STEP_REPEAT) {
            const Step *inside = step_at(line, kind, steps[k].steps, steps[k].step);
            if (inside) return inside;
        } else if (steps[k].line == line) return &steps[k];
    }
    return NULL;
}

typedef struct Bounds {
    double low, high, time, charge; /* V, V, s, C/m2; infinite = no limit */
} Bounds;

static double or_infinite(double limit, double sign)
{
    return isnan(limit) ? sign * (double)INFINITY : limit;
}

static Bounds limits_of(const Step *step, const Safety *safety, double loading)
{
    const Until *u = &step->until;
    Bounds b = {or_infinite(safety->voltage_min, -1), or_infinite(safety->voltage_max, 1), or_infinite(u->time, 1),
                or_infinite(u->capacity_mAh_g * 3600 * loading, 1)};
    if (step->kind == STEP_CCCV) { /* its conditions belong to the hold */
        b.time = b.charge = (double)INFINITY;
        if (step->current > 0) b.high = fmin(b.high, step->voltage);
        else b.low = fmax(b.low, step->voltage);
    } else {
        b.low = fmax(b.low, or_infinite(u->voltage_below, -1));
        b.high = fmin(b.high, or_infinite(u->voltage_above, 1));
    }
    return b;
}

static void check_sample(const Run *r, const StepRecord *record, int j, const Bounds *b, Verdict *v)
{
    const Sample *s = &r->sample[record->first_sample + j];
    const double q_start = r->sample[record->first_sample].charge;
    const double over = fmax(b->low - s->voltage, s->voltage - b->high), late = s->t - record->t_start - b->time;
    const double more = fabs(s->charge - q_start) - b->charge;
    if (over > VOLTAGE_TOLERANCE)
        verdict_fault(v, j > 0 ? FAULT_LIMIT : FAULT_START,
                      "step %d (line %d) at %.4g s: %.6g V is %.3g V beyond its limit", s->step + 1, record->line, s->t,
                      s->voltage, over);
    if (late > 1e-6 + 1e-9 * s->t)
        verdict_fault(v, FAULT_LIMIT, "step %d (line %d) is %.3g s beyond its time", s->step + 1, record->line, late);
    if (more > 1e-6 * b->charge + 1e-6 * r->one_C)
        verdict_fault(v, FAULT_LIMIT, "step %d (line %d) is %.3g C/m2 beyond its capacity", s->step + 1, record->line,
                      more);
}

/* A step whose consistent start lay beyond its limit: nothing was integrated. */
static int impossible(const StepRecord *s)
{
    return s->end == END_IMPOSSIBLE;
}

/* It takes no time, and is an early end unless the step may end early. */
static void check_impossible(const Run *r, const Step *step, const StepRecord *record, int k, Verdict *v)
{
    if (record->t_end > record->t_start || record->charge != 0)
        verdict_fault(v, FAULT_IMPOSSIBLE, "step %d was not possible, and passed %g C/m2", k + 1, record->charge);
    const int ends_titration = k > 1 && step->kind == STEP_CC && record->line == r->record[k - 2].line;
    if (r->status == CELLSIM_OK && !step->may_end_early && !ends_titration)
        verdict_fault(v, FAULT_IMPOSSIBLE, "step %d was not possible, and the run is ok", k + 1);
}

static void check_limits(const Protocol *p, const Run *r, Verdict *v)
{
    for (int k = 0; k < r->records; k++) {
        const StepRecord *record = &r->record[k];
        const Step *step = step_at(record->line, record->kind, p->steps, p->step);
        if (!step) {
            verdict_fault(v, FAULT_LIMIT, "step %d has no line in the protocol", k + 1);
            continue;
        }
        if (impossible(record)) {
            check_impossible(r, step, record, k, v);
            continue;
        }
        const Bounds b = limits_of(step, &p->safety, r->loading);
        for (int j = 0; j < record->samples; j++) check_sample(r, record, j, &b, v);
    }
}

/* --- bounds and balances ----------------------------------------------------------------------------------------- */

/* Of every ion, relative to its concentration at the start, or to that of all salt if there is none of it. */
static void check_salt(const Electrolyte *el, const Profile *p, Verdict *v)
{
    for (int j = 0; j < p->nodes; j++)
        for (int n = 0; n < p->ions; n++)
            if (p->c_e[j * p->ions + n] < -SALT_TOLERANCE * electrolyte_scale(el, n))
                verdict_fault(v, FAULT_SALT, "profile at %.4g s: c_e = %.4g mol/m3 of ion %s", p->t,
                              p->c_e[j * p->ions + n], electrolyte_ion(el, n)->name);
}

/* Whether theta has an upper bound of 1: the mean of a host that evolves is of all its forms, in units of one; of a host that
 * ions compete for the electrons are those of all shells, but the surface has as many as its own sites. */
typedef struct Bounded {
    int mean, surface;
} Bounded;

static Bounded bounded(const CellSpec *cell)
{
    Bounded b = {1, 1};
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < cell->electrode[r].phases; k++) {
            if (cell->electrode[r].phase[k].evolving) b.mean = 0;
            if (cell->electrode[r].phase[k].competing) b.surface = 0;
        }
    return b;
}

static void check_profiles(const Run *r, const Electrolyte *el, const Bounded *b, Verdict *v)
{
    for (int k = 0; k < r->profiles; k++) {
        const Profile *p = &r->profile[k];
        check_salt(el, p, v);
        for (int j = 0; j < p->nodes * p->phases; j++) {
            const double mean = fmax(-p->theta_mean[j], b->mean ? p->theta_mean[j] - 1 : -INFINITY);
            const double surface = fmax(-p->theta_surface[j], b->surface ? p->theta_surface[j] - 1 : -INFINITY);
            const double over = fmax(surface, mean); /* passes over NaN */
            if (over > THETA_TOLERANCE)
                verdict_fault(v, FAULT_THETA, "profile at %.4g s: theta is %.3g outside 0 to 1", p->t, over);
        }
    }
    for (int k = 0; k < r->records; k++) {
        const int ion = electrolyte_find(el, r->record[k].c_e_ion);
        if (ion >= 0 && r->record[k].c_e_min < -SALT_TOLERANCE * electrolyte_scale(el, ion))
            verdict_fault(v, FAULT_SALT, "step %d: c_e = %.4g mol/m3 at its end", k + 1, r->record[k].c_e_min);
    }
}

/* The class of a host that two compete for whose content it is, from 0: of "positive.host.Li_2" 1; -1: of all, electrons. */
static int class_of(const Reported *of)
{
    const char *end = strrchr(of->full, '.'), *number = strrchr(end, '_');
    return of->detail && number ? atoi(number + 1) - 1 : -1;
}

/* What hosts report: shares, and contents of a class that has room for them. */
static void check_reported(const CellSpec *cell, const Run *r, Verdict *v)
{
    for (int k = 0; k < r->records; k++)
        for (int j = 0; j < r->reports; j++) {
            const Reported *of = &r->reported[j];
            const Phase *p = &cell->electrode[of->region].phase[of->phase];
            const double value = r->record[k].reported[j];
            double most = p->evolving && of->output < 4 ? 1 : INFINITY, unit = 1;
            if (p->side.delta > 0 && of->output == 0 && !p->evolving) most = p->side.delta;
            if (p->competing && class_of(of) >= 0) most = unit = p->competing->class[class_of(of)].sites;
            if (!(value >= -REPORTED_TOLERANCE * unit && value <= most + REPORTED_TOLERANCE * unit))
                verdict_fault(v, FAULT_THETA, "step %d: %s is %.9g", k + 1, of->full, value);
        }
}

static void check_balances(const RunTrust *t, Verdict *v)
{
    const double balance[] = {t->lithium_balance, t->salt_balance, t->charge_balance};
    for (int k = 0; k < 3; k++)
        if (!(balance[k] <= BALANCE_TOLERANCE))
            verdict_fault(v, (Fault)(FAULT_GUEST_BALANCE + k), "the balance is %.3g", balance[k]);
}

void check_run(const CellSpec *cell, const Protocol *protocol, const Run *run, Verdict *v)
{
    v->exit = (int)run->status;
    v->guest = run->trust.lithium_balance;
    v->salt = run->trust.salt_balance;
    v->charge = run->trust.charge_balance;
    if (run->status) snprintf(v->message, sizeof v->message, "%.299s", run->error.text);
    if (run->status) snprintf(v->hint, sizeof v->hint, "%.299s", run->error.hint);
    if (run->status == CELLSIM_SOLVER) verdict_fault(v, FAULT_SOLVER, "%.199s", run->error.text);
    if (run->status && (run->error.status != run->status || !run->error.text[0]))
        verdict_fault(v, FAULT_MESSAGE, "exit %d says: %.150s", v->exit, run->error.text);
    v->gave_up = run->status == CELLSIM_EARLY && run->records && run->record[run->records - 1].end == END_FAILURE;
    check_numbers(run, v);
    check_limits(protocol, run, v);
    const Bounded theta = bounded(cell);
    check_profiles(run, cell->electrolyte, &theta, v);
    check_reported(cell, run, v);
    if (run->status == CELLSIM_OK) check_balances(&run->trust, v);
    CellSpec begun = *cell;
    if (soc_begin(&begun, protocol, NULL) == CELLSIM_OK) check_theory(&begun, run, v);
}
