/* Adaptive sampling: rounds of one global spline through all knots, then bisection of every interval in which the
 * spline misses the function at its middle or at its first quarter (an odd error vanishes at the middle). Samples
 * are kept: a middle becomes a knot, a quarter becomes a middle. */
#include <stdlib.h>
#include <string.h>

#include "spline.h"

enum { MAX_KNOTS = 20000, MAX_START = 4096 };

/* Narrower intervals than this share of the whole range are left alone: a jump stays a steep but finite slope. */
static const double NARROWEST = 1e-12;

/* The share of an interval that may lie between neighbouring samples; evenly spread ones leave 0.5. */
static const double LARGEST_GAP = 0.7;

typedef struct Sample {
    double x;
    double y[TABLE_MAX_COMPONENTS];
    int bridged; /* between its neighbours, because f could not be resolved there */
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
    int worst_at;       /* interval of it */
    Node *node, *spare; /* [capacity] */
    double *x, *y, *M;  /* [capacity], [capacity][m], [capacity][m] */
    double *work;       /* [capacity] */
} Sampler;

static Status sample(const Sampler *p, double s, Sample *out, Error *e)
{
    out->bridged = 0;
    if (p->f(s, &out->x, out->y, p->context))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a property has no finite value at path position %g", s);
    int finite = isfinite(out->x);
    for (int j = 0; j < p->m; j++) finite = finite && isfinite(out->y[j]);
    if (!finite) return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a property is not finite at path position %g", s);
    return CELLSIM_OK;
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

/* Half of the step across an interval too narrow in x to sample, in tolerances. */
static double step(const Sampler *p, const Node *a)
{
    double worst = 0;
    for (int j = 0; j < p->m; j++) worst = fmax(worst, fabs(a[1].knot.y[j] - a[0].knot.y[j]) / 2 / p->tolerance[j]);
    return worst;
}

/* The sample at a share of the interval that knot a opens, between that knot and the sample at twice the share. Where s
 * is at the end of its digits but x has a gap, f jumps in x: the gap is bridged by a straight line. */
static Status sample_share(const Sampler *p, const Node *a, double share, const Sample *right, Sample *out, Error *e)
{
    const double ds = a[1].s - a[0].s, s = a[0].s + share * ds, slack = NARROWEST * p->range;
    const Sample *left = &a->knot;
    const int resolved = a[0].s + 0.25 * ds > a[0].s && a[0].s + 0.5 * ds < a[1].s;
    if (resolved && !left->bridged && !right->bridged) {
        const Status status = sample(p, s, out, e);
        if (status != CELLSIM_OK || (out->x > left->x && out->x < right->x)) return status;
        if (!(out->x > left->x - slack && out->x < right->x + slack))
            return error_set(e, CELLSIM_BAD_CARD, NULL, 0,
                             "the abscissa of a property does not increase at path position %g: %g between %g and %g",
                             s, out->x, left->x, right->x);
    }
    out->bridged = 1;
    out->x = 0.5 * (left->x + right->x);
    for (int j = 0; j < p->m; j++) out->y[j] = 0.5 * (left->y[j] + right->y[j]);
    return CELLSIM_OK;
}

/* Samples that crowd at one side leave a gap, over which the spline is not tested: where f jumps in x. Then its bulge
 * off the straight line across the gap counts as a deviation. */
static double bulge(const Sampler *p, int k)
{
    const Node *a = p->node + k;
    const Sample *edge[] = {&a[0].knot, &a[0].quarter, &a[0].middle, &a[1].knot};
    const double share = 0.3; /* not 0.5, where an S-shaped bulge vanishes */
    Sample inside;
    for (int i = 0; i < 3; i++) {
        if (edge[i + 1]->x - edge[i]->x < LARGEST_GAP * (a[1].knot.x - a[0].knot.x)) continue;
        inside.x = edge[i]->x + share * (edge[i + 1]->x - edge[i]->x);
        for (int j = 0; j < p->m; j++) inside.y[j] = edge[i]->y[j] + share * (edge[i + 1]->y[j] - edge[i]->y[j]);
        return deviation(p, k, &inside);
    }
    return 0;
}

static void record(Sampler *p, int k, double deviation)
{
    if (!(deviation > p->worst)) return;
    p->worst = deviation;
    p->worst_at = k;
}

/* Takes the samples that interval k still lacks and decides whether it must be split. */
static Status judge(Sampler *p, int k, Error *e)
{
    Node *a = p->node + k;
    Status s = CELLSIM_OK;
    a->split = 0;
    if (a[1].knot.x - a[0].knot.x < NARROWEST * p->range) {
        record(p, k, step(p, a));
        return CELLSIM_OK;
    }
    if (!a->has_middle) s = sample_share(p, a, 0.5, &a[1].knot, &a->middle, e);
    if (s != CELLSIM_OK) return s;
    a->has_middle = 1;
    double worst = deviation(p, k, &a->middle);
    if (worst <= 1) {
        if (!a->has_quarter) s = sample_share(p, a, 0.25, &a->middle, &a->quarter, e);
        if (s != CELLSIM_OK) return s;
        a->has_quarter = 1;
        worst = fmax(fmax(worst, deviation(p, k, &a->quarter)), bulge(p, k));
    }
    a->split = worst > 1;
    record(p, k, worst);
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

/* The middle of the worst interval, and the component that steps most across it. */
static TableMiss miss_of(const Sampler *p)
{
    const Node *a = p->node + p->worst_at;
    TableMiss miss = {.worst = p->worst, .x = 0.5 * (a[0].knot.x + a[1].knot.x)};
    double most = 0;
    for (int j = 0; j < p->m; j++) {
        const double change = fabs(a[1].knot.y[j] - a[0].knot.y[j]) / p->tolerance[j];
        if (change > 10 * most) miss.component = j; /* the first of those that jump together */
        most = fmax(most, change);
    }
    return miss;
}

Status table_from_function(TableFunction f, void *context, int m, double s0, double s1, int start,
                           const double *tolerance, Table **out, TableMiss *miss, Error *e)
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
    if (s == CELLSIM_USAGE)
        s = error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a property is too large or too steep to be tabulated");
    if (s == CELLSIM_OK && miss) *miss = miss_of(&p);
    sampler_free(&p);
    return s;
}
