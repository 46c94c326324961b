/* The command line, parsed. */
#ifndef CELLSIM_OPTIONS_H
#define CELLSIM_OPTIONS_H

#include "../cards/card.h"
#include "../experiments/run.h"
#include "../measured/measured.h"
#include "../report/report.h"
#include "../report/text.h"

enum { MAX_CARDS = 256, MAX_CONFIGS = 32, MAX_OVERRIDES = 64, MAX_FREE = 12, MAX_WITH = 64, MAX_VARY = 16 };

typedef enum {
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_LIST,
    COMMAND_ANALYZE,
    COMMAND_COMPARE,
    COMMAND_TARGETS,
    COMMAND_FIT,
    COMMAND_OCP,
    COMMAND_PLOT,
    COMMAND_SWEEP,
    COMMAND_NEW,
    COMMAND_IMPORT,
    COMMAND_EXPORT,
    COMMAND_LAB,
    COMMAND_HELP,
    COMMAND_VERSION
} Command;

typedef struct Options {
    Command command;
    int cards, configs, overrides;
    const char *card[MAX_CARDS], *config[MAX_CONFIGS];
    char *found[MAX_CARDS];                            /* storage behind card[] of cards that were given by name */
    Override override[MAX_OVERRIDES];
    char *assignment[MAX_OVERRIDES];                   /* storage behind override[] */
    const char *out;                                   /* directory for results, default "results"; import and export: a file, NULL: named by what is read */
    const char *rate;                                  /* for protocols that take one */
    const char *library;                               /* configs directory, NULL = default */
    double tolerance;                                  /* NaN = default */
    const char *with[MAX_WITH];                        /* measured data */
    int withs, frees;
    const char *free[MAX_FREE];      /* fit: PATH or PATH=low:high */
    double x[2];                     /* ocp: x of the card at the highest and at the lowest voltage */
    int starts, points;              /* fit: starts (0: as is usual); most points of a leg */
    int profile, targets;            /* fit: profile likelihoods; the card's targets are the data */
    MeasuredChoice measured;                           /* how measured files are read, and what they cannot know */
    LinearKind linear;
    const char *kind;  /* new: of the cell */
    const char *listen; /* lab: numeric address */
    int port;
    const char *topic; /* help: NULL: all */
    int as_measured; /* compare: the files of --with drive the cell */
    int join; /* analyze: the files are one measurement */
    unsigned long long max_output; /* bytes of the tables of one run */
    Text call;          /* the words of the command line, but for what says where to and how loudly */
    const char *style;  /* plot: of script_styles() */
    int pdf;            /* plot: that format as well */
    const char *tag;    /* a folder of its own within `out`; NULL: none */
    long long date;     /* s since 1970: now, or SOURCE_DATE_EPOCH */
    const char *vary[MAX_VARY], *answer[MAX_VARY]; /* sweep: PATH=low:high..., QUANTITY,... */
    int varies, answers;
    const char *sample;   /* sweep: how designs are chosen */
    int count, seed;      /* sweep: 0: not given */
    int jobs; /* threads, and drawings at a time */
    int json, csv, quiet, figures, mpt, resume;
    unsigned long long given; /* bits of the options that were given, in the order of options.c */
} Options;

/* CELLSIM_USAGE with a sentence and a hint for anything wrong. */
Status options_parse(int argc, char **argv, Options *o, Error *e);
void options_free(Options *o);

/* 1: the file of a sweep rather than a card, by its end: .db. */
int options_is_sweep_file(const char *name);

/* Cards that were given by name become those files (places.h). */
Status options_find_cards(Options *o, Error *e);

#endif
