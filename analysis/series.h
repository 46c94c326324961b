/* A time series of one cell, measured or simulated, and its division into segments: what all analyses start from. */
#ifndef CELLSIM_SERIES_H
#define CELLSIM_SERIES_H

#include "../model/status.h"

enum { SERIES_UNSTATED = 2 };

typedef struct Series {
    int n;
    double *t;          /* s, rising; owned, as all below */
    double *V;          /* V */
    double *I;          /* A, charge positive */
    double *Q;          /* C since the first point, charge positive */
    int *cycle;         /* counted from 1; 0: not known */
    int *step;          /* executed step, counted from 0 */
    signed char *state; /* what the step says of itself: 1 charge, -1 discharge, 0 rest, SERIES_UNSTATED */
    double area;        /* m2, NaN: unknown */
    double mass;        /* kg of active material, NaN: unknown */
} Series;

/* Room for n points; t to step are uninitialised, nothing is stated. */
Status series_create(int n, Series *out, Error *e);
void series_free(Series *s);

/* Fills Q by the trapezoid rule. */
void series_integrate(Series *s);

typedef enum {
    SEGMENT_REST,    /* no current */
    SEGMENT_CURRENT, /* current of one sign, constant or with a hold at its end */
    SEGMENT_SWEEP    /* voltage linear in time, one direction */
} SegmentKind;

typedef struct Segment {
    SegmentKind kind;
    int first, n;     /* range of points */
    int cycle;        /* counted from 1 */
    double current;   /* mean, A */
    double charge;    /* C, signed */
    double scan_rate; /* dV/dt of a sweep, V/s, signed */
    int sweep;        /* sweeps: 1-based, among those of this way and scan rate; 0: to be counted in the list */
    int gap;          /* 1: what came right before it is not in the list */
    int lead;         /* 1: the interval before the first point is part of it */
} Segment;

/* Which steps may be sweeps: those that look like it, none, all in which the voltage is linear in time. */
typedef enum { SWEEPS_FOUND, SWEEPS_NONE, SWEEPS_ALL } SweepSearch;

/* Divides a measured series: at changes of step, within a step where the current starts, stops or changes sign, and at
 * the vertices of sweeps. A step is a sweep if between its vertices the voltage is linear in time and the current is not
 * constant (of both, the smoother one was controlled). A step whose state says rest is one; what else is a rest is judged
 * by the currents of the step. The interval before a segment's first point belongs to it if charge is counted for it. A
 * series without cycle numbers gets them: a cycle ends when the direction of its first current comes back. *out is owned
 * by the caller (free). */
Status segments_find(const Series *s, SweepSearch sweeps, Segment **out, int *count, Error *e);

/* Lead, mean current and charge of a segment, from the series. */
void segment_measure(const Series *s, Segment *g);
/* When it began, s. */
double segment_start(const Series *s, const Segment *g);

/* Capacity [mAh/g] that a charge [C] is; NaN at unknown mass. */
double series_mAh_g(const Series *s, double charge);

#endif
