/* A run under way, saved between two steps and taken up again. */
#include "clock.h"
#include "runner.h"

#include <math.h>

static const double PERIOD = 0.5;     /* s of wall time, at least, between checkpoints */
static const double LEAST_PAUSE = 20; /* times what the last one took: they cost at most 5 % */

static void recorder_archive(Recorder *r, Archive *a)
{
    run_archive(r->run, a);
    selection_archive(&r->selection, a);
    ARCHIVE(a, r->last);
    inside_archive(&r->inside, a);
    if (!a->restoring) return;
    r->sample_space = r->run->samples;
    r->record_space = r->run->records;
    r->cycle_space = r->run->cycles;
    r->profile_space = r->run->profiles;
    r->spectrum_space = r->run->spectra;
}

static void runner_archive(Runner *r, Archive *a)
{
    recorder_archive(&r->recorder, a);
    ARCHIVE(a, r->cursor);
    ARCHIVE(a, r->cycle_at_rate);
    ARCHIVE(a, r->counted_cycle);
    ARCHIVE(a, r->rate_key);
    ARCHIVE(a, r->done);
    simulation_archive(r->simulation, a);
    archive_check(a, cursor_is_sound(&r->cursor, r->protocol));
}

void runner_checkpoint(Runner *r)
{
    const RunSink *sink = r->options->sink;
    const double chosen = r->options->checkpoint_period, now = wall_clock();
    const double period = chosen > 0 ? chosen : fmax(PERIOD, LEAST_PAUSE * r->save_s);
    Archive state = {0};
    Error e;
    if (!sink || !sink->checkpoint || now - r->saved < period) return;
    runner_archive(r, &state);
    const Status s = state.failed ? error_memory(&e) : sink->checkpoint(sink->checkpoint_context, &state, &e);
    archive_free(&state);
    r->saved = wall_clock();
    r->save_s = r->saved - now;
    r->recorder.sink_s += r->save_s;
    if (s == CELLSIM_OK) return;
    r->run->status = s;
    r->run->error = e;
    r->stop = 1;
}

Status runner_resume(Runner *r, Error *e)
{
    Archive state = *r->options->resume;
    runner_archive(r, &state);
    if (!state.failed && state.at == state.length) return CELLSIM_OK;
    if (state.no_memory) return error_memory(e);
    return error_set(e, CELLSIM_USAGE, NULL, 0, "the checkpoint holds no state of this run");
}
