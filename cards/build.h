/* Steps from a card's tree to a CellSpec; each reads one section. All return CELLSIM_BAD_CARD with file:line. */
#ifndef CELLSIM_BUILD_H
#define CELLSIM_BUILD_H

#include "keys.h"
#include "law.h"

/* Numerical resolution, with its defaults. */
typedef struct MeshChoice {
    int elements[REGIONS], degree[REGIONS];
    double grading[REGIONS];
    int radial;         /* of phases without their own */
    Value radial_given; /* as the card or --set gives it */
    int radial_used;    /* 1: some phase had no other */
    RadialScheme scheme;
    double accuracy; /* V, 0: none */
} MeshChoice;

/* Solid skeleton of an electrode: what a loading, a composition and a porosity amount to. */
typedef struct Geometry {
    double thickness; /* m */
    double porosity;
    double active_fraction; /* volume of active material per composite volume, connected or not */
    double connected;       /* share of it that takes part */
    double mass_loading;    /* kg/m2, 0 = unknown */
    double density;         /* of the active material, kg/m3; NaN = unknown */
    double own_thickness;   /* thickness at the card's own loading, m */
    double BET;             /* m2/kg, NaN = unknown */
    int composed;           /* 1: from a composition */

    /* What the phases say: */
    int uses_BET, uses_initial;        /* 1: something is stated on BET; one starts at the electrode's initial_V */
    double stated_mass, stated_volume; /* of those with a density of their own, kg and m3 per m3 of composite */
} Geometry;

/* `loading` [kg/m2] replaces the card's; NaN keeps it. */
Status build_geometry(Reader *r, const Place *at, const Value *v, double loading, Geometry *g);

Status build_electrode(Reader *r, const Node *group, const char *path, double loading, MeshChoice *mesh, RegionId id,
                       CellSpec *spec);

/* What a phase takes from the electrode around it. */
typedef struct Around {
    int phases;           /* beside each other, this one included */
    Geometry *g;          /* of the electrode; what phases use and state is filled in */
    const Value *initial; /* initial_V of the electrode */
    MeshChoice *mesh;
    const Electrode *el; /* its networks are known */
} Around;

Status build_phase(Reader *r, const Node *node, const char *path, const Around *a, Phase *p, char network[32]);

/* The isotherm of a phase; *capacity = sum of X (1 for formulas and tables). */
Status build_isotherm(Reader *r, const Place *at, const Value *v, Phase *p, double *capacity);
Status build_kinetics(Reader *r, const Place *at, const Value *v, Geometry *g, Phase *p);

/* The side reaction of a phase, if its card gives one; `density` [kg/m3] of the phase, NaN = unknown. */
Status build_side_reaction(Reader *r, const Place *phase, const Value *group, double density, Phase *p);

/* The oxygen that a phase loses, if its card says so. */
Status build_oxygen_loss(Reader *r, const Place *phase, const Value *group, double density, Phase *p);

/* The isotherm of a form with site classes of its own; *capacity = sum of X. */
Status build_form_isotherm(Reader *r, const Node *list, Isotherm **out, double *capacity);

/* What `competes` of a phase says, if it is given; *electrons = what it takes per formula unit. Its kinetics, once c_max and
 * the area are known. What it leaves no room for. */
Status build_competing(Reader *r, const Place *phase, Phase *p, double *electrons);
Status build_competing_kinetics(Reader *r, const Value *v, Phase *p);
Status refuse_beside_competing(Reader *r, const Place *at, const Value *v);

/* What `evolves` of a phase says, whose sites add up to sum_X and whose i0 is known. */
Status build_evolving(Reader *r, const Place *phase, const Value *v, double sum_X, Phase *p);

/* *dilute = 1: theory = "dilute", as far as that can be read. CELLSIM_IO: no memory to look. */
Status find_dilute(const Reader *r, const Node *electrolyte, int *dilute);

/* After the electrodes and the foil, which say what is exchanged. */
Status build_electrolyte(Reader *r, const Node *node, CellSpec *spec);

/* A dilute one, from the values of its section, the concentrations of its salts behind the section's own slots. */
Status build_dilute(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec);

/* The section of an electrolyte with a key for the concentration of each of its salts. */
typedef struct SaltKeys {
    Section section;
    Key key[MOST_ELY_KEYS];
    char name[MOST_SALTS][24];
} SaltKeys;
void salt_keys(const Place *at, SaltKeys *out);

/* The ion and the form of the kinetics of a reaction; and, once the electrolyte is known, whether it has that ion. */
Status read_reaction(Reader *r, const Value *ion, const Value *form, char name[ION_NAME], KineticsChoice *kinetics);
Status check_reactions(Reader *r, const Node *const electrode[REGIONS], const Node *foil, const Node *reference,
                       const CellSpec *spec);
Status build_separator(Reader *r, const Node *node, const MeshChoice *mesh, CellSpec *spec);
Status build_reservoir(Reader *r, const Value *group, CellSpec *spec);
Status build_reference(Reader *r, const Value *group, CellSpec *spec);
Status build_foil(Reader *r, const Node *node, CellSpec *spec);
Status build_mesh(Reader *r, const Node *group, int half_cell, MeshChoice *mesh);

/* Says so, or fails with --set, if no phase took mesh.radial. */
Status note_radial(Reader *r, const Node *group, const MeshChoice *mesh);

/* Fails at `node` if the scheme does not allow so many radial unknowns. */
Status check_radial(Reader *r, const Node *node, RadialScheme scheme, int radial);

/* Effective transport factor of a region: porosity^bruggeman or 1/macmullin. */
double transport_factor(const Value *v, double porosity);

/* lower_V and upper_V of a window; NaN where there is no group. */
Status build_window(Reader *r, const Node *group, const char *path, double bound[2]);

/* The whole cell. */
Status build_cell(Reader *r, const Node *root, double loading, CellSpec *spec);

#endif
