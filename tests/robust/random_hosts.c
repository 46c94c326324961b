/* Hosts that two cations compete for, and oxides that lose oxygen. */
#include "random_card.h"

#include <math.h>
#include <string.h>

enum { MOST_CLASSES = 3, MOST_PLACES = 5 };

/* Which ions fit into a class; at least one of both. */
static void random_class(Draw *d, Item *list, double centre, int *places, double *sites, double *low, double *high)
{
    static const char *const U_key[] = {"first_U_V", "second_U_V"}, *const repel_key[] = {"first_repel_V",
                                                                                          "second_repel_V"};
    Item *class = item_group(list, NULL);
    const double X = four_digits(draw_span(d, (Span){0.1, 0.6}, (Span){1e-3, 2}));
    const int only = draw_below(d, 4), spread = d->extreme;
    item_number(class, "sites", X);
    *sites += X;
    for (int ion = 0; ion < 2; ion++) {
        if (only == ion || *places >= MOST_PLACES) continue;
        const double U = centre + (spread ? draw_between(d, -0.8, 0.8) : draw_between(d, -0.2, 0.2));
        const double repel = d->extreme ? draw_between(d, -0.1, 1) : draw_between(d, -0.09, 0.5);
        item_number(class, U_key[ion], U);
        if (draw_chance(d, 80, 80)) item_number(class, repel_key[ion], repel);
        *low = fmin(*low, U - 0.5 * fabs(repel) - 0.1);
        *high = fmax(*high, U + 0.5 * fabs(repel) + 0.1);
        (*places)++;
    }
}

/* Returns by how much the potential at rest differs from that at its c_ref [V]; 0: there is nothing of the ion. */
static double random_competitor(Draw *d, Item *competes, int second)
{
    const DrawnIon *ion = second ? &d->roles.second : &d->roles.host;
    Item *group = item_group(competes, second ? "second" : "first");
    if (second) {
        item_text(group, "ion", "%s", ion->name);
        item_whole(group, "electrons", ion->charge == 1 ? 1 + draw_below(d, 2) : 2);
        if (draw_chance(d, 50, 50)) item_number(group, "help", draw_span(d, (Span){10, 1e4}, (Span){0.1, 1e6}));
        if (draw_chance(d, 50, 50)) item_number(group, "slowing", draw_span(d, (Span){0.5, 5}, (Span){0.1, 20}));
    }
    item_number(group, "rate_1_s",
                second ? draw_span(d, (Span){1e-8, 1e-4}, (Span){1e-12, 100})
                       : draw_span(d, (Span){1e-5, 1e-2}, (Span){1e-12, 100}));
    if (draw_chance(d, 70, 70)) item_number(group, "alpha", draw_between(d, 0.2, 0.7));
    item_number(group, "R2_over_D_s", draw_span(d, (Span){10, 3e4}, (Span){0.01, 1e8}));
    const double c_ref = fmin(fmax(ion->c0, 0.01) * draw_span(d, (Span){0.5, 2}, (Span){0.05, 20}), 20);
    item_number(group, "c_ref_M", c_ref);
    return ion->c0 > 0 ? random_shift(d, ion, c_ref) : 0;
}

double random_competing(Draw *d, Item *phase, double density, int own_density, double centre, Curve *curve)
{
    const double host = draw_span(d, (Span){2e4, 6e4}, (Span){2e3, 1e5}); /* mol/m3 */
    Item *competes = item_group(phase, "competes"), *list = item_list(competes, "classes");
    double sites = 0, low = INFINITY, high = -INFINITY;
    int places = 0;
    for (int n = 1 + draw_below(d, MOST_CLASSES); n > 0 && places < MOST_PLACES; n--)
        random_class(d, list, centre, &places, &sites, &low, &high);
    const double electrons = fmax(four_digits(sites * draw_between(d, 0.5, d->extreme ? 3 : 1.5)), 1e-3);
    item_number(competes, "electrons", electrons);
    if (draw_chance(d, 30, 40))
        item_number(competes, "native_electrons", draw_span(d, (Span){1e-3, 0.3}, (Span){1e-6, 100}));
    const double shift[] = {random_competitor(d, competes, 0), random_competitor(d, competes, 1)};
    if (draw_below(d, 2)) item_number(phase, "host_mol_m3", host);
    else {
        if (own_density) item_number(phase, "density_g_cm3", density / 1000);
        item_number(phase, "molar_mass_g_mol", 1000 * density / host);
    }
    if (strcmp(d->roles.host.name, d->roles.first) || draw_below(d, 2))
        item_text(phase, "ion", "%s", d->roles.host.name);
    const double reach = sites / electrons; /* at least */
    *curve = (Curve){.high = fmin(reach, 1), .shift = shift[0] != 0 ? shift[0] : shift[1]};
    for (int k = 0; k < CURVE_POINTS; k++) curve->U[k] = high + (low - high) * curve_x(k);
    return electrons * host;
}

/* Sets in above what the card's window reaches, or within it. */
void random_oxygen_loss(Draw *d, Item *phase, double centre, double density)
{
    Item *group = item_group(phase, "oxygen_loss");
    item_number(group, "U_V", centre + (d->extreme ? draw_between(d, -1.5, 2) : draw_between(d, 0, 0.8)));
    item_number(group, "i0_A_m2", draw_span(d, (Span){1e-6, 0.03}, (Span){1e-10, 10}));
    item_number(group, "delta_max", draw_span(d, (Span){0.05, 1}, (Span){1e-4, 3}));
    item_number(group, "molar_mass_g_mol", draw_between(d, 80, 460) * density / 4000);
    if (draw_chance(d, 50, 50)) item_number(group, "alpha", draw_between(d, 0.3, d->extreme ? 2 : 1));
    if (draw_chance(d, 50, 50)) item_number(group, "ordered_at", draw_between(d, 0.01, 0.5));
}
