/* Private to sweep/: a sweep by threads of this process. */
#ifndef CELLSIM_SWEEP_THREADS_H
#define CELLSIM_SWEEP_THREADS_H

#include "ledger.h"

/* Runs everything that the ledger has. */
Status threads_work(Ledger *l, Error *e);

#endif
