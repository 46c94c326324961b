/* The numbers that the hosts of a cell report (hosts/host.h), as a run records them. */
#ifndef CELLSIM_REPORTED_H
#define CELLSIM_REPORTED_H

#include "model.h"

enum { MAX_REPORTED = 16, REPORTED_NAME = 80 };

typedef struct Reported {
    RegionId region;
    int phase, output;         /* of the region; of its host */
    char name[REPORTED_NAME];  /* "crystal" where it is the only one, else as `full` */
    char full[REPORTED_NAME];  /* "positive.anatase.crystal" */
    char words[REPORTED_NAME]; /* of `name`: "oxygen lost δ", "positive.lto.oxygen lost δ" */
    char unit[16];
    int detail; /* 1: left out of figures of several runs */
} Reported;

/* Fills `out` with what the cell's hosts report, without details where all of it is more than MAX_REPORTED; returns how many: 0 of a cell whose hosts
 * report nothing. */
int reported_list(const CellSpec *spec, Reported out[MAX_REPORTED]);

/* Their values, means over the electrodes (model_report). */
void reported_values(const Model *m, int n, const Reported *r, const double *y, double value[MAX_REPORTED]);

/* The index of a name, either form; -1: there is none. */
int reported_find(int n, const Reported *r, const char *name);

/* 1: a list that reported_list may have made. */
int reported_is_sound(int n, const Reported *r);

#endif
