/* meson test --benchmark: one line per case: name, median ms, minimum ms, RMS error in mV, unknowns.
 *
 * A case is a warm constant-current discharge: the cell is built once, then reset and solved again and again. The
 * error is taken over the first 97 % of the discharge, against a mesh-converged solution of the same equations
 * ("reference"), or against this mesh at a tolerance of 1e-9 ("time": what the time integration alone is off by). Meshes and
 * tolerances are the cheapest that were found with the error in the name, or with no more than a case had before. */
#include "bench.h"

#include <string.h>

enum { MAX_POINTS = 512 };

typedef struct Curve {
    int n;
    double t[MAX_POINTS], V[MAX_POINTS];
} Curve;

typedef struct Case {
    const char *name, *card, *reference; /* reference: file of tests/verify/data; NULL: time error only */
    int column;                          /* of the voltage in it, 0-based */
    double c_rate, t_end, tolerance;     /* t_end [s]: NaN = to the cut-off */
    Override settings[MAX_SETTINGS];
} Case;

#define ECKER "../tests/verify/data/ecker2015" /* from cells/: not shipped, and nothing was tuned on it but these settings */

/* clang-format off: a case per line or two */
static const Case cases[] = {
    /* two elements of degree 4 in each electrode, 11 shells: about 300 unknowns */
    {"lco_1C_time",
     "lco_graphite",
     NULL,
     0,
     1,
     3600,
     8e-4,
     {{"mesh.electrode", "2"}, {"mesh.scheme", "volumes"}, {"mesh.radial", "11"}}},
    {"lco_1C",
     "lco_graphite",
     "lco_graphite_1C.csv",
     2,
     1,
     3600,
     4e-4,
     {{"mesh.electrode", "1"}, {"mesh.degree", "4"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "4"}}},
    {"chen2020_1C_1mV",
     "chen2020",
     "chen2020_1C.csv",
     1,
     1,
     NAN,
     6e-3,
     {{"mesh.electrode", "1"}, {"mesh.degree", "3"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "4"}}},
    {"chen2020_1C_0.1mV",
     "chen2020",
     "chen2020_1C.csv",
     1,
     1,
     NAN,
     4e-4,
     {{"mesh.electrode", "1"}, {"mesh.degree", "4"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "6"}}},
    {"xu2019_1C_1mV",
     "xu2019",
     "xu2019_1C.csv",
     1,
     1,
     NAN,
     2e-3,
     {{"mesh.electrode", "1"}, {"mesh.degree", "1"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "3"}}},
    {"xu2019_1C_0.1mV",
     "xu2019",
     "xu2019_1C.csv",
     1,
     1,
     NAN,
     3e-4,
     {{"mesh.electrode", "1"}, {"mesh.degree", "2"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "4"}}},
    {"ecker2015_1C_1mV",
     ECKER,
     "ecker2015_1C.csv",
     1,
     1,
     NAN,
     6e-3,
     {{"mesh.electrode", "1"}, {"mesh.degree", "2"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "4"}}},
    {"ecker2015_1C_0.1mV",
     ECKER,
     "ecker2015_1C.csv",
     1,
     1,
     NAN,
     1e-3,
     {{"mesh.electrode", "1"}, {"mesh.degree", "2"}, {"mesh.separator_degree", "1"}, {"mesh.radial", "6"}}},
};
/* clang-format on */

static int read_curve(const char *dir, const Case *c, Curve *out)
{
    char path[512], line[512];
    snprintf(path, sizeof path, "%s/tests/verify/data/%s", dir, c->reference);
    FILE *f = fopen(path, "r");
    out->n = 0;
    if (!f) return 1;
    while (out->n < MAX_POINTS && fgets(line, sizeof line, f)) {
        char *at = line, *end;
        double field[3] = {NAN, NAN, NAN};
        for (int k = 0; k < 3; k++) {
            field[k] = strtod(at, &end);
            if (end == at || *end != ',') break;
            at = end + 1;
        }
        if (isnan(field[1]) || isnan(field[c->column])) continue;
        out->t[out->n] = field[0];
        out->V[out->n++] = field[c->column];
    }
    fclose(f);
    return out->n < 2;
}

static void even_times(double t_end, Curve *out)
{
    out->n = 400;
    for (int k = 0; k < out->n; k++) out->t[k] = t_end * (k + 1) / (out->n + 1);
}

/* One discharge from rest. `at` (may be NULL): its voltages are filled at its times. Returns the end time, NaN on
 * failure. */
static double discharge(Simulation *s, const Case *c, const CellSpec *cell, double V_cut, Curve *at)
{
    const Control control = {CONTROL_CURRENT, -c->c_rate * cell->one_C, 0, 0};
    const Limits limits = {V_cut, NAN, NAN, NAN};
    Limit limit;
    Error e;
    int next = 0;
    simulation_reset(s);
    if (simulation_start(s, &control, &limits, isnan(c->t_end) ? INFINITY : c->t_end, &limit, &e)) return NAN;
    if (at && at->t[0] <= 0) at->V[next++] = simulation_state(s)[simulation_model(s)->V];
    while (limit == LIMIT_NONE) {
        if (simulation_step(s, &limit, &e)) return NAN;
        for (double I, Q; at && next < at->n && at->t[next] <= simulation_time(s); next++)
            if (simulation_interpolate(s, at->t[next], &at->V[next], &I, &Q, NULL)) return NAN;
    }
    for (; at && next < at->n; next++) at->V[next] = NAN;
    return simulation_time(s);
}

static double rms_mV(const Curve *a, const Curve *b)
{
    double sum = 0;
    int count = 0;
    for (int k = 0; k < a->n && a->t[k] <= 0.97 * a->t[a->n - 1]; k++) {
        if (a->t[k] <= 0 || isnan(a->V[k]) || isnan(b->V[k])) continue;
        sum += (a->V[k] - b->V[k]) * (a->V[k] - b->V[k]);
        count++;
    }
    return count ? 1e3 * sqrt(sum / count) : NAN;
}

static double error_of(const Case *c, const char *dir, const CellSpec *cell, const Model *m, Simulation *s,
                       double V_cut)
{
    static Curve truth, mine;
    Error e;
    if (c->reference) {
        if (read_curve(dir, c, &truth)) return NAN;
    } else {
        SimulationOptions tight = simulation_defaults();
        Simulation *fine;
        tight.tolerance = 1e-9;
        even_times(c->t_end, &truth);
        if (simulation_create(m, &tight, &fine, &e)) return NAN;
        discharge(fine, c, cell, V_cut, &truth);
        simulation_free(fine);
    }
    mine = truth;
    discharge(s, c, cell, V_cut, &mine);
    return rms_mV(&truth, &mine);
}

static void measure(const Case *c, const char *dir, const Bench *b, int repeats, double *took)
{
    const double V_cut = b->cell.half_cell ? 3.5 : 2.5;
    for (int k = 0; k < repeats; k++) {
        const double start = wall_clock();
        discharge(b->s, c, &b->cell, V_cut, NULL);
        took[k] = 1e3 * (wall_clock() - start);
    }
    qsort(took, (size_t)repeats, sizeof *took, ascending);
    const SimulationCounts n = simulation_counts(b->s);
    const double error = error_of(c, dir, &b->cell, b->m, b->s, V_cut);
    printf("%-20s median %7.3f ms  min %7.3f ms  %s error %7.4f mV  unknowns %4d  (%ld steps, %ld residuals, "
           "%ld matrices)\n",
           c->name, took[repeats / 2], took[0], c->reference ? "RMS" : "time", error, b->m->unknowns, n.steps,
           n.residuals, n.jacobians);
}

static int run_case(const Case *c, const char *dir, int repeats)
{
    Bench b = {0};
    Error e = {0};
    SimulationOptions o = simulation_defaults();
    o.tolerance = c->tolerance;
    double *took = malloc((size_t)repeats * sizeof *took);
    const Status status = took ? bench_open(dir, c->card, c->settings, &o, &b, &e) : error_memory(&e);
    if (status) printf("%-20s failed: %s\n", c->name, e.text);
    else measure(c, dir, &b, repeats, took);
    bench_close(&b);
    free(took);
    return status != CELLSIM_OK;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : ".";
    const int repeats = argc > 2 ? atoi(argv[2]) : 200;
    int failed = 0;
    for (int k = 0; k < (int)(sizeof cases / sizeof cases[0]); k++) failed += run_case(&cases[k], dir, repeats);
    return failed != 0;
}
