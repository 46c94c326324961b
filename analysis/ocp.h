/* Equilibrium curves from slow charges and discharges, or from the rests of titrations (E-ocp-1). */
#ifndef CELLSIM_OCP_H
#define CELLSIM_OCP_H

#include "series.h"

enum { OCP_BRANCHES = 64, OCP_POINTS = 501 };

/* Which way the voltage goes. */
typedef enum { OCP_FALLING, OCP_RISING, OCP_WAYS } OcpWay;

/* A charge or a discharge: voltage against the share of its charge (of the rests of a titration: of all charge that its file
 * covers), from the highest voltage (0) to the lowest (1). */
typedef struct OcpBranch {
    OcpWay way;
    int file;
    int rests;       /* 1: rest voltages of a titration */
    double charge;   /* C, positive */
    double duration; /* s, of the current; NaN: unknown */
    int n;
    double *x, *V; /* owned */
} OcpBranch;

typedef struct OcpSet {
    int branches;
    OcpBranch branch[OCP_BRANCHES];
} OcpSet;

/* Adds the branches of a file: the rests of a titration, else the slowest segment with a current in each way that passes
 * at least half of what the largest one does (of equals the last). CELLSIM_BAD_CARD: it has none. */
Status ocp_add(OcpSet *set, int file, const Series *s, int segments, const Segment *segment, int titration, Error *e);
void ocp_free(OcpSet *set);

typedef struct OcpCurve {
    double x[OCP_POINTS], U[OCP_POINTS]; /* V, falling */
    double way[OCP_WAYS][OCP_POINTS];    /* V: mean of the branches of a way; NaN: there is none */
    double hysteresis[OCP_POINTS];       /* V: rising less falling; NaN: only one way */
    double hysteresis_mean, hysteresis_most, hysteresis_at;
    double changed, changed_at; /* V: largest change that made U fall, and x */
} OcpCurve;

/* The mean of both ways, made to fall. */
Status ocp_make(const OcpSet *set, OcpCurve *out, Error *e);

#endif
