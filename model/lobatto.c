#include "lobatto.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* Legendre polynomials P_n(x), P_(n-1)(x). */
static void legendre(int n, double x, double *P, double *before)
{
    double p = 1, q = 0; /* P_k, P_(k-1) */
    for (int k = 0; k < n; k++) {
        const double next = ((2 * k + 1) * x * p - k * q) / (k + 1);
        q = p;
        p = next;
    }
    *P = p;
    *before = q;
}

/* Nodes: the roots of (1 - x^2) P_n'(x) = n (P_(n-1) - x P_n), by Newton's method from those of Chebyshev. */
static void fill_nodes(Lobatto *l)
{
    const int n = l->degree;
    for (int j = 0; j <= n; j++) {
        double x = -cos(PI * j / n), P, before;
        for (int it = 0; it < 50; it++) {
            legendre(n, x, &P, &before);
            x -= (x * P - before) / ((n + 1) * P);
        }
        if (2 * j == n) x = 0;
        if (j == 0 || j == n) x = j ? 1 : -1;
        legendre(n, x, &P, &before);
        l->x[j] = x;
        l->w[j] = 2 / (n * (n + 1) * P * P);
    }
}

static void fill_slopes(Lobatto *l)
{
    const int n = l->degree;
    double P[MAX_DEGREE + 1], before;
    for (int j = 0; j <= n; j++) legendre(n, l->x[j], &P[j], &before);
    for (int j = 0; j <= n; j++) {
        l->D[j][j] = 0;
        for (int k = 0; k <= n; k++)
            if (k != j) l->D[j][j] -= l->D[j][k] = P[j] / (P[k] * (l->x[j] - l->x[k]));
    }
}

void lobatto_fill(int degree, Lobatto *l)
{
    *l = (Lobatto){.degree = degree};
    fill_nodes(l);
    fill_slopes(l);
    for (int i = 0; i <= degree; i++)
        for (int j = 0; j <= degree; j++) l->row[i][j] = -l->w[j] * l->D[j][i];
    for (int i = 0; i < degree; i++)
        for (int j = 0; j <= degree; j++) l->face[i][j] = l->row[i][j] + (i > 0 ? l->face[i - 1][j] : 0);
    for (int i = 0; i <= degree; i++)
        for (int k = 0; k <= degree; k++)
            for (int j = 0; j <= degree; j++) {
                l->stiffness[i][k] -= l->row[i][j] * l->D[j][k];
                if (i < degree) l->passing[i][k] += l->face[i][j] * l->D[j][k];
            }
}
