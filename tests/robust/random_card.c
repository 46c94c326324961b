/* A whole card: conditions, electrolyte, separator, electrodes, window, mesh. */
#include "random_card.h"

#include <math.h>
#include <string.h>

static void random_law(Draw *d, Item *group, const char *key, double at_one_molar)
{
    switch (draw_below(d, 4)) {
    case 0: item_text(group, key, "%.4g*c*exp(1 - c)", at_one_molar); break;
    case 1: {
        Item *list = item_list(group, key);
        for (int k = 0; k < 4; k++) {
            Item *point = item_list(list, NULL);
            item_number(point, NULL, 0.5 * k);
            item_number(point, NULL, at_one_molar * draw_between(d, 0.3, 1.2));
        }
        break;
    }
    default: item_number(group, key, at_one_molar);
    }
}

static void random_electrolyte(Draw *d, Item *card)
{
    static const char *const known[] = {
        "LiPF6_EC_EMC_Nyman2008",       "LiPF6_PC_EC_DMC_Valoen2005", "LiPF6_EC_EMC_Landesfeind2019",
        "LiPF6_EC_DMC_Landesfeind2019", "LiPF6_EC_DMC_EMC",           "NaPF6_diglyme"};
    if (draw_chance(d, 35, 25)) {
        item_text(card, "electrolyte", "%s", DRAW_OF(d, known));
        return;
    }
    Item *group = item_group(card, "electrolyte");
    if (draw_chance(d, 30, 25)) { /* fits hold up to 3 c0, the coldest up to 4 M */
        item_text(group, "material", "%s", DRAW_OF(d, known));
        item_number(group, "c0_M", draw_span(d, (Span){0.5, 1.2}, (Span){0.05, 1.2}));
        return;
    }
    item_number(group, "c0_M", draw_span(d, (Span){0.5, 1.5}, (Span){0.05, 2.5}));
    random_law(d, group, "kappa_S_m", draw_span(d, (Span){0.2, 2}, (Span){0.01, 10}));
    if (draw_chance(d, 50, 50)) item_number(group, "D_m2_s", draw_span(d, (Span){5e-11, 5e-10}, (Span){1e-12, 1e-8}));
    else item_text(group, "D_m2_s", "%.4g*exp(-0.3*c)", draw_span(d, (Span){5e-11, 5e-10}, (Span){1e-12, 1e-8}));
    if (draw_chance(d, 60, 60))
        item_number(group, "t_plus", draw_between(d, d->extreme ? 0.05 : 0.2, d->extreme ? 0.95 : 0.6));
    else item_text(group, "t_plus", "%.4g + 0.02*c", draw_between(d, 0.2, d->extreme ? 0.8 : 0.5));
    if (draw_chance(d, 50, 50)) item_text(group, "thermodynamic_factor", "1 + %.4g*c", draw_between(d, 0.1, 1));
    if (draw_chance(d, 10, 15)) item_number(group, "kappa_Ea_kJ_mol", draw_between(d, 5, 30));
}

static void random_separator(Draw *d, Item *card)
{
    static const char *const known[] = {"Celgard_2325", "Whatman_GFD", "Whatman_GFA"};
    if (draw_chance(d, 50, 40)) {
        item_text(card, "separator", "%s", DRAW_OF(d, known));
        return;
    }
    Item *group = item_group(card, "separator");
    item_number(group, "thickness_um", draw_span(d, (Span){10, 300}, (Span){2, 2000}));
    Draw own = draw_aside(d, 1);
    const double porosity = draw_between(d, d->extreme ? 0.1 : 0.35, 0.9);
    item_number(group, "porosity", draw_chance(&own, 5, 10) ? 1 : porosity);
    if (draw_chance(d, 50, 50)) item_number(group, "bruggeman", draw_between(d, 1, d->extreme ? 4 : 2.5));
    else if (draw_chance(d, 50, 50)) item_number(group, "macmullin", draw_span(d, (Span){1.2, 12}, (Span){1, 60}));
}

static void random_foil(Draw *d, Item *card)
{
    if (draw_chance(d, 40, 25)) {
        item_text(card, "foil", "lithium");
        return;
    }
    Item *group = item_group(card, "foil");
    item_number(group, "i0_A_m2", draw_span(d, (Span){1, 100}, (Span){0.01, 1000}));
    if (draw_chance(d, 60, 40))
        item_number(group, "double_layer_F_m2", draw_span(d, (Span){0.05, 1}, (Span){1e-3, 50}));
    if (draw_chance(d, 20, 25))
        item_number(group, "film_resistance_ohm_cm2", draw_span(d, (Span){0.1, 50}, (Span){0.1, 1e3}));
    if (draw_chance(d, 10, 20)) item_number(group, "alpha", draw_between(d, 0.3, 0.7));
}

/* n intervals in elements of any degree: 1 to 5. */
static void random_elements(Item *mesh, const char *elements, const char *degree, int n)
{
    const int p = 1 + n % 5;
    item_whole(mesh, elements, (n + p - 1) / p);
    item_whole(mesh, degree, p);
}

/* Few unknowns: what is tried is the card, not the machine. */
static void random_mesh(Draw *d, Item *card, int phases)
{
    const int spectral = draw_chance(d, 40, 40);
    const int radial = spectral ? 3 + draw_below(d, 6) : 4 + draw_below(d, 13);
    const int most = (int)fmin(30, 500 / (phases * radial));
    Item *mesh = item_group(card, "mesh");
    random_elements(mesh, "electrode", "degree", 2 + draw_below(d, (int)fmax(most, 3)));
    random_elements(mesh, "separator", "separator_degree", 1 + draw_below(d, 6));
    item_whole(mesh, "radial", radial);
    if (spectral) item_text(mesh, "scheme", "spectral");
    if (draw_chance(d, 10, 20)) item_number(mesh, "grading", draw_log(d, d->extreme ? 0.01 : 0.1, 1));
    if (draw_chance(d, 5, 10)) item_number(mesh, "separator_grading", draw_log(d, d->extreme ? 0.01 : 0.1, 1));
}

static void random_window(Draw *d, Item *card, CellFacts *f, double high, double low)
{
    const double margin = d->extreme ? draw_between(d, -0.3, 0.8) : draw_between(d, 0.02, 0.25);
    const double lower = low - margin, upper = high + margin, centre = 0.5 * (lower + upper);
    const double half = fmax(0.5 * (upper - lower), 0.1);
    f->lower = four_digits(fmax(centre - half, -9.5));
    f->upper = four_digits(fmin(centre + half, 9.5));
    f->has_window = draw_chance(d, 100, 80);
    if (!f->has_window) return;
    Item *window = item_group(card, "window");
    item_number(window, "lower_V", f->lower);
    item_number(window, "upper_V", f->upper);
}

/* 1C is about the capacity in an hour. */
static void random_one_C(Draw *d, Item *card, double capacity, CellFacts *f)
{
    f->one_C = capacity / 3600 * draw_span(d, (Span){0.6, 1.2}, (Span){0.05, 5});
    switch (draw_below(d, f->loading > 0 ? 4 : 3)) {
    case 0: item_number(card, "one_C_mA_cm2", f->one_C / 10); break;
    case 1: item_number(card, "one_C_A_m2", f->one_C); break;
    case 2: item_number(card, "one_C_A", f->one_C * f->area); break;
    default: item_number(card, "one_C_mA_g", f->one_C / f->loading);
    }
}

/* Plausible cells are put together charged, discharged, or half way; both electrodes alike. */
static double random_fill(Draw *d, CellFacts *f)
{
    const int state = draw_below(d, 3);
    f->charge_first = state == 2 ? -1 : state;
    if (d->extreme) f->charge_first = -1;
    return state == 0   ? draw_between(d, 0.02, 0.15) /* positive electrode empty: charged */
           : state == 1 ? draw_between(d, 0.85, 0.98)
                        : draw_between(d, 0.2, 0.8);
}

void random_cell(Draw *d, Item *card, CellFacts *f)
{
    ElectrodeFacts positive, negative = {0};
    const int half = d->slow || draw_chance(d, 60, 55);
    const double celsius = four_digits(d->extreme ? draw_between(d, -20, 60) : draw_between(d, 5, 45));
    *f = (CellFacts){.area = four_digits(draw_log(d, 0.5, 100)) * 1e-4};
    item_text(card, "name", "c");
    const int given = draw_chance(d, 50, 80);
    const double temperature = 273.15 + (given ? celsius : 25);
    if (given) item_number(card, "temperature_C", celsius);
    item_number(card, "area_cm2", 1e4 * f->area);
    d->roles.temperature = temperature;
    if (draw_chance(d, 10, 20))
        item_number(card, "contact_resistance_ohm_cm2", draw_span(d, (Span){0.1, 10}, (Span){0.01, 1000}));
    if (d->kinds & KIND_DILUTE) random_ions(d, item_group(card, "electrolyte"));
    else if (d->kinds & KIND_SINGLE_ION) random_solid(d, item_group(card, "electrolyte"));
    else random_electrolyte(d, card);
    random_separator(d, card);
    const double fill = random_fill(d, f);
    random_electrode(d, item_group(card, "positive"), temperature,
                     half ? draw_between(d, 0.3, 4.2) : draw_between(d, 2.8, 4.2), fill, &positive);
    double capacity = positive.capacity;
    if (half && d->kinds) {
        random_other_foil(d, card, &negative.start);
        negative.high = negative.low = negative.start;
    } else if (half) random_foil(d, card);
    else {
        random_electrode(d, item_group(card, "negative"), temperature, draw_between(d, 0.1, 1.6), 1 - fill, &negative);
        capacity = d->extreme && draw_below(d, 2) ? capacity : fmin(capacity, negative.capacity);
    }
    if (d->kinds) random_beside(d, card, &negative);
    f->loading = positive.loading;
    f->start = positive.start - negative.start;
    random_one_C(d, card, capacity, f);
    random_window(d, card, f, positive.high - negative.low, positive.low - negative.high);
    random_mesh(d, card, positive.phases + negative.phases);
}

static RandomCase draw_case(Draw *d)
{
    CellFacts facts;
    RandomCase c = {item_root(), item_root(), 0};
    d->slow = draw_chance(d, 6, 0);
    random_cell(d, c.card, &facts);
    random_protocol(d, c.protocol, &facts);
    return c;
}

RandomCase random_case(uint64_t seed, int extreme)
{
    Draw d = draw_from(seed, extreme);
    return draw_case(&d);
}

/* A kind, and what may come with it. */
typedef struct KindOfCard {
    const char *name;
    unsigned always;
    unsigned also[3];
} KindOfCard;

static const KindOfCard kinds[] = {{"dilute", KIND_DILUTE, {KIND_EVOLVES, KIND_OXYGEN, 0}},
                                   {"single_ion", KIND_SINGLE_ION, {KIND_EVOLVES, KIND_OXYGEN, 0}},
                                   {"competes", KIND_DILUTE | KIND_COMPETES, {KIND_OXYGEN, 0, 0}},
                                   {"evolving", KIND_EVOLVES, {KIND_DILUTE, KIND_SINGLE_ION, 0}},
                                   {"oxygen", KIND_OXYGEN, {KIND_DILUTE, KIND_SINGLE_ION, KIND_EVOLVES}}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static int kind_named(const char *name)
{
    int k = 0;
    while (k < KINDS && strcmp(name, kinds[k].name)) k++;
    return k;
}

int random_kind_exists(const char *kind)
{
    return !strcmp(kind, "each") || kind_named(kind) < KINDS;
}

RandomCase random_case_of(uint64_t seed, int extreme, const char *kind)
{
    if (!kind) return random_case(seed, extreme);
    Draw d = draw_from(seed, extreme);
    d = draw_aside(&d, 6);
    const KindOfCard *of = &kinds[strcmp(kind, "each") ? kind_named(kind) : (int)(seed % KINDS)];
    d.kinds = of->always | (draw_chance(&d, 60, 60) ? DRAW_OF(&d, of->also) : 0);
    d.evolves = (d.kinds & KIND_EVOLVES) != 0;
    return draw_case(&d);
}

void random_case_free(RandomCase *c)
{
    item_free(c->card);
    item_free(c->protocol);
}
