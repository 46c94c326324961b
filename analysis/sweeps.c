#include "sweeps.h"

#include <math.h>
#include <stdlib.h>

enum { FEWEST_POINTS = 8, PIECE_CHUNKS = 100 };

static const double TURN = 2e-3;         /* of the range: how far the voltage has come back after a vertex */
static const double SLOPE_WIDTH = 0.25;  /* how far |dV/dt| may be from its median */
static const double LINEAR_SHARE = 0.9;  /* of the intervals that must be within */
static const double CURRENT_SPAN = 0.05; /* a current that varies more is not constant */
static const double SMOOTH = 1e-3;       /* variation that is none */
static const double SMOOTHER = 0.3;      /* times the other one's variation: this one was controlled */
static const double SWEEP_SHARE = 0.8;   /* of the points that lie on pieces of a sweep */

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* dV/dt over `stride` intervals each, into `slope`; returns how many. */
static int slopes(const Series *s, const Piece *p, int stride, double *slope)
{
    int n = 0;
    for (int k = p->first + stride; k < p->end; k += stride) {
        const double dt = s->t[k] - s->t[k - stride];
        if (dt > 0) slope[n++] = (s->V[k] - s->V[k - stride]) / dt;
    }
    qsort(slope, (size_t)n, sizeof *slope, by_size);
    return n;
}

/* The voltage is linear in time; intervals are joined as long as the steps of the converter make them uneven. */
static int is_linear(const Series *s, Piece *p, double *slope, double *variation)
{
    const int points = p->end - p->first;
    for (int stride = 1; stride <= points / FEWEST_POINTS; stride *= 2) {
        const int n = slopes(s, p, stride, slope);
        if (n < FEWEST_POINTS - 1) return 0;
        int within = 0;
        p->rate = slope[n / 2];
        for (int k = 0; k < n; k++) within += fabs(slope[k] - p->rate) <= SLOPE_WIDTH * fabs(p->rate);
        *variation = (slope[n - 1 - n / 20] - slope[n / 20]) / fabs(p->rate);
        if (p->rate != 0 && within >= LINEAR_SHARE * n) return 1;
    }
    return 0;
}

/* How much the current varies, relative to the largest; the ends, where it turns round, do not count. */
static double current_variation(const Series *s, const Piece *p)
{
    const int points = p->end - p->first, off = 2 + points / 50;
    double low = INFINITY, high = -INFINITY;
    for (int k = p->first + off; k < p->end - off; k++) {
        low = fmin(low, s->I[k]);
        high = fmax(high, s->I[k]);
    }
    const double largest = fmax(fabs(low), fabs(high));
    return largest > 0 ? (high - low) / largest : 0;
}

static void judge(const Series *s, Piece *p, SweepSearch search, double *scratch)
{
    double slope = 0;
    p->is_sweep = 0;
    p->rate = 0;
    if (p->end - p->first < FEWEST_POINTS || !is_linear(s, p, scratch, &slope)) return;
    const double current = current_variation(s, p);
    p->is_sweep = search == SWEEPS_ALL || current > CURRENT_SPAN || (current > SMOOTH && slope < SMOOTHER * current);
}

typedef struct Pieces {
    Piece *piece;
    int count, room;
} Pieces;

static Status add(Pieces *p, int first, int end, Error *e)
{
    if (p->count == p->room) {
        const int room = p->room ? 2 * p->room : 16;
        void *bigger = realloc(p->piece, (size_t)room * sizeof *p->piece);
        if (!bigger) return error_memory(e);
        p->piece = bigger;
        p->room = room;
    }
    p->piece[p->count++] = (Piece){.first = first, .end = end};
    return CELLSIM_OK;
}

Status sweep_pieces(const Series *s, int first, int end, SweepSearch search, double *scratch, Piece **out, int *count,
                    Error *e)
{
    const double *V = s->V;
    double low = INFINITY, high = -INFINITY, way = 0;
    Pieces p = {NULL, 0, 0};
    for (int k = first; k < end; k++) {
        low = fmin(low, V[k]);
        high = fmax(high, V[k]);
    }
    const double back = TURN * (high - low);
    int start = first, extreme = first;
    Status status = CELLSIM_OK;
    for (int k = first + 1; k < end && !status; k++) {
        if (way == 0 && fabs(V[k] - V[start]) > back) way = V[k] > V[start] ? 1 : -1;
        if (way == 0 || way * (V[k] - V[extreme]) > 0) extreme = k;
        if (way == 0 || way * (V[extreme] - V[k]) <= back) continue;
        status = add(&p, start, extreme + 1, e);
        start = V[extreme + 1] == V[extreme] ? extreme + 1 : extreme; /* the vertex is stored once or twice */
        extreme = k;
        way = -way;
    }
    if (!status) status = add(&p, start, end, e);
    for (int k = 0; k < p.count && !status; k++) judge(s, &p.piece[k], search, scratch);
    if (status) free(p.piece);
    *out = status ? NULL : p.piece;
    *count = status ? 0 : p.count;
    return status;
}

int pieces_are_sweep(int count, const Piece *p)
{
    int all = 0, swept = 0;
    for (int k = 0; k < count; k++) {
        all += p[k].end - p[k].first;
        swept += p[k].is_sweep ? p[k].end - p[k].first : 0;
    }
    return swept >= FEWEST_POINTS && swept >= SWEEP_SHARE * all;
}
