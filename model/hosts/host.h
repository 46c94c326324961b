/* Private to model/: the kinds of host, what the unknowns of a pocket are and obey. Everything else - layout, condensation,
 * integration, starts, spectra, balances, outputs - reads this table and does not know which kinds there are.
 *
 * A new kind: a record and its functions in a file of this folder, its place in `host_of` (host.c), its section of cards,
 * its equations and tests. */
#ifndef CELLSIM_HOST_H
#define CELLSIM_HOST_H

#include "../laws.h"

/* A form of guest as the voltage sees it (E-loss-2). Potentials at rest, against pores whose concentrations are `bulk`
 * everywhere, of what it holds on average and of its surface; and of the surface beside the concentrations of its node. */
typedef struct FormState {
    const void *law;             /* forms of one law hold the same at the same potential */
    double sites, held;          /* that take part, in F c_max per volume of the phase */
    double mean, surface, local; /* V */
    double i;                    /* A/m2 of its own area; 0 where there is neither film nor hysteresis */
} FormState;
enum { MAX_FORMS = 3 };

struct Host {
    const char *name;
    int forms; /* of guest, each with its isotherm and reaction: places in the workspace */

    /* Number of unknowns of a pocket of this phase, without those of the parts that any host may carry. */
    int (*unknowns)(const Phase *phase, const Radial *radial);

    /* Sets the pocket's indices, from k->start on, and declares its unknowns. `current`: scale of a current density. */
    void (*declare)(Model *m, Pocket *k, double current);

    /* What rows and derivatives share, before either is asked for. */
    void (*evaluate)(const Pocket *k, const real *y, Workspace *w);

    /* Assigns the pocket's own rows and feeds those of its node (exchange.h). */
    void (*rows)(const Point *p, const Pocket *k, real *r);
    void (*derivatives)(const Point *p, const Pocket *k, Jacobian *J);

    /* The potential against the pores at which the phase rests as the card starts it [V]; the pocket's unknowns there. */
    double (*rest_potential)(const Phase *phase);
    void (*rest)(const Pocket *k, double *y);

    /* The pocket's unknowns at current density i [A/m2, anodic] as far as they follow at once; returns the phi_s - phi_e
     * that it takes. */
    double (*guess)(const Model *m, const Pocket *k, double i, double *y);

    /* Charge held as guest, in F c_max per volume of the phase: the mean stoichiometry; and that of the surface. */
    double (*held)(const Pocket *k, const double *y);
    double (*surface)(const Pocket *k, const double *y);
    double (*held_also)(const Pocket *k, const double *y); /* of what is held: the second ion; NULL: there is none */

    /* Fills the pocket's forms of guest; returns how many. bulk: of every concentration carried, mol/m3. */
    int (*forms_at)(const Pocket *k, const double *y, const double *bulk, FormState out[MAX_FORMS]);

    /* Share of its sites that one of them takes at rest, at psi against pores of such concentrations; falls as psi rises.
     * memory: what was found before. */
    double (*filling)(const Pocket *k, const FormState *form, const double *bulk, double psi, RestMemory *memory);

    /* What balance the contents keep, where that is not E-par-1 (k->theta < 0; else NULL): right sides b of the rows that say
     * d(held)/dt + q i = 0 together; and x where guest that a solution of them misses is to go (E-12). */
    double (*balance)(const Pocket *k, const double *b);
    void (*absorb)(const Pocket *k, double missing, double *x);

    /* Named numbers of a pocket for outputs, averaged over the electrode there: how many (NULL: none), one of them, their values. */
    int (*outputs)(const Phase *phase);
    HostOutput (*named)(const Phase *phase, int which);
    void (*report)(const Pocket *k, const double *y, double *value);

    /* The integrator's view (E-15): closer tolerances where the state needs them; whether a state on trial, predicted +
     * correction after `change`, obeys the rows that sizes of corrections say little about; shells put on the surface
     * after a failed step; the largest change that isotherms see in a step of Newton's method. NULL: any state; nothing to
     * put; none. */
    void (*weigh)(const Pocket *k, const Workspace *w, const double *y, double *weight);
    int (*agrees)(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change);
    void (*settle)(const Pocket *k, double *y);
    double (*stride)(const Pocket *k, const double *step);

    int (*is_curved)(const Phase *phase); /* Newton's matrix may miss much of the curvature (E-15a); NULL: always */
};

const Host *host_of(const Phase *phase);

#endif
