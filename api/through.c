/* Tables through the cell and over frequency. */
#include "columns.h"

#include "../report/names.h"

/* Column k of an array of rows of `width`. */
static void take(const double *from, int width, int k, size_t rows, double *to)
{
    for (size_t i = 0; i < rows; i++) to[i] = from[i * (size_t)width + (size_t)k];
}

Status profile_columns(const Run *r, const Profile *p, Columns *t, Error *e)
{
    const Status s = columns_create((size_t)p->nodes, 2 + p->ions + p->networks + 3 * p->phases, t, e);
    if (s) return s;
    double *x = columns_add(t, "x_um");
    for (int k = 0; k < p->nodes; k++) x[k] = p->x[k] * UM_PER_M;
    for (int k = 0; k < p->ions; k++)
        take(p->c_e, p->ions, k, t->rows, columns_add_of(t, "c_", r->ion[k][0] ? r->ion[k] : "salt", "_mol_m3"));
    take(p->phi_e, 1, 0, t->rows, columns_add(t, "phi_e_V"));
    for (int k = 0; k < p->networks; k++)
        take(p->phi_s, p->networks, k, t->rows, columns_add_number(t, "phi_s_", k + 1, "_V"));
    for (int k = 0; k < p->phases; k++) {
        take(p->theta_surface, p->phases, k, t->rows, columns_add_number(t, "theta_surface_", k + 1, ""));
        take(p->theta_mean, p->phases, k, t->rows, columns_add_number(t, "theta_mean_", k + 1, ""));
        take(p->current_density, p->phases, k, t->rows, columns_add_number(t, "i_", k + 1, "_A_m2"));
    }
    return CELLSIM_OK;
}

Status spectrum_columns(const Run *r, const Spectrum *z, Columns *t, Error *e)
{
    const Status s = columns_create((size_t)z->points, 3, t, e);
    if (s) return s;
    double *f = columns_add(t, "frequency_Hz"), *re = columns_add(t, "re_ohm"), *im = columns_add(t, "im_ohm");
    for (int k = 0; k < z->points; k++) {
        f[k] = z->point[k].f;
        re[k] = z->point[k].re / r->area;
        im[k] = z->point[k].im / r->area;
    }
    return CELLSIM_OK;
}
