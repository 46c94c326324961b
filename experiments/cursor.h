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
    int first;  /* -1, +1: direction that the present cycle began with, of steps outside of repeats; 0: no such cycle */
    int turned; /* 1: it has passed a step in the other direction */
    int block;  /* passes begun */
} Cursor;

/* The step to execute next; NULL: the protocol is done. Begins passes and cycles on its way: a pass of a repeat is a cycle;
 * outside of repeats a cycle begins as on a cycler, with the first step that carries a current, and with each that turns back to
 * the direction in which the present one began. */
const Step *cursor_step(Cursor *c, const Protocol *p);

/* Whether it stands in a titration that has had its first pulse. */
int cursor_titrates(const Cursor *c, const Protocol *p);

/* The present step (or the present vertex of a sweep) ended so. */
void cursor_advance(Cursor *c, const Step *step, EndReason why);

/* 1: the protocol's repeats are not deeper than a cursor reaches. */
int cursor_reaches(int n, const Step *steps, int depth);

/* 1: a place that this protocol has. */
int cursor_is_sound(const Cursor *c, const Protocol *p);

#endif
