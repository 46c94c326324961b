/* A kind of figure: one row of the table in kinds.c, its functions in a file of its own in kinds/. */
#ifndef CELLSIM_FIGURE_KIND_H
#define CELLSIM_FIGURE_KIND_H

#include "curves.h"
#include "figure.h"

/* What one figure of the kind shows, and with that where it stands in the page: the figures of protocols come first, then
 * those that each run has beside them, then those of the whole report. */
typedef enum {
    OF_PROTOCOL, /* all runs of one protocol; discharges of all protocols together, for rates are there to be compared */
    BESIDE_PROTOCOL, /* the same runs, beside what the protocol asks for */
    OF_RUN,      /* one run */
    OF_REPORT    /* all runs of the report, and its cell */
} FigureOf;

struct FigureKind {
    FigureOf of;
    const char *asked;   /* by protocols: figure = "cv", or one of several words; NULL: any, of protocols those that no other row
                            draws (on_request: those that another has drawn) */
    const char *ending;  /* of its files: <protocol's figure>_bode, <run>_dunn, <cell>_uptake_map */
    const char *what;    /* first line of the script, in words */
    const char *caption; /* in the page, of what shows the whole report; others name title, protocol and loading */
    int reads;           /* 1: it needs Figure.analysis */
    int compares;        /* 1: its runs may be of several cells: it draws from run_tables or from the table of all runs */
    int on_request;      /* 1: a run leaves the script only; the command `plot` draws it */
    Status (*applies)(const Figure *f, int *yes, Error *e); /* there is something to draw; NULL: always */
    const Curves *curves; /* ranges of samples that it draws, chosen before `applies`; NULL: it draws other tables */
    void (*script)(Figure *f, Text *out);
};

extern const FigureKind figure_kinds[];
extern const int figure_kinds_count;

#endif
