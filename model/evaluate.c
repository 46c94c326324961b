/* Residual and Jacobian: properties first, then every law adds its rows. */
#include "hosts/host.h"

#include <stdlib.h>
#include <string.h>

Status workspace_create(const Model *m, Workspace **out, Error *e)
{
    Workspace *w = *out = calloc(1, sizeof *w);
    if (w) {
        w->electrolyte = calloc((size_t)m->nodes, sizeof *w->electrolyte);
        w->surface = calloc((size_t)m->forms + 1, sizeof *w->surface);
        w->reaction = calloc((size_t)m->forms + 1, sizeof *w->reaction);
        if (w->electrolyte && w->surface && w->reaction) return CELLSIM_OK;
    }
    workspace_free(w);
    *out = NULL;
    return error_memory(e);
}

void workspace_free(Workspace *w)
{
    if (!w) return;
    free(w->electrolyte);
    free(w->surface);
    free(w->reaction);
    free(w);
}

const IsothermPoint *workspace_surface(const Workspace *w, int form)
{
    return &w->surface[form];
}

static void evaluate_properties(const Model *m, Workspace *w, const real *y)
{
    electrolyte_properties(m, y, w->electrolyte);
    for (int k = 0; k < m->pockets; k++)
        if (m->pocket[k].host->forms) m->pocket[k].host->evaluate(&m->pocket[k], y, w);
}

void workspace_set_inverse(Workspace *w, int inverse)
{
    w->inverse = inverse;
}

void workspace_pad(Workspace *w, double capacitance)
{
    w->padding = capacitance;
}

double workspace_padding(const Workspace *w)
{
    return w->padding;
}

void model_residual(const Model *m, const Control *c, Workspace *w, double t, const real *y, const real *yp, real *r)
{
    const Point p = {m, c, w, t, 0, y, yp};
    evaluate_properties(m, w, y);
    memset(r, 0, (size_t)m->outer * sizeof *r); /* pockets assign their own rows */
    electrolyte_rows(&p, r);
    solid_rows(&p, r);
    if (m->spec->half_cell) foil_rows(&p, r);
    if (m->c_r >= 0) reservoir_rows(&p, r);
    terminal_rows(&p, r);
    for (int k = 0; k < m->pockets; k++) {
        m->pocket[k].host->rows(&p, &m->pocket[k], r);
        if (m->pocket[k].s >= 0) side_rows(&p, &m->pocket[k], r);
    }
}

void model_jacobian(const Model *m, const Control *c, Workspace *w, double t, double cj, const real *y, const real *yp,
                    Jacobian *J)
{
    const Point p = {m, c, w, t, cj, y, yp};
    w->cj = cj;
    electrolyte_derivatives(&p, J);
    solid_derivatives(&p, J);
    if (m->spec->half_cell) foil_derivatives(&p, J);
    if (m->c_r >= 0) reservoir_derivatives(&p, J);
    terminal_derivatives(&p, J);
    for (int k = 0; k < m->pockets; k++) {
        m->pocket[k].host->derivatives(&p, &m->pocket[k], J);
        if (m->pocket[k].s >= 0) side_derivatives(&p, &m->pocket[k], J);
    }
}
