/* Published property functions, for the tests of the tables. */
#ifndef CELLSIM_TEST_LAWS_H
#define CELLSIM_TEST_LAWS_H

#include <math.h>

/* Chen et al., J. Electrochem. Soc. 167 (2020) 080534: graphite-SiOx and NMC811. */
static inline double chen_negative(double x, void *context)
{
    (void)context;
    return 1.9793 * exp(-39.3631 * x) + 0.2482 - 0.0909 * tanh(29.8538 * (x - 0.1234)) -
           0.04478 * tanh(14.9159 * (x - 0.2769)) - 0.0205 * tanh(30.4444 * (x - 0.6103));
}

static inline double chen_positive(double x, void *context)
{
    (void)context;
    return -0.8090 * x + 4.4875 - 0.0428 * tanh(18.5138 * (x - 0.5542)) - 17.7326 * tanh(15.7890 * (x - 0.3117)) +
           17.5842 * tanh(15.9308 * (x - 0.3120));
}

/* Northrop et al., J. Electrochem. Soc. 158 (2011) A1461: LiCoO2 (poles near 0.42) and graphite (a pole at 0). */
static inline double lco_positive(double x, void *context)
{
    (void)context;
    const double q = x * x;
    return (-4.656 + q * (88.669 + q * (-401.119 + q * (342.909 + q * (-462.471 + q * 433.434))))) /
           (-1 + q * (18.933 + q * (-79.532 + q * (37.311 + q * (-73.083 + q * 95.96)))));
}

static inline double lco_negative(double x, void *context)
{
    (void)context;
    return 0.7222 + 0.1387 * x + 0.029 * sqrt(x) - 0.0172 / x + 0.0019 / pow(x, 1.5) + 0.2808 * exp(0.9 - 15 * x) -
           0.7984 * exp(0.4465 * x - 0.4108);
}

/* Mohtat et al., J. Electrochem. Soc. 167 (2020) 110561: NMC532, with a cliff near 0.98. */
static inline double nmc532(double x, void *context)
{
    (void)context;
    return 4.3452 + x * (-1.6518 + x * (1.6225 + x * (-2.0843 + x * (3.5146 - 2.2166 * x)))) -
           0.5623e-4 * exp(109.451 * x - 100.006);
}

/* Valoen & Reimers, J. Electrochem. Soc. 152 (2005) A882, at 298.15 K; c in mol/m3. */
static inline double valoen_D(double c, void *context)
{
    (void)context;
    const double x = c / 1000;
    return 1e-4 * pow(10, -4.43 - 54 / (298.15 - 229 - 5 * x) - 0.22 * x);
}

static inline double valoen_kappa(double c, void *context)
{
    (void)context;
    const double x = c / 1000, T = 298.15;
    const double a = -10.5 + 0.0740 * T - 6.96e-5 * T * T + x * (0.668 - 0.0178 * T + 2.80e-5 * T * T) +
                     x * x * (0.494 - 8.86e-4 * T);
    return 0.1 * x * a * a;
}

static inline double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

#endif
