/* A host in which two cations compete for classes of sites, and for the electrons that it can take (E-com-1 to 6).
 *
 * The first ion brings one electron, the second `electrons` of them. Occupancies are shares of a class's sites. The phase has
 * no isotherm: its theta is nu, the share of the redox budget that is used, and c_max the budget's concentration. */
#ifndef CELLSIM_COMPETITIVE_H
#define CELLSIM_COMPETITIVE_H

#include "electrolyte.h"
#include "real.h"

/* F/m2, of a surface that none is given of: E-com-2 ends on both sides where the budget is used and where an ion is gone, so that
 * the potential of such a surface is that of its double layer alone. A ten-thousandth of a real one, which nothing notices. */
static const double LEAST_LAYER = 1e-5;

enum { MAX_CLASSES = 3, MAX_PLACES = 5, FIRST_ION = 0, SECOND_ION = 1, COMPETITORS = 2 };

/* A class of sites. */
typedef struct SiteKind {
    double sites;              /* per formula unit */
    int takes[COMPETITORS];    /* 0: the ion does not fit */
    double U[COMPETITORS];     /* V, half occupied by this ion, at c_ref of it and half the budget */
    double repel[COMPETITORS]; /* V by which U falls from empty to full */
} SiteKind;

typedef struct Competitor {
    char name[ION_NAME]; /* the ion in the electrolyte */
    int electrons;       /* per guest */
    double rate;         /* 1/s at U, c_ref, of the mean occupancy of a class */
    double alpha;        /* cathodic transfer coefficient, per electron */
    double diffusion;    /* D/R^2, 1/s */
    double c_ref;        /* mol/m3 */
    double cap;          /* set by competing_finish: exponent beyond which rates grow linearly (E-com-2) */
} Competitor;

typedef struct Competing {
    double f; /* F/RT at the cell's temperature, 1/V */
    int classes;
    SiteKind class[MAX_CLASSES];
    Competitor ion[COMPETITORS];
    double budget;  /* electrons per formula unit that the host takes with its guests */
    double native;  /* those that it has without any, relative to the budget */
    double help;    /* of the second ion's rate, per first ion beside its classes and formula unit */
    double slowing; /* of the second ion's diffusion, e-folds per formula unit of it */
    double
        start_V; /* against both metals, where it starts, since a full host's nu is 1 to round-off anywhere; NAN: by nu */

    /* Set by competing_finish: */
    int places;                          /* unknowns per shell */
    int place[MAX_CLASSES][COMPETITORS]; /* of an occupancy, -1: none */
} Competing;

/* Numbers the places and sets what follows from rates; start_V becomes NAN. 1 if there are no places, or more than MAX_PLACES. */
int competing_finish(Competing *e);

/* Occupancies of the classes at equilibrium, and the share of the budget that they use. */
typedef struct Uptake {
    double theta[MAX_CLASSES][COMPETITORS];
    double nu;
} Uptake;

/* E-com-6 at electrode potentials against the metals of both ions in equilibrium with them [V]: the chemical potential of a
 * guest with its electrons is -electrons F times that. */
Uptake competing_uptake(const Competing *e, const double potential[COMPETITORS]);

/* The state of an equilibrium in logarithms: of the used over the free part of the budget, of occupancies over vacancies. */
typedef struct Nearby {
    int known; /* 0: none yet */
    double t, x[MAX_CLASSES][COMPETITORS];
} Nearby;

/* The same as competing_uptake, much quicker from the equilibrium at potentials close by, which it replaces. */
Uptake competing_follow(const Competing *e, const double potential[COMPETITORS], Nearby *near);

/* An equilibrium found before, and at which potential of an electrode against its pores [V]. */
typedef struct RestMemory {
    Nearby near;
    double psi;
} RestMemory;

/* Content of an ion per formula unit. */
double competing_content(const Competing *e, const Uptake *u, int ion);

/* The share of the budget that its sites can use, which may be above 1. */
double competing_reach(const Competing *e);

/* The potential, the same against both, at which a share nu of the budget is used [V]. */
double competing_potential(const Competing *e, double nu);

#endif
