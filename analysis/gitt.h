/* Galvanostatic intermittent titration (Weppner & Huggins, J. Electrochem. Soc. 124 (1977) 1569). */
#ifndef CELLSIM_GITT_H
#define CELLSIM_GITT_H

#include "series.h"

typedef struct GittChoice {
    double fit_from, fit_to; /* shares of a pulse over which V is fitted against the root of time; t = 0 of that line is
                                the voltage after the IR step */
    double flat;             /* V: a change of the rest voltage below this makes D meaningless */
    double thickness;        /* m: loading / density, the dense layer that the geometric basis takes the electrode for;
                                NaN: no D_geometric */
    double radius;           /* m, of the particles; NaN: no D_particle */
} GittChoice;

/* fit 0.1 to 1, flat below 1 mV, no lengths. */
GittChoice gitt_defaults(void);

enum {
    GITT_FLAT = 1,    /* the rest voltage hardly changes (two phases): D is not a diffusivity */
    GITT_DRIFT = 2,   /* it still moved by more than a tenth of its change in the last tenth of the rest */
    GITT_AGAINST = 4, /* rest voltage and pulse went opposite ways */
    GITT_CURVED = 8,  /* V against root t is no line (r2 < 0.98): the pulse is longer than R^2/D allows */
    GITT_LONG =
        16, /* D tau > 0.4 L^2 by its own D (L = R/3 of spheres): not the short time that the formula is for; it is off
                         by a third and more */
    GITT_OHMIC = 32, /* the step at the start goes against the current */
    GITT_NOISE = 64  /* the change of the rest voltage is within five times its noise */
};

typedef struct GittPulse {
    double t, duration;            /* s: start, length */
    double current, charge_before; /* A; C since the start of the series */
    double E_before, E_after;      /* V, ends of the rests around the pulse */
    double E_end;                  /* V, at the end of the pulse */
    double dEs, dEt;               /* V: change of the rest voltage; of the voltage during the pulse, IR step removed */
    double IR;                     /* V, signed step at the start, kinetics included */
    double r2;                     /* of V against the root of time */
    double D_geometric;            /* m2/s */
    double D_particle;             /* m2/s */
    double D_relaxation; /* m2/s, of spheres, from the rest after the pulse; NaN: no radius, or too few points */
    int flags;
} GittPulse;

/* Pulses with a rest on either side, in order; returns how many (at most `most`). */
int gitt_pulses(const Series *s, int segments, const Segment *segment, const GittChoice *c, int most, GittPulse *out);

/* The nth titration (from 1; 0: the last) in the direction of `way` (> 0: charge): pulses one after the other that go on from where
 * the one before ended, or further. Returns how many, from pulse *first on; 0: there is none. */
int gitt_sequence(int pulses, const GittPulse *pulse, int way, int nth, int *first);

/* |V at the end of the pulse - V after the rest| [V]. */
double gitt_overpotential(const GittPulse *p);

/* D = 4/(pi tau) (m V_M / (M S))^2 (dEs/dEt)^2 with m V_M/(M S) = thickness: an electrode as one flat slab. */
double gitt_D_geometric(double tau, double thickness, double dEs, double dEt);

/* The relaxation after a pulse that was short goes on as V = V0 + S (root t - root (t - tau)), t from its start: the slope S
 * is that of the pulse, without what the current itself does to the voltage (Kang & Chueh, J. Electrochem. Soc. 168 (2021)
 * 120504). D_relaxation is gitt_D_particle of it, from the first half of a pulse's length of the rest. */

/* D = 4 R^2/(9 pi tau) (dEs/dEt)^2: spheres, whose volume per surface is R/3. */
double gitt_D_particle(double tau, double radius, double dEs, double dEt);

#endif
