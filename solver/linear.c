#include "linear_private.h"

#include <stdlib.h>
#include <string.h>

/* Lanes without a pocket or an element, and rows that a lane's pocket does not have, hold the unit matrix. */
void linear_fill_empty_lanes(const LinearSystem *s, double *value)
{
    for (int k = 0; k < s->batches; k++) {
        const PocketBatch *b = &s->batch[k];
        for (int l = 0; l < LANES; l++)
            for (int i = l < b->lanes ? b->size[l] : 0; i < b->n; i++)
                value[b->A + (b->diagonal + i * b->step + i) * LANES + l] = 1;
    }
    for (int k = 0; k < s->elements; k++) {
        const ElementBatch *b = &s->element[k];
        for (int l = b->lanes; l < LANES; l++)
            for (int i = 0; i < b->n; i++) value[b->front + (i * b->width + i) * LANES + l] = 1;
    }
}

/* Every unknown has its row. */
static Status lay_full(LinearSystem *s, const Record *rec, Error *e)
{
    for (int k = 0; k < s->unknowns; k++) linear_number_row(s, k);
    const Status status = sparse_create(s->unknowns, rec->adds, rec->row, rec->column, s->slot, &s->sparse, e);
    s->values = s->chain_values = s->sparse.entries;
    return status;
}

static Status lay(LinearSystem *s, Error *e)
{
    const size_t n = (size_t)s->unknowns;
    const Record *rec = &s->record;
    s->slot = malloc((size_t)rec->adds * sizeof *s->slot);
    s->of = malloc(n * sizeof *s->of);
    s->place = malloc(n * sizeof *s->place);
    if (!s->slot || !s->of || !s->place) return error_memory(e);
    for (int k = 0; k < s->unknowns; k++) s->place[k] = -1;
    return s->kind == LINEAR_FULL ? lay_full(s, rec, e) : linear_lay_condensed(s, s->m, rec, e);
}

static Status allocate(LinearSystem *s, Error *e)
{
    s->value = malloc((size_t)s->values * sizeof *s->value);
    s->factors = malloc(((size_t)s->factor_size + 1) * sizeof *s->factors);
    s->chain = malloc((size_t)s->chain_values * sizeof *s->chain);
    if (!s->value || !s->factors || !s->chain) return error_memory(e);
    s->sparse.value = s->chain;
    s->sparse.of = s->of;
    return CELLSIM_OK;
}

/* Laid out, but without a matrix. */
static Status empty(LinearSystem *s, const Model *m, Error *e)
{
    s->m = m;
    s->imposed = s->out_of_memory = 0;
    s->cj = s->padding = 0;
    memset(s->value, 0, (size_t)s->values * sizeof *s->value);
    memset(s->factors, 0, ((size_t)s->factor_size + 1) * sizeof *s->factors);
    memset(s->chain, 0, (size_t)s->chain_values * sizeof *s->chain);
    sparse_forget(&s->sparse);
    conserve_free(&s->sums);
    return conserve_create(m, &s->sums, e);
}

static void record_free(Record *rec)
{
    free(rec->row);
    free(rec->column);
}

Status linear_create(const Model *m, LinearKind kind, Instructions instructions, LinearSystem **out, Error *e)
{
    LinearSystem *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->kind = kind;
    s->kernels = kernels_for(instructions);
    s->unknowns = m->unknowns;
    s->m = m;
    Status status = linear_record(m, &s->record, e);
    if (!status) status = lay(s, e);
    if (!status) status = allocate(s, e);
    if (!status) status = empty(s, m, e);
    if (!status) return CELLSIM_OK;
    linear_free(s);
    *out = NULL;
    return status;
}

/* 1: the rows of the Jacobian say the same of the same columns. */
static int records_are_alike(const Record *a, const Record *b)
{
    const size_t bytes = (size_t)a->adds * sizeof *a->row;
    return a->adds == b->adds && !memcmp(a->row, b->row, bytes) && !memcmp(a->column, b->column, bytes);
}

Status linear_renew(LinearSystem *s, const Model *m, int *fits, Error *e)
{
    Record rec = {0};
    *fits = model_is_laid_like(m, s->m);
    if (!*fits) return CELLSIM_OK;
    Status status = linear_record(m, &rec, e);
    *fits = !status && records_are_alike(&rec, &s->record);
    record_free(&rec);
    return *fits ? empty(s, m, e) : status;
}

void linear_evaluate(LinearSystem *s, const Model *m, const Control *c, Workspace *w, double t, double cj,
                     const double *y, const double *yp)
{
    Jacobian J = {.slot = s->slot, .value = s->value};
    memset(s->value, 0, (size_t)s->values * sizeof *s->value);
    linear_fill_empty_lanes(s, s->value);
    model_jacobian(m, c, w, t, cj, y, yp, &J);
    s->imposed = c->mode == CONTROL_CURRENT;
    s->cj = cj;
    s->padding = workspace_padding(w);
}

int linear_factor(LinearSystem *s)
{
    memcpy(s->chain, s->value, (size_t)s->chain_values * sizeof *s->chain);
    for (int k = 0; k < s->batches; k++)
        if (s->kernels->factor(&s->batch[k], s->value, s->factors, s->chain)) return 1;
    for (int k = 0; k < s->elements; k++)
        if (s->kernels->factor_elements(&s->element[k], s->chain)) return 1;
    const int failed = sparse_factor(&s->sparse);
    if (failed && s->sparse.common.status == KLU_OUT_OF_MEMORY) s->out_of_memory = 1;
    return failed;
}

int linear_out_of_memory(const LinearSystem *s)
{
    return s->out_of_memory;
}

int linear_solve(LinearSystem *s, const double *b, double *x)
{
    const double I = b[s->m->I], Q = b[s->m->Q];
    conserve_sums(s->m, b, &s->sums);
    if (x != b) memcpy(x, b, (size_t)s->unknowns * sizeof *x);
    for (int k = 0; k < s->batches; k++) s->kernels->forward(&s->batch[k], s->value, s->factors, x);
    for (int k = 0; k < s->elements; k++) s->kernels->forward_elements(&s->element[k], s->chain, x);
    sparse_solve(&s->sparse, x);
    for (int k = 0; k < s->elements; k++) s->kernels->backward_elements(&s->element[k], s->chain, x);
    for (int k = 0; k < s->batches; k++) s->kernels->backward(&s->batch[k], s->value, s->factors, x);
    if (s->imposed) x[s->m->I] = I; /* E-9 is an equation of its own then */
    x[s->m->Q] = (Q + x[s->m->I]) / s->cj;
    conserve_balances(s->m, s->cj, s->padding, &s->sums, x);
    return 0;
}

void linear_archive(LinearSystem *s, Archive *a)
{
    sparse_archive(&s->sparse, a);
}

int linear_entries(const LinearSystem *s)
{
    return s->sparse.entries;
}

void linear_free(LinearSystem *s)
{
    if (!s) return;
    sparse_free(&s->sparse);
    free(s->batch);
    free(s->like);
    free(s->seat);
    free(s->element);
    free(s->element_seat);
    free(s->of);
    free(s->place);
    free(s->value);
    free(s->factors);
    free(s->chain);
    conserve_free(&s->sums);
    record_free(&s->record);
    free(s->slot);
    free(s);
}
