#include "shipped.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(Status s, const Error *e)
{
    if (s == CELLSIM_OK) return;
    fprintf(stderr, "%s:%d: %s (%s)\n", e->file, e->line, e->text, e->hint);
    abort();
}

CellSpec shipped_cell(const char *name, Mesh mesh)
{
    char path[512], electrode[16], separator[16], radial[16], scheme[16], degree[16], separator_degree[16];
    Card *card = NULL;
    CellSpec spec = {0};
    Error e;
    snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", name);
    snprintf(electrode, sizeof electrode, "%d", mesh.electrode);
    snprintf(separator, sizeof separator, "%d", mesh.separator);
    snprintf(radial, sizeof radial, "%d", mesh.radial);
    snprintf(scheme, sizeof scheme, "\"%s\"", mesh.scheme);
    snprintf(degree, sizeof degree, "%d", mesh.degree);
    snprintf(separator_degree, sizeof separator_degree, "%d", mesh.separator_degree);
    const Override o[] = {{"mesh.electrode", electrode}, {"mesh.separator", separator},
                          {"mesh.radial", radial},       {"mesh.scheme", scheme},
                          {"mesh.degree", degree},       {"mesh.separator_degree", separator_degree}};
    require(card_read(path, SOURCE_ROOT "/configs", 6, o, &card, &e), &e);
    require(card_cell(card, NAN, &spec, &e), &e);
    card_free(card);
    return spec;
}

/* Fills one row; 0 if the line holds no numbers. */
static int parse_row(const char *line, int columns, double *row)
{
    char *end;
    for (int k = 0; k < columns; k++) {
        row[k] = strtod(line, &end);
        if (end == line) {
            if (k == 0) return 0;
            row[k] = NAN;
        }
        line = strchr(end, ',');
        if (!line) {
            for (int j = k + 1; j < columns; j++) row[j] = NAN;
            return 1;
        }
        line++;
    }
    return 1;
}

Reference reference_read(const char *file, int columns)
{
    char path[512], line[512];
    Reference r = {.columns = columns};
    snprintf(path, sizeof path, SOURCE_ROOT "/tests/verify/data/%s", file);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) {
        r.value = realloc(r.value, (size_t)((r.rows + 1) * columns) * sizeof(double));
        if (!r.value) abort();
        r.rows += parse_row(line, columns, r.value + r.rows * columns);
    }
    if (f) fclose(f);
    if (r.rows) return r;
    fprintf(stderr, "%s holds no numbers\n", path);
    abort();
}

void reference_free(Reference *r)
{
    free(r->value);
    *r = (Reference){0};
}

Bench bench_open(const CellSpec *spec, double tolerance, LinearKind linear)
{
    Bench b = {0};
    Error e;
    SimulationOptions o = simulation_defaults();
    o.tolerance = tolerance;
    o.linear = linear;
    require(model_create(spec, &b.m, &e), &e);
    require(simulation_create(b.m, &o, &b.s, &e), &e);
    return b;
}

void bench_close(Bench *b)
{
    simulation_free(b->s);
    model_free(b->m);
    *b = (Bench){0};
}

double bench_current(Bench *b, double current, double voltage_below, double t_stop, int n, const double *t, double *V)
{
    const Limits limits = {voltage_below, NAN, NAN, NAN};
    const Control control = {CONTROL_CURRENT, current, 0, 0};
    Limit limit;
    Error e;
    int k = 0;
    Status s = simulation_start(b->s, &control, &limits, t_stop, &limit, &e);
    const double start = simulation_time(b->s);
    while (!s && k < n && t[k] <= start) V[k++] = simulation_state(b->s)[b->m->V];
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(b->s, &limit, &e);
        for (double I, Q; !s && k < n && t[k] <= simulation_time(b->s); k++)
            s = simulation_interpolate(b->s, t[k], &V[k], &I, &Q, &e);
    }
    if (!s) return simulation_time(b->s);
    fprintf(stderr, "%s (%s)\n", e.text, e.hint);
    return NAN;
}

double rms(int n, const double *a, const double *b, double *largest)
{
    double sum = 0, most = 0;
    for (int k = 0; k < n; k++) {
        const double d = fabs(a[k] - b[k]);
        sum += d * d;
        if (!(d <= most)) most = d;
    }
    if (largest) *largest = most;
    return sqrt(sum / n);
}
