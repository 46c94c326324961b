/* The options of the model, each for the regions it can be in, and their combinations. */
#include "small.h"

static double D_of_theta(double theta, void *context)
{
    (void)context;
    return 0.2 + 3 * theta * theta;
}

static int present(const CellSpec *s, RegionId r)
{
    return s->electrode[r].phases > 0;
}

static void each_phase(CellSpec *s, void (*change)(Phase *p))
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < s->electrode[r].phases; k++) change(&s->electrode[r].phase[k]);
}

static void linear(CellSpec *s)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        s->region[r].elements = s->region[r].degree = s->region[r].elements > 0;
}

static void nine_nodes(CellSpec *s)
{
    s->region[POSITIVE].elements = 2;
    s->region[POSITIVE].degree = 4; /* two full batches of pockets and one pocket more */
}

static void highest_degree(CellSpec *s)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++) s->region[r].degree = MAX_DEGREE;
}

static void graded(CellSpec *s)
{
    s->region[POSITIVE].elements = s->region[POSITIVE].degree = 2;
    s->region[POSITIVE].grading = 0.4;
    s->region[SEPARATOR].grading = 0.5;
    s->region[SEPARATOR].elements = 3;
    s->region[SEPARATOR].degree = 1;
}

static void networks(CellSpec *s)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        Electrode *el = &s->electrode[r];
        if (!present(s, r)) continue;
        el->networks = r == POSITIVE ? 3 : 2;
        el->sigma[1] = 1e-3;
        el->sigma[2] = 0.02;
        el->exchange[1] = 4e5;
        el->exchange[2] = r == POSITIVE ? 1e3 : 0;
        el->phase[0].network = 1;
    }
}

static void phases(CellSpec *s)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        Electrode *el = &s->electrode[r];
        if (!present(s, r)) continue;
        el->phases = r == POSITIVE ? 3 : 2;
        for (int k = 1; k < el->phases; k++) {
            Phase *p = &el->phase[k];
            *p = plain_phase(r == POSITIVE ? 3.4 : 0.3);
            p->volume_fraction = 0.1;
            p->radial = 3 + k;
            p->i0 = 0.3;
        }
    }
}

static void surface_class(CellSpec *s)
{
    phases(s);
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        if (present(s, r)) s->electrode[r].phase[1].surface_class = 1;
}

static void add_film(Phase *p)
{
    p->film_resistance = 2e-3;
}

static void film(CellSpec *s)
{
    each_phase(s, add_film);
}

static void add_hysteresis(Phase *p)
{
    p->hysteresis = 0.05;
    p->hysteresis_current = 0.3;
}

static void hysteresis(CellSpec *s)
{
    each_phase(s, add_hysteresis);
}

static void add_double_layer(Phase *p)
{
    p->double_layer = 1;
}

static void double_layer(CellSpec *s)
{
    each_phase(s, add_double_layer);
}

static void add_side_reaction(Phase *p)
{
    p->side = (SideReaction){.charge = 30, .i0 = 1e-2, .U = 1.2, .alpha = 0.4};
}

static void add_oxygen_loss(Phase *p)
{
    p->side =
        (SideReaction){.charge = 30, .i0 = 1e-2, .U = potential(p) + 0.05, .alpha = 0.6, .delta = 0.5, .ordered = 0.1};
}

static void oxygen_loss(CellSpec *s)
{
    each_phase(s, add_oxygen_loss);
}

void side_reaction(CellSpec *s)
{
    each_phase(s, add_side_reaction);
}

static void foil(CellSpec *s)
{
    s->foil.double_layer = 0.1;
    s->foil.film_resistance = 1e-3;
    s->foil.alpha = 0.35;
    s->foil.c_e_exponent = 0.3;
}

static void add_asymmetry(Phase *p)
{
    p->alpha = 0.3;
    p->c_e_exponent = 0.7;
    p->c_ref = 1200;
}

static void alpha(CellSpec *s)
{
    each_phase(s, add_asymmetry);
}

static void add_variable_D(Phase *p)
{
    const IsothermOptions o = {.temperature = 298.15, .D = D_of_theta, .thermodynamic_factor = 1};
    const double U0 = potential(p);
    isotherm_free(p->isotherm);
    p->isotherm = small_isotherm(U0, 1, &o);
}

static void variable_D(CellSpec *s)
{
    each_phase(s, add_variable_D);
}

static void add_mobilities(Phase *p)
{
    const double U0 = potential(p);
    isotherm_free(p->isotherm);
    p->isotherm = small_isotherm(U0, 0.03, &plain_options);
}

static void mobilities(CellSpec *s)
{
    each_phase(s, add_mobilities);
}

static void laws_of_c(CellSpec *s)
{
    electrolyte_free(s->electrolyte);
    s->electrolyte = small_electrolyte(1);
}

static void contact(CellSpec *s)
{
    s->contact_resistance = 3e-3;
}

static void evolving(CellSpec *s)
{
    each_phase(s, add_evolving);
}

static void evolving_and_more(CellSpec *s)
{
    phases(s);
    networks(s);
    film(s);
    hysteresis(s);
    double_layer(s);
    side_reaction(s);
    alpha(s);
    add_evolving(&s->electrode[POSITIVE].phase[1]);
}

static void spectral(CellSpec *s)
{
    s->radial_scheme = RADIAL_SPECTRAL;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        if (present(s, r)) s->electrode[r].phase[0].radial = 5;
}

void everything(CellSpec *s)
{
    surface_class(s);
    networks(s);
    film(s);
    hysteresis(s);
    double_layer(s);
    if (s->half_cell) foil(s);
    alpha(s);
    variable_D(s);
    laws_of_c(s);
    contact(s);
    graded(s);
}

static void everything_spectral(CellSpec *s)
{
    everything(s);
    spectral(s);
}

const Variant variants[] = {
    {"half cell", 1, NULL},
    {"full cell", 0, NULL},
    {"half cell, one linear element a region", 1, linear},
    {"full cell, one linear element a region", 0, linear},
    {"half cell, nine nodes", 1, nine_nodes},
    {"half cell, highest degree", 1, highest_degree},
    {"half cell, graded mesh", 1, graded},
    {"half cell, networks", 1, networks},
    {"full cell, networks", 0, networks},
    {"half cell, phases", 1, phases},
    {"full cell, phases", 0, phases},
    {"half cell, surface class", 1, surface_class},
    {"full cell, surface class", 0, surface_class},
    {"full cell, film resistance", 0, film},
    {"full cell, hysteresis", 0, hysteresis},
    {"half cell, double layer", 1, double_layer},
    {"full cell, double layer", 0, double_layer},
    {"half cell, side reaction", 1, side_reaction},
    {"full cell, side reaction", 0, side_reaction},
    {"half cell, foil with film and double layer", 1, foil},
    {"full cell, alpha and exponents", 0, alpha},
    {"half cell, variable D", 1, variable_D},
    {"full cell, variable D", 0, variable_D},
    {"half cell, mobilities of sites", 1, mobilities},
    {"half cell, electrolyte laws of c", 1, laws_of_c},
    {"full cell, electrolyte laws of c", 0, laws_of_c},
    {"half cell, two dilute ions", 1, use_two_ions},
    {"full cell, two dilute ions", 0, use_two_ions},
    {"half cell, four dilute ions", 1, use_four_ions},
    {"half cell, divalent ions", 1, use_divalent},
    {"full cell, divalent ions", 0, use_divalent},
    {"half cell, single ion", 1, use_single_ion},
    {"full cell, single ion", 0, use_single_ion},
    {"full cell, reservoir", 0, use_reservoir},
    {"full cell, reference electrode", 0, use_reference},
    {"half cell, four ions, reservoir, reference", 1, use_four_ions_and_more},
    {"half cell, everything, four ions", 1, everything_four_ions},
    {"half cell, side reaction, four ions", 1, side_four_ions},
    {"full cell, everything, divalent ions", 0, everything_divalent},
    {"full cell, everything, single ion", 0, everything_single_ion},
    {"full cell, contact resistance", 0, contact},
    {"half cell, spectral", 1, spectral},
    {"full cell, spectral", 0, spectral},
    {"half cell, everything", 1, everything},
    {"full cell, everything", 0, everything},
    {"half cell, everything, spectral", 1, everything_spectral},
    {"full cell, everything, spectral", 0, everything_spectral},
    {"half cell, oxygen loss", 1, oxygen_loss},
    {"full cell, oxygen loss", 0, oxygen_loss},
    {"half cell, evolving", 1, evolving},
    {"full cell, evolving", 0, evolving},
    {"half cell, evolving beside others", 1, evolving_and_more},
    {"half cell, competing in three classes", 1, use_three_classes},
    {"half cell, competing beside others", 1, competing_and_more},
    {"half cell, competing", 1, use_competing},
    {"half cell, three dilute ions", 1, use_three_ions},
};
const int variant_count = (int)(sizeof variants / sizeof variants[0]);
