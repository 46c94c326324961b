/* A sparse matrix with a fixed pattern, on the pivots of KLU (Davis & Palamadai Natarajan, ACM TOMS 37 (2010) 36). */
#ifndef CELLSIM_SPARSE_H
#define CELLSIM_SPARSE_H

#include "../model/archive.h"
#include "../model/status.h"
#include "elimination.h"

typedef struct Sparse {
    int n, entries;
    int *start, *row; /* compressed columns */
    double *value;    /* borrowed: set by the owner before sparse_factor */
    const int *of;    /* borrowed, NULL: of[k] = k */
    klu_common common;
    klu_symbolic *symbolic;
    Elimination elimination; /* without memory: no pivots yet */
    double *pivoted;         /* the values that the present pivot sequence was chosen for */
} Sparse;

/* Pattern from `pairs` (row[k], column[k]), repeats allowed; slot[k] receives the position of pair k among the
 * entries. One symbolic analysis serves for the life of the matrix. */
Status sparse_create(int n, int pairs, const int *row, const int *column, int *slot, Sparse *out, Error *e);

/* Factorises s->value: the pivot sequence of the last time if that is sound, else a new one. 0, or 1 if singular. */
int sparse_factor(Sparse *s);

/* x := A^-1 x, unknown and equation k being x[of[k]]. */
void sparse_solve(Sparse *s, double *x);

/* The pivot sequence: round-off depends on it. */
void sparse_archive(Sparse *s, Archive *a);

/* As sparse_create left it: without pivots. */
void sparse_forget(Sparse *s);

void sparse_free(Sparse *s);

#endif
