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

/* Reads the protocols of the command line, else the card's own. CELLSIM_USAGE for a --rate or a loading that none of them
 * takes. */
Status session_experiments(Session *s, Error *e);

/* Runs every protocol at every loading it asks for. */
Status session_run(Session *s, Error *e);

/* Holds the targets against the runs; `report` borrows from the session. */
Status session_report(Session *s, Report *report, Error *e);

/* The worst thing that happened to any run; early ends count less than failures. */
Status session_worst(const Session *s);

/* Writes data, figures and the page of a report to <out>/<name>/ and prints it as the options say; with --json it is added
 * to `all` instead (output.c). */
Status write_results(const Options *o, Report *report, const char *name, double start, json_t *all, Error *e);

/* With --json prints an array of documents (taken over), or its only one if one card was named. */
Status print_documents(const Options *o, json_t *all, Error *e);

/* Prints an object (a new reference, taken over) on standard output. */
Status print_json(json_t *object, Error *e);

#endif
