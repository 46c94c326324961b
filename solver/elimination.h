/* Private to solver/: an elimination repeated on the pivots and the pattern that KLU found for it.
 *
 * P A Q is block triangular, diagonal blocks L U, and F above them. Where KLU follows its columns' indices anew each
 * time, every place is known here beforehand: of a matrix of a few unknowns that is most of the work. */
#ifndef CELLSIM_ELIMINATION_H
#define CELLSIM_ELIMINATION_H

#include <suitesparse/klu.h>

/* Rows in the order of the pivots, each of them: F and L, reciprocal pivot, U. */
typedef struct Elimination {
    int n, blocks, entries; /* entries: of A */
    int *block;             /* [blocks + 1]: first row of every block */
    int *start;             /* [n + 1]: of the rows in `value` */
    int *pivot;             /* [n]: place of every row's pivot */
    int *lower;             /* [n]: first entry of L of every row */
    int *column;            /* of every entry, as an index of x */
    int *target; /* where the multiples of rows go, from the start of their row, in the order of the elimination */
    int *first_target; /* [n]: of every row */
    int *place;        /* [entries]: where an entry of A goes */
    int *from, *to;    /* [n]: row k is equation from[k]; x of column k is unknown to[k] */
    double *value, *x;
    int values; /* of the rows; behind them one for x */
    void *memory;
} Elimination;

/* What KLU found for a matrix, of numbers that are complex or not. */
typedef struct Factors {
    klu_symbolic *symbolic;
    klu_numeric *numeric;
    klu_common *common;
    int complex_numbers;
} Factors;

/* From KLU's factors of a matrix of n columns (start, row); unknown and equation k are of[k] of a solution and its right-hand
 * side (NULL: k). 0, or 1 if memory ran out. Owns its memory: elimination_free. */
int elimination_create(int n, const int *start, const int *row, const Factors *factors, const int *of,
                       Elimination *out);

/* L U := A (its values). The smallest over the largest pivot, rows divided by their largest entry; 0: singular. */
double elimination_factor(Elimination *s, const double *A);

/* x := A^-1 x. */
void elimination_solve(const Elimination *s, double *x);

void elimination_free(Elimination *s);

#endif
