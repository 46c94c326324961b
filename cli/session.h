/* One card and what is run on it. */
#ifndef CELLSIM_SESSION_H
#define CELLSIM_SESSION_H

#include "../report/checkpoint.h"
#include "../report/tables/stream.h"
#include "commands.h"

enum { MAX_RUNS = 64, MAX_PINS = 600 };

/* A run whose errors are being estimated. */
typedef struct Pending {
    CellSpec cell;
    Run *run; /* NULL: not finished */
    Estimate *estimate;
    struct Pending *next;
} Pending;

typedef struct Session {
    const Options *o;
    Card *card;
    int protocols, runs;
    Protocol protocol[MAX_CONFIGS];
    Run run[MAX_RUNS];
    Answer *answer;
    Progress progress;
    double start; /* s, monotonic */
    int estimate; /* 1: every run also estimates its errors */
    Jobs *jobs;
    Pending *pending; /* estimates under way, the oldest first */
    int stopped;  /* on request, before all was run */

    /* Results go to a folder (session_claim); without one the runs only hold their selections. */
    Folder folder;
    RunStream *stream[MAX_RUNS];
    uint64_t inputs;   /* hash of everything that the results depend on */
    int resumable;     /* a checkpoint is in the folder */
    int complete;      /* nothing more is to be done: the checkpoint goes */
    double saved;      /* s, monotonic: when the last one was written */
    Text checkpoint;   /* what --resume goes on from: runs that were finished (run[]), and the state of the next one */
    Archive under_way; /* view of it; empty: that run had not begun */
    int restored;      /* runs */
} Session;

/* Reads the card. *out is owned by the caller (session_free), also after an error; NULL: no memory. */
Status session_open(const Options *o, const char *file, Session **out, Error *e);
void session_free(Session *s);

/* Its folder and tables are given back; the runs stay. */
void session_release(Session *s);

/* Reads protocols by name or file. */
Status session_protocols(Session *s, int count, const char *const *names, Error *e);

/* Reads the protocols of the command line, else the card's own. CELLSIM_USAGE for a --rate or a loading that none of them
 * takes. */
Status session_experiments(Session *s, Error *e);

/* Takes <out>/<card> for the results, and what there is to resume, if so asked. After session_protocols. */
Status session_claim(Session *s, Error *e);

/* *out: a place for the cell and the estimate of the next run; the session's. */
Status session_pend(Session *s, Pending **out, Error *e);

/* Waits for estimates of finished runs, the oldest first, until so many are left. */
Status session_settle(Session *s, int left, Error *e);

/* Writes a checkpoint, with the state of the run under way (NULL: none is). */
Status session_save(void *session, const Archive *under_way, Error *e);

/* Reads the folder's checkpoint: finished runs are as they were. */
Status session_restore(Session *s, Error *e);

/* Runs every protocol at every loading it asks for, until a stop is requested. */
Status session_run(Session *s, Error *e);

/* Holds the targets against the runs; `report` borrows from the session. */
Status session_report(Session *s, Report *report, Error *e);

/* The worst thing that happened to any run; early ends count less than failures. What could not be written is in *e. */
Status session_worst(const Session *s, Error *e);

/* <out>/<name>, with --tag <out>/<tag>/<name>. */
Status results_path(const Options *o, const char *name, char path[512], Error *e);

/* Writes data, figures and the page of a report to its folder and prints it as the options say; with --json it is added to
 * `all` instead (output.c). */
Status write_results(const Options *o, Report *report, const char *path, double start, json_t *all, Error *e);

/* The same of several cells; `answers`: the table of what they answer, taken over. */
Status write_comparison_of_cells(const Options *o, Report *report, const char *path, Text *answers, double start, Error *e);

/* Writes the files of a folder with `write`, then its run.json, which says the call, the report's cards and runs (a card alone, where
 * nothing was run), and the files; what an earlier call left goes. */
typedef Status (*WriteFolder)(void *context, const char *path, Error *e);
Status write_listed(const Options *o, Report *report, const char *path, WriteFolder write, void *context, Error *e);

/* With --json prints an array of documents (taken over), or its only one if one card was named. */
Status print_documents(const Options *o, json_t *all, Error *e);

/* Prints an object (a new reference, taken over) on standard output. */
Status print_json(json_t *object, Error *e);

#endif
