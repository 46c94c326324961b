/* Running gnuplot without a shell. */
#ifndef CELLSIM_GNUPLOT_H
#define CELLSIM_GNUPLOT_H

#include "../../model/status.h"

enum { GNUPLOT_SCRIPT_SIZE = 160, GNUPLOT_JOBS = 64 /* most */ };

/* One script of a directory, drawn to <output>.svg and <output>.png there. */
typedef struct GnuplotJob {
    char script[GNUPLOT_SCRIPT_SIZE];
    char output[GNUPLOT_SCRIPT_SIZE]; /* letters, digits and "-_.+" only: it becomes part of a gnuplot command */
    char settings[64]; /* further gnuplot commands before the script, each after "; " */
    int done;                         /* result: gnuplot ended with success */
} GnuplotJob;

/* Runs every script in `dir`, so many at a time, without start-up files, and waits. What takes longer than
 * `timeout_s` in all, or is still there when `stop` (may be NULL) says so, is killed. A missing gnuplot leaves every
 * `done` 0. */
void gnuplot_run(const char *dir, int jobs, GnuplotJob *job, int at_a_time, double timeout_s, StopFunction stop,
                 void *context);

#endif
