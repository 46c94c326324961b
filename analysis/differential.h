/* Differential capacity, smoothed by a declared width. */
#ifndef CELLSIM_DIFFERENTIAL_H
#define CELLSIM_DIFFERENTIAL_H

/* dQ/dV at `points` equidistant voltages V[k] from `low` to `high`: the charge that passed while the voltage was within
 * +-width/2 of V[k], per width. Q and V are n points of one direction; noise of V blurs the result but makes no spikes,
 * and over the whole range the charge is conserved. Where the window reaches beyond the data the result is NaN. The
 * result has the sign of the charge. */
void dQdV(int n, const double *V, const double *Q, double low, double high, double width, int points, double *out);

/* The voltage where |dQ/dV| is largest, on a grid of `points` over the range of V, refined by a parabola; NaN: the range is less than
 * two widths. `room`: for `points` numbers. */
double dQdV_peak(int n, const double *V, const double *Q, double width, int points, double *room);

#endif
