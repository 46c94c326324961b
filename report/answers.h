/* What the runs say to the card's published targets. */
#ifndef CELLSIM_ANSWERS_H
#define CELLSIM_ANSWERS_H

#include "report.h"

/* 1: the run is of the target's protocol, loading and varied value. */
int answer_is_of_run(const Target *t, const Run *run);

/* 1: whatever follows in the run, its answer to the target stays as it is. */
int answer_is_settled(const Target *t, const Run *run);

/* 1: it may depend on samples between the ends of steps; 0: it does not, to the last bit. */
int answer_needs_samples(const Target *t);

/* Fills out[0..targets-1]. A target is measured on the first run of its protocol whose loading is within 1 % (NaN:
 * the first run of the protocol), at the first constant-current (or CCCV) record of its direction whose C-rate is
 * within 1 % (NaN: any) and whose cycle at that rate is the target's (0: the last such record of any cycle):
 *
 *     discharge_capacity, charge_capacity   mAh/g, mAh/cm2, mAh or Ah
 *     cutoff_time (duration of the discharge)   s, min or h
 *     mean_voltage (of the discharge), mean_charge_voltage   V or mV
 *
 * or on the last impedance spectrum of that run (cycle 0), or of the target's cycle:
 *
 *     R_ct (width of the arc, the foil's included: eis_fit.h), R_ohmic   ohm of the cell, or ohm cm2
 *
 * or on what is read off its voltammograms (at the target's cycle of each scan rate, 0: the last) and its cycles:
 *
 *     D_app   cm2/s or m2/s, Randles-Sevcik on the geometric area, peak and intercept as the target says
 *     b_value   1, of the peaks
 *     capacitive_share   %, of the area at the target's scan rate, capacitive current clipped to 0..i
 *     peak_voltage   V or mV (mean: the half-wave potential)
 *     coulombic_efficiency (of the cycle of the run, 0: the last), initial_coulombic_efficiency (of the first)   %
 *     retention of the discharge capacity   %
 *     current_ratio   1, peak current over that at a voltage of the same sweep
 *
 * or on its titrations in the target's direction (the nth, 0: the last), on the pulses of one current and voltages at rest
 *
 *     D_gitt   cm2/s or m2/s, on loading / density; the median, least or largest of pulses whose rest voltage follows them
 *     gitt_overpotential   V or mV, the mean of |end of the pulse - end of its rest|
 *
 * or on a record as above: plateau_voltage, V or mV, where |dQ/dV| is largest; or on what hosts report at the end of the last
 * step of the target's cycle of the run (0: the last), of its rate and direction if it names them:
 *
 *     share   % or 1; content   1
 *
 * An unknown quantity or unit, a missing record, or one cut short by a safety limit or by the solver leaves simulated
 * and error_percent NaN and ok 0. The targets are borrowed. CELLSIM_USAGE for a negative count or a missing array,
 * CELLSIM_IO if memory ran out. */
Status answers_evaluate(int targets, const Target *t, int runs, const Run *run, Answer *out);

#endif
