#include "least_squares.h"

#include "fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double FIRST = 0.5;             /* radius of trust, in u */
static const double SHORTEST = 1e-7;         /* of a step, in u */
static const double POOR = 0.25, GOOD = 0.75; /* what a step brought, over what was predicted */
static const double MOST_BENT = 2;            /* lengths of the straight step that a corrected one has at most */

typedef struct Move {
    double d[MOST_FREE], length, lambda;
    double predicted; /* fall of the sum of squares */
} Move;

typedef struct Search {
    const LeastSquares *l;
    double *J, *U, *r, *trial, *other; /* m n, m n, m, m, m */
    double u[MOST_FREE];
    double v[MOST_FREE][MOST_FREE], s[MOST_FREE], b[MOST_FREE]; /* J = U diag(s) V^T; b = U^T r */
    Move p;
    double squares, radius;
    int age;   /* steps that J has learned from */
    int stale; /* 1: it promised too much, or belongs to another place */
} Search;

static double sum_of_squares(int m, const double *r)
{
    double sum = 0;
    for (int k = 0; k < m; k++) sum += r[k] * r[k];
    return sum;
}

static int fresh_matrix(Search *s)
{
    s->age = s->stale = 0;
    return s->l->jacobian(s->u, s->r, s->J, s->l->context);
}

static void decompose(Search *s)
{
    const int m = s->l->m, n = s->l->n;
    memcpy(s->U, s->J, (size_t)m * (size_t)n * sizeof *s->U);
    singular_values(m, n, s->U, s->v, s->s);
    for (int k = 0; k < n; k++) {
        double sum = 0;
        for (int j = 0; j < m; j++) sum += s->U[(size_t)k * (size_t)m + (size_t)j] * s->r[j];
        s->b[k] = s->s[k] > 0 ? sum / s->s[k] : 0;
    }
}

/* p = -V s/(s^2 + lambda) b. */
static void damped(Search *s, double lambda)
{
    const int n = s->l->n;
    memset(s->p.d, 0, sizeof s->p.d);
    s->p.length = s->p.predicted = 0;
    s->p.lambda = lambda;
    for (int k = 0; k < n; k++) {
        if (!(s->s[k] > 0)) continue;
        const double d = s->s[k] * s->s[k] + lambda, left = lambda / d, step = s->s[k] * s->b[k] / d;
        for (int i = 0; i < n; i++) s->p.d[i] -= s->v[k][i] * step;
        s->p.length += step * step;
        s->p.predicted += s->b[k] * s->b[k] * (1 - left * left);
    }
    s->p.length = sqrt(s->p.length);
}

/* The best step within the radius: lambda by halving its logarithm. */
static void find_step(Search *s)
{
    double low = log(1e-20 * s->s[0] * s->s[0] + 1e-300), high = log(1e6 * s->s[0] * s->s[0] + 1e-290);
    damped(s, 0);
    if (s->p.length <= s->radius) return;
    while (high - low > 0.02) {
        const double middle = 0.5 * (low + high);
        damped(s, exp(middle));
        if (s->p.length > s->radius) low = middle;
        else high = middle;
    }
    damped(s, exp(high));
}

/* Of residual j at the trial: what J p does not foresee. */
static double missed(const Search *s, int j)
{
    double miss = s->trial[j] - s->r[j];
    for (int k = 0; k < s->l->n; k++) miss -= s->J[(size_t)k * (size_t)s->l->m + (size_t)j] * s->p.d[k];
    return miss;
}

/* J p becomes what the residuals did. */
static void learn(Search *s)
{
    const int m = s->l->m, n = s->l->n;
    for (int j = 0; j < m; j++) {
        const double miss = missed(s, j);
        for (int k = 0; k < n; k++)
            s->J[(size_t)k * (size_t)m + (size_t)j] += miss * s->p.d[k] / (s->p.length * s->p.length);
    }
    s->age++;
}

/* 1: what the step is worth, in standard errors or in residuals, is nothing. The variance is that of what no step explains. */
static int is_nothing(const Search *s)
{
    const LeastSquares *l = s->l;
    const double unexplained = fmax(s->squares - sum_of_squares(l->n, s->b), 0);
    const double variance = l->m > l->n ? unexplained / (l->m - l->n) : 0;
    return s->p.predicted <= fmax(l->accuracy * l->accuracy * variance, l->small * l->small * l->m) ||
           s->p.length < SHORTEST;
}

static void swap(double **a, double **b)
{
    double *c = *a;
    *a = *b;
    *b = c;
}

/* The sum of squares after the step; infinite where there are no residuals. */
static double evaluate(Search *s, int *failed)
{
    double at[MOST_FREE];
    for (int k = 0; k < s->l->n; k++) at[k] = s->u[k] + s->p.d[k];
    const int bad = s->l->residuals(at, s->trial, s->l->context);
    *failed = bad < 0;
    return bad ? INFINITY : sum_of_squares(s->l->m, s->trial);
}

/* What the trial misses of the prediction, because residuals curve, is brought back by a further step of the same matrix. */
static void correct(Search *s)
{
    const int m = s->l->m, n = s->l->n;
    double q[MOST_FREE] = {0};
    for (int k = 0; k < n; k++) {
        double b = 0;
        if (!(s->s[k] > 0)) continue;
        for (int j = 0; j < m; j++) b += s->U[(size_t)k * (size_t)m + (size_t)j] * missed(s, j);
        for (int i = 0; i < n; i++) q[i] -= s->v[k][i] * b / (s->s[k] * s->s[k] + s->p.lambda);
    }
    s->p.length = 0;
    for (int i = 0; i < n; i++) {
        s->p.d[i] += q[i];
        s->p.length += s->p.d[i] * s->p.d[i];
    }
    s->p.length = sqrt(s->p.length);
}

/* The trial, and where that brings little the corrected one: the better of both. The sum of squares there; *failed: the end. */
static double best_trial(Search *s, int *failed)
{
    const Move straight = s->p;
    const double squares = evaluate(s, failed);
    if (*failed || !isfinite(squares) || s->squares - squares > POOR * s->p.predicted) return squares;
    correct(s);
    if (s->p.length > MOST_BENT * straight.length) return s->p = straight, squares;
    swap(&s->trial, &s->other);
    const double bent = evaluate(s, failed);
    s->stale = bent < squares;
    if (s->stale) return bent;
    swap(&s->trial, &s->other);
    s->p = straight;
    return squares;
}

/* 0, or -1: the end. */
static int take_step(Search *s)
{
    const LeastSquares *l = s->l;
    int failed;
    const double squares = best_trial(s, &failed), share = (s->squares - squares) / s->p.predicted;
    if (failed) return -1;
    if (share < POOR) s->radius = (share < 0 ? 0.25 : 0.5) * s->p.length;
    else if (share > GOOD) s->radius = fmax(s->radius, 2.5 * s->p.length);
    if (share > POOR && share < 2 - POOR && !s->stale) learn(s);
    else s->stale = s->age > 0 || share > 0;
    if (!(share > 0)) return 0;
    for (int k = 0; k < l->n; k++) s->u[k] += s->p.d[k];
    swap(&s->r, &s->trial);
    s->squares = squares;
    return 0;
}

/* A matrix that has learned from more steps than it has columns, or promised too much, is made anew before it is believed. */
static int search(Search *s)
{
    int failed = s->l->residuals(s->u, s->r, s->l->context) < 0 || fresh_matrix(s);
    s->squares = sum_of_squares(s->l->m, s->r);
    for (int k = 0; k < s->l->most && !failed; k++) {
        decompose(s);
        find_step(s);
        const int end = is_nothing(s);
        if (end && s->age <= (s->l->sure ? 0 : s->l->n) && !s->stale) return s->l->sure ? take_step(s) : 0;
        failed = end || s->stale ? fresh_matrix(s) : take_step(s);
    }
    return failed;
}

Status least_squares(const LeastSquares *l, double *u, double *r, Error *e)
{
    const size_t m = (size_t)l->m, n = (size_t)l->n;
    double *room = malloc((2 * n + 3) * m * sizeof *room);
    if (!room) return error_memory(e);
    Search s = {.l = l, .radius = FIRST, .J = room, .U = room + n * m, .r = room + 2 * n * m};
    s.trial = s.r + m;
    s.other = s.trial + m;
    memcpy(s.u, u, n * sizeof *u);
    const int failed = search(&s);
    memcpy(u, s.u, n * sizeof *u);
    memcpy(r, s.r, m * sizeof *r);
    free(room);
    return failed ? CELLSIM_EARLY : CELLSIM_OK;
}
