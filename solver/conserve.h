/* Private to solver/: what elimination loses of the balances of charge and guest, put back.
 *
 * Where electrons or a particle's guest even out fast against a step, the diagonal of E-3 or E-par-1 is the sum of its
 * neighbours and of a term a millionth as large, which their difference keeps to few digits. Some sums of rows know
 * nothing of what is fast (E-12):
 *
 *      sum of E-3         =  sum over the positive electrode of a h (i + i_dl + i_side) - I
 *      sum of E-2         = -sum over both electrodes of the same                                       (full cells)
 *      sum of E-1         =  sum over all nodes of eps h dc/dt   (a salt, by its anions; an ion that nothing exchanges)
 *      sum of E-1d        =  the same - what reactions of the electrodes and the foil carry of it, / zF        (others)
 *      sum of E-par-1     =  sum_k w_k dtheta_k/dt + q i                                        (every particle)
 *
 * What a solution misses of them is added to all reaction rates of an electrode alike, to all nodes,
 * and to all shells of a particle. */
#ifndef CELLSIM_CONSERVE_H
#define CELLSIM_CONSERVE_H

#include "../model/model.h"

typedef struct Sums {
    double electrons, ions;    /* of b: E-3 of the positive electrode; E-2 */
    double ion[MAX_CARRIED];   /* of b, of every concentration: E-1 */
    double *particle;          /* of b, per pocket: E-par-1; owned */
    int first;                 /* pocket of the positive electrode */
    double negative, positive; /* reacting area per geometric area */
    double pores;              /* sum of eps h, and the reservoir's volume, m */
    int counted;               /* 1: reactions stand in the rows of their ions (E-1d) */
} Sums;

Status conserve_create(const Model *m, Sums *sums, Error *e);
void conserve_free(Sums *sums);

/* Of a right-hand side. */
void conserve_sums(const Model *m, const double *b, Sums *sums);

/* x, a solution with these sums of the matrix at cj [1/s], with `padding` [F/m2] on every double layer: made exact. */
void conserve_balances(const Model *m, double cj, double padding, const Sums *sums, double *x);

#endif
