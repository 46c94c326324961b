/* Private to measured/: spectra without headings. */
#ifndef CELLSIM_MEASURED_PROBE_BARE_H
#define CELLSIM_MEASURED_PROBE_BARE_H

#include "probe.h"
#include "probe_lines.h"

/* Three columns of numbers (or ZPlot's) below no line that looks like headings, of which the first is in geometric
 * progression: f becomes frequency, real and imaginary part in Hz and ohm. It stays as it is if there are none.
 * CELLSIM_BAD_CARD: there are, below headings that are not understood; or the first rises, as times
 * do, and c->as does not say that it is impedance. */
Status probe_bare(const ProbeLines *p, const MeasuredChoice *c, const char *file, Layout *f, Error *e);

#endif
