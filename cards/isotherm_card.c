#include "isotherm_made.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SITES = 24 };

/* Functions of x that an isotherm is made of; freed together. */
typedef struct Shapes {
    Law D, g, dU;
    double warmer; /* K above the reference temperature */
    double D_ref;  /* m2/s */
} Shapes;

static double relative_D(double x, void *context)
{
    Shapes *s = context;
    return law_eval(x, &s->D) / s->D_ref;
}

/* Of the smallest D: then the floor of E-iso-5, 1e-6 of the reference, is not reached. */
static const double LARGEST_REFERENCE = 1e5;

/* D as a function of x: its value at 0.5 is the reference, the rest its shape. */
static Status read_D(Reader *r, const Value *v, IsothermOptions *o, Shapes *s)
{
    const Status status = law_compile(r, v, LAW_OF_X, 1, &s->D);
    if (status != CELLSIM_OK) return status;
    s->D_ref = law_eval(0.5, &s->D);
    for (int k = 0; k <= 100; k++) {
        const double D = law_eval(0.01 * k, &s->D);
        s->D_ref = fmin(s->D_ref, LARGEST_REFERENCE * D);
        if (D > 0 && D < 1) continue;
        node_error(r->e, v->node, "%s: the diffusivity is %.4g m2/s at x = %.2f", v->key->name, D, 0.01 * k);
        return error_hint(r->e, "it must be positive for x from 0 to 1"), CELLSIM_BAD_CARD;
    }
    if (law_is_constant(&s->D)) return CELLSIM_OK;
    o->D = relative_D;
    o->D_context = s;
    return CELLSIM_OK;
}

Status isotherm_number_D(Reader *r, const Value *v, double *D)
{
    IsothermOptions o = {0};
    Shapes s = {.D_ref = NAN};
    const Status status = read_D(r, v, &o, &s);
    *D = s.D_ref;
    law_free(&s.D);
    return status;
}

static Status read_shapes(Reader *r, const Value *v, IsothermOptions *o, Shapes *s)
{
    *s = (Shapes){.D_ref = 1, .warmer = r->temperature - reference_temperature(&v[PH_T_REF])};
    o->temperature = r->temperature;
    const Status heat = law_compile(r, &v[PH_DU_DT], LAW_OF_X, 1, &s->dU);
    if (heat != CELLSIM_OK) return heat;
    o->thermodynamic_factor = v[PH_THERMO].number != 0;
    if (v[PH_D].key && v[PH_D].key->type == AS_LAW) {
        const Status status = read_D(r, &v[PH_D], o, s);
        if (status != CELLSIM_OK) return status;
    }
    if (!v[PH_SHAPE].key) return CELLSIM_OK;
    o->g = law_eval;
    o->g_context = &s->g;
    return law_compile(r, &v[PH_SHAPE], LAW_OF_X, 1, &s->g);
}

/* The line of an error that the isotherm's constructor found. */
static Status locate(Reader *r, const Value *v, Status status)
{
    static const Cause cause[] = {{"g", PH_SHAPE}, {"D", PH_D}};
    return section_locate(r, v, 2, cause, v[PH_ISOTHERM].node, status);
}

static Status read_site(Reader *r, const Node *n, SiteClass *s)
{
    double field[4] = {0, 0, 0, 1};
    static const char *const names[] = {"X of a site class", "U of a site class", "omega of a site class",
                                        "mobility of a site class"};
    if (n->type != NODE_LIST || n->children < 3 || n->children > 4) {
        node_error(r->e, n, "a site class is not (X, U_V, omega)");
        return error_hint(r->e, "three numbers, or four with a relative mobility: (0.46, 1.80, 0.6)"), CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < n->children; k++) {
        const Status status = node_number(r, n->child[k], names[k], &field[k]);
        if (status != CELLSIM_OK) return status;
    }
    *s = (SiteClass){field[0], field[1], field[2], field[3]};
    if (s->X > 0 && s->X <= 100 && fabs(s->U0) <= 10 && s->omega >= 0.01 && s->omega <= 1000 && s->mobility >= 0)
        return CELLSIM_OK;
    node_error(r->e, n, "site class (%.4g, %.4g, %.4g): a value is out of range", s->X, s->U0, s->omega);
    return error_hint(r->e,
                      "X > 0, |U| <= 10 V, omega from 0.01 (sharp plateau) over 1 (ideal) to 1000, mobility >= 0"),
           CELLSIM_BAD_CARD;
}

/* A fourth number would do nothing. */
static Status refuse_mobility(Reader *r, const Value *v, const Node *site, const IsothermOptions *o)
{
    const int surface = v[PH_SURFACE].number != 0;
    if (site->children < 4 || v[PH_ISOTHERM].origin == FROM_LIBRARY || !(surface || o->D)) return CELLSIM_OK;
    if (set_over(surface ? &v[PH_SURFACE] : &v[PH_D], &v[PH_ISOTHERM])) return CELLSIM_OK;
    node_error(r->e, site, "the mobility of a site class has no effect: %s",
               surface ? "surface_class has no diffusion length" : "D is given as a function of x");
    return error_hint(r->e, "remove the fourth number"), CELLSIM_BAD_CARD;
}

/* Sites shift together. */
static Status heat_is_a_number(Reader *r, const Value *v, const Shapes *s)
{
    if (law_is_constant(&s->dU)) return CELLSIM_OK;
    node_error(r->e, v[PH_DU_DT].node, "dU_dT_mV_K of sites is a number: it shifts all of them");
    return error_hint(r->e, "with U_V or U_table_V it may be a formula or table in x"), CELLSIM_BAD_CARD;
}

static Status read_sites(Reader *r, const Node *list, double scale, SiteClass *site, double *capacity)
{
    Status status = list_length(r, list, 1, MAX_SITES);
    *capacity = 0;
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        status = read_site(r, list->child[k], &site[k]);
        site[k].X *= scale;
        *capacity += site[k].X;
    }
    return status;
}

static Status from_sites(Reader *r, const Value *v, const IsothermOptions *o, Shapes *s, Phase *p, double *capacity)
{
    SiteClass site[MAX_SITES];
    const Node *list = v[PH_ISOTHERM].node;
    Status status = heat_is_a_number(r, v, s);
    if (status == CELLSIM_OK) status = read_sites(r, list, v[PH_SITES_SCALE].number, site, capacity);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        status = refuse_mobility(r, v, list->child[k], o);
        site[k].U0 += s->warmer * law_eval(0.5, &s->dU);
    }
    if (status != CELLSIM_OK) return status;
    return locate(r, v, isotherm_create_msmr(list->children, site, o, &p->isotherm, r->e));
}

Status isotherm_make_form(Reader *r, const Node *list, Isotherm **out, double *capacity)
{
    SiteClass site[MAX_SITES];
    const IsothermOptions o = {.temperature = r->temperature};
    const Status status = read_sites(r, list, 1, site, capacity);
    if (status != CELLSIM_OK) return status;
    const Status made = isotherm_create_msmr(list->children, site, &o, out, r->e);
    return made == CELLSIM_BAD_CARD ? (node_error(r->e, list, "sites: %s", "no isotherm can be made of them"), made)
                                    : made;
}

static Status read_x_range(Reader *r, const Value *v, double range[2])
{
    const Node *list = v->node;
    if (!v->key) return CELLSIM_OK;
    Status status = list_length(r, list, 2, 2);
    for (int k = 0; k < 2 && status == CELLSIM_OK; k++) status = node_number(r, list->child[k], "x_range", &range[k]);
    if (status != CELLSIM_OK || (range[0] >= 0 && range[0] < range[1] && range[1] <= 1)) return status;
    node_error(r->e, list, "x_range [%.6g, %.6g] is not a range within 0 to 1", range[0], range[1]);
    return error_hint(r->e, "x_range = [lowest, highest], for example [0.4, 1]"), CELLSIM_BAD_CARD;
}

/* Two states closer than this in x are one to the integrator: a potential that falls within it jumps. */
static const double RESOLUTION = 1e-6;

/* Fall of U between a and b that takes place within RESOLUTION, and where: halves with the greater fall are followed.
 * 0 if it does not stand out from what is 16 times as wide, or is below 0.1 mV. */
static double jump_between(Law *U, double a, double b, double *at)
{
    double high = law_eval(a, U), low = law_eval(b, U), around = 0;
    while (b - a > RESOLUTION) {
        const double x = 0.5 * (a + b), middle = law_eval(x, U);
        if (b - a > 16 * RESOLUTION) around = high - low;
        if (high - middle > middle - low) b = x, low = middle;
        else a = x, high = middle;
    }
    *at = a;
    return high - low > fmax(1e-4, 0.4 * around) ? high - low : 0;
}

/* At the ends, where formulas have their poles, U may be as steep as it likes. */
static Status no_jumps(Reader *r, const Value *v, Law *U, const double range[2])
{
    enum { INTERVALS = 400 };
    const double end = 1e-4, width = (range[1] - range[0] - 2 * end) / INTERVALS;
    for (int k = 0; k < INTERVALS; k++) {
        double at;
        const double a = range[0] + end + k * width, fall = jump_between(U, a, a + width, &at);
        if (!(fall > 0)) continue;
        node_error(r->e, v->node, "%s: U jumps by %.4g V at x = %.6g", v->key->name, fall, at);
        return error_hint(r->e, "spread the step over 1e-5 of x or more, smoothly: a tanh, or more points"),
               CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

/* U at the cell's temperature (E-card-7). */
typedef struct Warm {
    Law *U;
    Shapes *s;
} Warm;

static double warm_potential(double x, void *context)
{
    const Warm *w = context;
    return law_eval(x, w->U) + w->s->warmer * law_eval(x, &w->s->dU);
}

static Status from_potential(Reader *r, const Value *v, const IsothermOptions *o, Shapes *s, Phase *p)
{
    Law U;
    Warm warm = {&U, s};
    double range[2] = {0, 1};
    Status status = law_compile(r, &v[PH_ISOTHERM], LAW_OF_X, 1, &U);
    if (status != CELLSIM_OK) return status;
    if (U.points) {
        range[0] = U.x[0];
        range[1] = U.x[U.points - 1];
    }
    if (status == CELLSIM_OK) status = read_x_range(r, &v[PH_X_RANGE], range);
    if (status == CELLSIM_OK) status = no_jumps(r, &v[PH_ISOTHERM], &U, range);
    if (status == CELLSIM_OK)
        status =
            locate(r, v, isotherm_create_potential(warm_potential, &warm, range[0], range[1], o, &p->isotherm, r->e));
    law_free(&U);
    return status;
}

Status isotherm_make(Reader *r, const Value *v, Phase *p, double *capacity)
{
    Shapes shapes;
    IsothermOptions o = {0};
    *capacity = 1;
    Status status = read_shapes(r, v, &o, &shapes);
    if (status == CELLSIM_OK && given_as(&v[PH_ISOTHERM], "sites")) status = from_sites(r, v, &o, &shapes, p, capacity);
    else if (status == CELLSIM_OK) status = from_potential(r, v, &o, &shapes, p);
    if (status == CELLSIM_OK) p->D = shapes.D_ref;
    law_free(&shapes.D);
    law_free(&shapes.g);
    law_free(&shapes.dU);
    return status;
}
