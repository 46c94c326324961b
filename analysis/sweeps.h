/* Sweeps of the voltage within a series: private to segments.c. */
#ifndef CELLSIM_SWEEPS_H
#define CELLSIM_SWEEPS_H

#include "series.h"

/* A part of a series between two vertices, inclusive; the next one may begin with the same point. */
typedef struct Piece {
    int first, end;
    double rate; /* V/s, signed */
    int is_sweep;
} Piece;

/* Cuts [first, end) where the voltage turns round for good, and judges every piece. `scratch` has room for as many numbers as
 * there are points; *out is owned by the caller (free). */
Status sweep_pieces(const Series *s, int first, int end, SweepSearch search, double *scratch, Piece **out, int *count,
                    Error *e);

/* 1: the pieces are a sweep: nearly all points lie on such. */
int pieces_are_sweep(int count, const Piece *piece);

#endif
