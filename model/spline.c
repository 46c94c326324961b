/* Cubic splines in terms of their second derivatives (moments): de Boor, A Practical Guide to Splines, ch. IV. */
#include "spline.h"

/* Row k of the tridiagonal system  sub M[k-1] + diag M[k] + sup M[k+1] = 6 (slope_k - slope_{k-1}). */
typedef struct Row {
    double sub, diag, sup;
} Row;

static Row spline_row(int n, int k, double left, double right)
{
    Row r = {left, 2 * (left + right), right};
    if (n >= 4 && k == 1) { /* not-a-knot: M[0] = M[1] + (M[1] - M[2]) left/right */
        r.diag += left * (1 + left / right);
        r.sup -= left * left / right;
    }
    if (n >= 4 && k == n - 2) {
        r.diag += right * (1 + right / left);
        r.sub -= right * right / left;
    }
    if (k == 1) r.sub = 0;
    if (k == n - 2) r.sup = 0;
    return r;
}

static void spline_ends(int n, int m, const double *x, double *M)
{
    const double first = (x[1] - x[0]) / (x[2] - x[1]), last = (x[n - 1] - x[n - 2]) / (x[n - 2] - x[n - 3]);
    double *end = M + (size_t)(n - 1) * (size_t)m;
    for (int j = 0; j < m; j++) {
        M[j] = M[m + j] + (M[m + j] - M[2 * m + j]) * first;
        end[j] = end[j - m] + (end[j - m] - end[j - 2 * m]) * last;
    }
}

void spline_moments(int n, int m, const double *x, const double *y, double *M, double *work)
{
    const size_t stride = (size_t)m;
    double slope[TABLE_MAX_COMPONENTS] = {0};
    for (size_t j = 0; j < stride; j++) M[j] = M[(size_t)(n - 1) * stride + j] = 0;
    if (n < 3) return;
    work[0] = 0;
    for (size_t j = 0; j < stride; j++) slope[j] = (y[stride + j] - y[j]) / (x[1] - x[0]);
    for (int k = 1; k <= n - 2; k++) {
        const double left = x[k] - x[k - 1], right = x[k + 1] - x[k], per_right = 1 / right;
        const Row r = spline_row(n, k, left, right);
        const double pivot = 1 / (r.diag - r.sub * work[k - 1]);
        const double *yk = y + (size_t)k * stride;
        double *Mk = M + (size_t)k * stride;
        work[k] = r.sup * pivot;
        for (size_t j = 0; j < stride; j++) {
            const double next = (yk[stride + j] - yk[j]) * per_right;
            Mk[j] = (6 * (next - slope[j]) - r.sub * (Mk - stride)[j]) * pivot;
            slope[j] = next;
        }
    }
    for (int k = n - 3; k >= 1; k--)
        for (size_t j = 0; j < stride; j++) M[(size_t)k * stride + j] -= work[k] * M[(size_t)(k + 1) * stride + j];
    if (n >= 4) spline_ends(n, m, x, M);
}

void spline_interval(int m, const double *x, const double *y, const double *M, double at, double *v)
{
    const double h = x[1] - x[0], b = (at - x[0]) / h, a = 1 - b;
    const double A = (a * a * a - a) * h * h / 6, B = (b * b * b - b) * h * h / 6;
    for (int j = 0; j < m; j++) v[j] = a * y[j] + b * y[m + j] + A * M[j] + B * M[m + j];
}

double gauss_abscissa(int i, double a, double b)
{
    static const double at[3] = {-0.77459666924148337704, 0, 0.77459666924148337704};
    return 0.5 * (a + b) + 0.5 * (b - a) * at[i];
}

double gauss_weight(int i, double a, double b)
{
    return 0.5 * (b - a) * (i == 1 ? 8.0 : 5.0) / 9;
}
