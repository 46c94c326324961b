/* What a fit is held against: measured files as legs (one control each) with observed points. */
#ifndef CELLSIM_FITTING_DATA_H
#define CELLSIM_FITTING_DATA_H

#include "../measured/measured.h"
#include "../model/model.h"

typedef enum { FIT_VOLTAGE, FIT_CURRENT, FIT_IMPEDANCE, FIT_TARGET, FIT_KINDS } FitKind;

/* "voltage", … */
const char *fit_kind_name(FitKind k);
/* Unit of the residuals as they are told: mV, %, %, tolerances; and the factor to it. */
const char *fit_kind_unit(FitKind k);
double fit_kind_factor(FitKind k);

/* One observation. Voltages [V]; currents as shares of the largest of the leg; Z' and Z'' as shares of |Z|; targets in
 * tolerances. */
typedef struct FitPoint {
    double at; /* s since the file's first leg began; Hz; targets: their number */
    double measured, model;
    double scale; /* what it is a share of: A of the file, ohm; 1 of voltages */
    FitKind kind;
    int leg;
} FitPoint;

/* A control that the cell is under from t0 to t1. */
typedef struct FitLeg {
    ControlMode mode;
    double value, slope; /* A of the file, V; V/s */
    double t0, t1;       /* s */
    double scale;        /* A of the file that observed currents are shares of */
    double below, above; /* V: currents end there, well beyond what was measured */
    int first, points;   /* range of FitData.point */
} FitLeg;

/* What the file's currents refer to. */
typedef enum { FIT_PER_CELL, FIT_PER_CM2, FIT_PER_GRAM } FitBasis;

typedef struct FitData {
    char name[64];
    const char *path;
    FitBasis basis;
    double area; /* m2 of the measured cell; NaN: the card's */
    int legs, points, room;
    FitLeg *leg;             /* owned */
    FitPoint *point;         /* owned */
    double noise[FIT_KINDS]; /* standard deviation, from second differences; NaN: not known */
    int unused;              /* points that were thinned out */
} FitData;

/* Turns measurements into legs with at most `most` points each. CELLSIM_BAD_CARD: a current that is neither constant nor
 * that of a hold or sweep; only a capacity. *out is owned by the caller (fit_data_free). */
Status fit_data_read(const Measured *m, const char *path, const MeasuredCell *cell, int most, FitData *out, Error *e);
void fit_data_free(FitData *d);

#endif
