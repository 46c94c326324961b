/* The Jacobian against the complex step: dF/dy + cj dF/dyp = Im F(y + ih e_j, yp + ih cj e_j) / h, to round-off, for
 * every option of the model (Squire & Trapp, SIAM Rev. 40 (1998) 110). Compiled with CELLSIM_COMPLEX. */
#ifndef CELLSIM_COMPLEX
#error "this test needs -DCELLSIM_COMPLEX"
#endif

#include "../test.h"
#include "cells.h"

#include <stdlib.h>
#include <string.h>

enum { STATES = 1000 };
static const double h = 1e-40, ALLOWED = 1e-12;

/* A model, its recorded pattern and room for dense matrices. */
typedef struct Bench {
    CellSpec spec;
    Model *m;
    Workspace *w;
    Jacobian J; /* slot k is row * n + column of the k-th add */
    int *slot;
    unsigned char *inside;    /* n * n: entry is in the pattern */
    double *y, *yp, *stepped; /* stepped: n * n */
    real *cy, *cyp, *r;
    double worst; /* scaled error */
} Bench;

static void record_pattern(Bench *b)
{
    const int n = b->m->unknowns;
    const Control c = {.mode = CONTROL_CURRENT};
    Jacobian J = {0};
    model_rest_state(b->m, b->y, b->yp);
    for (int k = 0; k < n; k++) b->cy[k] = b->y[k], b->cyp[k] = 0;
    model_residual(b->m, &c, b->w, 0, b->cy, b->cyp, b->r);
    model_jacobian(b->m, &c, b->w, 0, 1, b->cy, b->cyp, &J);
    const int adds = J.adds;
    J = (Jacobian){.row = calloc((size_t)adds, sizeof(int)), .column = calloc((size_t)adds, sizeof(int))};
    b->slot = calloc((size_t)adds, sizeof *b->slot);
    model_jacobian(b->m, &c, b->w, 0, 1, b->cy, b->cyp, &J);
    for (int k = 0; k < adds; k++) {
        b->slot[k] = J.row[k] * n + J.column[k];
        b->inside[b->slot[k]] = 1;
    }
    CU_ASSERT(J.adds == adds);
    free(J.row);
    free(J.column);
}

static void open_bench(const Variant *v, Bench *b)
{
    *b = (Bench){.spec = variant_cell(v)};
    REQUIRE(model_create(&b->spec, &b->m, NULL) == CELLSIM_OK);
    REQUIRE(workspace_create(b->m, &b->w, NULL) == CELLSIM_OK);
    const size_t n = (size_t)b->m->unknowns;
    b->inside = calloc(n * n, 1);
    b->y = calloc(n, sizeof(double));
    b->yp = calloc(n, sizeof(double));
    b->stepped = calloc(n * n, sizeof(double));
    b->cy = calloc(n, sizeof(real));
    b->cyp = calloc(n, sizeof(real));
    b->r = calloc(n, sizeof(real));
    b->J.value = calloc(n * n, sizeof(real));
    record_pattern(b);
    b->J.slot = b->slot;
}

static void close_bench(Bench *b)
{
    free(b->slot);
    free(b->inside);
    free(b->y);
    free(b->yp);
    free(b->stepped);
    free(b->cy);
    free(b->cyp);
    free(b->r);
    free(b->J.value);
    workspace_free(b->w);
    model_free(b->m);
    cell_spec_free(&b->spec);
}

/* b->stepped := the matrix by complex steps. */
static void step_columns(Bench *b, const Control *c, double t, double cj)
{
    const int n = b->m->unknowns;
    for (int j = 0; j < n; j++) {
        b->cy[j] += h * _Complex_I;
        b->cyp[j] += cj * h * _Complex_I;
        model_residual(b->m, c, b->w, t, b->cy, b->cyp, b->r);
        for (int i = 0; i < n; i++) b->stepped[i * n + j] = cimag(b->r[i]) / h;
        b->cy[j] = b->y[j];
        b->cyp[j] = b->yp[j];
    }
}

/* Compares one row; returns the number of wrong entries. */
static int compare_row(Bench *b, int i)
{
    const int n = b->m->unknowns;
    double largest = 0;
    int wrong = 0;
    for (int j = 0; j < n; j++) largest = fmax(largest, fabs(b->stepped[i * n + j]));
    for (int j = 0; j < n; j++) {
        const double stepped = b->stepped[i * n + j], written = creal(b->J.value[i * n + j]);
        const double error = fabs(stepped - written) / largest;
        if (!b->inside[i * n + j]) {
            wrong += stepped != 0;
            continue;
        }
        wrong += !(error <= ALLOWED) && (largest > 0 || written != 0);
        if (error > b->worst) b->worst = error;
    }
    return wrong;
}

static int wrong_entries(Bench *b, Random *random, int state)
{
    const int n = b->m->unknowns, far = state % 2;
    const double t = random_between(random, 0, 1000), cj = pow(10, random_between(random, -4, 6));
    const Control c = random_control(b->m, random, state % 4);
    int wrong = 0;
    random_state(b->m, random, far, b->y, b->yp);
    workspace_set_inverse(b->w, state / 2 % 2);
    for (int k = 0; k < n; k++) b->cy[k] = b->y[k], b->cyp[k] = b->yp[k];
    step_columns(b, &c, t, cj);
    memset(b->J.value, 0, (size_t)(n * n) * sizeof(real));
    b->J.adds = 0;
    model_residual(b->m, &c, b->w, t, b->cy, b->cyp, b->r);
    model_jacobian(b->m, &c, b->w, t, cj, b->cy, b->cyp, &b->J);
    for (int i = 0; i < n; i++) {
        const int bad = compare_row(b, i);
        if (bad && !wrong)
            fprintf(stderr, "row %s at node %d\n", state_field[b->m->state.field[i]].name, b->m->state.node[i]);
        wrong += bad;
    }
    return wrong;
}

static void test_every_option(void)
{
    Random random = {20240229};
    for (int v = 0; v < variant_count; v++) {
        Bench b;
        int wrong = 0;
        open_bench(&variants[v], &b);
        for (int k = 0; k < STATES && !wrong; k++) wrong = wrong_entries(&b, &random, k);
        if (wrong) fprintf(stderr, "%s: %d wrong entries\n", variants[v].name, wrong);
        printf("\n    %-44s %3d unknowns, worst scaled error %.1e", variants[v].name, b.m->unknowns, b.worst);
        CHECK(wrong == 0);
        close_bench(&b);
    }
}

TEST_MAIN("verify/jacobian", TEST(test_every_option))
