/* Private to api/: the handles of include/cellsim.h, and how errors leave. */
#ifndef CELLSIM_API_PRIVATE_H
#define CELLSIM_API_PRIVATE_H

#include "../cards/card.h"
#include "../experiments/run.h"
#include "../report/report.h"
#include "../report/trust.h"

/* A value that was set; texts owned. */
typedef struct Setting {
    char *path, *value;
} Setting;

struct cellsim_card {
    Card *card;
    Rig rig; /* of its runs */
    char *library; /* NULL: where they usually are */
    int settings;
    Setting *setting;
    int values;
    cellsim_value *value; /* of the card's log, whose texts they borrow */
};

/* Columns side by side, each contiguous. */
typedef struct Column {
    char name[96];
    double *value; /* into `data` of its table */
} Column;

typedef struct Columns {
    size_t rows;
    int columns;
    Column *column; /* owned, as `data` */
    double *data;
} Columns;

/* The tables of a run, built once when it is over. */
typedef struct RunTables {
    Columns one[CELLSIM_SPECTRA + 1]; /* those of which a run has one */
    Columns *profile, *spectrum;      /* one for each profile, spectrum */
} RunTables;

struct cellsim_results {
    int runs;
    Run *run; /* owned, as all below */
    RunTables *tables;
    cellsim_run_info *info;
    TrustItem item[TRUST_ITEMS];
    cellsim_trust trust[TRUST_ITEMS]; /* borrows from them */
    int targets;
    Target *target; /* of the card, for this protocol */
    Answer *answer; /* NULL: not evaluated */
    cellsim_target *judged;
};

/* Fills *out (may be NULL) with e, or empties it if status is CELLSIM_OK; returns status. */
cellsim_status api_give(cellsim_error *out, const Error *e, Status status);

/* CELLSIM_USAGE, with what is wrong with the call. */
cellsim_status api_misuse(cellsim_error *out, const char *message, const char *hint);

/* What was set, as overrides; a new array (free), or NULL without memory. */
Override *api_overrides(int settings, const Setting *setting);

/* Zero-initialised. Needs room for the columns of one sample, step, ... of a run. */
Status tables_create(const Run *run, RunTables *out, Error *e);
void tables_free(const Run *run, RunTables *t);

/* NULL: there is none. */
const Columns *tables_find(const Run *run, const RunTables *t, cellsim_table table, int which);

#endif
