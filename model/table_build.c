/* Adaptive sampling: rounds of one global spline through all knots, then bisection of every interval in which the
 * spline misses the function at its middle or at its first quarter (an odd error vanishes at the middle). Samples
 * are kept: a middle becomes a knot, a quarter becomes a middle. */
#include <stdlib.h>
#include <string.h>

#include "spline.h"

enum { MAX_KNOTS = 20000, MAX_START = 4096 };

/* Narrower intervals than this share of the whole range are left alone: a jump stays a steep but finite slope. */
static const double NARROWEST = 1e-12;

typedef struct Sample {
    double x;
    double y[TABLE_MAX_COMPONENTS];
} Sample;

/* A knot and the interval that it opens. */
typedef struct Node {
    double s;
    Sample knot, middle, quarter;
    int has_middle, has_quarter, split;
} Node;

typedef struct Sampler {
    TableFunction f;
    void *context;
    const double *tolerance;
    int m, n, capacity;
    double range;       /* x at s1 - x at s0 */
    double worst;       /* largest deviation / tolerance of the last round */
    Node *node, *spare; /* [capacity] */
    double *x, *y, *M;  /* [capacity], [capacity][m], [capacity][m] */
    double *work;       /* [capacity] */
} Sampler;

static Status sample(const Sampler *p, double s, Sample *out, Error *e)
{
    if (p->f(s, &out->x, out->y, p->context))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a property has no finite value at path position %g", s);
    int finite = isfinite(out->x);
    for (int j = 0; j < p->m; j++) finite = finite && isfinite(out->y[j]);
    if (!finite) return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a property is not finite at path position %g", s);
    return CELLSIM_OK;
}

static Status sample_between(const Sampler *p, double s, double left, double right, Sample *out, Error *e)
{
    const Status status = sample(p, s, out, e);
    if (status != CELLSIM_OK) return status;
    if (out->x > left && out->x < right) return CELLSIM_OK;
    return error_set(e, CELLSIM_BAD_CARD, NULL, 0,
                     "the abscissa of a property does not increase at path position %g: "
                     "%g between %g and %g",
                     s, out->x, left, right);
}

/* Largest deviation of the spline on interval k from a sample, in tolerances. */
static double deviation(const Sampler *p, int k, const Sample *at)
{
    double v[TABLE_MAX_COMPONENTS], worst = 0;
    const size_t offset = (size_t)k * (size_t)p->m;
    spline_interval(p->m, p->x + k, p->y + offset, p->M + offset, at->x, v);
    for (int j = 0; j < p->m; j++) worst = fmax(worst, fabs(v[j] - at->y[j]) / p->tolerance[j]);
    return worst;
}

/* Takes the samples that interval k still lacks and decides whether it must be split. */
static Status judge(Sampler *p, int k, Error *e)
{
    Node *a = p->node + k;
    const double ds = a[1].s - a[0].s;
    Status s = CELLSIM_OK;
    a->split = 0;
    if (a[1].knot.x - a[0].knot.x < NARROWEST * p->range || !(a->s + 0.25 * ds > a->s)) return CELLSIM_OK;
    if (!a->has_middle) s = sample_between(p, a->s + 0.5 * ds, a[0].knot.x, a[1].knot.x, &a->middle, e);
    if (s != CELLSIM_OK) return s;
    a->has_middle = 1;
    double worst = deviation(p, k, &a->middle);
    if (worst <= 1) {
        if (!a->has_quarter) s = sample_between(p, a->s + 0.25 * ds, a[0].knot.x, a->middle.x, &a->quarter, e);
        if (s != CELLSIM_OK) return s;
        a->has_quarter = 1;
        worst = fmax(worst, deviation(p, k, &a->quarter));
    }
    a->split = worst > 1;
    p->worst = fmax(p->worst, worst);
    return CELLSIM_OK;
}

static void gather(Sampler *p)
{
    for (int k = 0; k < p->n; k++) {
        p->x[k] = p->node[k].knot.x;
        memcpy(p->y + (size_t)k * (size_t)p->m, p->node[k].knot.y, (size_t)p->m * sizeof(double));
    }
    spline_moments(p->n, p->m, p->x, p->y, p->M, p->work);
}

static void split(const Node *a, Node *left)
{
    Node *right = left + 1;
    *left = *a;
    left->has_quarter = 0;
    left->has_middle = a->has_quarter;
    left->middle = a->quarter;
    right->s = a->s + 0.5 * (a[1].s - a[0].s);
    right->knot = a->middle;
    right->has_middle = right->has_quarter = right->split = 0;
}

static void sampler_free(Sampler *p)
{
    free(p->node);
    free(p->spare);
    free(p->x);
}

static Status sampler_reserve(Sampler *p, int capacity, Error *e)
{
    const size_t c = (size_t)capacity, m = (size_t)p->m;
    if (capacity <= p->capacity) return CELLSIM_OK;
    Node *node = realloc(p->node, c * sizeof *node);
    if (node) p->node = node;
    free(p->spare);
    free(p->x);
    p->spare = malloc(c * sizeof *p->spare);
    p->x = malloc(c * (2 + 2 * m) * sizeof *p->x);
    if (!node || !p->spare || !p->x) return error_memory(e);
    p->work = p->x + c;
    p->y = p->work + c;
    p->M = p->y + c * m;
    p->capacity = capacity;
    return CELLSIM_OK;
}

/* Splits what judge() marked; the number of intervals split, or -1 when memory ran out. */
static int refine(Sampler *p, Error *e)
{
    int marked = 0, n = 0;
    for (int k = 0; k + 1 < p->n; k++) marked += p->node[k].split;
    if (marked == 0 || p->n + marked > MAX_KNOTS) return 0;
    if (p->n + marked > p->capacity && sampler_reserve(p, 2 * (p->n + marked), e) != CELLSIM_OK) return -1;
    for (int k = 0; k < p->n; k++) {
        if (k + 1 < p->n && p->node[k].split) split(p->node + k, p->spare + n++);
        else p->spare[n] = p->node[k];
        n++;
    }
    Node *old = p->node;
    p->node = p->spare;
    p->spare = old;
    p->n = n;
    return marked;
}

static Status first_knots(Sampler *p, double s0, double s1, int start, Error *e)
{
    Status s = sampler_reserve(p, 4 * start + 1, e);
    for (int k = 0; k <= start && s == CELLSIM_OK; k++) {
        Node *a = p->node + k;
        memset(a, 0, sizeof *a);
        a->s = k == start ? s1 : s0 + (s1 - s0) * k / start;
        s = sample(p, a->s, &a->knot, e);
        if (s == CELLSIM_OK && k > 0 && !(a->knot.x > a[-1].knot.x))
            s = error_set(e, CELLSIM_BAD_CARD, NULL, 0,
                          "the abscissa of a property does not increase from path position %g to %g", a[-1].s, a->s);
    }
    p->n = start + 1;
    if (s == CELLSIM_OK) p->range = p->node[start].knot.x - p->node[0].knot.x;
    return s;
}

static Status sampler_run(Sampler *p, double s0, double s1, int start, Error *e)
{
    Status s = first_knots(p, s0, s1, start, e);
    for (int marked = 1; marked > 0 && s == CELLSIM_OK;) {
        gather(p);
        p->worst = 0;
        for (int k = 0; k + 1 < p->n && s == CELLSIM_OK; k++) s = judge(p, k, e);
        if (s == CELLSIM_OK && (marked = refine(p, e)) < 0) s = CELLSIM_IO;
    }
    return s;
}

Status table_from_function(TableFunction f, void *context, int m, double s0, double s1, int start,
                           const double *tolerance, Table **out, double *error, Error *e)
{
    Sampler p = {.f = f, .context = context, .tolerance = tolerance, .m = m};
    *out = NULL;
    if (m < 1 || m > TABLE_MAX_COMPONENTS || start < 4 || start > MAX_START || !(s1 > s0) || !isfinite(s1 - s0))
        return error_set(e, CELLSIM_USAGE, NULL, 0, "a table of %d components from %d intervals on [%g, %g]", m, start,
                         s0, s1);
    for (int j = 0; j < m; j++)
        if (!(tolerance[j] > 0))
            return error_set(e, CELLSIM_USAGE, NULL, 0, "tolerance %d of a table is %g, not positive", j, tolerance[j]);
    Status s = sampler_run(&p, s0, s1, start, e);
    if (s == CELLSIM_OK) s = table_create(p.n, m, p.x, p.y, out, e);
    if (s == CELLSIM_OK && error) *error = p.worst;
    sampler_free(&p);
    return s;
}
