/* The linear system of Newton's method, (dF/dy + cj dF/dyp) x = b.
 *
 * LINEAR_CONDENSED eliminates every pocket by a banded factorisation without pivoting (its rows are dominated by the
 * diagonal), adds the Schur complement to the chain of nodes, eliminates the inner nodes of every element, and factorises
 * what is left of the chain on pivots that KLU chooses (static condensation, E-13). LINEAR_FULL does so with the whole
 * matrix; it is the oracle. Both take their pattern from one recorded pass of model_jacobian. */
#ifndef CELLSIM_LINEAR_H
#define CELLSIM_LINEAR_H

#include "../model/archive.h"
#include "../model/model.h"

typedef enum { LINEAR_CONDENSED, LINEAR_FULL } LinearKind;

/* The results are the same, bit by bit. */
typedef enum {
    INSTRUCTIONS_BEST, /* all of the processor's that help */
    INSTRUCTIONS_PLAIN /* what every processor of the architecture has */
} Instructions;

typedef struct LinearSystem LinearSystem;

Status linear_create(const Model *m, LinearKind kind, Instructions instructions, LinearSystem **out, Error *e);

/* Makes it the system of `m`, as linear_create would. *fits 0: the layouts differ, and it is what it was; the model before must
 * live until then, its cell need not. After an error it can be freed only. */
Status linear_renew(LinearSystem *s, const Model *m, int *fits, Error *e);

/* Evaluates the matrix at (t, y, yp, cj), where model_residual has just been called with this workspace. */
void linear_evaluate(LinearSystem *s, const Model *m, const Control *c, Workspace *w, double t, double cj,
                     const double *y, const double *yp);

/* 0, or 1 if the matrix is singular, or memory ran out. */
int linear_factor(LinearSystem *s);

/* x := A^-1 b, arrays of m->unknowns, x and b may be the same. 0, or 1 on failure. */
int linear_solve(LinearSystem *s, const double *b, double *x);

/* 1 if linear_factor ever failed for want of memory, not because of the matrix. */
int linear_out_of_memory(const LinearSystem *s);

/* What later solutions depend on beside their matrix, to the last bit. */
void linear_archive(LinearSystem *s, Archive *a);

int linear_entries(const LinearSystem *s); /* nonzeros of what KLU chooses pivots for */
void linear_free(LinearSystem *s);

#endif
