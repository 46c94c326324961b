#include "ocp.h"

#include "gitt.h"
#include "monotone.h"
#include "numeric.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PULSES = 2000, LEAST_POINTS = 5 };
static const double NOISE = 2e-3;     /* V: a line through a window that is worse follows no curve */
static const double CONSTANT = 0.9;   /* of the largest current: below, a voltage is held */
static const double SAME_RATE = 0.01; /* relative */

/* --- branches -------------------------------------------------------------------------------------------------------- */

static Status branch_room(OcpSet *set, int n, OcpBranch **out, Error *e)
{
    if (set->branches == OCP_BRANCHES)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d charges and discharges", (int)OCP_BRANCHES);
    OcpBranch *b = *out = &set->branch[set->branches];
    *b = (OcpBranch){.x = malloc((size_t)n * sizeof *b->x), .V = malloc((size_t)n * sizeof *b->V), .duration = NAN};
    if (b->x && b->V) return set->branches++, CELLSIM_OK;
    free(b->x);
    free(b->V);
    return error_memory(e);
}

static void turn_round(OcpBranch *b)
{
    for (int k = 0; k < b->n / 2; k++) {
        const double x = b->x[k], V = b->V[k];
        b->x[k] = b->x[b->n - 1 - k], b->V[k] = b->V[b->n - 1 - k];
        b->x[b->n - 1 - k] = x, b->V[b->n - 1 - k] = V;
    }
}

/* Charges passed become shares of the way from the charge `high` to `low`, rising. */
static void to_shares(OcpBranch *b, double high, double low)
{
    b->charge = fabs(b->x[b->n - 1] - b->x[0]);
    for (int k = 0; k < b->n; k++) b->x[k] = (b->x[k] - high) / (low - high);
    if (b->x[b->n - 1] < b->x[0]) turn_round(b);
}

/* 0: too few points, or no charge. */
static int is_branch(OcpBranch *b)
{
    b->way = b->n && b->V[b->n - 1] < b->V[0] ? OCP_FALLING : OCP_RISING;
    return b->n >= LEAST_POINTS && b->x[b->n - 1] != b->x[0];
}

/* Points of a segment while its current is constant: a voltage that is held at the end is no equilibrium. */
static int constant_points(const Series *s, const Segment *g)
{
    double most = 0;
    int n = g->n;
    for (int k = g->first; k < g->first + g->n; k++) most = fmax(most, fabs(s->I[k]));
    while (n > LEAST_POINTS && fabs(s->I[g->first + n - 1]) < CONSTANT * most) n--;
    return n;
}

static Status take_segment(OcpSet *set, int file, const Series *s, const Segment *g, Error *e)
{
    OcpBranch *b;
    const int n = constant_points(s, g), has_time = !isnan(s->t[g->first]);
    const Status status = branch_room(set, n, &b, e);
    if (status) return status;
    b->file = file;
    for (int k = 0; k < n; k++) {
        const int at = g->first + k;
        if (b->n && s->Q[at] == b->x[b->n - 1]) continue;
        b->x[b->n] = s->Q[at];
        b->V[b->n++] = s->V[at];
    }
    if (has_time) b->duration = s->t[g->first + n - 1] - segment_start(s, g);
    const double first = b->x[0], last = b->x[b->n - 1];
    if (is_branch(b))
        return to_shares(b, b->way == OCP_FALLING ? first : last, b->way == OCP_FALLING ? last : first), CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a charge or discharge has fewer than %d points", (int)LEAST_POINTS);
    return error_hint(e, "an equilibrium curve needs a slow one of many points"), CELLSIM_BAD_CARD;
}

/* 1: a is slower than b, or as slow and later. */
static int is_slower(const Segment *a, const Segment *b)
{
    return !b || fabs(a->current) <= (1 + SAME_RATE) * fabs(b->current);
}

static Status add_slowest(OcpSet *set, int file, const Series *s, int segments, const Segment *segment, Error *e)
{
    const Segment *best[OCP_WAYS] = {NULL, NULL};
    double most = 0;
    for (int k = 0; k < segments; k++)
        if (segment[k].kind == SEGMENT_CURRENT) most = fmax(most, fabs(segment[k].charge));
    for (int k = 0; k < segments; k++) {
        const Segment *g = &segment[k];
        const OcpWay way = s->V[g->first + g->n - 1] < s->V[g->first] ? OCP_FALLING : OCP_RISING;
        if (g->kind != SEGMENT_CURRENT || g->n < LEAST_POINTS || fabs(g->charge) < 0.5 * most) continue;
        if (is_slower(g, best[way])) best[way] = g;
    }
    Status status = CELLSIM_OK;
    for (OcpWay w = 0; w < OCP_WAYS && !status; w++)
        if (best[w]) status = take_segment(set, file, s, best[w], e);
    if (status || best[0] || best[1]) return status;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no charge or discharge of %d points or more", (int)LEAST_POINTS);
    return error_hint(e, "an equilibrium curve is made of slow charges and discharges, or of a titration"),
           CELLSIM_BAD_CARD;
}

/* Rest voltages after the pulses of one direction, and the one that the titration begins with. */
static Status take_rests(OcpSet *set, int file, int pulses, const GittPulse *p, int sign, Error *e)
{
    OcpBranch *b;
    const Status status = branch_room(set, pulses + 1, &b, e);
    if (status) return status;
    b->file = file;
    b->rests = 1;
    b->duration = 0;
    for (int k = 0; k < pulses; k++) {
        if (p[k].current * sign <= 0) continue;
        if (k == 0) b->x[0] = p[k].charge_before, b->V[b->n++] = p[k].E_before;
        b->x[b->n] = p[k].charge_before + p[k].current * p[k].duration;
        b->V[b->n++] = p[k].E_after;
        b->duration += p[k].duration;
    }
    if (is_branch(b)) return CELLSIM_OK;
    set->branches--; /* a few pulses of the other direction are no branch */
    free(b->x);
    free(b->V);
    return CELLSIM_OK;
}

/* The charge of both ways is counted on: where a way did not go, the other one stands alone. */
static void share_charge(OcpSet *set, int from)
{
    double low = INFINITY, high = -INFINITY;
    for (int k = from; k < set->branches; k++)
        for (int j = 0; j < set->branch[k].n; j++) {
            low = fmin(low, set->branch[k].x[j]);
            high = fmax(high, set->branch[k].x[j]);
        }
    for (int k = from; k < set->branches; k++) to_shares(&set->branch[k], high, low);
}

static Status add_rests(OcpSet *set, int file, const Series *s, int segments, const Segment *segment, Error *e)
{
    const GittChoice c = gitt_defaults();
    const int before = set->branches;
    GittPulse *p = malloc(MOST_PULSES * sizeof *p);
    if (!p) return error_memory(e);
    const int n = gitt_pulses(s, segments, segment, &c, MOST_PULSES, p);
    Status status = take_rests(set, file, n, p, 1, e);
    if (!status) status = take_rests(set, file, n, p, -1, e);
    free(p);
    share_charge(set, before);
    if (status || set->branches > before) return status;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the titration has fewer than %d pulses in one direction",
              LEAST_POINTS - 1);
    return error_hint(e, "--as cycling takes its charges and discharges instead"), CELLSIM_BAD_CARD;
}

Status ocp_add(OcpSet *set, int file, const Series *s, int segments, const Segment *segment, int titration, Error *e)
{
    return titration ? add_rests(set, file, s, segments, segment, e) : add_slowest(set, file, s, segments, segment, e);
}

void ocp_free(OcpSet *set)
{
    for (int k = 0; k < set->branches; k++) {
        free(set->branch[k].x);
        free(set->branch[k].V);
    }
    set->branches = 0;
}

/* --- the curve ------------------------------------------------------------------------------------------------------- */

static double scatter(int n, const double *x, const double *V, const Line *line)
{
    double sum = 0;
    for (int k = 0; k < n; k++) {
        const double off = V[k] - line->intercept - line->slope * x[k];
        sum += off * off;
    }
    return sqrt(sum / n);
}

/* Voltage at x: by a line through the points around it, if they lie on one, else between its neighbours. */
static double voltage_at(const OcpBranch *b, double at)
{
    const double half = 1.0 / (OCP_POINTS - 1);
    int from = 0, to = b->n;
    while (to - from > 1) { /* the last point at or below at - half */
        const int middle = (from + to) / 2;
        if (b->x[middle] <= at - half) from = middle;
        else to = middle;
    }
    for (to = from; to < b->n && b->x[to] < at + half;) to++;
    const int n = to - from;
    const Line line = n >= 6 ? line_fit(n, b->x + from, b->V + from, 1) : (Line){.slope = NAN};
    if (!isnan(line.slope) && scatter(n, b->x + from, b->V + from, &line) < NOISE)
        return line.intercept + line.slope * at;
    return interpolate(b->n, b->x, b->V, at);
}

/* Mean of the branches of a way. */
static void fill_way(const OcpSet *set, OcpWay way, OcpCurve *c)
{
    for (int k = 0; k < OCP_POINTS; k++) {
        double sum = 0;
        int n = 0;
        for (int j = 0; j < set->branches; j++) {
            const double V = set->branch[j].way == way ? voltage_at(&set->branch[j], c->x[k]) : (double)NAN;
            if (!isnan(V)) sum += V, n++;
        }
        c->way[way][k] = n ? sum / n : (double)NAN;
    }
}

static void measure_hysteresis(OcpCurve *c)
{
    double sum = 0;
    int n = 0;
    c->hysteresis_most = c->hysteresis_at = NAN;
    for (int k = 0; k < OCP_POINTS; k++) {
        const double gap = c->hysteresis[k] = c->way[OCP_RISING][k] - c->way[OCP_FALLING][k];
        if (isnan(gap)) continue;
        sum += gap;
        n++;
        if (!(gap <= c->hysteresis_most)) c->hysteresis_most = gap, c->hysteresis_at = c->x[k];
    }
    c->hysteresis_mean = n ? sum / n : (double)NAN;
}

Status ocp_make(const OcpSet *set, OcpCurve *c, Error *e)
{
    int at;
    for (int k = 0; k < OCP_POINTS; k++) c->x[k] = (double)k / (OCP_POINTS - 1);
    for (OcpWay w = 0; w < OCP_WAYS; w++) fill_way(set, w, c);
    measure_hysteresis(c);
    for (int k = 0; k < OCP_POINTS; k++) {
        const double low = c->way[OCP_FALLING][k], high = c->way[OCP_RISING][k];
        c->U[k] = isnan(low) ? high : isnan(high) ? low : 0.5 * (low + high);
    }
    const Status s = monotone_fall(OCP_POINTS, c->U, &c->changed, &at, e);
    c->changed_at = c->x[at];
    return s;
}
