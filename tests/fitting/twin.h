/* Synthetic twins: discharges of a card whose numbers are known, with noise. */
#ifndef CELLSIM_TEST_TWIN_H
#define CELLSIM_TEST_TWIN_H

#include "../../experiments/run.h"
#include "../../fitting/fit.h"
#include "../random.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#define TWIN_CARD SOURCE_ROOT "/tests/fitting/twin.cfg"
#define TWIN_LIBRARY SOURCE_ROOT "/configs"

enum { TWIN_RATES = 5, TWIN_POINTS = 60 };
static const char *const twin_rate[TWIN_RATES] = {"C/5", "C/2", "1C", "2C", "4C"};

/* Normal deviate (Box and Muller, Ann. Math. Stat. 29 (1958) 610). */
static inline double random_normal(Random *r)
{
    const double u = random_between(r, 1e-16, 1), v = random_between(r, 0, 6.283185307179586);
    return sqrt(-2 * log(u)) * cos(v);
}

/* Exact discharges, computed once and to a tolerance far below that of fits. */
typedef struct Twin {
    int n[TWIN_RATES];
    double t[TWIN_RATES][TWIN_POINTS], V[TWIN_RATES][TWIN_POINTS], I[TWIN_RATES];
} Twin;

static inline void twin_discharge(const Card *card, const CellSpec *cell, int k, Twin *twin)
{
    Protocol p;
    Run run;
    Error e;
    RunOptions o = {.simulation = simulation_defaults()};
    o.simulation.tolerance = 1e-8;
    REQUIRE(protocol_read("discharge", TWIN_LIBRARY, card, twin_rate[k], &p, &e) == CELLSIM_OK);
    REQUIRE(run_protocol(cell, &p, 0, &o, &run, &e) == CELLSIM_OK);
    const double end = run.record[0].t_end;
    run_free(&run);
    p.step[0].sample_period = end / (TWIN_POINTS - 1.5); /* evenly, and the end */
    REQUIRE(run_protocol(cell, &p, 0, &o, &run, &e) == CELLSIM_OK);
    twin->n[k] = run.samples < TWIN_POINTS ? run.samples : TWIN_POINTS;
    twin->I[k] = run.record[0].current * cell->area;
    for (int j = 0; j < twin->n[k]; j++) {
        twin->t[k][j] = run.sample[j].t;
        twin->V[k][j] = run.sample[j].voltage;
    }
    run_free(&run);
    protocol_free(&p);
}

static inline void twin_make(Twin *twin)
{
    Card *card;
    CellSpec cell;
    Error e;
    REQUIRE(card_read(TWIN_CARD, TWIN_LIBRARY, 0, NULL, &card, &e) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &cell, &e) == CELLSIM_OK);
    for (int k = 0; k < TWIN_RATES; k++) twin_discharge(card, &cell, k, twin);
    cell_spec_free(&cell);
    card_free(card);
}

/* Rate k as a measured file, with normal noise. */
static inline void twin_file(const Twin *twin, int k, double noise, Random *random, FitData *out)
{
    Measured m = {.kind = MEASURED_CYCLING, .capacity_off = NAN};
    const MeasuredCell cell = {NAN, NAN, NAN, NAN, NAN};
    Error e;
    m.columns.column[COLUMN_CURRENT].at = -1;
    REQUIRE(series_create(twin->n[k], &m.series, &e) == CELLSIM_OK);
    for (int j = 0; j < twin->n[k]; j++) {
        m.series.t[j] = twin->t[k][j];
        m.series.V[j] = twin->V[k][j] + (noise > 0 ? noise * random_normal(random) : 0);
        m.series.I[j] = twin->I[k];
        m.series.cycle[j] = 1;
        m.series.step[j] = 0;
    }
    series_integrate(&m.series);
    REQUIRE(measured_judge(&m, MEASURED_CYCLING, &e) == CELLSIM_OK);
    REQUIRE(fit_data_read(&m, "twin.csv", &cell, 1000, out, &e) == CELLSIM_OK);
    measured_free(&m);
}

#endif
