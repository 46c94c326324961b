#include "spectrometer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 1/s, a power of two: at this cj the storage terms stand out of the matrix to all digits, even where a double
 * layer's is 1e-6 of a conductance. */
static const double STORAGE_CJ = 1048576;

void spectrometer_close(Spectrometer *p)
{
    sparse_lanes_free(&p->lanes);
    klu_z_free_numeric(&p->numeric, &p->common);
    workspace_free(p->point);
    free(p->spheres);
    free(p->chain);
    free(p->K);
}

Status spectrometer_open(const LinearSystem *linear, const Model *m, Spectrometer *p, Error *e)
{
    const size_t values = (size_t)linear->values, entries = (size_t)linear->sparse.entries;
    const size_t n = (size_t)linear->rows;
    size_t work = 0, front = 0;
    for (int k = 0; k < linear->batches; k++) {
        const size_t needs = (size_t)pocket_complex_work(&linear->batch[k]);
        if (needs > work) work = needs;
    }
    for (int k = 0; k < linear->elements; k++) {
        const size_t needs = (size_t)(linear->element[k].width * linear->element[k].width);
        if (needs > front) front = needs;
    }
    *p = (Spectrometer){.linear = linear, .m = m, .n = linear->rows};
    p->I = linear->place[m->I];
    p->V = linear->place[m->V];
    klu_defaults(&p->common);
    p->common.scale = 0; /* rows are scaled once, by spectrometer_scale */
    p->K = calloc(2 * values + 2 * entries + work + 4 * n + 3 * (size_t)m->unknowns, sizeof *p->K);
    p->spheres = calloc((size_t)linear->batches + 1, sizeof *p->spheres);
    p->chain = complex_lanes_alloc(entries + front);
    if (!p->K || !p->spheres || !p->chain) return spectrometer_close(p), error_memory(e);
    const Status status = workspace_create(m, &p->point, e);
    if (status) return spectrometer_close(p), status;
    p->M = p->K + values;
    p->one = p->M + values;
    p->work = p->one + 2 * entries;
    p->front = p->chain + entries;
    p->x = p->work + work;
    p->residual = p->x + 2 * n;
    p->size = p->residual + 2 * n;
    p->still = p->size + m->unknowns;
    return CELLSIM_OK;
}

void spectrometer_take(Spectrometer *p, double t, const double *y)
{
    const Control control = {.mode = CONTROL_CURRENT};
    double *still = p->still, *rows = still + p->m->unknowns;
    Jacobian K = {.slot = p->linear->slot, .value = p->K}, J = {.slot = p->linear->slot, .value = p->M};
    linear_fill_empty_lanes(p->linear, p->K);
    linear_fill_empty_lanes(p->linear, p->M);
    model_residual(p->m, &control, p->point, t, y, still, rows);
    model_jacobian(p->m, &control, p->point, t, 0, y, still, &K);
    model_jacobian(p->m, &control, p->point, t, STORAGE_CJ, y, still, &J);
    for (int k = 0; k < p->linear->values; k++) p->M[k] = (p->M[k] - p->K[k]) / STORAGE_CJ;
}

/* The power of two next to a row's largest entry at omega, for every unknown; 1 for eliminated ones. */
static void find_scales(const Spectrometer *p, double omega, double *factor)
{
    const LinearSystem *s = p->linear;
    memset(factor, 0, (size_t)p->m->unknowns * sizeof *factor);
    for (int k = 0; k < s->sparse.entries; k++) {
        const double size = fabs(p->K[k]) + omega * fabs(p->M[k]);
        double *largest = &factor[s->of[s->sparse.row[k]]];
        if (size > *largest) *largest = size;
    }
    for (int i = 0; i < p->m->unknowns; i++) factor[i] = factor[i] > 0 ? exp2(-floor(log2(factor[i]))) : 1;
}

static void scale_entry(Spectrometer *p, int k, double factor)
{
    p->K[k] *= factor;
    p->M[k] *= factor;
}

void spectrometer_scale(Spectrometer *p, double omega)
{
    const LinearSystem *s = p->linear;
    double *factor = p->size;
    find_scales(p, omega, factor);
    for (int k = 0; k < s->sparse.entries; k++) scale_entry(p, k, factor[s->of[s->sparse.row[k]]]);
    for (int k = 0; k < s->elements; k++) { /* the outer rows of elements and of pockets are parts of these */
        const ElementBatch *b = &s->element[k];
        for (int l = 0; l < b->lanes; l++)
            for (int i = b->n * b->width; i < b->width * b->width; i++)
                scale_entry(p, b->front + i * LANES + l, factor[b->outer[l][i / b->width - b->n]]);
    }
    for (int k = 0; k < s->batches; k++) {
        const PocketBatch *b = &s->batch[k];
        for (int l = 0; l < b->lanes; l++)
            for (int i = 0; i < b->outers * b->ports; i++)
                scale_entry(p, b->C + i * LANES + l, factor[b->outer[l][i / b->ports]]);
    }
    p->drive = factor[p->m->I];
}

/* One pocket joins its part of the chain. */
static int condense_pocket(const Spectrometer *p, int pocket, const Lanes *omega, PocketInterior *last,
                           const ChainPart *part)
{
    const LinearSystem *s = p->linear;
    const Seat seat = s->seat[pocket];
    double frequency[LANES];
    memcpy(frequency, omega, sizeof frequency);
    const PocketInterior *interior = spheres_interior(&p->spheres[seat.batch], seat.lane, frequency, last);
    return s->kernels->condense(&s->batch[seat.batch], seat.lane, p->K, p->M, omega, interior, p->work, part);
}

/* The pockets of some nodes; nothing of them in the full variant. */
static int condense_nodes(const Spectrometer *p, int first, int end, const Lanes *omega, PocketInterior *last,
                          const ChainPart *part)
{
    const Model *m = p->m;
    for (int k = first; k < end && p->linear->batches > 0; k++)
        for (int j = 0; m->node[k].networks > 0 && j < m->spec->electrode[m->node[k].region].phases; j++)
            if (condense_pocket(p, m->node[k].pocket + j, omega, last, part)) return 1;
    return 0;
}

/* An element with the pockets inside it. */
static int condense_element(const Spectrometer *p, const Element *e, Seat seat, const Lanes *omega,
                            PocketInterior *last)
{
    const LinearSystem *s = p->linear;
    const ElementBatch *b = &s->element[seat.batch];
    const ChainPart part = {p->front, b->front + seat.lane, LANES_SHIFT};
    s->kernels->front(b, seat.lane, p->K, p->M, omega, p->front);
    if (condense_nodes(p, e->first + 1, e->first + e->rule->degree, omega, last, &part)) return 1;
    s->kernels->condense_element(b, seat.lane, p->front, p->chain);
    return 0;
}

int spectrometer_assemble(const Spectrometer *p, const double frequency[LANES])
{
    const LinearSystem *s = p->linear;
    const Model *m = p->m;
    const ChainPart sparse = {p->chain, 0, 0};
    PocketInterior last = {0};
    Lanes omega;
    memcpy(&omega, frequency, sizeof omega);
    s->kernels->entries(s->sparse.entries, p->K, p->M, &omega, p->chain);
    if (condense_nodes(p, 0, 1, &omega, &last, &sparse)) return 1;
    for (int k = 0; k < m->elements; k++) {
        const int end = m->element[k].first + m->element[k].rule->degree;
        if (s->elements > 0 && s->element_seat[k].batch >= 0 &&
            condense_element(p, &m->element[k], s->element_seat[k], &omega, &last))
            return 1;
        if (condense_nodes(p, end, end + 1, &omega, &last, &sparse)) return 1;
    }
    return 0;
}
