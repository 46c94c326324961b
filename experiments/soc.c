#include "soc.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>

static const double LEAST_SHARE = 1e-6; /* of the positive electrode's capacity: what a window must hold */

static double theta_at(const Phase *p, double U)
{
    IsothermPoint point;
    isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, U), &point);
    return point.theta;
}

/* Potential at rest of a reaction of an ion at its c_ref, against one at 1 mol/m3 (E-5d): where all that sets the cell's voltage
 * exchanges one ion, its concentration drops out [V]. */
static double from_c_ref(const CellSpec *spec, const char *ion, double c_ref)
{
    const Electrolyte *el = spec->electrolyte;
    if (!electrolyte_is_absolute(el)) return 0;
    const int z = electrolyte_ion(el, electrolyte_find(el, ion))->charge;
    return -GAS_CONSTANT * spec->temperature / (z * FARADAY) * log(c_ref);
}

/* The potential of the foil or reference electrode on that scale. */
static double against(const CellSpec *spec)
{
    const ReferenceElectrode *of = &spec->reference;
    if (of->present) return of->U + from_c_ref(spec, of->ion, of->c_ref);
    return spec->foil.U + from_c_ref(spec, spec->foil.ion, spec->foil.c_ref);
}

/* The voltage is that of the positive electrode alone. */
static int is_against_metal(const CellSpec *spec)
{
    return spec->half_cell || spec->reference.present;
}

/* Guest of an electrode whose phases are all at the potential U, mol/m2; falls as U rises. */
static double guest_at(const CellSpec *spec, RegionId r, double U)
{
    const Electrode *el = &spec->electrode[r];
    double guest = 0;
    for (int k = 0; k < el->phases; k++) {
        const Phase *p = &el->phase[k];
        guest += p->volume_fraction * p->c_max * theta_at(p, U - from_c_ref(spec, p->ion, p->c_ref));
    }
    return guest * spec->region[r].thickness;
}

Guests soc_guests_of(const CellSpec *spec)
{
    Guests g = {{0}};
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < spec->electrode[r].phases; k++) {
            const Phase *p = &spec->electrode[r].phase[k];
            g.of[r] += p->volume_fraction * p->c_max * p->theta0 * spec->region[r].thickness;
        }
    return g;
}

double soc_capacity(const CellSpec *spec, RegionId r)
{
    double sites = 0;
    for (int k = 0; k < spec->electrode[r].phases; k++)
        sites += spec->electrode[r].phase[k].volume_fraction * spec->electrode[r].phase[k].c_max;
    return FARADAY * sites * spec->region[r].thickness;
}

/* Potential U at which electrode r, and the one named `with` (r: none) at U - V beside it, hold so much guest. */
static double potential_of(const CellSpec *spec, RegionId r, RegionId with, double V, double guest)
{
    enum { HALVINGS = 60 };
    double low = -25, high = 25;
    for (int k = 0; k < HALVINGS; k++) {
        const double U = 0.5 * (low + high);
        const double held = guest_at(spec, r, U) + (with != r ? guest_at(spec, with, U - V) : 0);
        if (held > guest) low = U;
        else high = U;
    }
    return 0.5 * (low + high);
}

/* Guest of the positive electrode when the cell rests at V. */
static double guest_at_rest(const CellSpec *spec, double V, const Guests *g)
{
    const double U = is_against_metal(spec)
                         ? V + against(spec)
                         : potential_of(spec, POSITIVE, NEGATIVE, V, g->of[POSITIVE] + g->of[NEGATIVE]);
    return guest_at(spec, POSITIVE, U);
}

/* A phase whose guest is no function of one potential: the forms of a host that evolves hold it at potentials of their own,
 * and their shares change on the way; two ions that compete have a potential each. */
static const Phase *without_isotherm(const CellSpec *spec)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < spec->electrode[r].phases; k++) {
            const Phase *p = &spec->electrode[r].phase[k];
            if (p->evolving || p->competing) return p;
        }
    return NULL;
}

static int are_other_ions(const CellSpec *spec, const char *a, const char *b)
{
    return electrolyte_find(spec->electrolyte, a) != electrolyte_find(spec->electrolyte, b);
}

/* A phase that exchanges another ion than what its potential is measured against; NULL: none. */
static const Phase *of_other_ion(const CellSpec *spec)
{
    if (!electrolyte_is_absolute(spec->electrolyte)) return NULL;
    const char *ion = spec->reference.present ? spec->reference.ion
                      : spec->half_cell       ? spec->foil.ion
                                              : spec->electrode[POSITIVE].phase[0].ion;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < spec->electrode[r].phases; k++)
            if (are_other_ions(spec, spec->electrode[r].phase[k].ion, ion)) return &spec->electrode[r].phase[k];
    return NULL;
}

/* Why the cell's voltage at rest does not say what it holds, and of which phase; "": it does. */
static const char *obstacle(const CellSpec *spec, const Phase **of)
{
    *of = without_isotherm(spec);
    if (*of) return (*of)->evolving ? "its host evolves" : "two ions compete for its sites";
    *of = of_other_ion(spec);
    return *of ? "it exchanges another ion than what its voltage is measured against" : "";
}

double soc_usable(const CellSpec *spec, const double window[2], const char **why)
{
    const Guests now = soc_guests_of(spec);
    const Phase *odd;
    *why = obstacle(spec, &odd);
    if (!odd && !isfinite(window[0] + window[1])) *why = "the card has no window";
    if (**why) return NAN;
    return FARADAY * (guest_at_rest(spec, window[0], &now) - guest_at_rest(spec, window[1], &now));
}

void soc_filled(const CellSpec *spec, double V, double x[REGIONS])
{
    const Guests now = soc_guests_of(spec);
    const double positive = guest_at_rest(spec, V, &now);
    x[SEPARATOR] = NAN;
    x[POSITIVE] = positive * FARADAY / soc_capacity(spec, POSITIVE);
    x[NEGATIVE] = spec->half_cell
                      ? NAN
                      : (now.of[POSITIVE] + now.of[NEGATIVE] - positive) * FARADAY / soc_capacity(spec, NEGATIVE);
}

Status soc_target(const CellSpec *spec, const double window[2], double soc, const Guests *now, double *positive,
                  Error *e)
{
    const Phase *odd;
    const char *why = obstacle(spec, &odd);
    if (odd) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no state of charge: of phase %s, %s", odd->name, why);
        return error_hint(e, "end the step at a voltage or a capacity"), CELLSIM_BAD_CARD;
    }
    const double empty = guest_at_rest(spec, window[0], now), full = guest_at_rest(spec, window[1], now);
    *positive = empty + soc * (full - empty);
    if (empty - full > LEAST_SHARE * soc_capacity(spec, POSITIVE) / FARADAY) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0,
              "there is no state of charge: at rest the cell gives no charge from %.5g to %.5g V", window[0],
              window[1]);
    return error_hint(e, "the card's window must contain equilibrium potentials of the cell"), CELLSIM_BAD_CARD;
}

/* All phases of an electrode at the potential at which it holds so much. */
static void put(CellSpec *spec, RegionId r, double guest)
{
    const double U = potential_of(spec, r, r, 0, guest);
    Electrode *el = &spec->electrode[r];
    for (int k = 0; k < el->phases; k++) {
        Phase *p = &el->phase[k];
        p->theta0 = theta_at(p, U - from_c_ref(spec, p->ion, p->c_ref));
    }
}

static int names_soc(int n, const Step *steps)
{
    int any = 0;
    for (int k = 0; k < n; k++)
        any |= steps[k].until.to_soc || (steps[k].step && names_soc(steps[k].steps, steps[k].step));
    return any;
}

Status soc_begin(CellSpec *spec, const Protocol *p, Error *e)
{
    const Guests g = soc_guests_of(spec);
    double positive;
    if (!p->begins_at_soc && !names_soc(p->steps, p->step)) return CELLSIM_OK;
    const Status s = soc_target(spec, p->window, p->soc, &g, &positive, e);
    if (s && e) snprintf(e->file, sizeof e->file, "%s", p->file);
    if (s || !p->begins_at_soc) return s;
    put(spec, POSITIVE, positive);
    if (!spec->half_cell) put(spec, NEGATIVE, g.of[POSITIVE] + g.of[NEGATIVE] - positive);
    return CELLSIM_OK;
}
