/* Runs a protocol on a cell. */
#ifndef CELLSIM_RUN_H
#define CELLSIM_RUN_H

#include "../model/cell.h"
#include "../solver/simulation.h"
#include "result.h"

/* Called now and then: share of the protocol done (0..1, an estimate) and what is running. Return nonzero to stop. */
typedef int (*ProgressFunction)(double share, const char *what, void *context);

typedef struct RunOptions {
    SimulationOptions simulation;
    ProgressFunction progress; /* may be NULL */
    void *progress_context;
} RunOptions;

/* Runs `p` on `spec`. `loading` [kg/m2 of active material] is what mA/g and mAh/g refer to (0 = unknown). The result
 * is owned by the caller (run_free), and holds what was done up to the end or the failure; out->status says how it
 * ended. The returned status is an error only if there is no result at all. */
Status run_protocol(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *out, Error *e);

/* Fills run->trust.mesh_error_mV and time_error_mV: the first constant-current step of the protocol is repeated on half
 * the mesh and at a tenth of the tolerance. The differences, scaled by the second order of the mesh, are the estimates.
 */
Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e);

#endif
