/* Protocols: what a cycler is told to do. */
#ifndef CELLSIM_PROTOCOL_H
#define CELLSIM_PROTOCOL_H

#include "../model/status.h"

#include <stdint.h>

typedef enum {
    STEP_CC,       /* constant current until a condition */
    STEP_CCCV,     /* constant current to `voltage`, then hold it until a condition */
    STEP_CV_HOLD,  /* hold `voltage` (NaN: the present one) until a condition */
    STEP_REST,     /* no current until a condition */
    STEP_CV_SWEEP, /* linear sweep from the present voltage through vertices[] at scan_rate */
    STEP_GITT,  /* pulse and rest (steps[0] and [1]) until a pulse ends otherwise than by its time, or `count` times */
    STEP_EIS,   /* impedance spectrum of the present state; no time passes */
    STEP_POWER, /* constant power until a condition */
    STEP_RESISTANCE, /* a resistor across the terminals until a condition */
    STEP_PROFILE,    /* current, power or voltage of a table of times, until its end or a condition */
    STEP_REPEAT      /* run steps[] `count` times */
} StepKind;

typedef enum { UNIT_C_RATE, UNIT_MA_G, UNIT_MA_CM2, UNIT_A } CurrentUnit;

/* What a power, a resistance or a current of a profile is counted for; SI: W, W/m2, W/kg of active material. */
typedef enum { BASIS_CELL, BASIS_AREA, BASIS_MASS, BASIS_C_RATE } Basis;

typedef enum { DRIVE_CURRENT, DRIVE_POWER, DRIVE_VOLTAGE } DriveKind;

/* What drives a cell over time: straight lines between points, or steps. */
typedef struct Drive {
    DriveKind kind;
    Basis basis;   /* BASIS_CELL of a voltage */
    int held;      /* 1: a value holds until the next point */
    int points;    /* two at least */
    double *t;     /* s since the begin of the step, rising from 0; owned, as below */
    double *value; /* A, W (per basis; C-rates as such) or V, charge positive */
} Drive;

/* Conditions that end a step, OR-ed; NaN = not set. */
typedef struct Until {
    double voltage_below, voltage_above; /* V */
    double current_below;                /* |I|, in `current_unit` */
    CurrentUnit current_unit;
    double time;           /* s */
    double capacity_mAh_g; /* passed in this step */
    int to_soc;            /* 1: a state of charge, `soc`, of the protocol's window (E-soc-1) */
    double soc;
} Until;

typedef struct Step {
    StepKind kind;
    int line;       /* where the card defines it */
    double current; /* signed: charge positive; in `unit` */
    CurrentUnit unit;
    double voltage;    /* V: CCCV, CV_HOLD */
    double power;      /* POWER: signed, charge positive, per `basis` */
    double resistance; /* RESISTANCE: ohm, or ohm m2 with BASIS_AREA */
    Basis basis;
    Drive *drive;             /* PROFILE; owned */
    double scan_rate;         /* V/s */
    int vertices;             /* CV_SWEEP: sweep to each in turn */
    double vertex[8];         /* V */
    double f_max, f_min;      /* Hz: EIS, from the highest frequency to the lowest */
    double points_per_decade; /* EIS */
    Until until;
    int count;            /* REPEAT; GITT: most pulses */
    int advances_cycle;   /* REPEAT: each pass is a cycle (default 1) */
    int steps;            /* REPEAT; GITT: 2 */
    struct Step *step;    /* owned */
    double sample_period; /* s between stored samples; NaN = every solver step */
    int may_end_early;    /* 1: a step that is not possible is an expected result, not an early end */
} Step;

/* Unplanned limits; reaching one stops the run. NaN = off. */
typedef struct Safety {
    double voltage_min, voltage_max; /* V */
    double time_max;                 /* s per step */
} Safety;

enum { MAX_VARIED = 16 };

/* A number of the card that each run has another value of. */
typedef struct Variation {
    char path[128];           /* as --set names it: "electrolyte.c0_M" */
    int values;               /* 0: none */
    double value[MAX_VARIED]; /* in the unit of its key */
    int line[MAX_VARIED];     /* where they are given */
} Variation;

/* A named protocol with the variations it is run at. */
typedef struct Protocol {
    char name[32];  /* "rate_capability" */
    char title[96]; /* for figures */
    char figure
        [32]; /* which figure it draws: gcd, rate_capability, cv, eis, thin_thick, discharge, gitt, pulse, cycling,
                        shares, profile, none */
    char file[256];    /* configuration it came from */
    int loadings;      /* 0: the card's loading; else one run for each */
    double loading[8]; /* kg/m2 */
    Variation vary;    /* beside one loading at most */
    int steps;
    Step *step; /* owned */
    Safety safety;
    double window[2];  /* V: rest voltages at states of charge 0 and 1 */
    int begins_at_soc; /* 1: from `soc` rather than from the card's start */
    double soc;
    int takes_rate;       /* 1: some step runs at the rate of the caller */
    uint64_t fingerprint; /* of the text and the rate given: tells protocols apart */
} Protocol;

/* How often it is run; the loading [kg/m2] of each run, NaN: the card's; the last part of what is varied: "c0_M". */
int protocol_runs(const Protocol *p);
double protocol_loading(const Protocol *p, int run);
const char *protocol_varies(const Protocol *p);

void protocol_free(Protocol *p);
void drive_free(Drive *d); /* NULL is allowed */

#endif
