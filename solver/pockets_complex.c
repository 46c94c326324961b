#include "pockets_complex.h"

#include <math.h>
#include <string.h>

/* A complex number per lane. */
typedef struct Complex {
    Lanes re, im;
} Complex;

int pocket_complex_work(const PocketBatch *b)
{
    return b->n * b->width * (int)(sizeof(Complex) / sizeof(double));
}

static inline Complex entry(const double *K, const double *M, double omega, int k)
{
    return (Complex){((const Lanes *)K)[k], omega * ((const Lanes *)M)[k]};
}

static inline Complex times(Complex a, Complex b)
{
    return (Complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

static inline void subtract(Complex *a, Complex b)
{
    a->re -= b.re;
    a->im -= b.im;
}

/* 1/a: entries are far from where their squares overflow or vanish. */
static inline Complex reciprocal(Complex a)
{
    const Lanes scale = 1 / (a.re * a.re + a.im * a.im);
    return (Complex){a.re * scale, -a.im * scale};
}

static int sound(const Complex *inverse)
{
    for (int l = 0; l < LANES; l++)
        if (!isfinite(inverse->re[l]) || !isfinite(inverse->im[l])) return 0;
    return 1;
}

/* A = L U in band storage on the rows and columns from..n-1, unit L, reciprocal pivots on the diagonal (as pockets.c). */
static int band_factor(const PocketBatch *b, int from, Complex *a)
{
    const int n = b->n, w = b->width, kl = b->kl, ku = b->ku;
    for (int k = from; k < n; k++) {
        Complex *pivot_row = a + k * w + kl - k; /* pivot_row[j] = a_kj */
        const int last_row = k + kl < n - 1 ? k + kl : n - 1, last_column = k + ku < n - 1 ? k + ku : n - 1;
        pivot_row[k] = reciprocal(pivot_row[k]);
        for (int i = k + 1; i <= last_row; i++) {
            Complex *row = a + i * w + kl - i;
            const Complex factor = times(row[k], pivot_row[k]);
            row[k] = factor;
            for (int j = k + 1; j <= last_column; j++) subtract(&row[j], times(factor, pivot_row[j]));
        }
    }
    return !sound(&a[(n - 1) * w + kl]); /* a vanishing pivot poisons all that follow */
}

/* x := A^-1 x in the ports, whose block of L and U is the trailing one; x[p] is row n - ports + p. */
static void solve_ports(const PocketBatch *b, const Complex *lu, Complex *x)
{
    const int first = b->n - b->ports;
    for (int i = first + 1; i < b->n; i++) {
        const Complex *row = lu + i * b->width + b->kl - i;
        for (int j = i - b->kl > first ? i - b->kl : first; j < i; j++)
            subtract(&x[i - first], times(row[j], x[j - first]));
    }
    for (int i = b->n - 1; i >= first; i--) {
        const Complex *row = lu + i * b->width + b->kl - i;
        const int last = i + b->ku < b->n - 1 ? i + b->ku : b->n - 1;
        for (int j = i + 1; j <= last; j++) subtract(&x[i - first], times(row[j], x[j - first]));
        x[i - first] = times(x[i - first], row[i]);
    }
}

/* Rows of A from where the elimination begins; returns that row. */
static int take_rows(const PocketBatch *b, const double *K, const double *M, double omega,
                     const PocketInterior *interior, Complex *a)
{
    const int from = interior ? interior->row : 0;
    for (int k = from * b->width; k < b->n * b->width; k++) a[k] = entry(K + b->A, M + b->A, omega, k);
    if (interior) memcpy(&a[from * b->width + b->kl], interior->diagonal, sizeof(Complex));
    return from;
}

/* chain += values of all lanes at entry `at` of the pockets' Schur complements. */
static inline void add_to_chain(const PocketBatch *b, int at, const Complex *value, double *chain)
{
    for (int l = 0; l < b->lanes; l++) {
        double *to = chain + 2 * b->schur[l][at];
        to[0] += value->re[l];
        to[1] += value->im[l];
    }
}

int pocket_condense(const PocketBatch *b, const double *K, const double *M, double omega,
                    const PocketInterior *interior, double *work, double *chain)
{
    Complex *lu = (Complex *)work, column[POCKET_OUTERS];
    const double *BK = K + b->B, *BM = M + b->B, *CK = K + b->C, *CM = M + b->C;
    if (band_factor(b, take_rows(b, K, M, omega, interior, lu), lu)) return 1;
    for (int j = 0; j < b->outers; j++) {
        for (int p = 0; p < b->ports; p++) column[p] = entry(BK, BM, omega, p * b->outers + j);
        solve_ports(b, lu, column);
        for (int i = 0; i < b->outers; i++) {
            Complex sum = {{0}, {0}};
            for (int p = 0; p < b->ports; p++) subtract(&sum, times(entry(CK, CM, omega, i * b->ports + p), column[p]));
            add_to_chain(b, i * b->outers + j, &sum, chain);
        }
    }
    return 0;
}
