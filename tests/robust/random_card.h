/* A random legal card and a protocol for it, the same for a seed on every machine. */
#ifndef CELLSIM_RANDOM_CARD_H
#define CELLSIM_RANDOM_CARD_H

#include "draw.h"
#include "tree.h"

typedef struct RandomCase {
    Item *card, *protocol; /* owned */
    double tolerance;      /* of the solver; 0: the default */
} RandomCase;

/* Class plausible: what a lab could make. Class extreme: the full ranges, independently of each other. */
RandomCase random_case(uint64_t seed, int extreme);

/* The same of a card with such a kind of host or electrolyte: "dilute", "single_ion", "competes", "evolving", "oxygen", or "each":
 * they take turns. Several may meet. NULL: none of them, a random_case. */
RandomCase random_case_of(uint64_t seed, int extreme, const char *kind);
int random_kind_exists(const char *kind);
void random_case_free(RandomCase *c);

/* --- the parts (private to random_*.c) ---------------------------------------------------------------------------- */

/* Open-circuit potential of a phase as the generator knows it, to place starts and windows; falls with x. */
enum { CURVE_POINTS = 41 };
typedef struct Curve {
    double U[CURVE_POINTS]; /* V, at x = curve_x(k) */
    double low, high;       /* stoichiometries it is defined between */
    double sum_X;           /* of site classes, else 1; 0: the library's */
    double shift;           /* V: of dilute ions, what the concentration at the start adds */
    int sites;
    int mobile; /* classes with a mobility each: no D(x), no surface class beside them */
} Curve;

double curve_x(int k);
double curve_U(const Curve *c, double x);

/* Writes the isotherm of a phase near `centre` [V]. `anywhere`: it must reach every potential, as phases that start
 * at one common potential need. */
void random_isotherm(Draw *d, Item *phase, double centre, double temperature, int anywhere, Curve *out);

/* Writes a phase of the library and its curve; returns its guest capacity [mol/m3]. *radius [m], *D and *i0 tell
 * what the library has (0: the card must give it). */
double random_material(Draw *d, Item *phase, double *radius, int *D, int *i0, Curve *curve);

/* Makes a phase with this curve the amorphous form of a host that evolves. Draws of its own: the rest of the card is as it
 * would be without. */
void random_evolving(const Draw *d, Item *phase, const Curve *curve);

/* --- other electrolytes: random_ions.c --- */

/* Which ions a dilute electrolyte has, and what exchanges them: to be drawn before what exchanges them. Writes it. */
void random_ions(Draw *d, Item *electrolyte);

/* Writes which ion a phase or foil exchanges and how; returns by how much its potential at rest differs from that at c_ref [V]. */
double random_exchange_of(Draw *d, Item *reaction, const DrawnIon *ion);
double random_shift(const Draw *d, const DrawnIon *ion, double c_ref); /* of what rests at c_ref [mol/L] */

/* A solid in which only cations move. */
void random_solid(Draw *d, Item *electrolyte);

/* Writes a foil; *against: the potential that the working electrode's is measured against, at rest [V]. */
void random_other_foil(Draw *d, Item *card, double *against);

/* --- other hosts: random_hosts.c --- */

/* A phase that two cations compete for; returns its capacity [mol of electrons/m3]. */
double random_competing(Draw *d, Item *phase, double density, int own_density, double centre, Curve *curve);
void random_oxygen_loss(Draw *d, Item *phase, double centre, double density);

/* Skeleton of an electrode. */
typedef struct Skeleton {
    double thickness;       /* m */
    double active_fraction; /* of the volume */
    double loading;         /* kg/m2, 0 = the card does not say */
    double density;         /* of the active material, kg/m3 */
    int composition;        /* the card gives one, and with it the density */
    int BET;                /* the card gives the BET area */
    double BET_m2_kg;
    int networks;
} Skeleton;

/* Writes a phase and returns its capacity [C/m2]. */
double random_phase(Draw *d, Item *phase, const Skeleton *s, double share, double temperature, double centre, int alone,
                    Curve *curve);

/* An electrode as the protocol sees it. */
typedef struct ElectrodeFacts {
    double high, low; /* V: nearly empty, nearly full */
    double start;     /* V: of its first phase */
    double capacity;  /* C/m2 */
    double loading;   /* kg/m2, 0 = unknown */
    int phases;
} ElectrodeFacts;

/* `fill`: stoichiometry at which a plausible electrode starts. */
void random_electrode(Draw *d, Item *electrode, double temperature, double centre, double fill, ElectrodeFacts *out);

/* A cell as its protocol sees it. */
typedef struct CellFacts {
    int has_window;
    double lower, upper; /* V */
    double start;        /* V */
    double one_C;        /* A/m2 */
    double loading;      /* kg/m2, 0 = unknown */
    double area;         /* m2 */
    int charge_first;    /* 1, 0; -1: either */
} CellFacts;

/* A reservoir and a reference electrode, or neither; *negative becomes what windows are against. */
void random_beside(Draw *d, Item *card, ElectrodeFacts *negative);

void random_cell(Draw *d, Item *card, CellFacts *out);
void random_protocol(Draw *d, Item *protocol, const CellFacts *f);

#endif
