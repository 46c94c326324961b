/* The division of a measured series into rests, currents and sweeps. */
#include "series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double REST_SHARE = 1e-3;   /* |I| below this share of the largest counts as none */
static const double SLOPE_WIDTH = 0.25;  /* how far |dV/dt| of a sweep may be from its median */
static const double LINEAR_SHARE = 0.9;  /* of the intervals that must be within */
static const double CURRENT_SPAN = 0.05; /* a current that varies less is a constant current */

/* A list of segments under construction. */
typedef struct Cutter {
    const Series *s;
    Segment *segment;
    int count, room;
    double rest; /* A */
    double *slope;
} Cutter;

static Status add(Cutter *c, SegmentKind kind, int first, int end, double scan_rate, Error *e)
{
    if (end - first < 2) return CELLSIM_OK; /* a single point says nothing */
    if (c->count == c->room) {
        const int room = c->room ? 2 * c->room : 64;
        void *bigger = realloc(c->segment, (size_t)room * sizeof *c->segment);
        if (!bigger) return error_memory(e);
        c->segment = bigger;
        c->room = room;
    }
    Segment *g = &c->segment[c->count++];
    *g = (Segment){.kind = kind, .first = first, .n = end - first, .scan_rate = scan_rate};
    segment_measure(c->s, g);
    return CELLSIM_OK;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median of |dV/dt| over the intervals of a range; NaN if there is none. */
static double median_slope(Cutter *c, int first, int end)
{
    int n = 0;
    for (int k = first + 1; k < end; k++) {
        const double dt = c->s->t[k] - c->s->t[k - 1];
        if (dt > 0) c->slope[n++] = fabs(c->s->V[k] - c->s->V[k - 1]) / dt;
    }
    if (n == 0) return NAN;
    qsort(c->slope, (size_t)n, sizeof *c->slope, by_size);
    return c->slope[n / 2];
}

static int is_sweep(const Cutter *c, int first, int end, double slope)
{
    const Series *s = c->s;
    int within = 0, intervals = 0;
    double low = INFINITY, high = -INFINITY;
    if (end - first < 8 || !(slope > 0)) return 0;
    for (int k = first + 1; k < end; k++) {
        const double dt = s->t[k] - s->t[k - 1];
        low = fmin(low, s->I[k]);
        high = fmax(high, s->I[k]);
        if (dt <= 0) continue;
        intervals++;
        within += fabs(fabs(s->V[k] - s->V[k - 1]) / dt - slope) <= SLOPE_WIDTH * slope;
    }
    return within >= LINEAR_SHARE * intervals && high - low > CURRENT_SPAN * fmax(fabs(low), fabs(high));
}

/* Cuts a sweep at its vertices: where the voltage has come back by more than a tenth of a percent of the range. */
static Status cut_sweep(Cutter *c, int first, int end, double slope, Error *e)
{
    const double *V = c->s->V;
    double low = INFINITY, high = -INFINITY;
    for (int k = first; k < end; k++) {
        low = fmin(low, V[k]);
        high = fmax(high, V[k]);
    }
    const double back = 1e-3 * (high - low);
    int start = first, extreme = first;
    double way = 0;
    Status status = CELLSIM_OK;
    for (int k = first + 1; k < end && !status; k++) {
        if (way == 0 && fabs(V[k] - V[start]) > back) way = V[k] > V[start] ? 1 : -1;
        if (way == 0 || way * (V[k] - V[extreme]) > 0) extreme = k;
        if (way == 0 || way * (V[extreme] - V[k]) <= back) continue;
        status = add(c, SEGMENT_SWEEP, start, extreme + 1, way * slope, e);
        start = V[extreme + 1] == V[extreme] ? extreme + 1 : extreme; /* the vertex is stored once or twice */
        extreme = k;
        way = -way;
    }
    return status ? status : add(c, SEGMENT_SWEEP, start, end, way * slope, e);
}

static int sign_of(const Cutter *c, int k)
{
    return fabs(c->s->I[k]) <= c->rest ? 0 : c->s->I[k] > 0 ? 1 : -1;
}

static Status cut_currents(Cutter *c, int first, int end, Error *e)
{
    Status status = CELLSIM_OK;
    for (int start = first, k = first + 1; k <= end && !status; k++) {
        if (k < end && sign_of(c, k) == sign_of(c, start)) continue;
        status = add(c, sign_of(c, start) ? SEGMENT_CURRENT : SEGMENT_REST, start, k, 0, e);
        start = k;
    }
    return status;
}

/* Cycle numbers of the series, else counted. */
static void number_cycles(Cutter *c)
{
    int cycle = 0, first = 0, other = 0;
    for (int k = 0; k < c->count; k++) {
        Segment *g = &c->segment[k];
        const double way = g->kind == SEGMENT_SWEEP ? g->scan_rate : g->charge;
        const int sign = g->kind == SEGMENT_REST ? 0 : way > 0 ? 1 : -1;
        if (sign && (!first || (sign == first && other))) {
            first = sign;
            other = 0;
            cycle++;
        } else if (sign && sign != first) other = 1;
        const int known = c->s->cycle[g->first + g->n / 2];
        g->cycle = known > 0 ? known : cycle > 0 ? cycle : 1;
    }
}

static Status cut(Cutter *c, Error *e)
{
    const Series *s = c->s;
    double largest = 0;
    Status status = CELLSIM_OK;
    for (int k = 0; k < s->n; k++) largest = fmax(largest, fabs(s->I[k]));
    c->rest = REST_SHARE * largest;
    for (int first = 0, k = 1; k <= s->n && !status; k++) {
        if (k < s->n && s->step[k] == s->step[first]) continue;
        const double slope = median_slope(c, first, k);
        status = is_sweep(c, first, k, slope) ? cut_sweep(c, first, k, slope, e) : cut_currents(c, first, k, e);
        first = k;
    }
    if (!status) number_cycles(c);
    return status;
}

Status segments_find(const Series *s, Segment **out, int *count, Error *e)
{
    Cutter c = {.s = s, .slope = malloc((size_t)(s->n + 1) * sizeof *c.slope)};
    const Status status = c.slope ? cut(&c, e) : error_memory(e);
    free(c.slope);
    if (status) {
        free(c.segment);
        c.segment = NULL;
        c.count = 0;
    }
    *out = c.segment;
    *count = c.count;
    return status;
}
