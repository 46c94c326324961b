/* The tables of a run, row by row as it goes: what a run holds in memory does not grow with its length. The rows go to
 * hidden files in the result folder, which get their names at the end (files appear whole or not at all). */
#ifndef CELLSIM_STREAM_H
#define CELLSIM_STREAM_H

#include "../../experiments/run.h"
#include "../folder.h"
#include "../report.h"

/* The stream of run `index` of a call; `mpt`: EC-Lab's table as well; no more than `limit` bytes: what comes then is
 * refused (CELLSIM_IO), and all before it is whole. Borrows the folder. */
Status stream_create(const Folder *folder, int index, int mpt, unsigned long long limit, RunStream **out, Error *e);
void stream_free(RunStream *s);

/* The functions for RunOptions.sink; the checkpoint is left to the caller. */
RunSink stream_sink(RunStream *s);

/* Everything so far is on the disk. */
Status stream_sync(RunStream *s, Error *e);

/* State of a synced stream. Restoring takes up the hidden files, cut to what they held then. */
void stream_archive(RunStream *s, Archive *a);

/* Gives the tables their names, <stem>.bdf.csv, … */
Status stream_stage(RunStream *s, const Run *run, const char *stem, Publish how, Error *e);

#endif
