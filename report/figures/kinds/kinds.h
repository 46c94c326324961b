/* What the rows of figures/kinds.c name; each kind has a file of its own here and knows no other. */
#ifndef CELLSIM_FIGURE_KINDS_H
#define CELLSIM_FIGURE_KINDS_H

#include "../along.h"
#include "../kind.h"

extern const Curves cycle_curves, discharge_curves; /* capacity.c */
extern const Curves sweep_curves;                   /* voltammogram.c */

/* Cycles of a rate capability that follow each other at one C-rate (rate_capability.c), in the first run of the figure. */
typedef struct RateGroup {
    double rate;
    int first, last; /* cycles */
    double top;      /* largest capacity of all runs there, on the axis of the figure */
} RateGroup;

/* The next group after the last record looked at, *k (0 at first). Returns whether there is one. */
int rate_group_next(const Figure *f, int *k, RateGroup *out);

/* There is something to draw. */
Status has_samples(const Figure *f, int *yes, Error *e);
Status has_cycles(const Figure *f, int *yes, Error *e);
Status has_cycles_alone(const Figure *f, int *yes, Error *e);
Status has_varied_cycles(const Figure *f, int *yes, Error *e);
Status has_titration(const Figure *f, int *yes, Error *e);
Status has_shares(const Figure *f, int *yes, Error *e);
Status has_shares_beside(const Figure *f, int *yes, Error *e);
Status has_measured_spectra(const Figure *f, int *yes, Error *e);
Status has_rates(const Figure *f, int *yes, Error *e);
Status has_ragone(const Figure *f, int *yes, Error *e);
Status has_loadings(const Figure *f, int *yes, Error *e);
Status has_time(const Figure *f, int *yes, Error *e);
Status has_contents(const Figure *f, int *yes, Error *e);
Status has_profiles(const Figure *f, int *yes, Error *e);
Status has_uptake_map(const Figure *f, int *yes, Error *e);

void script_b_values(Figure *f, Text *out);
void script_bode(Figure *f, Text *out);
void script_contents(Figure *f, Text *out);
void script_cycling(Figure *f, Text *out);
void script_diffusivity(Figure *f, Text *out);
void script_dqdv(Figure *f, Text *out);
void script_dunn(Figure *f, Text *out);
void script_kk(Figure *f, Text *out);
void script_losses(Figure *f, Text *out);
void script_nyquist(Figure *f, Text *out);
void script_profiles(Figure *f, Text *out);
void script_pulse(Figure *f, Text *out);
void script_randles_sevcik(Figure *f, Text *out);
void script_rate_capability(Figure *f, Text *out);
void script_ragone(Figure *f, Text *out);
void script_rates(Figure *f, Text *out);
void script_loadings(Figure *f, Text *out);
void script_shares(Figure *f, Text *out);
void script_time(Figure *f, Text *out);
void script_varied_dqdv(Figure *f, Text *out);
void script_uptake_map(Figure *f, Text *out);

#endif
