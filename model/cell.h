/* What a cell is, in strict SI: the specification that a card is turned into and a Model is built from.
 *
 *        x = 0                                                      x = L
 *   full cell:  collector | negative electrode | separator | positive electrode | collector
 *   half cell:  metal foil                     | separator | positive electrode | collector
 *
 * The positive electrode is the working electrode of a half cell whatever its potential. Positive current charges:
 * it oxidises the positive electrode. Voltage = positive collector against the negative collector or the foil. */
#ifndef CELLSIM_CELL_H
#define CELLSIM_CELL_H

#include "competitive.h"
#include "electrolyte.h"
#include "evolving.h"
#include "isotherm.h"

enum { MAX_PHASES = 8, MAX_NETWORKS = 3, MAX_DEGREE = 12 };

typedef enum { NEGATIVE = 0, SEPARATOR = 1, POSITIVE = 2, REGIONS = 3 } RegionId;

/* How a rate depends on the ion that it exchanges. */
typedef enum {
    ION_REFERENCE,   /* phi_e is measured by a metal of the ion: i0 ~ c^a, and no other trace of c (E-5) */
    ION_ABSOLUTE,    /* phi_e is electrostatic: the same law, with ln c in the overpotential (E-5d) */
    ION_MASS_ACTION, /* likewise: the cathodic rate is linear in c, the anodic one independent of it (E-5e) */
} IonForm;

/* What the card says of it; by default mass action where phi_e is electrostatic. */
typedef enum { KINETICS_DEFAULT, KINETICS_BUTLER_VOLMER, KINETICS_MASS_ACTION } KineticsChoice;

/* A self-limiting, irreversible reaction on a phase: cathodic (E-side-1), or the loss of oxygen, anodic beyond its
 * potential (E-side-2); charge = 0: none. */
typedef struct SideReaction {
    double charge;  /* C per m2 of reacting area, when complete */
    double i0;      /* A/m2 of reacting area at phi_s - phi_e = U, fresh; loss of oxygen: at one e-fold beyond */
    double U;       /* V against the reference metal */
    double alpha;   /* transfer coefficient */
    double delta;   /* oxygen lost per formula unit when complete; 0: the reaction is cathodic */
    double ordered; /* delta beyond which the vacancies order */
} SideReaction;

/* Sign of its current, anodic positive. */
static inline double side_sign(const SideReaction *s)
{
    return s->delta > 0 ? 1 : -1;
}

/* An active phase of an electrode: a population of equal spheres, or a surface class without a diffusion length. */
typedef struct Phase {
    char name[32];
    double volume_fraction; /* of the composite, connected share included (only what takes part) */
    double radius;          /* m; surface class: the radius that defines area_per_volume */
    double area_per_volume; /* m2 of reacting surface per m3 of composite; spheres: 3 volume_fraction / radius */
    double c_max;           /* mol/m3 of the phase at theta = 1 */
    double theta0;          /* initial stoichiometry */
    Isotherm *isotherm;     /* owned; NULL: of a competing phase, which has none */
    double D;               /* D_ref at the cell's temperature, m2/s; ignored for a surface class */
    double i0;              /* A/m2 of that area, at g = 1 (spheres: see isotherm.h) and c_e = c_ref, at temperature */
    double c_ref;           /* mol/m3 */
    double c_e_exponent;    /* i0 ~ (c_e/c_ref)^a */
    double alpha;           /* anodic transfer coefficient; cathodic 1 - alpha */
    double film_resistance; /* ohm m2 of reacting area */
    double double_layer;    /* F/m2 of reacting area, 0 = none */
    double hysteresis;      /* V between the insertion and the extraction branch of U, 0 = none */
    double hysteresis_current; /* A/m2 of reacting area at which the branch has switched by tanh(1) */
    SideReaction side;
    Evolving *evolving;   /* owned; NULL: the phase stays what it is */
    Competing *competing; /* owned; NULL: one guest, by the isotherm */
    char ion[ION_NAME];   /* what it exchanges; "": the electrolyte's first cation */
    KineticsChoice kinetics;
    int network;       /* electronic network it is wired to, 0-based */
    int surface_class; /* 1: no diffusion length, one stoichiometry */
    int radial;        /* number of radial unknowns (>= 2; a surface class has 1) */
} Phase;

/* A region of the sandwich. */
typedef struct Region {
    double thickness; /* m; 0: region absent (negative of a half cell) */
    double porosity;  /* electrolyte volume fraction */
    double transport; /* D_eff/D = kappa_eff/kappa = porosity^b or 1/N_M */
    int elements;     /* in x */
    int degree;       /* of the polynomials on each, 1 to MAX_DEGREE */
    double grading;   /* thinnest element, at the graded end(s), relative to the thickest; 1 = uniform, in (0, 1] */
    double ratio;     /* of neighbours' lengths until they are the longest; 0: growing all the way */
    int both_ends;    /* 1: graded at both ends; 0: an electrode, at the separator */
} Region;

/* A porous electrode. */
typedef struct Electrode {
    int networks;                  /* 1..MAX_NETWORKS */
    double sigma[MAX_NETWORKS];    /* effective conductivity, S/m */
    double exchange[MAX_NETWORKS]; /* conductance from network k to network 0, S/m3 (entry 0 unused) */
    int phases;
    Phase phase[MAX_PHASES];
    double mass_loading;     /* kg of active material (all phases, dead included) per m2; 0 = unknown */
    double material_density; /* kg/m3 of the active material, 0 = unknown; enters analyses only */
} Electrode;

/* The metal foil of a half cell, at the separator's face x = 0. */
typedef struct Foil {
    double i0;    /* A/m2 geometric at c_e = c_ref, at the cell's temperature */
    double c_ref; /* mol/m3 */
    double c_e_exponent;
    double alpha;
    double double_layer;    /* F/m2 geometric */
    double film_resistance; /* ohm m2 */
    double U;               /* V: standard potential of its metal on the scale of the isotherms' */
    char ion[ION_NAME];     /* what it exchanges; "": the electrolyte's first cation */
    char metal[ION_NAME];   /* "lithium", for labels; "": not known */
    KineticsChoice kinetics;
} Foil;

/* Well-mixed electrolyte beside the separator (E-17); volume = 0: none. */
typedef struct Reservoir {
    double volume;   /* m3 per m2 of electrode */
    double exchange; /* m/s */
} Reservoir;

/* A metal in the separator against which the working electrode is measured (E-8r). */
typedef struct ReferenceElectrode {
    int present;
    double place;       /* share of the separator, from the foil or the negative electrode on */
    double U;           /* V: standard potential of its metal on the scale of the isotherms' */
    char ion[ION_NAME]; /* what it is in equilibrium with; "": the electrolyte's first cation */
    double c_ref;       /* mol/m3, of that ion, where U holds */
} ReferenceElectrode;

typedef enum { RADIAL_VOLUMES, RADIAL_SPECTRAL } RadialScheme;

typedef struct CellSpec {
    char name[64];
    double temperature; /* K */
    double area;        /* m2, geometric */
    int half_cell;      /* 1: foil at x = 0 */
    Region region[REGIONS];
    Electrode electrode[REGIONS]; /* NEGATIVE (full cells) and POSITIVE */
    Foil foil;                    /* half cells */
    Electrolyte *electrolyte;     /* owned */
    Reservoir reservoir;
    ReferenceElectrode reference;
    double contact_resistance; /* ohm m2, between the positive collector and its terminal */
    double one_C;              /* A/m2 that "1C" means */
    RadialScheme radial_scheme;
    double accuracy; /* V that mesh and tolerance are to be chosen for (run_choose); 0: they are as given */
} CellSpec;

/* Checks every number for sense; CELLSIM_BAD_CARD with the field's name (also as Error.variable) otherwise. */
Status cell_spec_check(const CellSpec *spec, Error *e);

/* The same of its parts; `where` names them in messages. */
Status region_check(const char *where, const Region *r, Error *e);
Status electrode_check(const char *where, const Electrode *el, Error *e);
Status phase_check(const Electrode *el, const Phase *p, Error *e);
Status foil_check(const Foil *f, Error *e);

/* Frees what the specification owns and zeroes it. */
void cell_spec_free(CellSpec *spec);

#endif
