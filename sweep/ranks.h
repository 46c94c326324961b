/* A sweep by the processes that mpirun started. The first one, rank 0, leads: it alone has the file, gives out chunks of designs
 * and keeps the rows that come back; it also runs designs itself, in a thread, so that the sweep ends whoever else dies. Chunks
 * without an answer are given again, to whoever has nothing else to do, once there are no others; the first row counts. */
#ifndef CELLSIM_RANKS_H
#define CELLSIM_RANKS_H

#include "ledger.h"

typedef struct Ranks Ranks;

/* *out becomes NULL where this process is the only one, which its environment says: then MPI is not even loaded. CELLSIM_USAGE: there
 * are several, and this program was built without MPI; CELLSIM_IO. *out is owned by the caller (ranks_end). */
Status ranks_begin(Ranks **out, Error *e);

/* 0 of NULL: whoever leads. */
int ranks_self(const Ranks *r);

/* Rank 0: runs everything that the ledger has. CELLSIM_USAGE: another rank has another card, protocol or version. */
Status ranks_lead(Ranks *r, Ledger *l, Error *e);

/* The others: runs designs of `s` until rank 0 says that it is over. `begun` with *e: what kept this rank from it, which rank 0 is
 * told instead. CELLSIM_IO: rank 0 says nothing more. */
Status ranks_follow(Ranks *r, const Sweep *s, Status begun, Error *e);

/* Rank 0: sends the others home, which it also does at the end. `wait`: until they have stopped, so that MPI ends in order; where
 * mpirun ends the job, that would take until mpirun kills this process. */
void ranks_part(Ranks *r, int wait);
void ranks_end(Ranks *r);

#endif
