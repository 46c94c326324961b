/* Shipped cells under constant current, and reference solutions to hold them against. */
#ifndef CELLSIM_TEST_SHIPPED_H
#define CELLSIM_TEST_SHIPPED_H

#include "../../cards/card.h"
#include "../../solver/simulation.h"

/* What a test changes in a card's mesh. */
typedef struct Mesh {
    int electrode, degree, separator, separator_degree; /* elements in each */
    int radial;                                         /* unknowns in r */
    const char *scheme;                                 /* "volumes" or "spectral" */
} Mesh;

/* A cell of cells/ on this mesh; aborts the program if it cannot be read. Free with cell_spec_free. */
CellSpec shipped_cell(const char *name, Mesh mesh);

/* Numbers of a table: `columns` per row, NaN for empty fields; lines that start with no number are skipped. */
typedef struct Reference {
    int rows, columns;
    double *value; /* owned */
} Reference;

/* A file of tests/verify/data; aborts the program if it cannot be read. */
Reference reference_read(const char *file, int columns);
void reference_free(Reference *r);

/* A simulation of a cell that owns its model. */
typedef struct Bench {
    Model *m;
    Simulation *s;
} Bench;

Bench bench_open(const CellSpec *spec, double tolerance, LinearKind linear);
void bench_close(Bench *b);

/* Constant current from the present state until `voltage_below` (NaN: none) or t_stop [s]. V[k] := voltage at t[k],
 * rising times of which those outside are left as they are. Returns the time of the end, or NaN after a failure. */
double bench_current(Bench *b, double current, double voltage_below, double t_stop, int n, const double *t, double *V);

/* Root of the mean square of a - b over the first n [the unit of a]; `largest` may be NULL. */
double rms(int n, const double *a, const double *b, double *largest);

#endif
