/* Private to experiments/: parts of the estimates of errors. */
#ifndef CELLSIM_ESTIMATE_H
#define CELLSIM_ESTIMATE_H

#include "difference.h"
#include "run.h"

enum { ALONG_X = 1, ALONG_R = 2, MOST_MESHES = 2 };

/* *fine: spec on a finer mesh there; it borrows what spec owns. */
void estimate_refine(const CellSpec *spec, int where, CellSpec *fine);

/* 1: a mesh so refined can still be held against a finer one. */
int estimate_may_refine(const CellSpec *spec, int where);

/* The protocol `p` with no repeat passed more than `passes` times; samples at every step of the solver. *out borrows the rest of p;
 * free with estimate_shortened_free. */
Status estimate_shorten(const Protocol *p, int passes, Protocol *out, Error *e);
void estimate_shortened_free(Protocol *p);

/* 1: the steps of a protocol so shortened are the first ones of `p`. */
int estimate_is_beginning(const Protocol *p, const Protocol *shortened);

/* How many passes of its repeats are repeated of a protocol: a tenth of its leaf steps if that can be, one at
 * least, and as many as make twelve leaf steps where passes or hosts do not come back to where they began. */
int estimate_passes_of(const CellSpec *spec, const Protocol *p);

/* 1: it has a titration, which is repeated whole. */
int estimate_titrates(const Protocol *p);

/* Leaf steps of a protocol. */
double estimate_leaves(const Protocol *p);

/* The largest of `all` steps, where that of `repeated` ones is known. Errors of time steps differ from pass to pass, for the steps of the
 * solver fall differently; those of meshes do not. */
double estimate_of_all(double largest, double all, double repeated);

/* The errors of the protocol: of the time steps, and of the mesh in directions where[k] (ALONG_…). The jobs of *o make the
 * solutions. NaN: not known, for one thing if somebody asks to stop. */
Status estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, int meshes,
                       const int *where, RunDifference *time, RunDifference *mesh, Error *e);

#endif
