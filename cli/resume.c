/* A session under way, in a file: what --resume goes on from. */
#include "../experiments/clock.h"
#include "../model/hash.h"
#include "interrupts.h"
#include "session.h"

#include <stdio.h>

/* Everything that the files depend on, besides the version. */
static uint64_t hash_inputs(const Session *s)
{
    const Options *o = s->o;
    uint64_t h = card_fingerprint(s->card);
    for (int k = 0; k < s->protocols; k++) h = hash_bytes(h, &s->protocol[k].fingerprint, sizeof h);
    const double tolerance = o->tolerance > 0 ? o->tolerance : 0;
    const int choice[] = {(int)o->linear, o->mpt, s->estimate};
    return hash_bytes(hash_bytes(h, &tolerance, sizeof tolerance), choice, sizeof choice);
}

/* The part of the file that saving and restoring have in common: finished runs. */
static void finished_archive(Session *s, int *finished, Archive *a)
{
    ARCHIVE(a, *finished);
    if (archive_check(a, *finished >= 0 && *finished <= MAX_RUNS)) return;
    for (int k = 0; k < *finished && !a->failed; k++) {
        Error e;
        if (a->restoring && stream_create(&s->folder, k, s->o->mpt, s->o->max_output, &s->stream[k], &e))
            archive_starve(a);
        if (a->failed) return;
        run_archive(&s->run[k], a);
        if (a->restoring) s->runs = k + 1;
        stream_archive(s->stream[k], a);
    }
}

static Status fill(Session *s, const Archive *under_way, Archive *a, Error *e)
{
    int finished = s->runs;
    size_t length = under_way ? under_way->length : 0;
    finished_archive(s, &finished, a);
    ARCHIVE(a, length);
    if (under_way) {
        archive_bytes(a, under_way->data, length);
        stream_archive(s->stream[finished], a);
    }
    return a->failed ? error_memory(e) : CELLSIM_OK;
}

Status session_save(void *session, const Archive *under_way, Error *e)
{
    Session *s = session;
    Archive a = {0};
    Status status = session_settle(s, under_way ? 1 : 0, e);
    if (!status && interrupts_stop(NULL)) return CELLSIM_OK; /* which ends estimates: those of the last checkpoint are whole */
    for (int k = 0; k < MAX_RUNS && s->stream[k] && !status; k++) status = stream_sync(s->stream[k], e);
    if (!status) status = fill(s, under_way, &a, e);
    if (!status) status = checkpoint_write(&s->folder, s->inputs, &a, e);
    archive_free(&a);
    s->saved = wall_clock();
    if (!status) s->resumable = 1;
    return status;
}

static int take_up(Session *s, Archive *a)
{
    size_t length = 0;
    Error e;
    finished_archive(s, &s->restored, a);
    ARCHIVE(a, length);
    if (archive_check(a, length <= a->length - a->at) || length == 0) return a->failed;
    const int k = s->restored;
    s->under_way = archive_of(a->data + a->at, length);
    a->at += length;
    if (archive_check(a, k < MAX_RUNS)) return 1;
    if (stream_create(&s->folder, k, s->o->mpt, s->o->max_output, &s->stream[k], &e)) archive_starve(a);
    else stream_archive(s->stream[k], a);
    return a->failed;
}

Status session_restore(Session *s, Error *e)
{
    Archive a;
    int found = 0;
    const Status status = checkpoint_read(&s->folder, s->inputs, &s->checkpoint, &a, &found, e);
    s->resumable = status != CELLSIM_OK || found; /* what is refused stays */
    if (status) return status;
    if (!found) {
        if (!s->o->quiet) fprintf(stderr, "nothing to resume in %s: the run begins at its start\n", s->folder.path);
        return CELLSIM_OK;
    }
    if (!take_up(s, &a) && a.at == a.length) return CELLSIM_OK;
    if (a.no_memory) return error_memory(e);
    error_set(e, CELLSIM_USAGE, s->folder.path, 0, "cannot resume: the tables that the checkpoint belongs to are not there");
    return error_hint(e, "without --resume the run begins anew");
}

Status session_claim(Session *s, Error *e)
{
    char path[512];
    Status status = results_path(s->o, card_name(s->card), path, e);
    if (!status) status = folder_open(path, s->o->resume, &s->folder, e);
    if (status) return status;
    s->inputs = hash_inputs(s);
    return s->o->resume ? session_restore(s, e) : CELLSIM_OK;
}
