#include "kk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 6, MOST_ELEMENTS = 50, FIXED = 3 /* R, L, 1/C */, PER_DECADE = 3 };
static const double TWO_PI = 6.283185307179586;
static const double MU = 0.85; /* Schoenleber et al.: below it the fit follows noise */

/* A least-squares problem: 2 points rows, column by column, and its right side. */
typedef struct System {
    int rows, columns;
    double *A, *b, *x;
    const SpectrumPoint *z;
    double tau_low, tau_high; /* s */
} System;

static double tau_of(const System *s, int k)
{
    const int M = s->columns - FIXED;
    return s->tau_low * pow(s->tau_high / s->tau_low, M > 1 ? (double)k / (M - 1) : 0.5);
}

/* Column j at a frequency: real and imaginary part of an element of 1. */
static void element(const System *s, int j, double omega, double *re, double *im)
{
    const double scale = sqrt(s->tau_low * s->tau_high); /* s: makes ohm of L and 1/C */
    *re = *im = 0;
    if (j == 0) *re = 1;
    else if (j == 1) *im = omega * scale;
    else if (j == 2) *im = -1 / (omega * scale);
    else {
        const double u = omega * tau_of(s, j - FIXED);
        *re = 1 / (1 + u * u);
        *im = -u / (1 + u * u);
    }
}

static void fill(System *s)
{
    const int n = s->rows / 2;
    for (int k = 0; k < n; k++) {
        const double size = hypot(s->z[k].re, s->z[k].im);
        for (int j = 0; j < s->columns; j++) {
            double re, im;
            element(s, j, TWO_PI * s->z[k].f, &re, &im);
            s->A[j * s->rows + k] = re / size;
            s->A[j * s->rows + n + k] = im / size;
        }
        s->b[k] = s->z[k].re / size;
        s->b[n + k] = s->z[k].im / size;
    }
}

/* Reflects the rest of the columns and the right side by column j's Householder vector, which it leaves there. */
static double reflect(System *s, int j)
{
    double *a = s->A + j * s->rows, norm = 0;
    for (int k = j; k < s->rows; k++) norm += a[k] * a[k];
    norm = a[j] > 0 ? -sqrt(norm) : sqrt(norm);
    const double scale = norm * (norm - a[j]); /* half the square of the vector's length */
    a[j] -= norm;
    for (int i = j + 1; i <= s->columns && scale > 0; i++) {
        double *c = i < s->columns ? s->A + i * s->rows : s->b, dot = 0;
        for (int k = j; k < s->rows; k++) dot += a[k] * c[k];
        for (int k = j; k < s->rows; k++) c[k] -= dot / scale * a[k];
    }
    return norm;
}

/* Least squares by orthogonal reflections; a column that adds nothing gets nothing. */
static void solve(System *s)
{
    double diagonal[FIXED + MOST_ELEMENTS], largest = 0;
    for (int j = 0; j < s->columns; j++) {
        diagonal[j] = reflect(s, j);
        largest = fmax(largest, fabs(diagonal[j]));
    }
    for (int i = s->columns - 1; i >= 0; i--) {
        double sum = s->b[i];
        for (int j = i + 1; j < s->columns; j++) sum -= s->A[j * s->rows + i] * s->x[j];
        s->x[i] = fabs(diagonal[i]) > 1e-12 * largest ? sum / diagonal[i] : 0;
    }
}

static double mu_of(const System *s)
{
    double negative = 0, positive = 0;
    for (int j = FIXED; j < s->columns; j++) {
        if (s->x[j] < 0) negative -= s->x[j];
        else positive += s->x[j];
    }
    return positive > 0 ? 1 - negative / positive : 0;
}

static void residuals(const System *s, KkTest *t)
{
    double sum = 0;
    t->largest = 0;
    for (int k = 0; k < t->points; k++) {
        const SpectrumPoint *z = &s->z[k];
        double re = z->re, im = z->im, a, b;
        for (int j = 0; j < s->columns; j++) {
            element(s, j, TWO_PI * z->f, &a, &b);
            re -= s->x[j] * a;
            im -= s->x[j] * b;
        }
        t->re[k] = re / hypot(z->re, z->im);
        t->im[k] = im / hypot(z->re, z->im);
        sum += t->re[k] * t->re[k] + t->im[k] * t->im[k];
        const double worst = fmax(fabs(t->re[k]), fabs(t->im[k]));
        if (worst <= t->largest) continue;
        t->largest = worst;
        t->at = z->f;
    }
    t->rms = sqrt(sum / t->points);
}

static int most_elements(int points)
{
    return points / 2 < MOST_ELEMENTS ? points / 2 : MOST_ELEMENTS;
}

/* Few elements far apart cannot follow any arc, and alternate for that reason. */
static int least_elements(const System *s, int points)
{
    const int M = (int)(PER_DECADE * log10(s->tau_high / s->tau_low));
    return M < 2 ? 2 : M < most_elements(points) ? M : most_elements(points);
}

static void fit(System *s, KkTest *t)
{
    for (int M = least_elements(s, t->points); M <= most_elements(t->points); M++) {
        s->columns = FIXED + M;
        fill(s);
        solve(s);
        t->elements = M;
        t->mu = mu_of(s);
        if (t->mu < MU) break;
    }
    residuals(s, t);
}

Status kk_test(int points, const SpectrumPoint *z, KkTest *t, Error *e)
{
    *t = (KkTest){.points = points, .rms = NAN, .largest = NAN, .at = NAN, .mu = NAN};
    if (points < FEWEST) return error_set(e, CELLSIM_USAGE, NULL, 0, "%d points are too few for a test", points);
    const size_t rows = 2 * (size_t)points, columns = FIXED + MOST_ELEMENTS;
    System s = {.rows = (int)rows,
                .z = z,
                .A = malloc(rows * columns * sizeof *s.A),
                .b = malloc(rows * sizeof *s.b),
                .x = calloc(columns, sizeof *s.x),
                .tau_low = 1 / (TWO_PI * z[0].f),
                .tau_high = 1 / (TWO_PI * z[points - 1].f)};
    t->re = malloc((size_t)points * sizeof *t->re);
    t->im = malloc((size_t)points * sizeof *t->im);
    const int ready = s.A && s.b && s.x && t->re && t->im;
    if (ready) fit(&s, t);
    else kk_free(t);
    free(s.A);
    free(s.b);
    free(s.x);
    return ready ? CELLSIM_OK : error_memory(e);
}

void kk_free(KkTest *t)
{
    free(t->re);
    free(t->im);
    t->re = t->im = NULL;
}
