/* The division of a measured series into rests, currents and sweeps. */
#include "sweeps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double REST_SHARE = 1e-3;  /* |I| below this share of the step's largest counts as none … */
static const double ZERO_SHARE = 1e-6;  /* … where the step does not hold exact zeros: then below this */
static const double NO_CURRENT = 1e-5;  /* of the file's largest: a step below it is a rest */
static const double NOISE_SHARE = 0.02; /* of the file's largest: a step below it of mixed sign is one */
static const double MIXED = 0.3;        /* |mean| over mean of |I| of noise */

/* A list of segments under construction. */
typedef struct Cutter {
    const Series *s;
    SweepSearch sweeps;
    Segment *segment;
    int count, room;
    double largest, rest; /* A: of the series; what is none in this step */
    double *scratch;
} Cutter;

/* A single point says nothing, unless charge passed on the way to it. */
static Status add(Cutter *c, SegmentKind kind, int first, int end, double scan_rate, Error *e)
{
    Segment g = {.kind = kind, .first = first, .n = end - first, .scan_rate = scan_rate};
    segment_measure(c->s, &g);
    if (g.n < 1 || (g.n == 1 && !g.lead)) return CELLSIM_OK;
    if (c->count == c->room) {
        const int room = c->room ? 2 * c->room : 64;
        void *bigger = realloc(c->segment, (size_t)room * sizeof *c->segment);
        if (!bigger) return error_memory(e);
        c->segment = bigger;
        c->room = room;
    }
    c->segment[c->count++] = g;
    return CELLSIM_OK;
}

static int sign_of(const Cutter *c, int k)
{
    return fabs(c->s->I[k]) <= c->rest ? 0 : c->s->I[k] > 0 ? 1 : -1;
}

/* What is no current in the step [first, end): judged by the step, for a slow discharge follows a pulse. */
static double rest_limit(const Cutter *c, int first, int end)
{
    double largest = 0, sum = 0, size = 0;
    int zeros = 0;
    for (int k = first; k < end; k++) {
        const double I = c->s->I[k];
        largest = fmax(largest, fabs(I));
        sum += I;
        size += fabs(I);
        zeros += I == 0;
    }
    if (largest <= NO_CURRENT * c->largest) return largest;
    if (largest <= NOISE_SHARE * c->largest && fabs(sum) <= MIXED * size) return largest;
    return (zeros > 1 ? ZERO_SHARE : REST_SHARE) * largest;
}

/* A step that says what it is is not cut. */
static Status cut_currents(Cutter *c, int first, int end, Error *e)
{
    const int state = c->s->state[first];
    if (state != SERIES_UNSTATED) return add(c, state ? SEGMENT_CURRENT : SEGMENT_REST, first, end, 0, e);
    Status status = CELLSIM_OK;
    c->rest = rest_limit(c, first, end);
    for (int start = first, k = first + 1; k <= end && !status; k++) {
        if (k < end && sign_of(c, k) == sign_of(c, start)) continue;
        status = add(c, sign_of(c, start) ? SEGMENT_CURRENT : SEGMENT_REST, start, k, 0, e);
        start = k;
    }
    return status;
}

/* What is too short for a branch is part of no voltammogram. */
static Status cut_sweep(Cutter *c, int pieces, const Piece *p, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < pieces && !status; k++)
        status = p[k].is_sweep ? add(c, SEGMENT_SWEEP, p[k].first, p[k].end, p[k].rate, e)
                               : add(c, SEGMENT_CURRENT, p[k].first, p[k].end, 0, e);
    return status;
}

static Status cut_step(Cutter *c, int first, int end, Error *e)
{
    Piece *piece = NULL;
    int pieces = 0;
    if (c->sweeps == SWEEPS_NONE) return cut_currents(c, first, end, e);
    Status s = sweep_pieces(c->s, first, end, c->sweeps, c->scratch, &piece, &pieces, e);
    if (!s) s = pieces_are_sweep(pieces, piece) ? cut_sweep(c, pieces, piece, e) : cut_currents(c, first, end, e);
    free(piece);
    return s;
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
    Status status = CELLSIM_OK;
    for (int k = 0; k < s->n; k++) c->largest = fmax(c->largest, fabs(s->I[k]));
    for (int first = 0, k = 1; k <= s->n && !status; k++) {
        if (k < s->n && s->step[k] == s->step[first]) continue;
        status = cut_step(c, first, k, e);
        first = k;
    }
    if (!status) number_cycles(c);
    return status;
}

Status segments_find(const Series *s, SweepSearch sweeps, Segment **out, int *count, Error *e)
{
    Cutter c = {.s = s, .sweeps = sweeps, .scratch = malloc((size_t)(s->n + 1) * sizeof *c.scratch)};
    const Status status = c.scratch ? cut(&c, e) : error_memory(e);
    free(c.scratch);
    if (status) {
        free(c.segment);
        c.segment = NULL;
        c.count = 0;
    }
    *out = c.segment;
    *count = c.count;
    return status;
}
