/* Look-up of a tabulated isotherm and its inversion. */
#include "isotherm.h"

#include <stdlib.h>

#include "isotherm_path.h"
#include "spline.h"
#include "table_lookup.h"

/* Beyond the table theta and U continue linearly; g stays at its end value, since an extrapolated g could turn
 * negative and reverse the reaction. */
void isotherm_eval(const Isotherm *iso, real z, IsothermPoint *p)
{
    real v[2], dv[2], curvature;
    table_lookup_curved(iso->state, 2, z, v, dv, &curvature);
    p->U = v[0];
    p->dU = dv[0];
    p->theta = z + v[0] / ISOTHERM_SCALE; /* E-iso-1 */
    p->dtheta = 1 + dv[0] / ISOTHERM_SCALE;
    p->d2theta = curvature / ISOTHERM_SCALE;
    p->g = v[1];
    p->dg = dv[1];
    if (re(z) < iso->z_min || re(z) > iso->z_max) {
        p->g = re(z) < iso->z_min ? iso->g_min : iso->g_max;
        p->dg = 0;
    }
}

void isotherm_diffusion(const Isotherm *iso, real theta, real *Phi, real *dPhi)
{
    if (iso->diffusion) {
        table_lookup(iso->diffusion, 1, theta, Phi, dPhi);
    } else {
        *Phi = theta;
        *dPhi = 1;
    }
}

int isotherm_constant_D(const Isotherm *iso)
{
    return iso->diffusion == NULL;
}

/* A quantity that rises with z: theta or -U. */
typedef struct Rising {
    const Isotherm *iso;
    int use_potential;
    double target;
} Rising;

static double excess(const Rising *r, double z, double *slope)
{
    real v[2], dv[2];
    table_eval(r->iso->state, z, v, dv);
    const double U = re(v[0]), dU = re(dv[0]);
    *slope = r->use_potential ? -dU : 1 + dU / ISOTHERM_SCALE;
    return (r->use_potential ? -U : z + U / ISOTHERM_SCALE) - r->target;
}

/* Newton's method inside a bracket that shrinks at every step. */
static double newton(const Rising *r, double low, double high)
{
    double z = 0.5 * (low + high), slope;
    for (int i = 0; i < 200; i++) {
        const double f = excess(r, z, &slope);
        if (f < 0) low = z;
        else high = z;
        double next = slope > 0 ? z - f / slope : low;
        if (!(next > low && next < high)) next = 0.5 * (low + high);
        if (f == 0 || next == z || high - low <= 4e-16 * (fabs(low) + fabs(high))) return z;
        z = next;
    }
    return z;
}

static double state_of(const Rising *r)
{
    const Table *t = r->iso->state;
    double slope;
    int a = 0, b = table_knots(t) - 1;
    if (!(excess(r, r->iso->z_min, &slope) < 0)) return r->iso->z_min; /* a NaN ends here as well */
    if (!(excess(r, r->iso->z_max, &slope) > 0)) return r->iso->z_max;
    while (b - a > 1) {
        const int middle = a + (b - a) / 2;
        if (excess(r, table_knot(t, middle), &slope) < 0) a = middle;
        else b = middle;
    }
    return newton(r, table_knot(t, a), table_knot(t, b));
}

double isotherm_z_of_theta(const Isotherm *iso, double theta)
{
    const Rising r = {iso, 0, theta};
    return state_of(&r);
}

double isotherm_z_of_potential(const Isotherm *iso, double U)
{
    const Rising r = {iso, 1, -U};
    return state_of(&r);
}

void isotherm_range(const Isotherm *iso, double *low, double *high)
{
    IsothermPoint end;
    isotherm_eval(iso, iso->z_min, &end);
    *low = re(end.theta);
    isotherm_eval(iso, iso->z_max, &end);
    *high = re(end.theta);
}

double isotherm_table_error(const Isotherm *iso)
{
    return iso->error;
}

Isotherm *isotherm_share(Isotherm *iso)
{
    if (iso) atomic_fetch_add(&iso->shares, 1);
    return iso;
}

void isotherm_free(Isotherm *iso)
{
    if (!iso || atomic_fetch_sub(&iso->shares, 1) > 0) return;
    table_free(iso->state);
    table_free(iso->diffusion);
    free(iso);
}
