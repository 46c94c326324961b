/* From a law along its path to an Isotherm. */
#include <stdlib.h>

#include "isotherm_path.h"

/* Tolerances of the state table: U (and with it theta, E-iso-1) and g; 1e-6 of g = 0.5 is 0.05 uV of overpotential. */
static const double U_TOLERANCE = 1e-7, G_TOLERANCE = 1e-6;

/* In tolerances: 0.1 mV. */
static const double LARGEST_MISS = 1e3;

/* d of E-iso-4. */
static const double G2_SMOOTHING = 1e-6;

/* The card's g is not asked nearer to 0 and 1: there 1 - theta is round-off, which a power as small as 0.2 makes visible. */
static const double NEAREST = 1e-12;

/* The path, and the first place where U or g has no sensible value. */
typedef struct Sampling {
    const IsothermPath *path;
    const char *failed;  /* "U", "g" or NULL */
    double theta, value; /* there; nothing failed: the last place sampled */
} Sampling;

static void check(Sampling *w, const char *name, double theta, double value, double low, double high)
{
    if (w->failed || (value >= low && value <= high)) return;
    w->failed = name;
    w->theta = theta;
    w->value = value;
}

/* Exchange-current shape (E-iso-4):
 *     g = sqrt(d + (p + sqrt(p^2 + 4 d^2)) / 2),  d = 1e-6,
 * with p = theta (1 - theta), or g_card |g_card| if the card has its own g(theta). It differs from sqrt(p) by
 * d / (2 sqrt(p)) inside and levels off at 1e-3 beyond an end, with finite slopes throughout: a vanishing i0 would let
 * a spurious steady state survive at theta = 0 or 1. */
static double shape(Sampling *w, const PathPoint *at)
{
    const IsothermOptions *o = w->path->options;
    double p = at->filled * at->free;
    if (o->g) {
        const double theta = at->filled < at->free ? at->filled : 1 - at->free;
        const double g = o->g(fmin(fmax(theta, NEAREST), 1 - NEAREST), o->g_context);
        check(w, "g", at->theta, g, -1e-6, 1e6);
        p = g * fabs(g);
    }
    return sqrt(G2_SMOOTHING + (p + sqrt(p * p + 4 * G2_SMOOTHING * G2_SMOOTHING)) / 2);
}

static int sample_state(double s, double *z, double *y, void *context)
{
    Sampling *w = context;
    PathPoint at;
    w->path->state(s, &at, w->path->law);
    if (!w->failed) w->theta = at.theta;
    *z = at.theta - at.U / ISOTHERM_SCALE;
    y[0] = at.U;
    y[1] = shape(w, &at);
    check(w, "U", at.theta, at.U, -1e3, 1e3);
    return w->failed != NULL;
}

static Status explain(const Sampling *w, Status s, Error *e)
{
    if (s != CELLSIM_BAD_CARD) return s;
    if (w->failed) {
        error_set(e, s, NULL, 0, "the isotherm has %s = %g at theta = %.6g", w->failed, w->value, w->theta);
        error_hint(e, "U must be finite, and the exchange-current shape g from 0 to 1e6, wherever theta can be");
        error_about(e, w->failed);
    } else {
        error_set(e, s, NULL, 0, "U of the isotherm does not fall, or has several values, near theta = %.6g", w->theta);
        error_hint(e, "U(theta) must fall smoothly; does it rise in a narrow spike between two of its points?");
        error_about(e, "U");
    }
    return s;
}

/* A step of U is a vertical line of the curve and can be tabulated; a step of g cannot. */
static Status check_resolution(const TableMiss *miss, const Table *state, Error *e)
{
    real v[2];
    if (miss->worst <= LARGEST_MISS) return CELLSIM_OK;
    table_eval(state, miss->x, v, NULL);
    const char *name = miss->component == 0 ? "U" : "g";
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "%s of the isotherm jumps or is too rough to be tabulated at theta = %.6g",
              name, miss->x + re(v[0]) / ISOTHERM_SCALE);
    error_hint(e,
               "smooth measured points first; replace a step of g by a steep but smooth change, such as a narrow tanh");
    error_about(e, name);
    return CELLSIM_BAD_CARD;
}

static Status build_state(const IsothermPath *path, Isotherm *iso, Error *e)
{
    const double tolerance[2] = {U_TOLERANCE, G_TOLERANCE};
    Sampling w = {.path = path};
    TableMiss miss = {0};
    real v[2];
    const Status s =
        table_from_function(sample_state, &w, 2, path->s0, path->s1, path->start, tolerance, &iso->state, &miss, e);
    if (s != CELLSIM_OK) return explain(&w, s, e);
    iso->error = miss.worst * U_TOLERANCE;
    iso->z_min = table_min(iso->state);
    iso->z_max = table_max(iso->state);
    table_eval(iso->state, iso->z_min, v, NULL);
    iso->g_min = re(v[1]);
    table_eval(iso->state, iso->z_max, v, NULL);
    iso->g_max = re(v[1]);
    return check_resolution(&miss, iso->state, e);
}

Status isotherm_build(const IsothermPath *path, Isotherm **out, Error *e)
{
    *out = NULL;
    Isotherm *iso = calloc(1, sizeof *iso);
    if (!iso) return error_memory(e);
    Status s = build_state(path, iso, e);
    if (s == CELLSIM_OK && !path->constant_D) s = isotherm_build_diffusion(path, &iso->diffusion, e);
    if (s == CELLSIM_OK) *out = iso;
    else isotherm_free(iso);
    return s;
}

Status isotherm_check_options(const IsothermOptions *o, Error *e)
{
    if (o->temperature > 0 && o->temperature < 1e4) return CELLSIM_OK;
    return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the isotherm's temperature is %g K", o->temperature);
}
