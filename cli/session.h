/* One card and what is run on it. */
#ifndef CELLSIM_SESSION_H
#define CELLSIM_SESSION_H

#include "commands.h"

enum { MAX_RUNS = 64 };

typedef struct Session {
    const Options *o;
    Card *card;
    int protocols, runs;
    Protocol protocol[MAX_CONFIGS];
    Run run[MAX_RUNS];
    Answer *answer;
    Progress progress;
    double start; /* s, monotonic */
    int estimate; /* 1: the first run also estimates its errors */
} Session;

/* Reads the card. *out is owned by the caller (session_free), also after an error; NULL: no memory. */
Status session_open(const Options *o, const char *file, Session **out, Error *e);
void session_free(Session *s);

/* Reads protocols by name or file. */
Status session_protocols(Session *s, int count, const char *const *names, Error *e);

/* Runs every protocol at every loading it asks for. */
Status session_run(Session *s, Error *e);

/* Holds the targets against the runs; `report` borrows from the session. */
Status session_report(Session *s, Report *report, Error *e);

/* The worst thing that happened to any run; early ends count less than failures. */
Status session_worst(const Session *s);

/* Writes data, figures and the page of a report to <out>/<name>/ and prints it as the options say (output.c). */
Status write_results(const Options *o, Report *report, const char *name, double start, Error *e);

/* Prints an object (a new reference, taken over) on standard output. */
Status print_json(json_t *object, Error *e);

#endif
