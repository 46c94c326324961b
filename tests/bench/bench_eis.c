/* meson test --benchmark: one line per case: name, median and minimum us per frequency, error against the reference in
 * % of |Z| (median and largest), unknowns.
 *
 * A case is a warm impedance spectrum at the cell's initial state, over the frequencies of the reference: matrices,
 * factorisations and solutions, all from the state on. */
#include "../../solver/impedance.h"
#include "bench.h"

enum { MAX_POINTS = 512 };

typedef struct Reference {
    int n;
    double f[MAX_POINTS], re[MAX_POINTS], im[MAX_POINTS]; /* Hz, ohm of the cell */
} Reference;

typedef struct Case {
    const char *name, *card, *reference;
    LinearKind linear;
    Override settings[MAX_SETTINGS];
} Case;

#define DOUBLE_LAYERS                                                                                                  \
    {"positive.phases[0].double_layer_F_m2", "0.2"},                                                                   \
    {                                                                                                                  \
        "negative.phases[0].double_layer_F_m2", "0.2"                                                                  \
    }
#define SMALL                                                                                                          \
    {                                                                                                                  \
        {"mesh.electrode", "2"}, {"mesh.scheme", "\"volumes\""}, {"mesh.radial", "11"}, DOUBLE_LAYERS                  \
    }

static const Case cases[] = {
    {"chen2020_eis", "chen2020", "chen2020_eis.csv", LINEAR_CONDENSED, SMALL},
    {"chen2020_eis_full", "chen2020", "chen2020_eis.csv", LINEAR_FULL, SMALL},
};

static int read_reference(const char *dir, const char *file, Reference *r)
{
    char path[512], line[256];
    snprintf(path, sizeof path, "%s/tests/verify/data/%s", dir, file);
    FILE *f = fopen(path, "r");
    r->n = 0;
    while (f && r->n < MAX_POINTS && fgets(line, sizeof line, f))
        r->n += sscanf(line, "%lf,%lf,%lf", &r->f[r->n], &r->re[r->n], &r->im[r->n]) == 3;
    if (f) fclose(f);
    return r->n == 0;
}

/* Relative errors in %, sorted. */
static void errors_of(const Reference *r, const double _Complex *Z, double area, double *error)
{
    for (int k = 0; k < r->n; k++) {
        const double *z = (const double *)&Z[k];
        error[k] = 100 * hypot(z[0] / area - r->re[k], z[1] / area - r->im[k]) / hypot(r->re[k], r->im[k]);
    }
    qsort(error, (size_t)r->n, sizeof *error, ascending);
}

static Status measure(const Case *c, const Reference *r, const Model *m, Simulation *s, int repeats, Error *e)
{
    static double _Complex Z[MAX_POINTS];
    double error[MAX_POINTS];
    Status status = CELLSIM_OK;
    double *took = malloc((size_t)repeats * sizeof *took);
    for (int k = 0; took && k < repeats && !status; k++) {
        const double start = wall_clock();
        status = impedance_spectrum(s, r->n, r->f, Z, e);
        took[k] = 1e6 * (wall_clock() - start) / r->n;
    }
    if (took && !status) {
        qsort(took, (size_t)repeats, sizeof *took, ascending);
        errors_of(r, Z, m->spec->area, error);
        printf("%-22s median %7.3f us  min %7.3f us per frequency  error median %8.5f %%  largest %8.5f %%  unknowns "
               "%4d\n",
               c->name, took[repeats / 2], took[0], error[r->n / 2], error[r->n - 1], m->unknowns);
    }
    free(took);
    return status;
}

static int run_case(const Case *c, const char *dir, int repeats)
{
    static Reference r;
    Bench b = {0};
    Error e = {0};
    SimulationOptions o = simulation_defaults();
    o.linear = c->linear;
    Status status = CELLSIM_OK;
    if (read_reference(dir, c->reference, &r)) status = error_set(&e, CELLSIM_IO, c->reference, 0, "cannot be read");
    if (!status) status = bench_open(dir, c->card, c->settings, &o, &b, &e);
    if (!status) status = measure(c, &r, b.m, b.s, repeats, &e);
    if (status) printf("%-22s failed: %s\n", c->name, e.text);
    bench_close(&b);
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
