/* Measured curves against the simulated ones that they belong to. */
#ifndef CELLSIM_COMPARISON_H
#define CELLSIM_COMPARISON_H

#include "../analysis/deviation.h"
#include "names.h"
#include <jansson.h>

enum { WHY_SIZE = 160 };

typedef enum {
    COMPARED_CURVE,     /* voltage against capacity; mV */
    COMPARED_SWEEP,     /* current against voltage; mA/g, at unknown loading mA/cm2 */
    COMPARED_TITRATION, /* voltage against time since the first pulse, also of pulses in both directions (as measured: since the beginning); mV */
    COMPARED_CURRENT,   /* current against time, of a voltage as measured; mA/g or mA/cm2 */
    COMPARED_SPECTRUM   /* ln |Z| against ln f; % */
} Compared;

/* A measured curve (sweep, titration, spectrum) and its counterpart. A record's `block` is the number of its file. */
typedef struct Comparison {
    Compared kind;
    int file;                                 /* from 0 */
    int index;                                /* of the measured record or spectrum */
    int run, counterpart;                     /* simulated run, and its record or spectrum; -1: there is none */
    int per_mass;                             /* 1: rates and capacities are per gram of active material; 0: per area */
    double rate, rate_of_counterpart;         /* A/kg or A/m2; sweeps: V/s; spectra: V; NaN */
    Deviation deviation;                      /* simulated less measured, in the unit of the kind */
    double capacity, capacity_of_counterpart; /* curves: mAh/g or mAh/cm2; NaN */
    int first, samples;                       /* of the measured run: what is drawn of a titration over time; */
    double shift;                             /* s, to the time of the simulation */
    char why[WHY_SIZE];                       /* there is no counterpart; "" */
} Comparison;

/* The rate (scan rate) of a counterpart is the nearest one within 10 %; of several at that rate the one of the same cycle,
 * else the last. *out is the caller's (free), who puts it into
 * the report for what is written and drawn. CELLSIM_IO: no memory. */
Status comparisons_find(const Report *r, Comparison **out, int *n, Error *e);

/* 1: a later curve of the same file, direction and rate stands for this one. */
int comparison_is_followed(const Report *r, int k);

/* One row per measured curve (comparison_write.c). */
void csv_comparison(const Report *r, Text *out);
json_t *comparison_json(const Report *r);
void comparison_print(const Report *r, FILE *out);

#endif
