/* Private to model/: the balance laws. Each file holds the rows of one law and, beside them, their derivatives, in
 * the same order. Rows are written as  r = storage + outflow - inflow - sources. */
#ifndef CELLSIM_LAWS_H
#define CELLSIM_LAWS_H

#include "constants.h"
#include "model.h"

/* The row E-5 and its derivatives; phi_s enters with the opposite of phi_e. */
typedef struct ReactionRow {
    real r, d_i, d_z, d_lnc, d_phi_e;
} ReactionRow;

struct Workspace {
    ElectrolytePoint *electrolyte; /* per node */
    IsothermPoint *surface;        /* per form of guest of every pocket */
    ReactionRow *reaction;         /* the same, as of the last residual */
    int inverse;                   /* E-5 and E-6 stand solved for the overpotential (E-5b) */
    double padding;                /* F/m2 of reacting area, added to every double layer in a start (E-14); else 0 */
    double cj;                     /* of the last Jacobian, 1/s */
};

/* A state under evaluation. */
typedef struct Point {
    const Model *m;
    const Control *control;
    Workspace *w;
    double t, cj; /* cj: only for Jacobians */
    const real *y, *yp;
} Point;

void electrolyte_properties(const Model *m, const real *y, ElectrolytePoint *at); /* of every node */
double electrolyte_junction(const Model *m, const double *y, int node); /* diffusion potential to the next node, V */
void electrolyte_rows(const Point *p, real *r);
void electrolyte_derivatives(const Point *p, Jacobian *J);
void solid_rows(const Point *p, real *r);
void solid_derivatives(const Point *p, Jacobian *J);
void side_rows(const Point *p, const Pocket *pocket, real *r);
void side_derivatives(const Point *p, const Pocket *pocket, Jacobian *J);
void foil_rows(const Point *p, real *r);
void foil_derivatives(const Point *p, Jacobian *J);
void reservoir_rows(const Point *p, real *r);
void reservoir_derivatives(const Point *p, Jacobian *J);
void reference_place(Model *m);
real reference_potential(const Model *m, const real *y);
void reference_derivatives(const Point *p, int row, Jacobian *J); /* adds those of the potential to a row */
void terminal_rows(const Point *p, real *r);
void terminal_derivatives(const Point *p, Jacobian *J);

#endif
