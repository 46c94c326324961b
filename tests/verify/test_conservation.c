/* What must not change: guest against charge, salt, and the current through every section of the cell. */
#include "../../experiments/run.h"
#include "../../model/constants.h"
#include "../../model/hosts/competitive.h"
#include "../../model/hosts/evolving.h"
#include "../../model/laws.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };
static const Mesh mesh = {12, 1, 6, 1, 8, "volumes"};

/* |guest given off + double layer + side reaction - charge passed| relative to the capacity; `sign` 1 for the positive
 * electrode. */
static double guest_defect(const Model *m, RegionId region, double sign, const double *before, const double *now)
{
    const double reacted = FARADAY * (model_guest(m, region, before) - model_guest(m, region, now));
    const double layer = model_double_layer_charge(m, region, now) - model_double_layer_charge(m, region, before);
    const double lost = model_side_charge(m, region, before) - model_side_charge(m, region, now);
    return fabs(reacted + layer + lost - sign * (now[m->Q] - before[m->Q])) /
           (FARADAY * model_guest_capacity(m, region));
}

/* Of salt; of dilute ions that the foil does not exchange, in pores and host together. */
static double ion_defect(const Model *m, const double *before, const double *now)
{
    double worst = 0;
    if (m->carried == 0) return 0;
    if (!electrolyte_is_absolute(m->spec->electrolyte)) return fabs(model_ion(m, 0, now) / model_ion(m, 0, before) - 1);
    for (int k = 0; k < m->carried; k++) {
        if (m->spec->half_cell && m->foil_ion.ion == k) continue;
        const double all = model_ion(m, k, before) + model_guest_of(m, POSITIVE, k, before);
        worst = fmax(worst, fabs((model_ion(m, k, now) + model_guest_of(m, POSITIVE, k, now)) / all - 1));
    }
    return worst;
}

/* A cell that is built discharged has to be charged first. */
static void charge_if_empty(Bench *b, const CellSpec *spec, double cutoff)
{
    if (simulation_state(b->s)[b->m->V] > cutoff) return;
    CHECK_NEAR(bench_current(b, 0.5 * spec->one_C, NAN, 3600, 0, NULL, NULL), 3600, 0);
}

static void discharge(const char *cell, double cutoff)
{
    CellSpec spec = shipped_cell(cell, mesh);
    Bench b = bench_open(&spec, 1e-4, LINEAR_CONDENSED);
    const size_t bytes = (size_t)b.m->unknowns * sizeof(double);
    double *before = malloc(bytes), worst = 0, salt = 0;
    REQUIRE(before != NULL);
    memcpy(before, simulation_state(b.s), bytes);
    charge_if_empty(&b, &spec, cutoff);
    for (int k = 0; k < 4; k++) { /* to the cut-off, back for half the time, and again */
        const double t = simulation_time(b.s), duration = 1500;
        const double I = (k % 2 ? 0.5 : -1) * spec.one_C;
        CHECK(bench_current(&b, I, k % 2 ? NAN : cutoff, k % 2 ? t + duration : INFINITY, 0, NULL, NULL) > t);
        const double *y = simulation_state(b.s);
        worst = fmax(worst, guest_defect(b.m, POSITIVE, 1, before, y));
        if (!spec.half_cell) worst = fmax(worst, guest_defect(b.m, NEGATIVE, -1, before, y));
        salt = fmax(salt, ion_defect(b.m, before, y));
    }
    printf("\n    %-13s guest %.1e, salt %.1e", cell, worst, salt);
    CHECK(worst <= 1e-10);
    CHECK(salt <= 1e-10);
    free(before);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* Calls `check` for every shipped cell, with the lower end of its window [V]. */
static void each_cell(void (*check)(const char *cell, double cutoff))
{
    DIR *folder = opendir(SOURCE_ROOT "/cells");
    int count = 0;
    REQUIRE(folder != NULL);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char name[MOST], path[400], line[400];
        const char *dot = strstr(entry->d_name, ".cfg"), *lower = NULL;
        if (!dot) continue;
        snprintf(name, sizeof name, "%.*s", (int)(dot - entry->d_name), entry->d_name);
        snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", name);
        FILE *f = fopen(path, "r");
        REQUIRE(f != NULL);
        while (!lower && fgets(line, sizeof line, f)) lower = strstr(line, "window = { lower_V = ");
        fclose(f);
        REQUIRE(lower != NULL);
        check(name, atof(strstr(lower, "lower_V = ") + strlen("lower_V = ")));
        count++;
    }
    closedir(folder);
    CHECK(count >= 5);
}

static void test_guest_and_salt(void)
{
    each_cell(discharge);
}

/* The ionic current through the separator is I, at every accepted step, to a small multiple of the tolerance. */
static void charge(const char *cell, double cutoff)
{
    const double tolerance[] = {1e-4, 1e-6, 1e-8};
    double defect[3];
    for (int k = 0; k < 3; k++) {
        CellSpec spec = shipped_cell(cell, mesh);
        Bench b = bench_open(&spec, tolerance[k], LINEAR_CONDENSED);
        charge_if_empty(&b, &spec, cutoff);
        CHECK(bench_current(&b, -spec.one_C, cutoff, INFINITY, 0, NULL, NULL) > 100); /* s */
        defect[k] = simulation_current_error(b.s);
        CHECK(defect[k] <= 30 * tolerance[k]);
        bench_close(&b);
        cell_spec_free(&spec);
    }
    printf("\n    %-13s %.1e %.1e %.1e", cell, defect[0], defect[1], defect[2]);
}

static void test_charge(void)
{
    each_cell(charge);
}

/* All rows of content of a pocket, weighed as the contents themselves are, and the sum of their sizes. */
static double content_rows(const Pocket *k, const double *r, double *size)
{
    const int others = k->theta < 0 ? BOUND + 1 : 0; /* of an evolving host: E-evo-1 */
    const int n = k->radial->n + others;
    double sum = 0;
    for (int j = 0; j < n; j++) {
        sum += r[k->start + j];
        *size += fabs(r[k->start + j]);
    }
    return sum;
}

/* E-com-1 of every place by the electrons that it holds, and what E-com-5 adds to the current. */
static double place_rows(const Pocket *k, const double *r, double *size, double *rest)
{
    const Competing *e = k->phase->competing;
    double sum = 0;
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) {
            const double electrons = e->ion[ion].electrons * e->class[s].sites / e->budget;
            for (int shell = 0; e->place[s][ion] >= 0 && shell < k->radial->n; shell++) {
                sum += electrons * r[competitive_shell(k, shell) + e->place[s][ion]];
                *size += fabs(electrons * r[competitive_shell(k, shell) + e->place[s][ion]]);
            }
        }
    for (int ion = 0; ion <= COMPETITORS; ion++) {
        *rest += r[competitive_current(k, ion)];
        *size += fabs(k->per_current * r[competitive_current(k, ion)]);
    }
    return sum;
}

/* Rows of one pocket add up to  d(mean theta)/dt + q i  whatever the profile: diffusion drops out, D varying or not, and so
 * does what one form of an evolving host gives another (E-evo-6 in r). */
static void test_diffusion_conserves(void)
{
    Random random = {271828};
    for (int v = 0; v < variant_count; v++) {
        CellSpec spec = variant_cell(&variants[v]);
        Model *m = NULL;
        Workspace *w = NULL;
        REQUIRE(model_create(&spec, &m, NULL) == CELLSIM_OK);
        REQUIRE(workspace_create(m, &w, NULL) == CELLSIM_OK);
        double *y = calloc(3 * (size_t)m->unknowns, sizeof *y), *yp = y + m->unknowns, *r = yp + m->unknowns;
        for (int k = 0; k < 50; k++) {
            const Control c = random_control(m, &random, 0);
            random_state(m, &random, k % 2, y, yp);
            model_residual(m, &c, w, 0, y, yp, r);
            for (int p = 0; p < m->pockets; p++) {
                const Pocket *pocket = &m->pocket[p];
                const int competing = pocket->phase->competing != NULL;
                double size = 1e-30, rest = pocket->theta < 0 && !competing ? r[pocket->i] : 0;
                const double sum = competing ? place_rows(pocket, r, &size, &rest) : content_rows(pocket, r, &size);
                const double stored = pocket_held(pocket, yp), flux = pocket->per_current * (y[pocket->i] - rest);
                CHECK_NEAR(sum, stored + flux, 1e-13 * (size + fabs(flux) + fabs(stored)));
            }
        }
        free(y);
        workspace_free(w);
        model_free(m);
        cell_spec_free(&spec);
    }
}

/* Ten cycles by the protocol machinery, whose own balance is what users see. */
static void test_cycles(void)
{
    Step leg[2] = {{.kind = STEP_CC, .current = -1}, {.kind = STEP_CC, .current = 1}};
    Step repeat = {.kind = STEP_REPEAT, .count = 10, .advances_cycle = 1, .steps = 2, .step = leg};
    for (int k = 0; k < 2; k++) {
        leg[k].until = (Until){NAN, NAN, NAN, UNIT_C_RATE, NAN, NAN, 0, NAN};
        leg[k].sample_period = NAN;
    }
    leg[0].until.voltage_below = 1.1;
    leg[1].until.voltage_above = 3.0;
    const Protocol p = {.name = "cycles", .steps = 1, .step = &repeat, .safety = {NAN, NAN, NAN}};
    const RunOptions o = {.simulation = simulation_defaults()};
    CellSpec spec = shipped_cell("r175_li", mesh);
    Run run;
    Error e;
    REQUIRE(run_protocol(&spec, &p, spec.electrode[POSITIVE].mass_loading, &o, &run, &e) == CELLSIM_OK);
    CHECK(run.status == CELLSIM_OK && run.records == 20);
    printf("\n    guest %.1e, salt %.1e, charge %.1e", run.trust.lithium_balance, run.trust.salt_balance,
           run.trust.charge_balance);
    CHECK(run.trust.lithium_balance <= 1e-10);
    CHECK(run.trust.salt_balance <= 1e-10);
    CHECK(run.trust.charge_balance <= 1e-10);
    CHECK(run.trust.current_error <= 1e-3);
    double passed = 0;
    for (int k = 0; k < run.records; k++) passed += run.record[k].charge;
    CHECK_NEAR(passed, run.sample[run.samples - 1].charge, 1e-9 * fabs(run.record[0].charge));
    run_free(&run);
    cell_spec_free(&spec);
}

/* Least c_e over all nodes and steps of a discharge [mol/m3]; NaN if it fails. */
static double least_salt(const char *cell, Mesh at, double rate, double cutoff)
{
    CellSpec spec = shipped_cell(cell, at);
    Bench b = bench_open(&spec, simulation_defaults().tolerance, LINEAR_CONDENSED);
    const Control control = {CONTROL_CURRENT, -rate * spec.one_C, 0, 0};
    const Limits limits = {cutoff, NAN, NAN, NAN};
    double least = INFINITY;
    Limit limit;
    Status s = simulation_start(b.s, &control, &limits, INFINITY, &limit, NULL);
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(b.s, &limit, NULL);
        for (int k = 0; k < b.m->nodes; k++) least = fmin(least, simulation_state(b.s)[b.m->node[k].c_e]);
    }
    bench_close(&b);
    cell_spec_free(&spec);
    return s ? NAN : least;
}

/* Where the current empties the electrolyte, polynomials of any degree get to the cut-off, and nowhere is there less than
 * nothing (E-11a). */
static void test_depleted_electrolyte(void)
{
    for (int p = 1; p <= 8; p++)
        for (int r = 3; r <= 5; r++) {
            const Mesh m = {p == 1 ? 10 : 8 / p, p, 1, p < 3 ? 2 : p, 6, "spectral"};
            const double c[] = {least_salt("chen2020", m, r, 2.5), least_salt("lco_graphite", m, r, 2.5)};
            CHECK(c[0] >= -1e-3 && c[0] < 1);
            CHECK(c[1] >= -1e-3 && c[1] < 1);
        }
}

TEST_MAIN("verify/conservation", TEST(test_guest_and_salt), TEST(test_charge), TEST(test_diffusion_conserves),
          TEST(test_cycles), TEST(test_depleted_electrolyte))
