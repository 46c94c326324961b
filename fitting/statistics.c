/* From the Jacobian to intervals: linear theory (Seber and Wild, Nonlinear Regression, Wiley 1989, ch. 2 and 5). */
#include "fit.h"

#include <math.h>
#include <string.h>

static const double NORMAL_95 = 1.959963984540054;
static const double WIDE =
    0.6931471805599453;              /* x: a 95 % interval of a factor 2 either way, or 0.7 of the whole width */
static const double RANK = 1e-5;     /* singular value over the largest: below, differences cannot tell it from 0 */
static const double PART = 0.2;      /* of a unit vector: parameters with less do not belong to a direction */
static const double NEAR = 1e-3;     /* of the width: at its bound */
static const double BELIEVED = 1e-4; /* V, and shares: no model is better than this, however small the residuals */

/* --- Student's distribution ------------------------------------------------------------------------------------------ */

/* P(|T| <= t), exact for whole degrees (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
static double student_share(int freedom, double t)
{
    const double angle = atan(t / sqrt(freedom)), c = cos(angle) * cos(angle);
    const int odd = freedom % 2;
    double term = odd ? cos(angle) : 1, sum = 0;
    for (int k = odd ? 3 : 2; k <= freedom; k += 2) {
        sum += term;
        term *= c * (k - 1) / k;
    }
    return odd ? 0.6366197723675814 * (angle + sin(angle) * sum) : sin(angle) * sum;
}

double student_quantile(int freedom, double share)
{
    double low = 0, high = 1e4;
    const int n = freedom < 100000 ? freedom : 100000; /* beyond, the normal distribution to five digits */
    if (freedom < 1) return NAN;
    for (int k = 0; k < 80; k++) {
        const double middle = 0.5 * (low + high);
        if (student_share(n, middle) < share) low = middle;
        else high = middle;
    }
    return 0.5 * (low + high);
}

/* --- singular values ------------------------------------------------------------------------------------------------- */

static double dot(int m, const double *a, const double *b)
{
    double sum = 0;
    for (int k = 0; k < m; k++) sum += a[k] * b[k];
    return sum;
}

static void rotate(int m, double *a, double *b, double c, double s)
{
    for (int k = 0; k < m; k++) {
        const double x = a[k], y = b[k];
        a[k] = c * x - s * y;
        b[k] = s * x + c * y;
    }
}

/* Makes two columns orthogonal; 0 if they are. */
static int orthogonalise(int m, int n, double *a, double *b, double *va, double *vb)
{
    const double alpha = dot(m, a, a), beta = dot(m, b, b), gamma = dot(m, a, b);
    if (fabs(gamma) <= 1e-15 * sqrt(alpha * beta) || gamma == 0) return 0;
    const double zeta = (beta - alpha) / (2 * gamma);
    const double t = copysign(1, zeta) / (fabs(zeta) + sqrt(1 + zeta * zeta)), c = 1 / sqrt(1 + t * t);
    rotate(m, a, b, c, c * t);
    rotate(n, va, vb, c, c * t);
    return 1;
}

static void swap(int n, double *a, double *b)
{
    for (int k = 0; k < n; k++) {
        const double x = a[k];
        a[k] = b[k];
        b[k] = x;
    }
}

/* v[k] is the k-th right vector, as a row. */
void singular_values(int m, int n, double *a, double v[MOST_FREE][MOST_FREE], double *s)
{
    int moved = 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) v[i][j] = i == j;
    for (int sweep = 0; sweep < 60 && moved; sweep++) {
        moved = 0;
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                moved |= orthogonalise(m, n, a + (size_t)i * (size_t)m, a + (size_t)j * (size_t)m, v[i], v[j]);
    }
    for (int i = 0; i < n; i++) s[i] = sqrt(dot(m, a + (size_t)i * (size_t)m, a + (size_t)i * (size_t)m));
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            if (s[j] <= s[i]) continue;
            swap(1, &s[i], &s[j]);
            swap(m, a + (size_t)i * (size_t)m, a + (size_t)j * (size_t)m);
            swap(n, v[i], v[j]);
        }
}

/* --- the fit --------------------------------------------------------------------------------------------------------- */

static void describe_residuals(const FitProblem *q, FitResult *r)
{
    double same = 0, next = 0;
    r->squares = 0;
    for (int k = 0; k < q->points; k++) {
        const FitPoint *p = q->point[k], *before = k ? q->point[k - 1] : NULL;
        const double d = p->model - p->measured, z = d / q->sigma[p->kind];
        r->count[p->kind]++;
        r->rms[p->kind] += d * d;
        r->squares += z * z;
        if (!before || before->kind != p->kind || before->leg != p->leg || p->at < before->at || p->kind > FIT_CURRENT)
            continue;
        same += z * z;
        next += z * (before->model - before->measured) / q->sigma[p->kind];
    }
    for (FitKind kind = 0; kind < FIT_KINDS; kind++) r->rms[kind] = sqrt(r->rms[kind] / fmax(r->count[kind], 1));
    r->memory = same > 0 ? next / same : NAN;
    r->s = r->freedom ? sqrt(r->squares / r->freedom) : 1; /* then sigma itself has to do */
}

/* Residuals per sigma that a model is believed to have at least. */
static double least_s(const FitProblem *q, const FitResult *r)
{
    double sum = 0;
    for (FitKind kind = 0; kind < FIT_TARGET; kind++)
        sum += r->count[kind] * (BELIEVED / q->sigma[kind]) * (BELIEVED / q->sigma[kind]);
    return sqrt(sum / q->points);
}

static void find_directions(const FitProblem *q, double v[MOST_FREE][MOST_FREE], const double *singular, FitResult *r)
{
    const double s = fmax(r->s, least_s(q, r));
    for (int k = 0; k < r->parameters; k++) {
        FitDirection *d = &r->direction[r->directions];
        const double against = singular[0] > 0 ? singular[k] / singular[0] : 0;
        const double half = r->t * s / fmax(singular[k], RANK * singular[0]);
        if (against >= RANK && !(half > WIDE)) continue;
        *d = (FitDirection){.half_width = half, .against = against};
        memcpy(d->part, v[k], sizeof d->part);
        for (int j = 0; j < r->parameters; j++) r->open[j] |= fabs(d->part[j]) > PART;
        r->directions++;
    }
}

/* C = s^2 V diag(1/sigma^2) V^T. */
static void covariance(int n, double s, double v[MOST_FREE][MOST_FREE], const double *singular,
                       double C[MOST_FREE][MOST_FREE])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            C[i][j] = 0;
            for (int k = 0; k < n; k++) {
                const double least = fmax(singular[k], 1e-12 * singular[0] + 1e-300);
                C[i][j] += s * s * v[k][i] * v[k][j] / (least * least);
            }
        }
}

static void intervals(const FitProblem *q, double C[MOST_FREE][MOST_FREE], FitResult *r)
{
    for (int i = 0; i < r->parameters; i++) {
        const FitParameter *p = &q->parameter[i];
        const double low = parameter_x(p, p->low), high = parameter_x(p, p->high);
        r->se[i] = sqrt(C[i][i]);
        r->value[i] = parameter_value(p, r->x[i]);
        const double half = r->t * r->se[i];
        r->low[i] = half < high - low ? parameter_value(p, r->x[i] - half) : NAN;
        r->high[i] = half < high - low ? parameter_value(p, r->x[i] + half) : NAN;
        r->at_bound[i] = r->x[i] - low < NEAR * (high - low) || high - r->x[i] < NEAR * (high - low);
        for (int j = 0; j < r->parameters; j++) {
            const double size = sqrt(C[i][i] * C[j][j]);
            r->correlation[i][j] = i == j ? 1 : size > 0 ? C[i][j] / size : 0;
        }
    }
}

Status fit_statistics(const FitProblem *q, double *J, FitResult *r, Error *e)
{
    double v[MOST_FREE][MOST_FREE] = {{0}}, C[MOST_FREE][MOST_FREE], singular[MOST_FREE], largest = 0, norm[MOST_FREE];
    const size_t m = (size_t)q->points;
    r->parameters = q->parameters;
    r->points = q->points;
    r->freedom = q->points - q->parameters;
    if (r->freedom < 0) return error_set(e, CELLSIM_USAGE, NULL, 0, "fewer numbers than parameters");
    r->t = r->freedom ? student_quantile(r->freedom, 0.95) : NORMAL_95;
    describe_residuals(q, r);
    for (int k = 0; k < q->parameters; k++) {
        norm[k] = sqrt(dot(q->points, J + (size_t)k * m, J + (size_t)k * m));
        largest = fmax(largest, norm[k]);
    }
    for (int k = 0; k < q->parameters; k++) r->idle[k] = !(norm[k] > 1e-2 * RANK * largest);
    singular_values(q->points, q->parameters, J, v, singular);
    covariance(q->parameters, r->s, v, singular, C);
    intervals(q, C, r);
    find_directions(q, v, singular, r);
    return CELLSIM_OK;
}
