/* The P2D model of one cell: unknowns, residual, Jacobian.
 *
 *   0 = F(t, y, dy/dt)
 *
 * The unknowns are a chain of nodes along x (outer unknowns: concentrations, phi_e, one phi_s per electronic network), a few
 * unknowns of the whole cell, and pockets: the unknowns of one active phase at one node, which couple to nothing but
 * the outer unknowns of that node. Numbers (E-…) refer to docs/equations.md. */
#ifndef CELLSIM_MODEL_H
#define CELLSIM_MODEL_H

#include "cell.h"
#include "jacobian.h"
#include "lobatto.h"
#include "radial.h"
#include "state.h"

/* What the cycler imposes. value + slope (t - t0) in A/m2 (charge positive), V or W/m2. */
typedef enum { CONTROL_CURRENT, CONTROL_VOLTAGE, CONTROL_POWER, CONTROL_RESISTANCE } ControlMode;
typedef struct Control {
    ControlMode mode;
    double value, slope, t0;
} Control;

/* One node of the chain. */
typedef struct MeshNode {
    RegionId region;         /* at an interface: the electrode */
    double x;                /* m */
    double h;                /* its weight in the integral over that region, m */
    double pores;            /* porosity times weight, of both regions at an interface, m */
    int networks;            /* electronic networks (0 in the separator) */
    int potentials;          /* unknowns phi_s; 1 at a collector, where all networks meet */
    int c_e, phi_e;          /* unknowns: c_e, c_e + 1, ... per concentration carried (phi_e: none) */
    int phi_s[MAX_NETWORKS]; /* per network */
    int pocket;              /* the first of its pockets, one per phase of the electrode */
} MeshNode;

/* A polynomial piece of x: nodes first .. first + degree, its ends shared with its neighbours. */
typedef struct Element {
    RegionId region;
    const Lobatto *rule;
    double length;    /* m */
    double transport; /* of the region */
    int first;        /* node */
} Element;

/* A named number that a host reports. */
typedef struct HostOutput {
    char name[ION_NAME + 12]; /* in tables and targets */
    const char *unit;
    char words[ION_NAME + 20]; /* in figures */
    int detail;                /* 1: left out of figures of several runs */
} HostOutput;

enum { MAX_HOST_OUTPUTS = 12 };
/* The ion that a reaction exchanges, one per act: 1/z of it per electron. */
typedef struct IonLink {
    int ion;        /* which concentration of a node; -1: its electrolyte carries none */
    double faraday; /* zF, C/mol */
    double f;       /* zF/RT, 1/V */
    double c_ref;   /* mol/m3: where ln(c/c_ref) = 0 (not ION_REFERENCE: there it is c0, and i0 that at c0) */
    IonForm form;
} IonLink;

typedef struct Host Host; /* hosts/host.h: what the unknowns of a pocket are and obey */

/* The unknowns of one phase at one node. */
typedef struct Pocket {
    const Host *host;
    const Phase *phase;
    const Radial *radial;
    int form, node, phase_index; /* form: of its first in the workspace */
    int start, size; /* unknowns start .. start + size - 1: the host's, then those of parts that any host may carry */
    int i;           /* current density, A/m2 of reacting area */
    int theta, z;    /* insertion: first stoichiometry, isotherm state at the surface; -1 = another host */
    int s;           /* share of the side reaction that is left; -1 = no side reaction */
    int c_e, phi_e, phi_s; /* outer unknowns it sees; c_e: of its ion, -1 = none is carried */
    IonLink ion;           /* that its reaction exchanges */
    int c_also;            /* of a second ion, for hosts that exchange two; -1 */
    int i_own, i_also;     /* current densities of both, which i is the sum of; i and -1 of hosts that exchange one */
    IonLink also;
    double diffusion;   /* D/R^2, 1/s */
    double per_current; /* q = area / (volume fraction c_max F), 1/s per A/m2 */
    double source;      /* a h, reacting area per geometric area */
    double i0;          /* A/m2 at g = 1, ln(c/c_ref) = 0 */
} Pocket;

/* Where the reference electrode stands: a mean of an element's nodes. */
typedef struct ReferencePlace {
    int element;
    double share[MAX_DEGREE + 1];
    IonLink ion;
} ReferencePlace;

typedef struct Model {
    const CellSpec *spec; /* borrowed */
    int nodes, elements, pockets, forms, outer, unknowns;
    int carried;   /* concentrations at every node */
    int separator; /* last element of the separator */
    MeshNode *node;
    Element *element;
    Lobatto rule[REGIONS];
    Pocket *pocket;
    Radial radial[REGIONS][MAX_PHASES];
    int c_r, mouth; /* first concentration of the reservoir, -1: none; the node that exchanges with it */
    int I, V, Q;    /* cell current density [A/m2], voltage [V], charge passed [C/m2] */
    int W;          /* voltage at the terminals where V is that against a reference electrode; else V */
    ReferencePlace reference;
    double foil_i0; /* A/m2 at ln(c/c_ref) = 0 */
    IonLink foil_ion;
    StateTable state;
    double thermal_f; /* F / RT, 1/V */
} Model;

/* Property values at the present state; one per thread of computation. */
typedef struct Workspace Workspace;

/* How a reaction is linked to the ion of that name (as Phase.ion); its exchange current density, stated at c_ref, where
 * ln(c/c_ref) of the link is 0. */
IonLink model_link(const Model *m, const char *ion, KineticsChoice kinetics, double c_ref);
double model_link_i0(const IonLink *link, double i0, double c_ref, double c_e_exponent);

/* Where a metal or phase rests that would at 0 V with the ion at link->c_ref, at this concentration of it [V]. */
double model_link_shift(const IonLink *link, double c);

/* `spec` must outlive the model. */
Status model_create(const CellSpec *spec, Model **out, Error *e);

/* The same, with what `like` (NULL: nothing), a model of whatever cell, has of operators and rules that this one needs. */
Status model_create_like(const CellSpec *spec, const Model *like, Model **out, Error *e);

/* 1: their unknowns, nodes, elements and pockets stand in the same places; their cells are not asked, and may be gone. */
int model_is_laid_like(const Model *m, const Model *like);
void model_free(Model *m);
Status workspace_create(const Model *m, Workspace **out, Error *e);
void workspace_free(Workspace *w);

/* The surface of a form of guest, as of the last residual or Jacobian. */
const IsothermPoint *workspace_surface(const Workspace *w, int form);

/* The form in which the kinetics stand from now on: solved for the current, or (inverse) for the overpotential (E-5b). Same
 * solutions; Newton's method gets to them from elsewhere. */
void workspace_set_inverse(Workspace *w, int inverse);

/* F/m2 of reacting area added to every double layer from now on: 0 but on the way to a consistent start (E-14). */
void workspace_pad(Workspace *w, double capacitance);
double workspace_padding(const Workspace *w);

/* r = F(t, y, yp). Arrays of m->unknowns. Finite for every finite y. */
void model_residual(const Model *m, const Control *c, Workspace *w, double t, const real *y, const real *yp, real *r);

/* Adds dF/dy + cj dF/dyp to J at the point of the last model_residual with this workspace, which holds what both need. */
void model_jacobian(const Model *m, const Control *c, Workspace *w, double t, double cj, const real *y, const real *yp,
                    Jacobian *J);

/* The cell at rest: uniform concentrations, equilibrium potentials, no current; yp = 0. */
void model_rest_state(const Model *m, double *y, double *yp);

/* Shifts potentials and reaction rates of y to what a uniform reaction at current density I [A/m2] would need: the
 * starting point of Newton's method at a current step. */
void model_guess_current(const Model *m, double I, double *y);

/* One pocket: mean and surface stoichiometry; what the integrator asks of its host (hosts/host.h, E-15). */
double pocket_held(const Pocket *k, const double *y);
double pocket_surface(const Pocket *k, const double *y);
void pocket_weigh(const Pocket *k, const Workspace *w, const double *y, double *weight);
int pocket_agrees(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change);
int model_foil_agrees(const Model *m, const Workspace *w, const double *predicted, const double *correction,
                      const double *slope); /* the same of E-6; slope: predicted derivatives */
void pocket_settle(const Pocket *k, double *y);
double pocket_stride(const Pocket *k, const double *step);
int pocket_is_curved(const Pocket *k);

/* E-12 of a host whose balance is not E-par-1 (hosts/host.h). */
double pocket_balance(const Pocket *k, const double *b);
void pocket_absorb(const Pocket *k, double missing, double *x);

/* Potential against the pores at which a phase rests as the card starts it, V. */
double phase_rest_potential(const Phase *phase);

/* What a phase reports, its host and a loss of oxygen: their number (0: nothing), names and units; the mean over its
 * electrode, weighted by volume. */
int phase_outputs(const Phase *phase);
HostOutput phase_output(const Phase *phase, int which);
void model_report(const Model *m, RegionId region, int phase, const double *y, double value[MAX_HOST_OUTPUTS]);

/* Guest in the hosts of a region, by its charge [mol/m2]; charge on its double layers [C/m2], positive on the solid side. */
double model_guest(const Model *m, RegionId region, const double *y);
double model_guest_of(const Model *m, RegionId region, int ion,
                      const double *y);                       /* of one concentration that is carried */
double model_guest_capacity(const Model *m, RegionId region); /* at theta = 1 */
double model_double_layer_charge(const Model *m, RegionId region, const double *y);

/* Charge that side reactions of a region have taken [C/m2 geometric]. */
double model_side_charge(const Model *m, RegionId region, const double *y);

/* Charge that the reactions of hosts have taken with one of the ions: what guests hold of it, and side reactions [C/m2]. */
double model_reacted(const Model *m, int ion, const double *y);

/* Of a concentration that the nodes carry, in the pores and the reservoir [mol/m2]. */
double model_ion(const Model *m, int ion, const double *y);

/* Potential of the reference electrode [V]; 0 without one. */
double model_reference(const Model *m, const double *y);

/* Ionic current from the separator into the positive electrode [A/m2], +x: -I by Kirchhoff's law. */
double model_separator_current(const Model *m, const double *y);

#endif
