/* What a host that two cations compete for takes up at equilibrium (E-com-6), over the chemical potentials of both: of the
 * cell, not of a run. */
#ifndef CELLSIM_UPTAKE_MAP_H
#define CELLSIM_UPTAKE_MAP_H

#include "../names.h"

enum { MAP_POINTS = 61, MAP_COLUMNS_BEFORE_CLASSES = 6 };

/* Chemical potentials are of an ion with its electrons, per electron, -V/(1 V) eV of the potential V against the card's
 * reference at c_ref of the ion. */
typedef struct UptakeMap {
    int exists; /* 0: the working electrode has no phase that takes two cations */
    Competing host;
    double from[COMPETITORS], to[COMPETITORS]; /* eV */
    char guest[COMPETITORS][16];               /* as the host's outputs are called */
} UptakeMap;

/* The map of the first such phase of the card's working electrode. */
Status uptake_map(const Report *r, UptakeMap *map, Error *e);

/* "<cell>_uptake_map". */
void uptake_map_stem(const Report *r, char out[STEM_SIZE]);

/* A row for each of MAP_POINTS x MAP_POINTS points, the second potential running faster, with a blank line after each of
 * the first: potentials, contents of both, their sum, electrons, and contents by class and ion. */
void csv_uptake_map(const UptakeMap *map, Text *out);

/* Column (from 1) of what an ion fills of a class. */
int uptake_map_column(const UptakeMap *map, int s, int ion);

/* Writes the table, if there is a map. */
Status uptake_map_write(const Report *r, const char *dir, Error *e);

#endif
