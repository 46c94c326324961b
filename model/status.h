/* One status, one error record, for every function of cellsim that can fail. */
#ifndef CELLSIM_STATUS_H
#define CELLSIM_STATUS_H

#include "../include/cellsim.h"

/* The values are the exit codes of the command. */
typedef cellsim_status Status;

/* Asked now and then by what takes long; nonzero: end at the next good place. */
typedef int (*StopFunction)(void *context);

/* What failed, where and why. Strings are always terminated; fields that do not apply are empty, 0 or NaN. */
typedef struct Error {
    Status status;
    char file[256];    /* card or file concerned */
    int line;          /* 1-based line in `file`, 0 = unknown */
    int column;        /* 1-based byte of that line where the offending text begins, 0 = unknown */
    int width;         /* its bytes; 0: somewhere on the line, or the one before */
    double t;          /* simulated time of the failure [s] */
    char variable[48]; /* unknown of the state table, e.g. "c_e", or property that is wrong, e.g. "kappa" */
    int node;          /* node in x counted from the left, -1 = none */
    char text[512];    /* one sentence: what happened */
    char hint[512];    /* one sentence: likely cause, what to try */
} Error;

/* Clears `e` (may be NULL). */
void error_clear(Error *e);

/* Fills `e` (may be NULL) with status, file:line and a printf-formatted text; returns `status`. */
Status error_set(Error *e, Status status, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Says where on its line the text stands that `e` (may be NULL) is about. */
void error_column(Error *e, int column, int width);

/* Sets the hint of `e` (may be NULL), printf-formatted; returns e->status (CELLSIM_USAGE if e is NULL). */
Status error_hint(Error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Names the unknown or property that `e` (may be NULL) is about. */
void error_about(Error *e, const char *variable);

/* The error for an allocation that failed: CELLSIM_IO. */
Status error_memory(Error *e);

/* "ok", "ended early", "usage", … : the name of a status, for messages and JSON. */
const char *status_name(Status s);

#endif
