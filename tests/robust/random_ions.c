/* Electrolytes of several ions and of one, and what stands beside the sandwich. */
#include "random_card.h"

#include "../../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- several ions ------------------------------------------------------------------------------------------------- */

enum { MOST_CATIONS = 4, MOST_ANIONS = 3, MOST_DRAWN = 6, NAMES = 7 };

typedef struct KnownIon {
    const char *name;
    int charge;
    double D; /* m2/s */
} KnownIon;

static const KnownIon cations[] = {{"Li", 1, 2.5e-10}, {"Na", 1, 3e-10}, {"Mg2Cl3", 1, 1.5e-10}, {"K", 1, 4e-10},
                                   {"Mg", 2, 8e-11},   {"Zn", 2, 7e-11}, {"Al", 3, 5e-11}};
static const KnownIon anions[] = {{"PF6", -1, 2e-10},  {"Cl", -1, 3e-10},  {"AlPh2Cl2", -1, 1.8e-10},
                                  {"ClO4", -1, 2e-10}, {"SO4", -2, 1e-10}, {"PO4", -3, 8e-11},
                                  {"FeCN6", -4, 7e-11}};

/* n of them, each once. */
static void choose(Draw *d, const KnownIon *from, int n, DrawnIon *ion)
{
    int at = draw_below(d, NAMES);
    for (int k = 0; k < n; k++, at = (at + 1 + draw_below(d, 2)) % NAMES) {
        for (int j = 0; j < k; j++)
            if (!strcmp(ion[j].name, from[at].name)) at = (at + 1) % NAMES, j = -1;
        ion[k] = (DrawnIon){from[at].name, from[at].charge, 0};
    }
}

static double known_D(const char *name)
{
    for (int k = 0; k < NAMES; k++) {
        if (!strcmp(cations[k].name, name)) return cations[k].D;
        if (!strcmp(anions[k].name, name)) return anions[k].D;
    }
    return 8e-11; /* Ca */
}

static Item *write_ion(Draw *d, Item *list, const DrawnIon *ion)
{
    Item *group = item_group(list, NULL);
    item_text(group, "name", "%s", ion->name);
    item_whole(group, "charge", ion->charge);
    item_number(group, "D_m2_s", known_D(ion->name) * draw_span(d, (Span){0.3, 3}, (Span){1e-3, 100}));
    if (draw_chance(d, 5, 10)) item_number(group, "D_Ea_kJ_mol", draw_between(d, 5, 30));
    return group;
}

static int common_divisor(int a, int b)
{
    return b == 0 ? a : common_divisor(b, a % b);
}

/* A salt of both, c [mol/L] of it, under a key of its own. */
static void write_salt(Item *electrolyte, Item *list, int number, double c, DrawnIon *cation, DrawnIon *anion)
{
    static const char *const keys[] = {"S0_M", "S1_M", "S2_M", "S3_M"};
    const int common = common_divisor(cation->charge, -anion->charge);
    Item *salt = item_group(list, NULL);
    item_text(salt, "name", "S%d", number);
    item_text(salt, "cation", "%s", cation->name);
    item_text(salt, "anion", "%s", anion->name);
    item_number(electrolyte, keys[number], c);
    cation->c0 += four_digits(c) * (-anion->charge / common);
    anion->c0 += four_digits(c) * (cation->charge / common);
}

/* Every ion is in a salt; of some salts there may be nothing, except of the first. */
static void write_salts(Draw *d, Item *electrolyte, int n, DrawnIon *cation, int m, DrawnIon *anion)
{
    Item *list = item_list(electrolyte, "salts");
    for (int k = 0; k < n || k < m; k++) {
        const double c = draw_span(d, (Span){0.1, 1}, (Span){1e-3, 3});
        const int none = k > 0 && draw_chance(d, d->kinds & KIND_COMPETES ? 15 : 0, 8);
        write_salt(electrolyte, list, k, none ? 0 : c, &cation[k % n], &anion[k % m]);
    }
}

/* A hundredth of all ions at least, and nothing exchanges it. */
static void write_follower(Draw *d, Item *electrolyte, int n, const DrawnIon *ion, double total)
{
    const Roles *r = &d->roles;
    const DrawnIon *one = &ion[draw_below(d, n)];
    const int exchanged = !strcmp(one->name, r->host.name) || !strcmp(one->name, r->foil.name) ||
                          !strcmp(one->name, r->second.name) || !strcmp(one->name, r->first);
    if (!exchanged && one->c0 * abs(one->charge) > 0.1 * total) item_text(electrolyte, "follows", "%s", one->name);
}

/* In class plausible a foil strips what is there. */
static void choose_roles(Draw *d, int n, const DrawnIon *cation)
{
    Roles *r = &d->roles;
    int host = draw_below(d, n);
    if (d->kinds & KIND_COMPETES) /* a guest of one electron is one ion of charge 1 */
        for (int k = 0; k < n && cation[host].charge != 1; k++) host = (host + 1) % n;
    const int second = (host + 1) % n;
    int foil = draw_chance(d, 60, 50) ? host : draw_below(d, n);
    if (cation[foil].c0 == 0 && !d->extreme) foil = cation[host].c0 > 0 ? host : 0;
    r->first = cation[0].name;
    r->host = cation[host];
    r->second = cation[second];
    r->foil = cation[foil];
}

static double charge_of(int n, const DrawnIon *cation)
{
    double total = 0;
    for (int k = 0; k < n; k++) total += cation[k].charge * cation[k].c0;
    return total;
}

static int lowest_charge(int n, const DrawnIon *ion)
{
    int lowest = 9;
    for (int k = 0; k < n; k++)
        if (ion[k].charge < lowest) lowest = ion[k].charge;
    return lowest;
}

void random_ions(Draw *d, Item *electrolyte)
{
    DrawnIon ion[MOST_DRAWN];
    const int least = d->kinds & KIND_COMPETES ? 2 : 1, n = least + draw_below(d, MOST_CATIONS - least + 1);
    const int most = MOST_DRAWN - n < MOST_ANIONS ? MOST_DRAWN - n : MOST_ANIONS, m = 1 + draw_below(d, most);
    choose(d, cations, n, ion);
    if (d->kinds & KIND_COMPETES && lowest_charge(n, ion) > 1) ion[0] = (DrawnIon){"Li", 1, 0};
    for (int k = 0; d->kinds & KIND_COMPETES && k < n; k++)
        if (ion[k].charge > 2) ion[k] = (DrawnIon){"Ca", 2, 0};
    choose(d, anions, m, ion + n);
    item_text(electrolyte, "theory", "dilute");
    Item *list = item_list(electrolyte, "ions");
    Item *first = write_ion(d, list, &ion[0]), *last = NULL;
    for (int k = 1; k < n + m; k++) last = write_ion(d, list, &ion[k]);
    if (n + m == 2 && ion[0].charge == -ion[1].charge && draw_chance(d, 60, 60)) {
        ion[0].c0 = ion[1].c0 = four_digits(draw_span(d, (Span){0.1, 1.5}, (Span){1e-3, 3}));
        item_number(first, "c_M", ion[0].c0);
        item_number(last, "c_M", ion[1].c0);
    } else write_salts(d, electrolyte, n, ion, m, ion + n);
    choose_roles(d, n, ion);
    if (draw_chance(d, 30, 30)) write_follower(d, electrolyte, n + m, ion, charge_of(n, ion));
}

/* --- a solid ------------------------------------------------------------------------------------------------------ */

void random_solid(Draw *d, Item *electrolyte)
{
    if (draw_chance(d, 20, 10)) {
        item_text(electrolyte, "material", "LLZO");
        return;
    }
    item_text(electrolyte, "theory", "single_ion");
    item_number(electrolyte, "kappa_S_m", draw_span(d, (Span){1e-2, 1}, (Span){1e-4, 100}));
    if (draw_chance(d, 20, 30)) item_number(electrolyte, "kappa_Ea_kJ_mol", draw_between(d, 5, 40));
}

/* --- what reacts -------------------------------------------------------------------------------------------------- */

/* Of an ion that is not there the potential ends about where ln c does. */
double random_shift(const Draw *d, const DrawnIon *ion, double c_ref)
{
    const double share = fmax(ion->c0 / c_ref, 1e-9);
    return GAS_CONSTANT * d->roles.temperature / (ion->charge * FARADAY) * log(share);
}

static void write_name(Draw *d, Item *reaction, const DrawnIon *ion)
{
    if (strcmp(ion->name, d->roles.first) || draw_below(d, 2)) item_text(reaction, "ion", "%s", ion->name);
}

double random_exchange_of(Draw *d, Item *reaction, const DrawnIon *ion)
{
    if (!(d->kinds & KIND_DILUTE)) return 0;
    const double usual = ion->c0 > 0 ? ion->c0 : 1;
    const double c_ref = four_digits(fmax(usual * draw_span(d, (Span){0.5, 2}, (Span){0.05, 20}), 2e-4));
    write_name(d, reaction, ion);
    item_number(reaction, "c_ref_M", fmin(c_ref, 20));
    if (draw_chance(d, 20, 30)) item_text(reaction, "kinetics", draw_below(d, 2) ? "butler_volmer" : "mass_action");
    return random_shift(d, ion, fmin(c_ref, 20));
}

void random_other_foil(Draw *d, Item *card, double *against)
{
    Item *group = item_group(card, "foil");
    const double U = draw_chance(d, 20, 40) ? four_digits(draw_between(d, -0.5, 0.5)) : 0;
    item_number(group, "i0_A_m2", draw_span(d, (Span){1, 100}, (Span){0.01, 1000}));
    if (draw_chance(d, 60, 40))
        item_number(group, "double_layer_F_m2", draw_span(d, (Span){0.05, 1}, (Span){1e-3, 50}));
    if (draw_chance(d, 20, 25))
        item_number(group, "film_resistance_ohm_cm2", draw_span(d, (Span){0.1, 50}, (Span){0.1, 1e3}));
    if (draw_chance(d, 20, 30)) item_number(group, "alpha", draw_between(d, 0.3, 0.7));
    if (U != 0) item_number(group, "potential_V", U);
    *against = U + random_exchange_of(d, group, &d->roles.foil);
}

static void random_reservoir(Draw *d, Item *card)
{
    Item *group = item_group(card, "reservoir");
    item_number(group, "volume_uL_cm2", draw_span(d, (Span){5, 500}, (Span){0.01, 1e4}));
    item_number(group, "exchange_m_s", draw_span(d, (Span){1e-8, 1e-5}, (Span){1e-10, 1e-2}));
}

void random_beside(Draw *d, Item *card, ElectrodeFacts *negative)
{
    const int has_salt = !(d->kinds & KIND_SINGLE_ION);
    if (has_salt && draw_chance(d, 30, 30)) random_reservoir(d, card);
    if (!draw_chance(d, 30, 30)) return;
    Item *group = item_group(card, "reference");
    const DrawnIon *ion = draw_below(d, 2) ? &d->roles.foil : &d->roles.host;
    const double U = draw_chance(d, 30, 50) ? four_digits(draw_between(d, -0.5, 0.5)) : 0;
    double shift = 0;
    if (draw_chance(d, 70, 70)) item_number(group, "place", draw_between(d, 0, 1));
    item_number(group, "potential_V", U);
    if (d->kinds & KIND_DILUTE) {
        const double c_ref = four_digits(fmin(fmax(ion->c0, 0.01) * draw_between(d, 0.5, 2), 20));
        write_name(d, group, ion);
        item_number(group, "c_ref_M", c_ref);
        shift = random_shift(d, ion, c_ref);
    }
    negative->start = negative->high = negative->low = U + shift;
}
