/* The phases of an electrode: capacity, transport, kinetics. */
#include "random_card.h"

#include "../../model/constants.h"

static void density_if_missing(Item *phase, const Skeleton *s, int *written)
{
    if (s->composition || *written) return;
    item_number(phase, "density_g_cm3", s->density / 1000);
    *written = 1;
}

/* Guest capacity [mol/m3]. */
static double random_capacity(Draw *d, Item *phase, const Skeleton *s, const Curve *curve, int *density)
{
    const double c_max = draw_span(d, (Span){1e4, 5e4}, (Span){1e3, 1e5});
    const double host = c_max / curve->sum_X; /* mol/m3 */
    switch (draw_below(d, curve->sites && host < 5e5 ? 4 : 2)) {
    case 0: item_number(phase, "c_max_mol_m3", c_max); break;
    case 1:
        density_if_missing(phase, s, density);
        item_number(phase, "capacity_mAh_g", c_max * FARADAY / (3600 * s->density));
        break;
    case 2: item_number(phase, "host_mol_m3", host); break;
    default: density_if_missing(phase, s, density); item_number(phase, "molar_mass_g_mol", 1000 * s->density / host);
    }
    return c_max;
}

/* D [cm2/s] as a number, a table or a formula in x. */
static void write_diffusivity(Draw *d, Item *phase, double radius, double D, int mobile)
{
    static const char *const keys[] = {"D_cm2_s", "D_Li_cm2_s", "D_Na_cm2_s"};
    const char *key = DRAW_OF(d, keys);
    const double span = d->extreme ? 30 : 3;
    const int drawn = draw_below(d, 10), form = (mobile || d->kinds & KIND_EVOLVES) && drawn >= 2 ? 9 : drawn;
    if (form == 0) item_number(phase, "D_m2_s", 1e-4 * D);
    else if (form == 1) item_number(phase, "R2_over_D_s", fmin(fmax(1e4 * radius * radius / D, 1e-9), 1e15));
    else if (form == 2) item_text(phase, key, "%.4g*exp(%.4g*(x - 0.5))", D, draw_between(d, -3, 3));
    else if (form == 3 && d->extreme)
        item_text(phase, key, "%.4g*10^(%.4g*tanh(%.4g*(x - %.4g)))", D, draw_between(d, -1.5, 1.5), draw_log(d, 2, 50),
                  draw_between(d, 0.1, 0.9));
    else if (form == 4) {
        Item *list = item_list(phase, key);
        for (int k = 0; k < 3; k++) {
            Item *point = item_list(list, NULL);
            item_number(point, NULL, 0.5 * k);
            item_number(point, NULL, D * draw_log(d, 1 / span, span));
        }
    } else item_number(phase, key, D);
}

/* Plausible: an hour is between 0.01 and 1000 diffusion times. */
static void random_transport(Draw *d, Item *phase, double radius, int mobile)
{
    const double plausible = 1e4 * radius * radius / 3600 * draw_log(d, d->slow ? 100 : 0.01, 1e3);
    const double extreme = draw_log(d, 1e-20, 1e-6);
    if (d->slow) {
        item_number(phase, "D_cm2_s", plausible);
        return;
    }
    if (draw_chance(d, 8, 12) && !mobile) {
        item_true(phase, "surface_class");
        return;
    }
    write_diffusivity(d, phase, radius, d->extreme ? extreme : plausible, mobile);
    if (draw_chance(d, 15, 20) && !(d->kinds & KIND_EVOLVES)) item_true(phase, "thermodynamic_factor");
    if (draw_chance(d, 5, 10)) item_number(phase, "D_Ea_kJ_mol", draw_between(d, 5, 50));
    Draw own = draw_aside(d, 3);
    if (draw_chance(&own, 5, 10)) item_number(phase, "dU_dT_mV_K", draw_between(&own, -0.3, 0.3));
    if (draw_chance(&own, 5, 10)) item_number(phase, "reference_temperature_C", draw_between(&own, 10, 45));
    if (draw_chance(d, 0, 10)) item_whole(phase, "radial", 2 + draw_below(d, 15));
}

/* Exchange current density at x = 0.5, drawn on the spheres' area and stated on any. */
static void random_exchange(Draw *d, Item *phase, const Skeleton *s, double share, double radius, double c_max,
                            int *density)
{
    static const char *const shapes[] = {"(x*(1 - x))^0.2", "sqrt(x*(1 - x))", "1", "x^0.3*(1 - x)^0.7"};
    const double i0 = draw_span(d, (Span){0.05, 30}, (Span){1e-4, 1e3}), root_c_ref = sqrt(1000);
    const int form = draw_below(d, 8);
    if (form == 0) item_number(phase, "k0_m_s", 2 * i0 / (FARADAY * c_max));
    else if (form == 1) item_number(phase, "k_m25_mol05_s", 2 * i0 / (FARADAY * root_c_ref * c_max));
    else if (form == 2) item_number(phase, "m_A_m25_mol15", 2 * i0 / (root_c_ref * c_max));
    else if (form == 3 && s->BET) {
        density_if_missing(phase, s, density);
        item_number(phase, "i0_A_m2", fmin(fmax(3 * i0 / (s->BET_m2_kg * s->density * radius), 1e-9), 1e7));
        item_text(phase, "area_basis", "BET");
    } else if (form == 4) {
        const double factor = 3 * s->active_fraction * share * s->thickness / radius;
        item_number(phase, "i0_A_m2", fmin(fmax(i0 * factor, 1e-9), 1e7));
        item_text(phase, "area_basis", "geometric");
    } else {
        item_number(phase, "i0_A_m2", i0);
        item_text(phase, "area_basis", "sphere");
    }
    if (form > 2 && draw_chance(d, 10, 20)) item_text(phase, "i0_shape", "%s", DRAW_OF(d, shapes));
    if (draw_chance(d, 5, 10)) item_number(phase, "i0_Ea_kJ_mol", draw_between(d, 5, 60));
    if (draw_chance(d, 15, 30)) item_number(phase, "alpha", draw_between(d, 0.3, 0.7));
    if (draw_chance(d, 10, 20)) item_number(phase, "c_e_exponent", 0.5 * draw_below(d, d->extreme ? 5 : 3));
}

static void random_surface(Draw *d, Item *phase, const Skeleton *s, double centre, int *density)
{
    if (draw_chance(d, 75, 40) || d->evolves) /* which needs one */
        item_number(phase, "double_layer_F_m2", draw_span(d, (Span){0.02, 0.5}, (Span){1e-3, 50}));
    if (d->slow) return;
    if (draw_chance(d, 15, 25))
        item_number(phase, "film_resistance_ohm_cm2", draw_span(d, (Span){0.1, 50}, (Span){0.1, 1e4}));
    if (draw_chance(d, 15, 20)) {
        item_number(phase, "hysteresis_mV", draw_span(d, (Span){2, 50}, (Span){1, 300}));
        if (draw_chance(d, 50, 50)) item_number(phase, "hysteresis_current_A_m2", draw_log(d, 1e-5, 0.1));
    }
    if (d->kinds & KIND_OXYGEN && draw_chance(d, 70, 70)) {
        density_if_missing(phase, s, density);
        random_oxygen_loss(d, phase, centre, s->density);
    } else if (draw_chance(d, d->kinds & KIND_OXYGEN ? 60 : 15, d->kinds & KIND_OXYGEN ? 60 : 20)) {
        density_if_missing(phase, s, density);
        Item *side = item_group(phase, "side_reaction");
        item_number(side, "capacity_mAh_g", draw_span(d, (Span){1, 30}, (Span){1, 300}));
        item_number(side, "U_V", centre + (d->extreme ? draw_between(d, -2, 2) : draw_between(d, -0.3, 0)));
        item_number(side, "i0_A_m2", draw_span(d, (Span){1e-4, 0.1}, (Span){1e-6, 10}));
    }
}

static double random_radius(Draw *d, Item *phase)
{
    const double nm = four_digits(draw_span(d, (Span){20, 15000}, (Span){1, 5e4}));
    if (nm < 1000) item_number(phase, "radius_nm", nm);
    else item_number(phase, "radius_um", nm / 1000);
    return 1e-9 * nm;
}

/* A host that two cations compete for has laws of its own for all but radius, capacity and double layer. */
static double random_rivals(Draw *d, Item *phase, const Skeleton *s, double share, double centre, Curve *curve)
{
    const double nm = draw_span(d, (Span){2, 50}, (Span){1, 1000});
    item_number(phase, "radius_nm", nm);
    const double c_max = random_competing(d, phase, s->density, !s->composition, centre, curve);
    if (draw_chance(d, 75, 40))
        item_number(phase, "double_layer_F_m2", draw_span(d, (Span){0.005, 0.3}, (Span){1e-3, 50}));
    return FARADAY * c_max * s->active_fraction * share * s->thickness;
}

double random_phase(Draw *d, Item *phase, const Skeleton *s, double share, double temperature, double centre, int alone,
                    Curve *curve)
{
    int density = 0, D = 0, i0 = 0;
    curve->mobile = 0;
    if (d->kinds & KIND_COMPETES && (alone || draw_chance(d, 70, 70)))
        return random_rivals(d, phase, s, share, centre, curve);
    double radius = 0, c_max = 0;
    if ((alone || d->extreme) && !d->slow && draw_chance(d, 20, 15) && !(d->kinds & KIND_EVOLVES))
        c_max = random_material(d, phase, &radius, &D, &i0, curve);
    else {
        random_isotherm(d, phase, centre, temperature, !d->extreme && !alone, curve);
        c_max = random_capacity(d, phase, s, curve, &density);
    }
    if (radius == 0) radius = random_radius(d, phase);
    if (!D) random_transport(d, phase, radius, curve->mobile);
    if (!i0) random_exchange(d, phase, s, share, radius, c_max, &density);
    random_surface(d, phase, s, curve_U(curve, 0.5), &density);
    curve->shift = random_exchange_of(d, phase, &d->roles.host);
    if (d->evolves && !d->slow && curve->sum_X > 0) random_evolving(d, phase, curve);
    return FARADAY * c_max * s->active_fraction * share * s->thickness;
}
