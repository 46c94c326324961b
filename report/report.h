/* Everything that leaves a run: files, figures, tables. Files appear whole or not at all. */
#ifndef CELLSIM_REPORT_H
#define CELLSIM_REPORT_H

#include "../cards/warnings.h"
#include "../experiments/result.h"
#include <jansson.h>
#include <stdio.h>

typedef struct RunStream RunStream; /* tables/stream.h */

/* How the hidden files become results: moved; linked, so that a command that is killed at it can be resumed; copied, so
 * that the run can go on where it was. */
typedef enum { PUBLISH_MOVE, PUBLISH_LINK, PUBLISH_COPY } Publish;

/* A target with what the simulation gives for it. */
typedef struct Answer {
    const Target *target;
    double simulated; /* NaN: no run measured it */
    double error_percent;
    int ok; /* |error| <= tolerance */
} Answer;

/* The call that a report answers, without what only says where to and how loudly. */
typedef struct Call {
    const char *command; /* words as a shell takes them */
    const char *tag;     /* NULL: none */
    int overrides;
    const Override *override;
} Call;

typedef struct Report {
    const Call *call; /* NULL: not known */
    const Card *card;
    const Card *const *card_of; /* of every run of several cells, whose folders stand beside that of the report; NULL: `card` */
    int runs;
    const Run *run;
    int answers;
    const Answer *answer;
    int is_measured;     /* the runs are measured: there is nothing to trust or to explain */
    const char *source;  /* the file that they were measured in, NULL: none */
    const Run *measured; /* drawn with the simulated curves; NULL: none. `block` of its records: the file */
    const char *const *with; /* names of the measured files */
    int withs;
    unsigned titrations, pulses; /* bits of the files that are titrations, pulses as a whole */
    int as_measured;         /* 1: file k is what drove run k */
    int comparisons;
    const struct Comparison *comparison; /* of the measured curves (comparison.h) */
    double total_s;      /* wall time of the whole command so far */
    int mpt;             /* 1: EC-Lab files as well */
    RunStream *const *stream; /* one for each run: where its rows are; NULL: the runs hold all there is */
    Publish publish;          /* what becomes of the streams' hidden files */
    int stopped;              /* 1: on request, before everything was done */
    int missing;              /* runs that were not begun */
    int resumable;            /* 1: a checkpoint is there */
    StopFunction stop;        /* ends the drawing of figures; NULL */
    void *stop_context;
    int jobs; /* figures that are drawn at a time; below 1: one */
} Report;

/* Writes <dir>/<protocol>[_<loading>mg].bdf.csv, _mAh_g.csv, _profiles.csv, _steps.csv for each run (with `mpt`
 * also .mpt), and summary.json (atomically each: temporary file, fsync, rename; directories are created). */
Status report_write_data(const Report *r, const char *dir, Error *e);

typedef struct FigureCount {
    int asked, drawn; /* without gnuplot none is drawn */
} FigureCount;

/* Writes gnuplot scripts and, if gnuplot can be run, SVG and PNG. */
Status report_write_figures(const Report *r, const char *dir, FigureCount *count, Error *e);

/* Writes the self-contained HTML report (figures embedded). */
Status report_write_html(const Report *r, const char *dir, Error *e);

/* The object of --json; without `times`, that of summary.json: files are a function of what was computed, not of when or
 * how fast. New reference. */
json_t *report_json(const Report *r, int times);

/* What a card says of a target; new reference. */
json_t *target_json(const Target *t);

/* The object of check --json: values with where they come from, what they amount to, protocols, targets; new reference. */
typedef struct CardFacts {
    const char *file;
    const CellSpec *cell;
    double open_circuit; /* V, at the start */
    int protocols;
    const Protocol *protocol;
    const Warnings *warnings;
} CardFacts;
json_t *card_json(const Card *card, const CardFacts *facts);

/* Targets table and trust report for a terminal (colour: 1 = ANSI). */
void report_print(const Report *r, FILE *out, int colour);

#endif
