/* Private to experiments/: what a Run keeps of what happened (SelectionOptions in run.h says the rule). */
#ifndef CELLSIM_SELECTION_H
#define CELLSIM_SELECTION_H

#include "run.h"

/* A block that is kept: the last one in which a rate (key, way) occurs (number 0), or the first one in which it occurs
 * in a cycle that is asked for. */
typedef struct Mark {
    double key; /* |current| of a step, A/m2, or -scan rate, V/s */
    int way;    /* 1 charge or anodic, -1 */
    int number;
    int block;
} Mark;

/* Sweeps so far at a scan rate, one way. */
typedef struct SweepCount {
    double rate;
    int way, count;
} SweepCount;

typedef struct Selection {
    SelectionOptions o;
    int stride, cycle_stride, spectrum_stride; /* powers of two */
    int sample_limit, record_limit, cycle_limit, spectrum_limit; /* where room is made next */
    int marks, mark_space, sweeps, sweep_space;
    Mark *mark; /* owned, as sweep */
    SweepCount *sweep;
} Selection;

/* Fills in the defaults. */
void selection_start(Selection *s, const SelectionOptions *o);
void selection_free(Selection *s);

/* Notes a finished step, the last record: counts its sweep, marks its block. */
Status selection_note(Selection *s, Run *r, Error *e);

/* Makes room before a step of block `block` begins, before a row of cycles, before a spectrum. */
void selection_thin(Selection *s, Run *r, int block);
void selection_thin_cycles(Selection *s, Run *r);
void selection_thin_spectra(Selection *s, Run *r);

/* Every other sample of the last record, its first and last always. */
void selection_halve_step(Run *r);

void selection_archive(Selection *s, Archive *a);

/* Makes room for one more element of `size` bytes; doubles. */
Status array_grow(void **array, int count, int *space, size_t size, Error *e);

#endif
