/* From a failed integration to a sentence a user can act on: a list of causes, the most certain first. Each looks for
 * something that is true of this card or this state, and proposes to change one key or option. */
#include "impedance.h"
#include "simulation_private.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What the causes look at, and what the one that is found says. */
typedef struct Finding {
    Simulation *s;
    const double *y;
    char hint[sizeof((Error *)0)->hint];
} Finding;

static int say(Finding *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int say(Finding *f, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(f->hint, sizeof f->hint, format, arguments);
    va_end(arguments);
    return 1;
}

/* As cards call it; as one speaks of it: the electrode of a half cell is the positive one of the card, be it the cell's
 * negative one by its potential. */
static const char *electrode_key(RegionId region)
{
    return region == NEGATIVE ? "negative" : "positive";
}

static const char *electrode_words(const Model *m, RegionId region)
{
    return m->spec->half_cell ? "working" : electrode_key(region);
}

/* --- the causes -------------------------------------------------------------------------------------------------- */

static const double EMPTY = 0.02;       /* of c0 */
static const double LESS = 1e-6;        /* than nothing, per all salt: of an ion that there was none of */
static const double TAKEN = 0.5;        /* of the cell's current, by surfaces that have nothing left to take */
static const double APART = 0.3;        /* V: no lab mixes phases so far from equilibrium */
static const double EARLY = 60;         /* s: as long as what the cell started from still acts */
static const double SPENT = 1e-3;       /* theta, or 1 - theta */
static const double DOUBLE_LAYER = 0.1; /* F/m2: of most oxides and carbons in organic electrolytes */
static const double SHARP = 1e-3;       /* A/m2: the default of hysteresis_current_A_m2 */
static const double WIDE_TOLERANCE = 1e-3;
static const double AT_ONCE = 1e6; /* Hz: double layers pass it */
static const double NEARLY = 1.1;  /* how near to its largest power a step comes before it fails */

/* `c`: of all ions at the node; the last one follows from the others. */
static int is_empty(Finding *f, const MeshNode *v, const double *c_of, int ion)
{
    const Electrolyte *el = f->s->m->spec->electrolyte;
    const double c = c_of[ion], c0 = electrolyte_ion(el, ion)->c0;
    const char *name = electrolyte_ion(el, ion)->name;
    if (!(c <= EMPTY * c0) || (c0 == 0 && c >= -LESS * electrolyte_scale(el, ion))) return 0;
    if (electrolyte_ions(el) > 2 && ion == f->s->m->carried)
        return say(
            f,
            "the electrolyte is empty of %s at x = %.1f um, the ion that follows from electroneutrality: name one "
            "that there is more of (electrolyte.follows), or lower the rate",
            name, v->x * 1e6);
    return say(f,
               "the electrolyte is empty%s%s at x = %.1f um (%.3g of %.3g mol/m3): the current is above its limit; "
               "lower the rate, or use a thinner or more porous separator or electrode",
               name[0] ? " of " : "", name, v->x * 1e6, c, c0);
}

/* An empty electrolyte is physics' way to end a step, not the solver's. */
static int is_starved(Finding *f)
{
    const Model *m = f->s->m;
    const Electrolyte *el = m->spec->electrolyte;
    double c[MAX_IONS];
    for (int n = electrolyte_ions(el) - 1; n >= 0; n--)
        for (int k = 0; k < m->nodes; k++) {
            electrolyte_concentrations(el, f->y + m->node[k].c_e, c);
            if (is_empty(f, &m->node[k], c, n)) return 1;
        }
    return 0;
}

/* An ion of which the electrolyte had none, and hosts have given it too little of, is what a phase is driven to take. */
static int is_ion_absent(Finding *f)
{
    const Model *m = f->s->m;
    const Electrolyte *el = m->spec->electrolyte;
    const double I = fabs(f->y[m->I]);
    for (int k = 0; k < m->pockets && electrolyte_is_absolute(el) && I > 0; k++)
        for (int also = 0; also < 2; also++) {
            const Pocket *p = &m->pocket[k];
            const IonLink *ion = also ? &p->also : &p->ion;
            if ((also ? p->c_also : p->c_e) < 0 || electrolyte_ion(el, ion->ion)->c0 > 0) continue;
            if (depletion_taken(f->s, p->phase, ion, also) < TAKEN * I) continue;
            return say(f,
                       "phase %s of the %s electrode takes %s, of which the electrolyte had none at the start and has "
                       "next to none left: add a salt of it, lower the rate, or end the step before",
                       p->phase->name, electrode_words(m, m->node[p->node].region),
                       electrolyte_ion(el, ion->ion)->name);
        }
    return 0;
}

int power_is_out_of_reach(Simulation *s, double *resistance)
{
    const double V = vector_data(s->y)[s->m->V], I = vector_data(s->y)[s->m->I];
    double _Complex Z;
    if (s->control.mode != CONTROL_POWER || s->m->W != s->m->V || !(V * I < 0)) return 0;
    if (impedance_spectrum_of(s, SPECTRUM_AS_INTEGRATED, 1, &AT_ONCE, &Z, NULL)) return 0;
    *resistance = *(const double *)&Z;
    return fabs(V) < NEARLY * fabs(I) * *resistance;
}

static int is_power_out_of_reach(Finding *f)
{
    const double V = f->y[f->s->m->V], I = f->y[f->s->m->I];
    double resistance; /* ohm m2 */
    if (!power_is_out_of_reach(f->s, &resistance)) return 0;
    return say(f,
               "the cell gives no more than %.3g mW/cm2 in this state: at %.3g V its voltage falls as fast as the "
               "current rises "
               "(%.3g ohm cm2); ask for less power, or end the step at a higher voltage",
               1e-1 * fabs(V * I), V, 1e4 * resistance);
}

static int are_apart(Finding *f, RegionId region)
{
    const Electrode *el = &f->s->m->spec->electrode[region];
    const Phase *high = &el->phase[0], *low = high;
    for (int k = 1; k < el->phases; k++) {
        const Phase *p = &el->phase[k];
        if (phase_rest_potential(p) > phase_rest_potential(high)) high = p;
        if (phase_rest_potential(p) < phase_rest_potential(low)) low = p;
    }
    const double U[2] = {phase_rest_potential(low), phase_rest_potential(high)};
    if (U[1] - U[0] < APART) return 0;
    return say(f,
               "phases %s and %s of the %s electrode start at %.2f V and %.2f V: start all of them at one potential "
               "(%s.initial_V = %.2f)",
               low->name, high->name, electrode_words(f->s->m, region), U[0], U[1], electrode_key(region),
               0.5 * (U[0] + U[1]));
}

/* Phases of one electrode that begin far from each other's equilibrium. */
static int are_phases_apart(Finding *f)
{
    if (f->s->t > EARLY) return 0;
    return are_apart(f, POSITIVE) || (!f->s->m->spec->half_cell && are_apart(f, NEGATIVE));
}

/* A side reaction that goes off at once: its potential lies above the one at which its electrode begins. */
static int is_side_far(Finding *f)
{
    const Model *m = f->s->m;
    for (int k = 0; k < m->pockets && f->s->t < EARLY; k++) {
        const Pocket *p = &m->pocket[k];
        const double U = p->phase->side.U, start = phase_rest_potential(p->phase);
        if (p->s >= 0 && U > start + APART)
            return say(f,
                       "the side reaction of phase %s of the %s electrode begins %.2f V below its potential of %.2f V: "
                       "give it the one at which it is seen (U_V = %.2f), or start the phase above it",
                       p->phase->name, electrode_words(m, m->node[p->node].region), U - start, U, start);
    }
    return 0;
}

/* The first surface that is full or empty, of those without a double layer only if `bare`; NULL: none. */
static const Pocket *spent_surface(const Finding *f, int bare, double *theta)
{
    const Model *m = f->s->m;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        *theta = pocket_surface(p, f->y);
        if (bare && p->phase->double_layer > 0) continue;
        if (!(*theta > SPENT && *theta < 1 - SPENT)) return p;
    }
    return NULL;
}

/* Without a double layer all current of a surface that has nothing left to give must come from elsewhere at once. */
static int is_surface_spent(Finding *f)
{
    double theta;
    const Pocket *p = spent_surface(f, 1, &theta);
    return p &&
           say(f,
               "phase %s is %s at its surface (theta = %.5f) at x = %.1f um and has no double layer: give every phase "
               "the "
               "one that real surfaces have (double_layer_F_m2 = %g), or set a voltage limit that ends the step before",
               p->phase->name, theta > 0.5 ? "full" : "empty", theta, f->s->m->node[p->node].x * 1e6, DOUBLE_LAYER);
}

static int is_surface_bare(Finding *f)
{
    const Model *m = f->s->m;
    for (int k = 0; k < m->pockets; k++)
        if (m->pocket[k].phase->double_layer == 0)
            return say(
                f,
                "the current of phase %s may jump from place to place, as it has no double layer: give every phase "
                "the one that real surfaces have (double_layer_F_m2 = %g)",
                m->pocket[k].phase->name, DOUBLE_LAYER);
    return 0;
}

/* A branch of the isotherm that changes within a current too small to notice is a jump of the voltage in time. */
static int is_switch_sharp(Finding *f)
{
    const Model *m = f->s->m;
    for (int k = 0; k < m->pockets; k++) {
        const Phase *p = m->pocket[k].phase;
        if (p->hysteresis > 0 && p->hysteresis_current < SHARP)
            return say(
                f,
                "the hysteresis of phase %s of the %s electrode switches within %.2g A/m2: let it do so within more "
                "(hysteresis_current_A_m2 = %g)",
                p->name, electrode_words(m, m->node[m->pocket[k].node].region), p->hysteresis_current, SHARP);
    }
    return 0;
}

static int is_full_or_empty(Finding *f)
{
    double theta;
    const Pocket *p = spent_surface(f, 0, &theta);
    return p &&
           say(f,
               "phase %s is %s at its surface (theta = %.5f) at x = %.1f um: set a voltage limit that ends the step "
               "before, or lower the rate; or accept a larger error (--tolerance %g)",
               p->phase->name, theta > 0.5 ? "full" : "empty", theta, f->s->m->node[p->node].x * 1e6, WIDE_TOLERANCE);
}

static int is_unknown(Finding *f)
{
    return say(
        f,
        "check the units of the card with cellsim check; where they are right, a larger error of the time steps may "
        "let it pass (--tolerance %g)",
        WIDE_TOLERANCE);
}

static const struct {
    int (*is_true)(Finding *f);
    Status status;
} causes[] = {{is_starved, CELLSIM_EARLY},        {is_power_out_of_reach, CELLSIM_EARLY},
              {is_ion_absent, CELLSIM_EARLY},     {are_phases_apart, CELLSIM_SOLVER},
              {is_side_far, CELLSIM_SOLVER},      {is_surface_spent, CELLSIM_SOLVER},
              {is_surface_bare, CELLSIM_SOLVER},  {is_switch_sharp, CELLSIM_SOLVER},
              {is_full_or_empty, CELLSIM_SOLVER}, {is_unknown, CELLSIM_SOLVER}};

/* --- what is reported -------------------------------------------------------------------------------------------- */

/* The unknown with the largest local error in units of its tolerance. */
static int worst_unknown(Simulation *s)
{
    const int n = s->m->unknowns;
    double largest = -1;
    int worst = 0;
    if (IDAGetEstLocalErrors(s->ida, s->scratch) != IDA_SUCCESS) return 0;
    const double *error = vector_data(s->scratch), *weight = vector_data(s->weight);
    for (int k = 0; k < n; k++)
        if (fabs(error[k]) * weight[k] > largest) {
            largest = fabs(error[k]) * weight[k];
            worst = k;
        }
    return worst;
}

Status diagnose(Simulation *s, const char *what, Error *e)
{
    const double *y = vector_data(s->y);
    const int worst = worst_unknown(s);
    const StateTable *state = &s->m->state;
    const StateField *field = &state_field[state->field[worst]];
    Finding f = {s, y, ""};
    int k = 0;
    while (!causes[k].is_true(&f)) k++;
    return_to_last(s);
    error_set(e, causes[k].status, NULL, 0, "%s at t = %.6g s, V = %.4f V, I = %.4g A/m2 (%s at node %d)", what, s->t,
              y[s->m->V], y[s->m->I], field->name, state->node[worst]);
    if (!e) return causes[k].status;
    error_hint(e, "%s", f.hint);
    e->t = s->t;
    e->node = state->node[worst];
    snprintf(e->variable, sizeof e->variable, "%s", field->name);
    return e->status;
}
