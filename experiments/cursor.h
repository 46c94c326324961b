/* Private to experiments/: where in the nested steps of a protocol a run stands. */
#ifndef CELLSIM_CURSOR_H
#define CELLSIM_CURSOR_H

#include "result.h"

enum { DEEPEST = 16 };

/* A place in one list of steps. */
typedef struct Level {
    int at;              /* index of the present step */
    int pass;            /* of the repeat or titration that the list belongs to, from 0 */
    EndReason first_end; /* how the first step of this pass ended */
} Level;

typedef struct Cursor {
    int depth; /* of the present list; 0: the protocol's own */
    Level level[DEEPEST];
    int vertex; /* of the present sweep */
    int cycle;  /* 0: none has begun */
    int block;  /* passes begun */
} Cursor;

/* The step to execute next; NULL: the protocol is done. Begins passes and cycles on its way. */
const Step *cursor_step(Cursor *c, const Protocol *p);

/* The present step (or the present vertex of a sweep) ended so. */
void cursor_advance(Cursor *c, const Step *step, EndReason why);

/* 1: the protocol's repeats are not deeper than a cursor reaches. */
int cursor_reaches(int n, const Step *steps, int depth);

/* 1: a place that this protocol has. */
int cursor_is_sound(const Cursor *c, const Protocol *p);

#endif
