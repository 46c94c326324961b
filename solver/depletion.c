/* Dilute ions of which less than nothing is left. Those that are carried the fluxes of E-11b keep from it where the mesh resolves
 * them; the one that follows from electroneutrality only follows: then the state is none, and the run ends where it still was. */
#include "simulation_private.h"

#include <float.h>
#include <math.h>

static const double LESS = 1e-6, ALLOWED = 0.5e-6; /* than nothing, of what there was: what ends a run, where it ends */

/* The smallest concentration over that at the start, or over that of all salt where there was none. */
static double least_share(const Simulation *s, const double *y)
{
    const Model *m = s->m;
    const Electrolyte *el = m->spec->electrolyte;
    double least = INFINITY, c[MAX_IONS];
    for (int k = 0; k < m->nodes; k++) {
        electrolyte_concentrations(el, y + m->node[k].c_e, c);
        for (int n = 0; n < electrolyte_ions(el); n++) least = fmin(least, c[n] / electrolyte_scale(el, n));
    }
    return least;
}

/* Back within the last step. */
static void go_back(Simulation *s)
{
    double low = s->begun, high = s->t;
    for (int k = 0; k < 40 && high - low > 100 * DBL_EPSILON * high; k++) {
        const double t = 0.5 * (low + high);
        if (IDAGetDky(s->ida, t, 0, s->y) != IDA_SUCCESS) return;
        if (least_share(s, vector_data(s->y)) < -ALLOWED) high = t;
        else low = t;
    }
    if (!interpolate_state(s, low)) s->t = low;
}

int depletion_is_beyond(const Simulation *s)
{
    return electrolyte_is_absolute(s->m->spec->electrolyte) && least_share(s, vector_data(s->y)) < -LESS;
}

int depletion_deepens(const Simulation *s, const double *from, const double *to)
{
    if (s->m->carried == 0 || electrolyte_is_absolute(s->m->spec->electrolyte)) return 0;
    const double least = least_share(s, to);
    return least < -LESS && least < least_share(s, from);
}

/* An ion that there was none of at the start is as good as gone: per all salt, per what hosts gave where there is most of it. */
static const double NOTHING = 1e-6, LITTLE = 0.02;

static double as_good_as_gone(const Model *m, const double *y, int ion)
{
    double most = 0;
    for (int k = 0; k < m->nodes; k++) most = fmax(most, y[m->node[k].c_e + ion]);
    return fmax(NOTHING * electrolyte_scale(m->spec->electrolyte, ion), LITTLE * most);
}

double depletion_taken(const Simulation *s, const Phase *phase, const IonLink *ion, int also)
{
    const Model *m = s->m;
    const double *y = vector_data(s->y), gone = as_good_as_gone(m, y, ion->ion);
    double taken = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        if (p->phase != phase || y[also ? p->c_also : p->c_e] >= gone) continue;
        taken += p->source * fmax(0, -y[also ? p->i_also : p->i_own]);
    }
    return taken;
}

int depletion_ends(Simulation *s)
{
    if (!depletion_is_beyond(s)) return 0;
    go_back(s);
    return 1;
}
