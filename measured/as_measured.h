/* A measured file as a protocol: what it was driven with, once more. */
#ifndef CELLSIM_MEASURED_AS_MEASURED_H
#define CELLSIM_MEASURED_AS_MEASURED_H

#include "profile.h"

/* One step `profile` of the file's current, of voltammograms their voltage (drive_of_measured). A current: per gram if its mass is known, else per area if that is, else
 * in A. A run stops 1 V beyond what was measured. *out is the caller's (protocol_free), also after an error. */
Status protocol_as_measured(const char *file, const MeasuredChoice *c, Protocol *out, Error *e);

#endif
