/* What a run of a protocol produced: time series, one record per step, profiles, and what to trust. */
#ifndef CELLSIM_RESULT_H
#define CELLSIM_RESULT_H

#include "protocol.h"

typedef enum {
    END_VOLTAGE,
    END_CURRENT,
    END_TIME,
    END_CAPACITY,
    END_SWEEP,
    END_SPECTRUM, /* planned */
    END_DEPLETED, /* cut-off reached because the electrolyte ran empty somewhere */
    END_SAFETY,   /* an unplanned limit */
    END_FAILURE   /* the solver gave up */
} EndReason;

typedef struct Sample {
    double t;       /* s since the start of the run */
    double voltage; /* V */
    double current; /* A/m2, charge positive */
    double charge;  /* C/m2 since the start of the run, charge positive */
    int cycle;      /* 1-based */
    int step;       /* index into Run.record */
} Sample;

/* One executed step. */
typedef struct StepRecord {
    StepKind kind;
    int line;              /* where the protocol defines it, 0 = unknown */
    int cycle;             /* 1-based, over the run */
    int cycle_at_rate;     /* 1-based, counted anew whenever the rate or scan rate changes */
    double current;        /* requested, A/m2 signed (0 for holds, rests) */
    double c_rate;         /* |current| / one_C */
    double scan_rate;      /* V/s */
    double t_start, t_end; /* s */
    double charge;         /* C/m2 passed, signed: discharge negative */
    double energy;         /* J/m2, integral of V I */
    double v_start, v_end; /* V */
    double mean_voltage;   /* V, energy / charge (NaN at no charge) */
    double c_e_min;        /* lowest electrolyte concentration at the end, mol/m3 */
    double c_e_min_x;      /* where, m from x = 0 */
    EndReason end;
    int first_sample, samples; /* range in Run.sample */
} StepRecord;

/* The state through the sandwich at one instant. */
typedef struct Profile {
    double t;
    int step; /* index into Run.record */
    int volumes;
    double *x;           /* m, volume centres */
    double *c_e, *phi_e; /* mol/m3, V */
    int networks;
    double *phi_s; /* volumes * networks, NaN where absent */
    int phases;    /* most phases of any volume */
    double *theta_surface, *theta_mean,
        *current_density; /* volumes * phases; NaN where absent; A/m2 of reacting area */
} Profile;

/* Impedance of the whole cell at one frequency. */
typedef struct SpectrumPoint {
    double f;      /* Hz */
    double re, im; /* ohm m2; capacitive: im < 0 */
} SpectrumPoint;

/* The impedance spectrum of one state, from the highest frequency to the lowest. */
typedef struct Spectrum {
    int step;       /* index into Run.record */
    int cycle;      /* 1-based */
    double t;       /* s since the start of the run */
    double voltage; /* V */
    double current; /* A/m2, charge positive: 0 at rest */
    int points;
    SpectrumPoint *point; /* owned */
} Spectrum;

typedef struct RunTrust {
    double lithium_balance; /* |change of inserted guest - charge passed/F| / guest capacity, 1 */
    double salt_balance;    /* |change of salt| / salt */
    double charge_balance;  /* |ionic current through the separator + I| / (|I| + 0.01 I_1C), largest, 1 */
    double mesh_error_mV;   /* estimated, RMS over a discharge; NaN = not estimated */
    double time_error_mV;
    long steps, residuals, jacobians, error_test_failures, newton_failures;
} RunTrust;

/* One protocol on one cell at one loading. */
typedef struct Run {
    char cell[64];
    char protocol[32];
    char title[96];
    char figure[32];
    double loading;     /* kg/m2, 0 = unknown */
    double area;        /* m2 */
    double one_C;       /* A/m2 */
    double density;     /* of the active material of the working electrode, kg/m3, 0 = unknown */
    double sites;       /* guest sites per volume of that material, mol/m3, 0 = unknown */
    double radius;      /* of its first phase's particles, m, 0 = unknown */
    double temperature; /* K */
    int half_cell;
    int samples;
    Sample *sample; /* owned, as all below */
    int records;
    StepRecord *record;
    int profiles;
    Profile *profile;
    int spectra;
    Spectrum *spectrum;
    RunTrust trust;
    double solve_s; /* wall time of the integration */
    Status status;  /* OK, EARLY or SOLVER */
    Error error;    /* why, if status is not OK */
} Run;

void run_free(Run *r);

/* Capacity of a record [mAh/g of active material], positive; NaN if the loading is unknown. */
double record_capacity_mAh_g(const Run *r, const StepRecord *s);

#endif
