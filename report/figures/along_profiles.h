/* The profiles along a discharge, and the parts of the cell in them. */
#ifndef CELLSIM_FIGURE_ALONG_PROFILES_H
#define CELLSIM_FIGURE_ALONG_PROFILES_H

#include "along.h"

enum { TIMES = 7 };

/* Those of the discharge that along_discharges names last. */
typedef struct AlongProfiles {
    const Run *run;
    char stem[STEM_SIZE]; /* of its tables */
    Along along;
    int times, nodes;            /* times: 0: there is none */
    int networks, phases;        /* columns of the table */
    int at[TIMES], first[TIMES]; /* index into Run.profile; first row of the table */
} AlongProfiles;

AlongProfiles along_profiles(const Figure *f);

/* Nodes of a part of the cell. */
typedef struct NodeRange {
    int from, to;
} NodeRange;

NodeRange along_electrode(const AlongProfiles *d, int positive);

/* 1: a node of the separator. */
int is_separator(const Profile *p, int node);

#endif
