/* A porous electrode: skeleton, networks, phases, start. */
#include "random_card.h"

enum { MOST_PHASES = 4, NETWORK_NAME = 3 };
static const double THICKEST = 1e-2; /* m: of what a card may state */

/* Solids from a composition: loading, then porosity or thickness. */
static void from_composition(Draw *d, Item *electrode, Skeleton *s, double porosity)
{
    const double active = four_digits(draw_between(d, 60, 96)), carbon = four_digits(draw_between(d, 1.7, 2.1));
    const double loading = four_digits(draw_span(d, (Span){0.5, 20}, (Span){0.05, 200}));
    Item *list = item_list(electrode, "composition"), *part = item_group(list, NULL);
    item_text(part, "name", "active");
    item_number(part, "wt_percent", active);
    item_number(part, "density_g_cm3", s->density / 1000);
    part = item_group(list, NULL);
    item_text(part, "name", "carbon");
    item_number(part, "wt_percent", 100 - active);
    item_number(part, "density_g_cm3", carbon);
    item_number(electrode, "loading_mg_cm2", loading);
    s->composition = 1;
    s->loading = loading / 100;
    const double solids = s->loading / s->density + s->loading * (100 - active) / active / (1000 * carbon);
    s->thickness = solids / (1 - porosity);
    s->active_fraction = s->loading / (s->density * s->thickness);
    const int drawn = draw_below(d, 4), way = s->thickness < THICKEST ? drawn : 0;
    if (way < 3) item_number(electrode, "porosity", porosity);
    if (way > 1) item_number(electrode, "thickness_um", 1e6 * s->thickness);
}

static void from_fractions(Draw *d, Item *electrode, Skeleton *s, double porosity)
{
    s->thickness = draw_span(d, (Span){5e-6, 1.5e-4}, (Span){1e-6, 1e-3});
    s->active_fraction = (1 - porosity) * draw_between(d, 0.5, 0.99);
    item_number(electrode, "thickness_um", 1e6 * s->thickness);
    item_number(electrode, "porosity", porosity);
    item_number(electrode, "active_fraction", s->active_fraction);
    if (!draw_chance(d, 50, 50)) return;
    s->loading = s->active_fraction * s->density * s->thickness;
    item_number(electrode, "loading_mg_cm2", 100 * s->loading);
}

static void random_skeleton(Draw *d, Item *electrode, Skeleton *s)
{
    const double porosity = four_digits(d->extreme ? draw_between(d, 0.05, 0.9) : draw_between(d, 0.25, 0.65));
    *s = (Skeleton){.density = 1000 * four_digits(draw_between(d, 2, 5)), .networks = 1};
    if (draw_chance(d, 60, 60)) from_composition(d, electrode, s, porosity);
    else from_fractions(d, electrode, s, porosity);
    if (draw_chance(d, 50, 40)) item_number(electrode, "bruggeman", draw_between(d, 1.2, d->extreme ? 4 : 2.5));
    else if (draw_chance(d, 20, 40)) item_number(electrode, "macmullin", draw_span(d, (Span){2, 12}, (Span){1, 60}));
    if (draw_chance(d, 10, 15)) item_number(electrode, "connected_fraction", draw_between(d, 0.5, 1));
    if (draw_chance(d, 30, 30)) {
        s->BET = 1;
        s->BET_m2_kg = 1000 * four_digits(draw_span(d, (Span){1, 60}, (Span){0.1, 500}));
        item_number(electrode, "BET_m2_g", s->BET_m2_kg / 1000);
        if (s->composition && draw_chance(d, 50, 50))
            item_number(electrode, "double_layer_BET_F_m2", draw_span(d, (Span){0.05, 0.3}, (Span){1e-3, 5}));
    }
}

static void random_networks(Draw *d, Item *electrode, Skeleton *s)
{
    static const char *const names[] = {"carbon", "oxide", "other"};
    const Span plausible = {0.1, 100}, extreme = {1e-8, 1e3};
    if (d->slow || !draw_chance(d, 12, 25)) {
        item_number(electrode, "sigma_S_m", draw_span(d, plausible, extreme));
        Draw own = draw_aside(d, 2);
        if (draw_chance(&own, 5, 10)) item_number(electrode, "sigma_Ea_kJ_mol", draw_between(&own, 2, 30));
        return;
    }
    Item *list = item_list(electrode, "networks");
    s->networks = d->extreme ? 1 + draw_below(d, NETWORK_NAME) : 2;
    for (int k = 0; k < s->networks; k++) {
        Item *network = item_group(list, NULL);
        item_text(network, "name", "%s", names[k]);
        item_number(network, "sigma_S_m", draw_span(d, k ? (Span){1e-3, 1} : plausible, extreme));
        if (k && draw_chance(d, 50, 50)) item_number(network, "exchange_S_m3", draw_log(d, 1, d->extreme ? 1e9 : 1e5));
    }
}

/* Shares that add up to at most 1, or 1 each. */
static void random_shares(Draw *d, int phases, double *share)
{
    const int classes = phases > 1 && draw_chance(d, 30, 40);
    double total = 0, used = draw_between(d, 0.6, 0.999);
    for (int k = 0; k < phases; k++) total += share[k] = draw_between(d, 0.1, 1);
    for (int k = 0; k < phases; k++) share[k] = classes || phases == 1 ? 1 : four_digits(used * share[k] / total);
}

static double within(const Curve *c, double x)
{
    return fmin(fmax(x, c->low + 0.005), c->high - 0.005);
}

/* Each phase where it likes; in class plausible near the common potential, as measured ones are. */
static void own_starts(Draw *d, int phases, Item *const *phase, const Curve *curve, double common, double *start)
{
    for (int k = 0; k < phases; k++) {
        const double x = within(&curve[k], draw_between(d, 0.005, 0.995));
        const double U = d->extreme ? curve_U(&curve[k], x) : common + draw_between(d, -0.02, 0.02);
        if (k == 0) *start = U;
        if (d->extreme && draw_below(d, 2)) item_number(phase[k], "x0", x);
        else item_number(phase[k], "initial_V", U);
    }
}

/* Plausible phases start at one potential. */
static void random_start(Draw *d, Item *electrode, int phases, Item *const *phase, const Curve *curve, double fill,
                         double *start)
{
    const Curve *one = &curve[draw_below(d, phases)];
    const double x = within(one, fill), common = curve_U(one, x);
    *start = common;
    if (phases == 1 && draw_chance(d, 50, 50)) item_number(phase[0], "x0", x);
    else if (phases == 1 || draw_chance(d, 80, 30)) item_number(electrode, "initial_V", common);
    else own_starts(d, phases, phase, curve, common, start);
}

void random_electrode(Draw *d, Item *electrode, double temperature, double centre, double fill, ElectrodeFacts *out)
{
    static const char *const names[] = {"carbon", "oxide", "other"};
    Skeleton s;
    Curve curve[MOST_PHASES];
    Item *phase[MOST_PHASES];
    double share[MOST_PHASES];
    random_skeleton(d, electrode, &s);
    random_networks(d, electrode, &s);
    const int phases = d->slow || draw_chance(d, 65, 40) ? 1 : 2 + draw_below(d, MOST_PHASES - 1);
    const double apart = d->extreme ? draw_between(d, 0, 0.7) : draw_between(d, 0, 0.1);
    Item *list = item_list(electrode, "phases");
    *out = (ElectrodeFacts){.high = -INFINITY, .low = INFINITY, .loading = s.loading, .phases = phases};
    random_shares(d, phases, share);
    for (int k = 0; k < phases; k++) {
        phase[k] = item_group(list, NULL);
        item_text(phase[k], "name", "p%d", k);
        if (phases > 1) item_number(phase[k], "volume_share", share[k]);
        if (s.networks > 1 && draw_chance(d, 80, 80))
            item_text(phase[k], "network", "%s", names[draw_below(d, s.networks)]);
        out->capacity += random_phase(d, phase[k], &s, share[k], temperature, centre + draw_between(d, -apart, apart),
                                      phases == 1, &curve[k]);
        out->high = fmax(out->high, curve_U(&curve[k], within(&curve[k], 0.03)) + curve[k].shift);
        out->low = fmin(out->low, curve_U(&curve[k], within(&curve[k], 0.97)) + curve[k].shift);
    }
    random_start(d, electrode, phases, phase, curve, fill, &out->start);
    out->start += curve[0].shift;
    if (d->kinds & KIND_COMPETES) out->phases *= 4; /* as many unknowns */
}
