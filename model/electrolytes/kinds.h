/* Private to model/: the table of electrolytes. A kind is a record of functions; a new one is a file beside this one. */
#ifndef CELLSIM_ELECTROLYTE_KINDS_H
#define CELLSIM_ELECTROLYTE_KINDS_H

#include "../laws.h"

#include <stdatomic.h>

typedef struct SaltTable SaltTable;

typedef struct ElectrolyteKind {
    const char *name;
    int absolute; /* electrolyte_is_absolute */

    /* Properties at a node from the concentrations it carries. */
    void (*eval)(const Electrolyte *el, const real *c, ElectrolytePoint *at);

    /* E-1 of every concentration and E-2, of one element: what passes from each of its nodes to the next. */
    void (*rows)(const Point *p, const Element *e, real *r);
    void (*derivatives)(const Point *p, const Element *e, Jacobian *J);

    /* Ionic current that enters the last node of an element [A/m2]. */
    double (*current)(const Model *m, const Element *e, const double *y);

    /* Diffusion potential from a node to the next [V]; 0: there is none (E-loss-4). */
    double (*junction)(const Model *m, const double *y, int node);

    RestTransport (*transport)(const Electrolyte *el);
} ElectrolyteKind;

extern const ElectrolyteKind electrolyte_concentrated, electrolyte_dilute, electrolyte_single_ion;

struct Electrolyte {
    const ElectrolyteKind *kind;
    int carried, ions;
    int first; /* cation, as the card lists them; -1: no ion has a concentration */
    Ion ion[MAX_IONS];
    double total;    /* equivalents of salt at the start, mol/m3 */
    SaltTable *salt; /* owned; concentrated */
    double kappa;    /* S/m; single_ion */
    double f;        /* F/RT, 1/V; dilute */
    atomic_int shares; /* owners beside the first */
};

/* concentrated: the table of a salt (salt.c). */
void salt_eval(const SaltTable *salt, real c, ElectrolytePoint *p);
void salt_free(SaltTable *salt);

#endif
