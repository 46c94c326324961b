/* A small half cell, a protocol under construction, and its run. */
#ifndef CELLSIM_TEST_LAB_H
#define CELLSIM_TEST_LAB_H

#include "../../experiments/run.h"
#include "../test.h"
#include "../verify/cells.h"

#include <string.h>

enum { MOST = 12 };

/* A protocol under construction, with the cell it runs on. */
typedef struct Lab {
    CellSpec cell;
    Step step[MOST];
    Protocol p;
    RunOptions o;
    Run run;
    Error e;
} Lab;

static const double LOADING = 0.1; /* kg/m2; the cell's 1C is 20 A/m2 = 200 mA/g */

/* A half cell without special physics; it rests at 3.60 V. */
static inline void open_lab(Lab *lab)
{
    memset(lab, 0, sizeof *lab);
    lab->cell = variant_cell(&variants[0]);
    lab->p = (Protocol){.name = "test", .file = "test.cfg", .step = lab->step, .safety = {NAN, NAN, NAN}};
    lab->o.simulation = simulation_defaults();
}

static inline Step *add_step(Lab *lab, StepKind kind, double current)
{
    Step *s = &lab->step[lab->p.steps++];
    *s = (Step){.kind = kind,
                .line = 10 * lab->p.steps,
                .current = current,
                .voltage = NAN,
                .sample_period = NAN,
                .until = {NAN, NAN, NAN, UNIT_C_RATE, NAN, NAN, 0, NAN}};
    return s;
}

static inline void run(Lab *lab)
{
    REQUIRE(run_protocol(&lab->cell, &lab->p, LOADING, &lab->o, &lab->run, &lab->e) == CELLSIM_OK);
}

static inline void close_lab(Lab *lab)
{
    run_free(&lab->run);
    cell_spec_free(&lab->cell);
}

#endif
