/* I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967) 86, in the order of I. A. Antonov and V. M. Saleev (1979), with the
 * primitive polynomials and initial direction numbers of S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30 (2008) 2635, table
 * new-joe-kuo-6.21201. */
#include "sobol.h"

enum { MOST_DEGREE = 7 };

/* x^degree + a_1 x^(degree-1) + ... + 1 over GF(2), the bits of a being a_1 ... a_(degree-1); initial m_1 ... m_degree. */
typedef struct Polynomial {
    unsigned degree, a, m[MOST_DEGREE];
} Polynomial;

/* Of the second dimension and on; the first is van der Corput's. */
static const Polynomial table[SOBOL_DIMENSIONS - 1] = {
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
    {5, 11, {1, 1, 5, 1, 1}},
    {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}},
    {6, 1, {1, 3, 3, 9, 7, 49}},
    {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}},
    {6, 19, {1, 1, 1, 15, 7, 5}},
    {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}},
    {7, 1, {1, 3, 7, 11, 23, 15, 103}},
    {7, 4, {1, 3, 7, 13, 13, 15, 69}},
    {7, 7, {1, 1, 3, 13, 7, 35, 63}},
    {7, 8, {1, 3, 5, 9, 1, 25, 53}},
    {7, 14, {1, 3, 1, 13, 9, 35, 107}},
    {7, 19, {1, 3, 1, 5, 27, 61, 31}},
    {7, 21, {1, 1, 5, 11, 19, 41, 61}},
    {7, 28, {1, 3, 5, 3, 3, 13, 69}},
    {7, 31, {1, 1, 7, 13, 1, 19, 1}},
    {7, 32, {1, 3, 7, 5, 13, 19, 59}},
    {7, 37, {1, 1, 3, 9, 25, 29, 41}},
    {7, 41, {1, 3, 5, 13, 23, 1, 55}},
    {7, 42, {1, 3, 7, 3, 13, 59, 17}},
};

/* v_k = m_k / 2^k as fractions of 2^32; beyond the initial ones by the recurrence of the polynomial. */
static void directions(const Polynomial *p, uint32_t v[SOBOL_BITS])
{
    const unsigned s = p->degree;
    for (unsigned k = 0; k < s; k++) v[k] = (uint32_t)p->m[k] << (31 - k);
    for (unsigned k = s; k < SOBOL_BITS; k++) {
        v[k] = v[k - s] ^ (v[k - s] >> s);
        for (unsigned j = 1; j < s; j++)
            if (p->a >> (s - 1 - j) & 1) v[k] ^= v[k - j];
    }
}

void sobol_begin(Sobol *s)
{
    for (unsigned k = 0; k < SOBOL_BITS; k++) s->v[0][k] = UINT32_C(1) << (31 - k);
    for (int j = 1; j < SOBOL_DIMENSIONS; j++) directions(&table[j - 1], s->v[j]);
}

void sobol_point(const Sobol *s, uint64_t k, int dimensions, double *x)
{
    const uint64_t gray = k ^ k >> 1;
    for (int j = 0; j < dimensions; j++) {
        uint32_t bits = 0;
        for (int b = 0; b < SOBOL_BITS; b++)
            if (gray >> b & 1) bits ^= s->v[j][b];
        x[j] = bits / 4294967296.0; /* 2^32 */
    }
}
