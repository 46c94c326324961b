/* Private to solver/: the matrix of a state in the frequency domain, condensed. */
#ifndef CELLSIM_SPECTROMETER_H
#define CELLSIM_SPECTROMETER_H

#include "impedance.h"
#include "linear_private.h"
#include "sparse_lanes.h"
#include "sphere_response.h"

/* K + i omega M of one state. */
typedef struct Spectrometer {
    const LinearSystem *linear;
    const Model *m;
    int n;            /* rows of the sparse matrix: see LinearSystem */
    int I, V;         /* ... those of the current and the voltage */
    Spheres *spheres; /* of each batch */
    double *K, *M, *work, *x, *residual, *size, *still;
    double *one;         /* the sparse matrix at one frequency */
    ComplexLanes *chain; /* ... at LANES frequencies */
    ComplexLanes *front; /* of an element, at the same */
    double drive;        /* right-hand side of the row of I */
    Workspace *point;    /* its own: the simulation goes on with what it has */
    klu_common common;
    klu_numeric *numeric;
    SparseLanes lanes;
} Spectrometer;

Status spectrometer_open(const LinearSystem *linear, const Model *m, Spectrometer *p, Error *e);
void spectrometer_close(Spectrometer *p);

/* K and M at the state y, with yp = 0: the state is held fixed (E-eis-2). */
void spectrometer_take(Spectrometer *p, double t, const double *y);

/* Divides the rows of the sparse matrix by powers of two: they have units of their own. */
void spectrometer_scale(Spectrometer *p, double omega);

/* The sparse matrix at LANES frequencies, pockets and elements eliminated. 0, or 1 if a pocket's pivot vanishes. */
int spectrometer_assemble(const Spectrometer *p, const double omega[LANES]);

#endif
