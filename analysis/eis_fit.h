/* An impedance spectrum in a few numbers: ohmic resistance, charge transfer, Warburg coefficient (E-eis-5).
 *
 *      Z = R_ohm + sum_k R_k / (1 + (i omega tau_k)^alpha_k) + sigma omega^-1/2 (1 - i)
 *
 * One or two arcs (a resistance beside a constant-phase element) and a semi-infinite Warburg element, fitted from the
 * highest frequency to a little below the end of the arc, with residuals relative to |Z|, by Levenberg and Marquardt's
 * method (MINPACK's: More, Lecture Notes in Math. 630 (1978) 105). The second arc is kept only if it more than halves the
 * residual. The electrode is porous: the fit is a description, not the model, and says how far it is off. */
#ifndef CELLSIM_EIS_FIT_H
#define CELLSIM_EIS_FIT_H

#include "../experiments/result.h"

enum { EIS_ARCS = 2 };

typedef struct EisArc {
    double R;     /* unit of Z */
    double tau;   /* s; the arc peaks at 1/(2 pi tau) Hz */
    double alpha; /* 1: a capacitance; 0.5: the smallest */
} EisArc;

/* Resistances in the unit of the spectrum. No arc to be seen, or no useful fit (residual above 10 %): no arcs, R_ohm is
 * Z' at the highest frequency, what else is fitted is NaN. */
typedef struct EisFit {
    double R_ohm;
    double R_ct; /* width of all arcs: Z' at their low-frequency end less R_ohm; NaN: there is no arc */
    double f_peak,
        f_end; /* Hz: top (-Z'' largest) and end (-Z'' least) of the arc at the lowest frequency; NaN: none */
    int arcs;  /* fitted, from the largest to the smallest */
    EisArc arc[EIS_ARCS];
    double warburg;  /* sigma, unit of Z times s^-1/2 */
    double f_low;    /* Hz: the fit reaches from the highest frequency to here */
    double residual; /* root of the mean square of |fit - Z| / |Z| over that range */
} EisFit;

/* Points from the highest frequency to the lowest. CELLSIM_USAGE: fewer than 8, or not in that order; CELLSIM_IO:
 * no memory. */
Status eis_fit(int points, const SpectrumPoint *z, EisFit *out, Error *e);

/* The fitted impedance at a frequency [Hz]. */
void eis_fit_value(const EisFit *fit, double frequency_Hz, double *re, double *im);

#endif
