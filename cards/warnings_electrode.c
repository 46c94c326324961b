#include "warnings_private.h"

#include "../experiments/soc.h"
#include "../model/constants.h"

#include <math.h>
#include <stdio.h>

enum { PATH = 128 };

static double potential_at(const Phase *p, double theta)
{
    IsothermPoint point;
    isotherm_eval(p->isotherm, isotherm_z_of_theta(p->isotherm, theta), &point);
    return point.U;
}

/* The path of what begins with `key` in phase k. */
static const char *phase_path(RegionId r, int k, const char *key, char out[PATH])
{
    snprintf(out, PATH, "%s.phases[%d].%s", electrode_key(r), k, key);
    return out;
}

/* A capacity is that of all x from 0 to 1, also where the isotherm says nothing of most of it. */
static void doubt_coverage(Doubts *d, RegionId r, int k, const Phase *p)
{
    char path[PATH];
    double low, high;
    const Provenance *capacity = card_says(d->card, phase_path(r, k, "capacity_mAh_g", path));
    isotherm_range(p->isotherm, &low, &high);
    const double share = fmin(high, 1) - fmax(low, 0);
    if (!capacity || share >= 0.85) return;
    doubt(d, path, "capacity_mAh_g = %s is that of x from 0 to 1, and the isotherm covers %.3g to %.3g, %.0f %% of it",
          capacity->value, fmax(low, 0), fmin(high, 1), 100 * share);
    doubt_hint(d,
               "is it the capacity between the ends of the isotherm? then divide it by %.3g, or write the isotherm's x "
               "from 0 to 1",
               share);
}

/* A start at a potential that the isotherm does not reach is a start at its end. Sites have tails, in
 * which cells begin and windows end. */
static void doubt_start(Doubts *d, RegionId r, int k, const Phase *p)
{
    char path[PATH];
    double low, high;
    const Provenance *start = card_says(d->card, phase_path(r, k, "initial_V", path));
    if (!start) snprintf(path, sizeof path, "%s.initial_V", electrode_key(r));
    if (!start) start = card_says(d->card, path);
    const double V = start && !*start->note ? card_number(d->card, start->path) : NAN;
    if (isnan(V)) return;
    isotherm_range(p->isotherm, &low, &high);
    const double inset = 1e-3 * (high - low), *window = card_window(d->card);
    const double top = potential_at(p, low + inset), bottom = potential_at(p, high - inset);
    char sites[PATH];
    const double margin = card_says(d->card, phase_path(r, k, "sites", sites)) ? 1.5 : 0.05; /* V */
    const int in_window = d->spec->half_cell && V >= window[0] - 1e-9 && V <= window[1] + 1e-9;
    if (in_window || (V <= top + margin && V >= bottom - margin)) return;
    doubt(d, path, "initial_V = %.5g is beyond the isotherm of phase %s, which ends at %.3g V", V, p->name,
          V > top ? top : bottom);
    doubt_hint(d, "the cell starts at the isotherm's end, x = %.3g; is the potential against another electrode?",
               V > top ? fmax(low, 0) : fmin(high, 1));
}

/* Difference of x between surface and mean of a sphere that is filled at the smallest current asked for, R2/(15 D T)
 * (Crank, The Mathematics of Diffusion, 1975, eq. 6.45): above 3 most of the sphere is out of reach. */
static void doubt_diffusion(Doubts *d, RegionId r, int k, const Phase *p)
{
    char path[PATH];
    double low, high, slope;
    real first, last;
    isotherm_range(p->isotherm, &low, &high);
    low = fmax(low, 0), high = fmin(high, 1);
    isotherm_diffusion(p->isotherm, low, &first, &slope);
    isotherm_diffusion(p->isotherm, high, &last, &slope);
    const double D = p->D * (last - first) / (high - low); /* mean over x */
    const double T = soc_capacity(d->spec, r) / d->slowest;
    const double lag = p->radius * p->radius / (15 * D * T);
    if (p->surface_class || p->evolving) return;
    phase_path(r, k, "D_", path);
    if (!card_says(d->card, path)) phase_path(r, k, "R2_over_D_s", path);
    if (D > 1e-8) { /* m2/s: ions in water have 1e-9 */
        doubt(d, path, "D = %.3g m2/s in a solid: faster than ions in water", D);
        doubt_hint(d, "1 cm2/s = 1e-4 m2/s: D_cm2_s or D_m2_s?");
    } else if (lag > 3) {
        doubt(d, path,
              "diffusion limits phase %s even at the smallest current asked for: R2/D = %.3g s, and that current "
              "lasts %.3g s",
              p->name, p->radius * p->radius / D, T);
        doubt_hint(d,
                   "D belongs to the length it was measured with: is R that of the crystal and D that of the particle? "
                   "D_cm2_s or D_m2_s?");
    }
}

static void doubt_phase(Doubts *d, RegionId r, int k, const Phase *p)
{
    char path[PATH];
    const double thickness = d->spec->region[r].thickness;
    phase_path(r, k, "radius_", path);
    if (p->radius > thickness) {
        doubt(d, path, "the spheres of phase %s, R = %.3g um, are larger than the electrode, %.3g um thick", p->name,
              p->radius * 1e6, thickness * 1e6);
        doubt_hint(d, "radius_nm or radius_um? a radius, not a diameter");
    }
    if (!p->isotherm) return;
    doubt_coverage(d, r, k, p);
    doubt_start(d, r, k, p);
    doubt_diffusion(d, r, k, p);
}

/* Of an electrode that is given by thickness and fractions: the mass that these amount to. */
static void doubt_mass(Doubts *d, RegionId r, const Electrode *el)
{
    char path[PATH], other[PATH];
    snprintf(path, sizeof path, "%s.loading_mg_cm2", electrode_key(r));
    snprintf(other, sizeof other, "%s.active_fraction", electrode_key(r));
    if (!card_says(d->card, path) || !card_says(d->card, other) || !(el->material_density > 0)) return;
    const double share = card_number(d->card, other);
    const double mass = el->material_density * share * d->spec->region[r].thickness;
    if (isnan(mass) || (mass > 0.7 * el->mass_loading && mass < 1.4 * el->mass_loading)) return;
    doubt(d, path, "loading_mg_cm2 = %.4g, but thickness, active_fraction and density give %.4g mg/cm2",
          100 * el->mass_loading, 100 * mass);
    doubt_hint(d, "per gram and C-rates of mA/g refer to the loading, the capacity to the thickness");
}

static void doubt_loading(Doubts *d, RegionId r, const Electrode *el)
{
    char path[PATH];
    const double mg_cm2 = 100 * el->mass_loading;
    snprintf(path, sizeof path, "%s.loading_mg_cm2", electrode_key(r));
    if (!(mg_cm2 > 0) || (mg_cm2 >= 0.02 && mg_cm2 <= 200)) return;
    doubt(d, path, "a loading of %.4g mg/cm2 is %s", mg_cm2,
          mg_cm2 < 1 ? "a film of nanometres" : "more than any electrode holds");
    if (mg_cm2 < 1)
        doubt_hint(d, "in g/cm2 it would be %.4g mg/cm2; it is that of the active material, per area of the disc",
                   1e3 * mg_cm2);
    else
        doubt_hint(d, "in ug/cm2 it would be %.4g mg/cm2; it is that of the active material, per area of the disc",
                   1e-3 * mg_cm2);
}

static void doubt_porosity(Doubts *d, RegionId r)
{
    char path[PATH];
    const Region *region = &d->spec->region[r];
    const int derived = !card_says(d->card, (snprintf(path, sizeof path, "%s.porosity", electrode_key(r)), path));
    if (!electrolyte_carried(d->spec->electrolyte) || (region->porosity >= 0.08 && region->porosity <= 0.95)) return;
    if (derived) snprintf(path, sizeof path, "%s.thickness_", electrode_key(r));
    doubt(d, path, "the %s electrode has a porosity of %.3g%s", electrode_key(r), region->porosity,
          derived ? ", from its thickness, loading and composition" : "");
    doubt_hint(d,
               "cast and calendered electrodes have 0.2 to 0.6; a thickness is that of the coating, without the foil");
}

/* Half the current's path on average, along the best network. */
static void doubt_sigma(Doubts *d, RegionId r, const Electrode *el)
{
    char path[PATH];
    double sigma = 0;
    for (int k = 0; k < el->networks; k++) sigma = fmax(sigma, el->sigma[k]);
    const double drop = 0.5 * d->slowest * d->spec->region[r].thickness / sigma;
    snprintf(path, sizeof path, "%s.%s", electrode_key(r), el->networks > 1 ? "networks[0].sigma_" : "sigma_");
    if (sigma > 7e7) { /* S/m: silver has 6e7 */
        doubt(d, path, "sigma = %.3g S/m is better than silver", sigma);
        doubt_hint(d, "composites have 0.1 to 100 S/m: sigma_S_m or sigma_S_cm?");
    } else if (drop > 1) {
        doubt(d, path, "electrons lose %.3g V in the %s electrode at the smallest current asked for (sigma %.3g S/m)",
              drop, d->spec->half_cell ? "working" : electrode_key(r), sigma);
        doubt_hint(d, "sigma is that of the composite with its carbon, 0.1 to 100 S/m, not of the active material");
    }
}

void doubt_electrode(Doubts *d, RegionId r)
{
    const Electrode *el = &d->spec->electrode[r];
    doubt_loading(d, r, el);
    doubt_mass(d, r, el);
    doubt_porosity(d, r);
    doubt_sigma(d, r, el);
    for (int k = 0; k < el->phases; k++) doubt_phase(d, r, k, &el->phase[k]);
}
