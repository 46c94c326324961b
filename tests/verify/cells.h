/* Small cells for the tests of the model and the solver, and random states of them. */
#ifndef CELLSIM_TEST_CELLS_H
#define CELLSIM_TEST_CELLS_H

#include "../../model/model.h"
#include "../random.h"

/* A cell with one or several of the model's options. */
typedef struct Variant {
    const char *name;
    int half_cell;
    void (*change)(CellSpec *spec); /* applied to the plain cell; may be NULL */
} Variant;

extern const Variant variants[];
extern const int variant_count;

/* Builds a variant; aborts the program if that fails. Free with cell_spec_free. */
CellSpec variant_cell(const Variant *v);

/* A state: near rest (`far` = 0), or anywhere a Newton iterate might get to. */
void random_state(const Model *m, Random *random, int far, double *y, double *yp);

/* A control in each of the three modes in turn. */
Control random_control(const Model *m, Random *random, int mode);

#endif
