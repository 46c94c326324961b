/* Starts and ends of steps: consistent values and derivatives, events at their time. */
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <stdlib.h>
#include <string.h>

static const Limits none = {NAN, NAN, NAN, NAN};

/* What the first step of length dt would still change at once, relative to the scales: the residual in the units of
 * the unknowns. */
static double remaining(const Bench *b, const Control *c, double dt)
{
    const int n = b->m->unknowns;
    double *r = calloc((size_t)n, sizeof *r), largest = 0;
    LinearSystem *system = NULL;
    Workspace *w = NULL;
    REQUIRE(workspace_create(b->m, &w, NULL) == CELLSIM_OK);
    REQUIRE(linear_create(b->m, LINEAR_FULL, INSTRUCTIONS_BEST, &system, NULL) == CELLSIM_OK);
    model_residual(b->m, c, w, 0, simulation_state(b->s), simulation_derivative(b->s), r);
    linear_evaluate(system, b->m, c, w, 0, 1 / dt, simulation_state(b->s), simulation_derivative(b->s));
    REQUIRE(linear_factor(system) == 0 && linear_solve(system, r, r) == 0);
    for (int k = 0; k < n; k++) largest = fmax(largest, fabs(r[k]) / b->m->state.scale[k]);
    linear_free(system);
    workspace_free(w);
    free(r);
    return largest;
}

/* Largest deviation of the derivatives from the change over `dt`, per field relative to its largest derivative. */
static double derivative_error(const Bench *b, const double *y0, const double *yp0, double dt)
{
    const double *y = simulation_state(b->s);
    double largest[FIELDS] = {0}, worst = 0;
    for (int k = 0; k < b->m->unknowns; k++) {
        double *most = &largest[b->m->state.field[k]];
        *most = fmax(*most, fabs(yp0[k]));
    }
    for (int k = 0; k < b->m->unknowns; k++) {
        const FieldId field = b->m->state.field[k];
        const double noise = 1e-9 * b->m->state.scale[k] / dt; /* of the starting values */
        if (largest[field] <= noise) continue;
        worst = fmax(worst, fabs((y[k] - y0[k]) / dt - yp0[k]) / (largest[field] + noise));
    }
    return worst;
}

/* Time in which salt (some 2e-10 m2/s in these pores) fills the node that fills first, s. */
static double fastest_node(const Model *m)
{
    double least = INFINITY;
    for (int k = 0; k + 1 < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        least = fmin(least, fmin(v[0].h, v[1].h) * (v[1].x - v[0].x) / 2e-10);
    }
    return least;
}

static void check_start(const Variant *v, Control c, double worst[2])
{
    CellSpec spec = variant_cell(v);
    const int layers = spec.foil.double_layer > 0 || spec.electrode[POSITIVE].phase[0].double_layer > 0;
    Bench b = bench_open(&spec, 1e-9, LINEAR_CONDENSED);
    /* s: short against every time constant; the foil's double layer has 86 us */
    const double dt = layers ? 2e-6 : fmin(1e-4, 0.03 * fastest_node(b.m));
    const size_t bytes = (size_t)b.m->unknowns * sizeof(double);
    double *y0 = malloc(2 * bytes), *yp0 = y0 + b.m->unknowns;
    Limit limit;
    if (c.mode == CONTROL_VOLTAGE) c.value += simulation_state(b.s)[b.m->V];
    REQUIRE(simulation_start(b.s, &c, &none, dt, &limit, NULL) == CELLSIM_OK);
    memcpy(y0, simulation_state(b.s), bytes);
    memcpy(yp0, simulation_derivative(b.s), bytes);
    worst[0] = fmax(worst[0], remaining(&b, &c, dt));
    Error e;
    while (limit == LIMIT_NONE && simulation_step(b.s, &limit, &e) == CELLSIM_OK)
        ;
    if (limit == LIMIT_NONE) fprintf(stderr, "%s: %s (%s)\n", v->name, e.text, e.hint);
    CHECK(limit == LIMIT_TIME);
    const int too_fast = layers && c.mode == CONTROL_VOLTAGE; /* charged through the pores alone, in some 5 us */
    if (!too_fast) worst[1] = fmax(worst[1], derivative_error(&b, y0, yp0, dt));
    free(y0);
    bench_close(&b);
    cell_spec_free(&spec);
}

static void test_consistent_starts(void)
{
    const Control control[] = {{CONTROL_CURRENT, -20, 0, 0},  {CONTROL_CURRENT, 60, 0, 0},
                               {CONTROL_VOLTAGE, -0.1, 0, 0}, {CONTROL_VOLTAGE, 0, 1e-3, 0},
                               {CONTROL_POWER, -40, 0, 0},    {CONTROL_RESISTANCE, 0.15, 0, 0}};
    for (int k = 0; k < variant_count; k++) {
        double worst[2] = {0, 0};
        for (int j = 0; j < 6; j++) check_start(&variants[k], control[j], worst);
        printf("\n    %-44s residual %.1e, derivatives %.1e", variants[k].name, worst[0], worst[1]);
        CHECK(worst[0] <= 1e-11);
        CHECK(worst[1] <= 0.03);
    }
}

/* A swept voltage is linear in time, so the time of a voltage limit is known. */
static void test_event_of_a_sweep(void)
{
    for (double tolerance = 1e-3; tolerance > 1e-7; tolerance *= 0.1) {
        CellSpec spec = variant_cell(&variants[0]);
        Bench b = bench_open(&spec, tolerance, LINEAR_CONDENSED);
        const double from = simulation_state(b.s)[b.m->V];
        const Control sweep = {CONTROL_VOLTAGE, from, -1e-3, 0};
        const Limits limits = {from - 0.12345, NAN, NAN, NAN};
        Limit limit;
        REQUIRE(simulation_start(b.s, &sweep, &limits, 1000, &limit, NULL) == CELLSIM_OK);
        while (limit == LIMIT_NONE) REQUIRE(simulation_step(b.s, &limit, NULL) == CELLSIM_OK);
        CHECK(limit == LIMIT_VOLTAGE_BELOW);
        CHECK_NEAR(simulation_time(b.s), 123.45, 1e-4); /* s */
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

/* The cut-off of a discharge does not depend on how the integrator happened to step up to it. */
static void test_event_of_a_discharge(void)
{
    static const double interruption[][2] = {{NAN, NAN}, {1000, 3000}, {3500, 3554.9}};
    double end[3] = {0};
    CellSpec spec = shipped_cell("chen2020", (Mesh){12, 1, 6, 1, 8, "spectral"});
    for (int k = 0; k < 3; k++) {
        Bench b = bench_open(&spec, 1e-10, LINEAR_CONDENSED);
        for (int j = 0; j < 2; j++)
            if (!isnan(interruption[k][j]))
                CHECK_NEAR(bench_current(&b, -spec.one_C, 2.5, interruption[k][j], 0, NULL, NULL), interruption[k][j],
                           0);
        end[k] = bench_current(&b, -spec.one_C, 2.5, INFINITY, 0, NULL, NULL);
        CHECK_NEAR(simulation_state(b.s)[b.m->V], 2.5, 1e-9);
        bench_close(&b);
    }
    cell_spec_free(&spec);
    printf("\n    %.7f %.7f %.7f s", end[0], end[1], end[2]);
    CHECK_NEAR(end[1], end[0], 1e-4);
    CHECK_NEAR(end[2], end[0], 1e-4);
}

TEST_MAIN("verify/start", TEST(test_consistent_starts), TEST(test_event_of_a_sweep), TEST(test_event_of_a_discharge))
