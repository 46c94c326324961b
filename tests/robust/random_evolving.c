/* Phases that turn into others. */
#include "random_card.h"

#include <math.h>
#include <string.h>

static void random_form(Draw *d, Item *evolves, const char *name, double U, double sum_X, double share)
{
    Item *form = item_group(evolves, name), *list = item_list(form, "sites"), *site = item_list(list, NULL);
    item_number(site, NULL, sum_X * draw_between(d, 0.05, 1.2));
    item_number(site, NULL, U);
    item_number(site, NULL, draw_span(d, (Span){1, 12}, (Span){0.1, 50}));
    item_number(form, "i0_A_m2", draw_span(d, (Span){1e-3, 1}, (Span){1e-5, 100}));
    item_number(form, "share", share);
    if (draw_chance(d, 50, 50)) item_number(form, "fade", draw_log(d, 1e-5, d->extreme ? 0.5 : 1e-2));
}

static void random_conversion(Draw *d, Item *evolves, double U, double sum_X)
{
    Item *c = item_group(evolves, "conversion");
    item_number(c, "rate_1_s", draw_log(d, 1e-7, d->extreme ? 1 : 1e-4));
    item_number(c, "U_V", U - draw_between(d, 0, d->extreme ? 1.5 : 0.5));
    item_number(c, "x", sum_X * draw_between(d, 0.1, 0.95));
    if (draw_chance(d, 50, 50)) item_number(c, "alpha", draw_between(d, 0.5, d->extreme ? 4 : 2));
    if (draw_chance(d, 50, 50)) item_number(c, "spread_mV", draw_between(d, -20, 20));
    if (draw_chance(d, 50, 50)) item_number(c, "depth_nm", draw_log(d, 1, 1000));
    if (draw_chance(d, 70, 70)) item_number(c, "rocksalt", draw_between(d, 0, d->extreme ? 1 : 0.5));
}

static void random_ripening(Draw *d, Item *evolves, double sum_X)
{
    Item *r = item_group(evolves, "ripening");
    item_number(r, "rate_1_s", draw_log(d, 1e-7, d->extreme ? 1e-1 : 1e-4));
    item_number(r, "x", sum_X * draw_between(d, 0.1, 1));
    if (draw_chance(d, 50, 50)) item_number(r, "width", fmax(1e-3, sum_X * draw_log(d, 0.01, 0.5)));
    if (draw_chance(d, 70, 70)) item_number(r, "remainder", draw_between(d, 0, 1));
    if (draw_chance(d, 50, 50)) item_number(r, "bound_x", sum_X * draw_between(d, 0, 0.09));
}

/* Its D is the same at any x. */
static int has_one_D(const Item *phase)
{
    for (int k = 0; k < phase->children; k++) {
        const Item *one = phase->child[k];
        if (!strcmp(one->key, "thermodynamic_factor")) return 0;
        if (one->key[0] == 'D' && strstr(one->key, "2_s") && one->kind != ITEM_NUMBER) return 0;
    }
    return 1;
}

void random_evolving(const Draw *card, Item *phase, const Curve *curve)
{
    if (curve->mobile || !has_one_D(phase)) return;
    Draw own = *card, *d = &own;
    const double U = curve_U(curve, 0.5), crystal = draw_between(d, 0.01, 0.9), rocksalt = draw_between(d, 0.001, 0.09);
    Item *evolves = item_group(phase, "evolves");
    random_form(d, evolves, "crystal", U + draw_between(d, -0.5, 0.5), curve->sum_X, crystal);
    random_form(d, evolves, "rocksalt", U + draw_between(d, -0.5, 0.5), curve->sum_X, rocksalt);
    random_conversion(d, evolves, U, curve->sum_X);
    random_ripening(d, evolves, curve->sum_X);
    if (draw_chance(d, 50, 50)) item_number(evolves, "fade", draw_log(d, 1e-5, d->extreme ? 0.5 : 1e-2));
    if (!draw_chance(d, 30, 30)) return;
    item_number(evolves, "trap", draw_log(d, 1e-3, 1));
    item_number(evolves, "trap_remainder", draw_between(d, 0, 1));
}
