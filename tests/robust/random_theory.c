/* Charge and capacity against theory. */
#include "random_check.h"

#include "../../model/constants.h"

#include <stdio.h>

/* --- no more guest than sites ------------------------------------------------------------------------------------ */

/* What an electrode can give and take [C/m2]; double layers take up to LAYER_RANGE. */
typedef struct Reserve {
    double give, take;
} Reserve;
static const double START = 2.1e-6; /* s */

static const double LAYER_RANGE = 10; /* V */

/* The most that the forms of an evolving host can hold, per amorphous sites: what they give and take besides. */
static double forms_hold(const Evolving *e)
{
    return fmax(1, fmax(e->crystal.full, e->rocksalt.full + e->ripening.bound));
}

static Reserve reserve_of(const CellSpec *cell, RegionId id)
{
    const Electrode *el = &cell->electrode[id];
    Reserve r = {0};
    for (int k = 0; k < el->phases; k++) {
        const Phase *p = &el->phase[k];
        const double sites = FARADAY * p->c_max * p->volume_fraction * cell->region[id].thickness;
        const double area = p->area_per_volume * cell->region[id].thickness;
        const double layer = LAYER_RANGE * p->double_layer * area, spare = layer + 1e-5 * sites;
        const double forms = p->evolving ? forms_hold(p->evolving) * sites : 0;
        const double unknown = p->competing ? sites : 0; /* what it holds at rest depends on both concentrations */
        r.give += p->theta0 * sites + spare + forms + unknown;
        r.take += (1 - p->theta0) * sites + spare + forms + unknown;
        *(p->side.delta > 0 ? &r.give : &r.take) += p->side.charge * area;
    }
    return r;
}

static void check_sites(const CellSpec *cell, const Run *run, Verdict *v)
{
    const Reserve positive = reserve_of(cell, POSITIVE), negative = reserve_of(cell, NEGATIVE);
    double most = positive.give, least = -positive.take;
    if (!cell->half_cell) {
        most = fmin(most, negative.take);
        least = fmax(least, -negative.give);
    }
    for (int k = 0; k < run->samples; k++) {
        const double Q = run->sample[k].charge;
        if (Q > most || Q < least)
            verdict_fault(v, FAULT_SITES, "at %.4g s %.9g C/m2 have passed; the sites allow %.9g to %.9g",
                          run->sample[k].t, Q, least, most);
    }
}

/* --- a constant current passes current times time ---------------------------------------------------------------- */

static void check_constant(const Run *run, Verdict *v)
{
    for (int k = 0; k < run->records; k++) {
        const StepRecord *s = &run->record[k];
        if ((s->kind != STEP_CC && s->kind != STEP_REST) || !s->samples) continue;
        const double expected = s->current * (s->t_end - s->t_start);
        const double start = START * fabs(s->current); /* E-14: charge of the start, which takes no time */
        if (fabs(s->charge - expected) > BALANCE_TOLERANCE * (fabs(expected) + SECONDS_PER_HOUR * run->one_C) + start)
            verdict_fault(v, FAULT_CHARGE_BALANCE, "step %d passed %.10g C/m2, not %.10g", k + 1, s->charge, expected);
    }
}

/* --- a slow discharge ends at the isotherm ----------------------------------------------------------------------- */

static const double SMALL_DEPTH = 0.02; /* theta: surface against mean; what counts as slow */
static const double SMALL_RANGE = 0.05; /* theta: what the losses leave open */

/* Largest difference [V] between the cell's voltage and the equilibrium of its particles' surfaces, at a current
 * density I [A/m2], from resistances and the overpotential of a reaction three times the mean. */
static double loss(const CellSpec *cell, double I, double c_e_min, double U)
{
    const Electrode *el = &cell->electrode[POSITIVE];
    const Phase *p = &el->phase[0];
    const Region *sep = &cell->region[SEPARATOR], *pos = &cell->region[POSITIVE];
    const double f = FARADAY / (GAS_CONSTANT * cell->temperature), c0 = electrolyte_c0(cell->electrolyte);
    const double i = I / (p->area_per_volume * pos->thickness), share = fmax(c_e_min, 1e-9) / c0;
    IsothermPoint at;
    ElectrolytePoint here, low;
    electrolyte_eval(cell->electrolyte, c0, &here);
    electrolyte_eval(cell->electrolyte, c_e_min, &low);
    isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, U), &at);
    const double kappa = fmin(here.kappa, low.kappa), poor = pow(share, p->c_e_exponent);
    const double i0 = p->i0 * at.g * poor * pow(c0 / p->c_ref, p->c_e_exponent);
    const double foil =
        cell->foil.i0 * pow(share, cell->foil.c_e_exponent) * pow(c0 / cell->foil.c_ref, cell->foil.c_e_exponent);
    return I * (cell->contact_resistance + cell->foil.film_resistance + sep->thickness / (kappa * sep->transport) +
                pos->thickness / (kappa * pos->transport) + pos->thickness / el->sigma[0]) +
           3 * i * p->film_resistance + 4 * fabs(low.Psi) +
           2 / f * (asinh(I / foil) + asinh(3 * i / i0)) / (2 * fmin(p->alpha, 1 - p->alpha));
}

static double theta_at(const Phase *p, double U)
{
    IsothermPoint at;
    isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, U), &at);
    return at.theta;
}

static int simple(const CellSpec *cell)
{
    const Electrode *el = &cell->electrode[POSITIVE];
    const Phase *p = &el->phase[0];
    const Electrolyte *ely = cell->electrolyte;
    return electrolyte_carried(ely) == 1 && !electrolyte_is_absolute(ely) && !cell->reference.present &&
           !p->competing && cell->half_cell && el->phases == 1 && el->networks == 1 && p->hysteresis == 0 &&
           p->side.charge == 0 && !p->evolving && isotherm_constant_D(p->isotherm);
}

/* Losses only delay a step: when a discharge ends at V the particles are at V to V + eta. */
static void check_end(const CellSpec *cell, const StepRecord *record, double Q, Verdict *v)
{
    const Phase *p = &cell->electrode[POSITIVE].phase[0];
    const double I = fabs(record->current), L = cell->region[POSITIVE].thickness,
                 V = record->v_end + cell->foil.U; /* against what U is stated against */
    const double sites = FARADAY * p->c_max * p->volume_fraction * L, area = p->area_per_volume * L;
    const double depth = p->surface_class ? 0 : I / area * p->radius / (FARADAY * p->D * p->c_max);
    const double layer = 5 * p->double_layer * area / sites, theta = p->theta0 - Q / sites;
    const int charge = record->current > 0;
    double eta = loss(cell, I, record->c_e_min, V);
    eta = fmax(eta, loss(cell, I, record->c_e_min, charge ? V - eta : V + eta));
    const double least = theta_at(p, charge ? V : V + eta), most = theta_at(p, charge ? V - eta : V);
    const double spare = depth + layer + 1e-3;
    if (!(depth < SMALL_DEPTH && layer < SMALL_DEPTH && most - least < SMALL_RANGE)) return;
    v->compared++;
    if (theta > most + spare || theta < least - spare)
        verdict_fault(v, FAULT_CAPACITY, "theta is %.5f at %.5g V; the isotherm gives %.5f to %.5f", theta, V,
                      least - spare, most + spare);
}

/* Time in which the electrolyte forgets what other steps have left in it [s]. */
static double memory(const CellSpec *cell, double c_e_min)
{
    double seconds = 0;
    ElectrolytePoint low;
    electrolyte_eval(cell->electrolyte, c_e_min, &low);
    for (RegionId r = SEPARATOR; r < REGIONS; r++) {
        const Region *of = &cell->region[r];
        seconds += 2 * of->thickness * of->thickness * of->porosity / (low.D * of->transport);
    }
    return seconds;
}

/* A larger current the other way leaves gradients that shift the voltage beyond the limit of a step that comes soon after it, where no
 * loss of its own delays it: nothing to compare. */
static int is_shifted(const CellSpec *cell, const Run *run, int k)
{
    const StepRecord *step = &run->record[k];
    for (int j = 0; j < k; j++) {
        const StepRecord *before = &run->record[j];
        if (step->t_end - before->t_end > memory(cell, fmin(step->c_e_min, before->c_e_min))) continue;
        if (before->charge * step->charge < 0 && fabs(before->current) > fabs(step->current)) return 1;
    }
    return 0;
}

static void check_slow(const CellSpec *cell, const Run *run, Verdict *v)
{
    if (!simple(cell)) return;
    for (int k = 0; k < run->records; k++) {
        const StepRecord *record = &run->record[k];
        if (record->kind != STEP_CC || record->end != END_VOLTAGE || !(record->t_end > record->t_start)) continue;
        if (!is_shifted(cell, run, k))
            check_end(cell, record, run->sample[record->first_sample + record->samples - 1].charge, v);
    }
}

void check_theory(const CellSpec *cell, const Run *run, Verdict *v)
{
    check_sites(cell, run, v);
    check_constant(run, v);
    check_slow(cell, run, v);
}
