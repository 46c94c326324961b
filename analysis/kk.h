/* Is a spectrum one of a linear, causal, stable cell? The linear Kramers-Kronig test (Boukamp, J. Electrochem. Soc. 142
 * (1995) 1885; Schoenleber, Klotz, Ivers-Tiffee, Electrochim. Acta 131 (2014) 20): a resistance, an inductance, a
 * capacitance and M parallel RC elements with given time constants, each of which obeys the relations, are fitted to it.
 * What they cannot follow does not obey them: drift, noise, an amplitude too large. M grows from three per decade until the
 * resistances alternate (mu < 0.85), or there are half as many as points. */
#ifndef CELLSIM_KK_H
#define CELLSIM_KK_H

#include "../experiments/result.h"

typedef struct KkTest {
    int points, elements; /* M */
    double mu;            /* 1 - sum of |R| of the negative ones / that of the others */
    double *re, *im;      /* owned, as the next: (Z - fit) / |Z|, both parts */
    double rms;           /* root of the mean of re^2 + im^2 */
    double largest, at;   /* of |re| and |im|, and its frequency, Hz */
} KkTest;

/* CELLSIM_USAGE: fewer than 6 points. The caller frees it (kk_free). */
Status kk_test(int points, const SpectrumPoint *z, KkTest *out, Error *e);
void kk_free(KkTest *t);

#endif
