/* What a run of a protocol produced: time series, one record per step, profiles, and what to trust. */
#ifndef CELLSIM_RESULT_H
#define CELLSIM_RESULT_H

#include "../model/archive.h"
#include "../model/electrolyte.h"
#include "../model/losses.h"
#include "../model/reported.h"
#include "protocol.h"

typedef enum {
    END_VOLTAGE,
    END_CURRENT,
    END_TIME,
    END_CAPACITY,
    END_SOC,
    END_SWEEP,
    END_SPECTRUM,   /* planned */
    END_IMPOSSIBLE, /* the state under the step's control lies beyond its limit at once: nothing was integrated */
    END_SAFETY,     /* an unplanned limit */
    END_COUNTER,    /* the counter electrode of a three-electrode cell can carry no more */
    END_FAILURE,    /* the solver gave up */
    END_STOPPED     /* on request, or because nothing more could be written */
} EndReason;

typedef struct Sample {
    double t;            /* s since the start of the run */
    double voltage;      /* V; in a three-electrode cell of the working electrode against the reference */
    double current;      /* A/m2, charge positive */
    double charge;       /* C/m2 since the start of the run, charge positive */
    int cycle;           /* 1-based */
    int step;            /* executed step, counted from 0 */
    double cell_voltage; /* V, at the terminals */
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
    double energy;         /* J/m2, integral of cell voltage times I */
    double voltage_charge; /* J/m2, the same of the voltage */
    double v_start, v_end; /* V */
    double mean_voltage;   /* V, voltage_charge / charge (NaN at no charge) */
    double
        c_e_min; /* lowest electrolyte concentration during the step, mol/m3, of the ion of which the smallest share of
                              what it was at the start is left; NaN: none is carried */
    char c_e_ion[ION_NAME]; /* which one; "": the salt */
    double c_e_min_x;       /* where, m from x = 0 */
    double depleted_from;   /* s: when that share first fell below 1 % somewhere; NaN = it did not */
    double limit, beyond;   /* V: the limit that makes the step impossible, and by how much it is missed (NaN: no state
                              exists on its far side); NaN = possible, or the state of charge is passed already */
    EndReason end;
    int first_sample, samples;     /* range in Run.sample */
    int step;                      /* executed step, counted from 0 over the run */
    int block;                     /* pass of the innermost repeat it belongs to, counted over the run */
    double reported[MAX_REPORTED]; /* at the end of the step: of Run.reported, as many as there are */
    int sweep;                     /* sweeps: 1-based, among those of the same way and scan rate; 0: not counted */
} StepRecord;

/* Capacities of a cycle. */
typedef struct CycleRow {
    int cycle;
    double discharge, charge;      /* C, positive, sums over the cycle */
    int charge_first;              /* 1: the cycle begins with a charge */
    double efficiency;             /* coulombic: the later direction over the earlier one; NaN if one is missing */
    double reported[MAX_REPORTED]; /* at the end of the cycle: of Run.reported */
} CycleRow;

/* The state through the sandwich at one instant. */
typedef struct Profile {
    double t;
    double share; /* of the step's charge that has passed; 1: at its end */
    int step;     /* executed step, counted from 0 */
    int nodes;
    int ions;      /* concentrations */
    double *x;     /* m */
    double *c_e;   /* nodes * ions, mol/m3 */
    double *c_r;   /* ions, mol/m3: in the reservoir; NaN: there is none */
    double *phi_e; /* V */
    int networks;
    double *phi_s;                                        /* nodes * networks, NaN where absent */
    int phases;                                           /* most phases at any node */
    double *theta_surface, *theta_mean, *current_density; /* nodes * phases; NaN where absent; A/m2 of reacting area */
} Profile;

/* Where the voltage goes at one instant of a step (model/losses.h). */
typedef struct LossRow {
    double t;                      /* s since the start of the run */
    double charge;                 /* C/m2 since the step began, charge positive */
    double voltage, current;       /* V, A/m2 */
    double part[LOSSES];           /* V; their sum is `voltage` */
    double reported[MAX_REPORTED]; /* of Run.reported */
    int step, cycle;               /* executed step, counted from 0; 1-based */
} LossRow;

/* Impedance of the whole cell at one frequency. */
typedef struct SpectrumPoint {
    double f;      /* Hz */
    double re, im; /* ohm m2; capacitive: im < 0 */
} SpectrumPoint;

/* The impedance spectrum of one state, from the highest frequency to the lowest. */
typedef struct Spectrum {
    int step;       /* executed step, counted from 0 */
    int cycle;      /* 1-based */
    double t;       /* s since the start of the run */
    double voltage; /* V */
    double current; /* A/m2, charge positive: 0 at rest */
    int points;
    SpectrumPoint *point; /* owned */
    int number;           /* 1-based, over the run */
} Spectrum;

typedef struct RunTrust {
    double lithium_balance; /* |change of inserted guest - charge passed/F| / guest capacity, 1 */
    double salt_balance;    /* |change of salt| / salt */
    double
        charge_balance; /* |charge given off by both electrodes together (half cell: and the foil)| / guest capacity (E-trust-3) */
    double current_error; /* |ionic current through the separator + I| / (|I| + 0.01 I_1C), largest, 1 */
    double mesh_error_mV; /* of the voltage, estimated, RMS over the step where it is largest; NaN = not estimated */
    double time_error_mV;
    double mesh_error; /* of currents in sweeps and holds and of impedances, the same, 1 */
    double time_error;
    int mesh_error_cut, time_error_cut; /* 1: a repetition was too long, and ended before it was done (E-trust-4) */
    int unknowns;
    long steps, residuals, jacobians, error_test_failures, newton_failures;
} RunTrust;

/* A mesh and a tolerance that were chosen for an accuracy (E-trust-7). */
typedef struct RunChoice {
    double accuracy;            /* V that was asked for; 0: nothing was chosen */
    int met;                    /* 1: by the estimates it is reached */
    double tolerance;           /* as in SimulationOptions */
    int elements[3], degree[3]; /* negative (0: none), separator, positive */
    int radial;                 /* most unknowns along a radius */
} RunChoice;

/* One protocol on one cell at one loading. */
typedef struct Run {
    char cell[64];
    char protocol[32];
    char title[96];
    char figure[32];
    double loading;           /* kg/m2, 0 = unknown */
    double area;              /* m2 */
    double one_C;             /* A/m2 */
    double density;           /* of the active material of the working electrode, kg/m3, 0 = unknown */
    double sites;             /* guest sites per volume of that material, mol/m3, 0 = unknown */
    double radius;            /* of its first phase's particles, m, 0 = unknown */
    double diffusivity;       /* D_ref in that phase, m2/s, 0 = unknown */
    double temperature;       /* K */
    int half_cell, reference; /* reference: 1: voltages are against a reference electrode */
    char metal[ION_NAME];     /* of a half cell's foil: "lithium"; "" = not known */
    int ions, reservoir;      /* concentrations of profiles; 1: also of a reservoir */
    char ion[MAX_IONS][ION_NAME];
    char varies[64]; /* what the protocol varies: "c0_M"; "" = nothing */
    double varied;   /* its value, in the unit of its key; NaN = none */
    int loadings;    /* different ones that the protocol is run at; 0: as the cell is */
    int reports;     /* numbers that the hosts report; 0: none */
    Reported reported[MAX_REPORTED];
    double reported_at_start[MAX_REPORTED];
    int kinds;       /* of steps in the protocol: bits 1 << StepKind */
    int executed;    /* steps */
    long long taken; /* samples */
    int counted;     /* cycles with a current */
    int measured;    /* spectra */
    int early;       /* steps that ended other than planned */
    /* Of these everything if it is little, else a selection (selection.h); a sink was given all of it. */
    int samples;
    Sample *sample; /* owned, as all below */
    int records;
    StepRecord *record;
    int cycles;
    CycleRow *cycle;
    int spectra;
    Spectrum *spectrum;
    int profiles;
    Profile *profile;
    /* Of the last step at every rate, each way: present if the options asked for it. */
    int losses;
    LossRow *loss;
    int has_loss[LOSSES]; /* 1: the cell can have this part */
    RunTrust trust;
    RunChoice choice;
    double solve_s; /* wall time of the integration */
    Status status;  /* OK, EARLY or SOLVER */
    Error error;    /* why, if status is not OK */
} Run;

void run_free(Run *r);

/* Saves or restores a run; counts, ranges and kinds are checked. Restored, it is owned like any other. */
void run_archive(Run *r, Archive *a);

/* 1: samples, records, cycles or spectra hold less than what happened. */
int run_is_selection(const Run *r);

/* The record of an executed step; NULL if it is not held. */
const StepRecord *run_record(const Run *r, int step);

/* 1: the step went on to an end that tells something of the cell; it has two samples or more. */
int record_is_whole(const StepRecord *s);

/* 1: its charge counts in a cycle: what imposes a current or a power, or holds a voltage. */
int step_has_current(StepKind kind);
/* 1: it imposes a current, a power or a load of one direction: a curve against capacity. */
int step_is_curve(StepKind kind);

/* 1: an end that nobody planned. */
int end_is_early(EndReason end);

/* Adds the charge [C] that a step passed to the row of its cycle. */
void cycle_row_add(CycleRow *row, double charge);

/* Capacity of a record [mAh/g of active material], positive; NaN if the loading is unknown. */
double record_capacity_mAh_g(const Run *r, const StepRecord *s);

#endif
