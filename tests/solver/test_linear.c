/* The linear system against dense algebra: both layouts solve the matrices of every option of the model to round-off.
 * The dense solution is computed in long double, so that what differs is the error of the sparse ones. */
#include "../../solver/simulation.h"
#include "../test.h"
#include "../verify/cells.h"

#include <stdlib.h>
#include <string.h>

enum { MATRICES = 60 };

/* A model and its matrix as a dense one. */
typedef struct Dense {
    CellSpec spec;
    Model *m;
    Workspace *w;
    int n, *slot;
    double *A; /* n * n */
    double *y, *yp, *b, *x, *exact;
    long double *LU;
} Dense;

static void open_dense(const Variant *v, Dense *d)
{
    *d = (Dense){.spec = variant_cell(v)};
    REQUIRE(model_create(&d->spec, &d->m, NULL) == CELLSIM_OK);
    REQUIRE(workspace_create(d->m, &d->w, NULL) == CELLSIM_OK);
    d->n = d->m->unknowns;
    const size_t n = (size_t)d->n;
    double *vectors = calloc(5 * n, sizeof *vectors);
    d->y = vectors;
    d->yp = vectors + n;
    d->b = vectors + 2 * n;
    d->x = vectors + 3 * n;
    d->exact = vectors + 4 * n;
    d->A = calloc(n * n, sizeof *d->A);
    d->LU = calloc(n * (n + 1), sizeof *d->LU);
    model_rest_state(d->m, d->y, d->yp);

    const Control c = {.mode = CONTROL_CURRENT};
    Jacobian J = {0};
    model_residual(d->m, &c, d->w, 0, d->y, d->yp, d->x);
    model_jacobian(d->m, &c, d->w, 0, 1, d->y, d->yp, &J);
    const int adds = J.adds;
    J = (Jacobian){.row = calloc((size_t)adds, sizeof(int)), .column = calloc((size_t)adds, sizeof(int))};
    model_jacobian(d->m, &c, d->w, 0, 1, d->y, d->yp, &J);
    d->slot = calloc((size_t)adds, sizeof *d->slot);
    for (int k = 0; k < adds; k++) d->slot[k] = J.row[k] * d->n + J.column[k];
    free(J.row);
    free(J.column);
}

static void close_dense(Dense *d)
{
    free(d->y); /* and the vectors behind it */
    free(d->A);
    free(d->LU);
    free(d->slot);
    workspace_free(d->w);
    model_free(d->m);
    cell_spec_free(&d->spec);
}

/* exact := A^-1 b by Gauss' elimination of the row-scaled matrix with row exchanges. */
static void solve_dense(Dense *d)
{
    const int n = d->n, w = n + 1;
    long double *a = d->LU; /* with b as the last column */
    for (int i = 0; i < n; i++) {
        double largest = 0;
        for (int j = 0; j < n; j++) largest = fmax(largest, fabs(d->A[i * n + j]));
        for (int j = 0; j < n; j++) a[i * w + j] = (long double)d->A[i * n + j] / largest;
        a[i * w + n] = (long double)d->b[i] / largest;
    }
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++)
            if (fabsl(a[i * w + k]) > fabsl(a[pivot * w + k])) pivot = i;
        for (int j = 0; j <= n && pivot != k; j++) {
            const long double t = a[k * w + j];
            a[k * w + j] = a[pivot * w + j];
            a[pivot * w + j] = t;
        }
        for (int i = k + 1; i < n; i++) {
            const long double factor = a[i * w + k] / a[k * w + k];
            for (int j = k; j <= n && factor != 0; j++) a[i * w + j] -= factor * a[k * w + j];
        }
    }
    for (int i = n - 1; i >= 0; i--) {
        long double sum = a[i * w + n];
        for (int j = i + 1; j < n; j++) sum -= a[i * w + j] * (long double)d->exact[j];
        d->exact[i] = (double)(sum / a[i * w + i]);
    }
}

/* Largest difference of x from the dense solution, all relative to the scales of the state table. */
static double error_of(const Dense *d)
{
    double largest = 0, most = 0;
    for (int k = 0; k < d->n; k++) {
        const double scale = d->m->state.scale[k];
        largest = fmax(largest, fabs(d->exact[k]) / scale);
        most = fmax(most, fabs(d->x[k] - d->exact[k]) / scale);
    }
    return most / largest;
}

/* Solves one random system with `s`; *worst keeps the largest error. */
static void solve_with(LinearSystem *s, Dense *d, const Control *c, double t, double cj, double *worst)
{
    linear_evaluate(s, d->m, c, d->w, t, cj, d->y, d->yp);
    CHECK(linear_factor(s) == 0);
    memset(d->x, 0, (size_t)d->n * sizeof(double));
    CHECK(linear_solve(s, d->b, d->x) == 0);
    const double error = error_of(d);
    if (!(error <= *worst)) *worst = error;
    memcpy(d->x, d->b, (size_t)d->n * sizeof(double));
    CHECK(linear_solve(s, d->x, d->x) == 0); /* in place, and a second time with the same factors */
    CHECK(error_of(d) == error);
}

static void random_system(Dense *d, Random *random, int k, LinearSystem *s[2], double worst[2])
{
    const Control c = random_control(d->m, random, k % 4);
    const double t = random_between(random, 0, 1000), cj = pow(10, random_between(random, -3, 6));
    random_state(d->m, random, 0, d->y, d->yp);
    for (int j = 0; j < d->n; j++) d->b[j] = random_between(random, -1, 1);
    Jacobian J = {.slot = d->slot, .value = d->A};
    memset(d->A, 0, (size_t)(d->n * d->n) * sizeof(double));
    model_residual(d->m, &c, d->w, t, d->y, d->yp, d->x);
    model_jacobian(d->m, &c, d->w, t, cj, d->y, d->yp, &J);
    solve_dense(d);
    for (int j = 0; j < 2; j++) solve_with(s[j], d, &c, t, cj, &worst[j]);
}

static void test_against_dense(void)
{
    const Instructions instructions = simulation_defaults().instructions;
    Random random = {31415926};
    for (int v = 0; v < variant_count; v++) {
        Dense d;
        LinearSystem *s[2];
        double worst[2] = {0, 0};
        open_dense(&variants[v], &d);
        REQUIRE(linear_create(d.m, LINEAR_CONDENSED, instructions, &s[0], NULL) == CELLSIM_OK);
        REQUIRE(linear_create(d.m, LINEAR_FULL, instructions, &s[1], NULL) == CELLSIM_OK);
        for (int k = 0; k < MATRICES; k++) random_system(&d, &random, k, s, worst);
        printf("\n    %-44s condensed %.1e, full %.1e", variants[v].name, worst[0], worst[1]);
        CHECK(worst[0] <= 1e-10);
        CHECK(worst[1] <= 1e-10);
        CHECK(linear_entries(s[0]) < linear_entries(s[1]));
        linear_free(s[0]);
        linear_free(s[1]);
        close_dense(&d);
    }
    linear_free(NULL);
}

TEST_MAIN("solver/linear", TEST(test_against_dense))
