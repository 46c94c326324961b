/* Profiles through the sandwich. */
#include "profiles.h"
#include "recorder.h"

#include <math.h>
#include <stdlib.h>

static double *filled(size_t n)
{
    double *a = malloc((n + 1) * sizeof *a); /* none of something is no failure */
    for (size_t k = 0; a && k < n; k++) a[k] = NAN;
    return a;
}

static Status allocate_profile(Profile *p, Error *e)
{
    const size_t n = (size_t)p->nodes, networks = (size_t)p->networks, phases = (size_t)p->phases;
    p->x = filled(n);
    p->c_e = filled(n * (size_t)p->ions);
    p->c_r = filled((size_t)p->ions);
    p->phi_e = filled(n);
    p->phi_s = filled(n * networks);
    p->theta_surface = filled(n * phases);
    p->theta_mean = filled(n * phases);
    p->current_density = filled(n * phases);
    const int ok =
        p->x && p->c_e && p->c_r && p->phi_e && p->phi_s && p->theta_surface && p->theta_mean && p->current_density;
    return ok ? CELLSIM_OK : error_memory(e);
}

static void fill_profile(const Model *m, const double *y, Profile *p)
{
    if (m->c_r >= 0) electrolyte_concentrations(m->spec->electrolyte, y + m->c_r, p->c_r);
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        p->x[k] = v->x;
        electrolyte_concentrations(m->spec->electrolyte, y + v->c_e, p->c_e + k * p->ions);
        p->phi_e[k] = y[v->phi_e];
        for (int n = 0; n < v->networks; n++) p->phi_s[k * p->networks + n] = y[v->phi_s[n]];
    }
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *pocket = &m->pocket[k];
        const int at = pocket->node * p->phases + pocket->phase_index;
        p->theta_surface[at] = pocket_surface(pocket, y);
        p->theta_mean[at] = pocket_held(pocket, y);
        p->current_density[at] = y[pocket->i];
    }
}

Status profile_of(const Model *m, const double *y, const Profile *when, Profile *p, Error *e)
{
    *p = *when;
    p->nodes = m->nodes;
    p->ions = electrolyte_ions(m->spec->electrolyte);
    p->networks = p->phases = 1;
    for (RegionId region = NEGATIVE; region < REGIONS; region++) {
        const Electrode *el = &m->spec->electrode[region];
        if (el->networks > p->networks) p->networks = el->networks;
        if (el->phases > p->phases) p->phases = el->phases;
    }
    const Status status = allocate_profile(p, e);
    if (!status) fill_profile(m, y, p);
    return status;
}

Status recorder_profile(Recorder *r, Simulation *s, Error *e)
{
    Run *run = r->run;
    void *array = run->profile;
    const Status status = array_grow(&array, run->profiles, &r->profile_space, sizeof *run->profile, e);
    run->profile = array;
    if (status) return status;
    const Profile now = {.t = simulation_time(s), .step = run->executed - 1, .share = 1};
    return profile_of(simulation_model(s), simulation_state(s), &now, &run->profile[run->profiles++], e);
}
