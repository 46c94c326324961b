/* The commands. Each returns the status that becomes the exit code; an Error with a text is printed by main. */
#ifndef CELLSIM_COMMANDS_H
#define CELLSIM_COMMANDS_H

#include "options.h"

#include <jansson.h>

Status command_run(const Options *o, Error *e);
/* Measured data that are laid over the figures of a run. */
typedef struct Overlay {
    const Run *run; /* of all files; `block` of a record: its file */
    int files;
    const char *const *file; /* their names */
    unsigned titrations, pulses; /* bits of files that are titrations, pulses as a whole */
    int as_measured;         /* 1: each is what drove the run of its number */
    const json_t *took;      /* array: what was taken of each file */
} Overlay;

/* Runs the cards of the command line; `measured` may be NULL. */
Status run_cards(const Options *o, const Overlay *measured, Error *e);

/* As run, with the measured data of --with in the figures, and how far they are. */
Status command_compare(const Options *o, Error *e);

/* Measured data through the same analyses. */
Status command_analyze(const Options *o, Error *e);

/* All targets of all cells. */
Status command_targets(const Options *o, Error *e);
/* Numbers of a card that make it agree with measured data, or with its targets. */
Status command_fit(const Options *o, Error *e);
/* An equilibrium curve from measured data. */
Status command_ocp(const Options *o, Error *e);
/* Figures again, from their scripts. */
Status command_plot(const Options *o, Error *e);
/* A card at many values of its numbers, or the file of such a sweep. */
Status command_sweep(const Options *o, Error *e);
Status command_check(const Options *o, Error *e);
Status command_list(const Options *o, Error *e);
/* A card to begin with. */
Status command_new(const Options *o, Error *e);
/* A page with sliders. */
Status command_lab(const Options *o, Error *e);
/* A card of a file that other simulators read, and such a file of a card. */
Status command_import(const Options *o, Error *e);
Status command_export(const Options *o, Error *e);

/* Writes a file that must not be there yet: nothing is ever replaced, also if it appears meanwhile. `hint`: what to do if it is. */
Status file_new(const char *path, const Text *content, const char *hint, Error *e);
Status command_help(const Options *o, Error *e);

/* Measured files, one after the other, as one run of this name (run_free). What was taken of each is printed, and added to
 * the array *took (NULL: not wanted). */
Status measured_files(const Options *o, int files, const char *const *file, const char *name, json_t **took, Run *run,
                      Error *e);

/* file:line: error: text, and the hint, on standard error. */
void print_error(const Error *e);

/* The same of a warning; with `all` the line and the hint, too. */
void print_warning(const Error *e, int all);

/* The progress line on a terminal (progress.c). */
typedef struct Progress {
    int enabled;
    double start, shown; /* s, monotonic */
    int run, runs;       /* runs done and in all */
    const char *name;    /* of the present protocol */
} Progress;
int progress_show(double share, const char *what, void *progress);
void progress_clear(Progress *p);

#endif
