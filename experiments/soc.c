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

/* Guest of an electrode whose phases are all at the potential U, mol/m2; falls as U rises. */
static double guest_at(const CellSpec *spec, RegionId r, double U)
{
    const Electrode *el = &spec->electrode[r];
    double guest = 0;
    for (int k = 0; k < el->phases; k++)
        guest += el->phase[k].volume_fraction * el->phase[k].c_max * theta_at(&el->phase[k], U);
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
    const double U = spec->half_cell ? V : potential_of(spec, POSITIVE, NEGATIVE, V, g->of[POSITIVE] + g->of[NEGATIVE]);
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

double soc_usable(const CellSpec *spec, const double window[2], const char **why)
{
    const Guests now = soc_guests_of(spec);
    const Phase *odd = without_isotherm(spec);
    const int shifted = spec->reference.present || (spec->half_cell && spec->foil.U != 0);
    *why = odd && odd->evolving               ? "its host evolves"
           : odd                              ? "two ions compete for its sites"
           : shifted                          ? "its voltage is not against the metal of the phases' potentials"
           : !isfinite(window[0] + window[1]) ? "the card has no window"
                                              : "";
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
    const Phase *odd = without_isotherm(spec);
    if (odd) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no state of charge: %s %s",
                  odd->evolving ? "a host evolves: phase" : "two ions compete for the sites of phase", odd->name);
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
    for (int k = 0; k < el->phases; k++) el->phase[k].theta0 = theta_at(&el->phase[k], U);
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
