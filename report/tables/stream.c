#include "stream.h"

#include "../files.h"
#include "analysis_tables.h"
#include "csv.h"
#include "csv_analysis.h"
#include "mpt.h"
#include "spectra.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BDF, CAPACITY, STEPS, CYCLES, SPECTRA, MPT, TABLES, FULL_BUFFER = 1 << 16, NAME_SIZE = 64 };
enum { SHORTEST_ROWS = 31 }; /* bytes that a sample takes at least: "0,0,0,1,1,1" and "0,0,0,0,0,1,1,none" */

static const char *const endings[TABLES] = {".bdf.csv", "_mAh_g.csv", "_steps.csv", "_cycles.csv", "_spectra.csv",
                                            ".mpt"};

typedef struct Table {
    int fd;                    /* -1: not open */
    int headed;                /* its first line is written */
    Text buffer;               /* whole rows */
    unsigned long long length; /* bytes in the file */
} Table;

struct RunStream {
    const Folder *folder;
    int index, mpt;
    unsigned long long limit;
    Table table[TABLES];
    int step;          /* of the row before */
    double step_start; /* charge when it began, C/m2 */
    MptRows rows;
    Error error; /* the first that happened; its status is OK as long as there is none */
};

/* --- files ------------------------------------------------------------------------------------------------------- */

static void part_name(const RunStream *s, int table, char out[NAME_SIZE])
{
    snprintf(out, NAME_SIZE, FOLDER_HIDDEN "%d%s.part", s->index, endings[table]);
}

static Status fail(RunStream *s, const char *what, int table)
{
    const int reason = errno;
    return error_set(&s->error, CELLSIM_IO, s->folder->path, 0, "cannot %s the table *%s of this run: %s", what,
                     endings[table], strerror(reason));
}

static int open_part(const RunStream *s, int table, int flags)
{
    char name[NAME_SIZE];
    part_name(s, table, name);
    return openat(s->folder->fd, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0666);
}

/* Writes a buffer; of one that cannot be written nothing stays in the file. */
static Status flush(RunStream *s, int table)
{
    Table *t = &s->table[table];
    if (s->error.status) return s->error.status;
    if (t->buffer.failed) return error_memory(&s->error);
    if (t->fd < 0 && (t->fd = open_part(s, table, O_CREAT | O_TRUNC)) < 0) return fail(s, "create", table);
    if (write_all(t->fd, t->buffer.data, t->buffer.length)) {
        fail(s, "write", table);
        return ftruncate(t->fd, (off_t)t->length) ? CELLSIM_IO : s->error.status;
    }
    t->length += t->buffer.length;
    t->buffer.length = 0;
    return CELLSIM_OK;
}

static Status pass_error(const RunStream *s, Error *e)
{
    if (e && s->error.status) *e = s->error;
    return s->error.status;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void head(RunStream *s, const Run *run, int table)
{
    Table *t = &s->table[table];
    if (t->headed++) return;
    switch (table) {
    case BDF: csv_bdf_head(run, &t->buffer); break;
    case CAPACITY: csv_capacity_head(&t->buffer); break;
    case STEPS: csv_steps_head(run, &t->buffer); break;
    case CYCLES: csv_cycles_head(run, &t->buffer); break;
    case SPECTRA: csv_spectra_head(&t->buffer); break;
    case MPT: mpt_head(run, run->kinds, &t->buffer); break;
    default: break;
    }
}

/* The buffer that a row of the table is added to. */
static Text *rows(RunStream *s, const Run *run, int table)
{
    head(s, run, table);
    return &s->table[table].buffer;
}

static Status refuse(const RunStream *s, Error *e)
{
    char size[NUMBER_SIZE];
    error_set(e, CELLSIM_IO, s->folder->path, 0, "the tables of this run reach the limit on output, %s GB",
              number_text((double)s->limit * 1e-9, 4, size));
    error_hint(e, "--max-output 10GB raises it; a longer sample_period_s, or none, stores less");
    return CELLSIM_IO;
}

static unsigned long long bytes_of(const RunStream *s)
{
    unsigned long long bytes = 0;
    for (int k = 0; k < TABLES; k++) bytes += s->table[k].length + s->table[k].buffer.length;
    return bytes;
}

/* After whole rows: writes full buffers, and holds to the limit. */
static Status settle(RunStream *s, Error *e)
{
    for (int k = 0; k < TABLES; k++)
        if (s->table[k].buffer.length >= FULL_BUFFER || s->table[k].buffer.failed) flush(s, k);
    return s->error.status || bytes_of(s) <= s->limit ? pass_error(s, e) : refuse(s, e);
}

static Status expect(void *stream, double samples, Error *e)
{
    const RunStream *s = stream;
    return (double)bytes_of(s) + samples * SHORTEST_ROWS <= (double)s->limit ? CELLSIM_OK : refuse(s, e);
}

static Status take_sample(void *stream, const Run *run, const StepRecord *step, const Sample *p, Error *e)
{
    RunStream *s = stream;
    if (s->step != p->step) {
        s->step = p->step;
        s->step_start = p->charge;
    }
    csv_bdf_row(run, p, rows(s, run, BDF));
    csv_capacity_row(run, step, p, s->step_start, rows(s, run, CAPACITY));
    if (s->mpt) mpt_row(&s->rows, run, step, p, rows(s, run, MPT));
    return settle(s, e);
}

static Status take_step(void *stream, const Run *run, const StepRecord *step, Error *e)
{
    csv_steps_row(run, step, rows(stream, run, STEPS));
    return settle(stream, e);
}

static int wants(const RunStream *s, const Run *run, int table)
{
    if (table == CYCLES) return analysis_has_cycles(run);
    return table == MPT ? s->mpt : table != SPECTRA || run->measured > 0;
}

static Status take_cycle(void *stream, const Run *run, const CycleRow *row, Error *e)
{
    if (!wants(stream, run, CYCLES)) return CELLSIM_OK;
    csv_cycles_row(run, row, rows(stream, run, CYCLES));
    return settle(stream, e);
}

static Status take_spectrum(void *stream, const Run *run, const Spectrum *spectrum, Error *e)
{
    csv_spectra_rows(run, spectrum, rows(stream, run, SPECTRA));
    return settle(stream, e);
}

RunSink stream_sink(RunStream *s)
{
    return (RunSink){
        .sample = take_sample, .step = take_step, .cycle = take_cycle, .spectrum = take_spectrum, .expect = expect, .context = s};
}

/* --- as a whole -------------------------------------------------------------------------------------------------- */

Status stream_create(const Folder *folder, int index, int mpt, unsigned long long limit, RunStream **out, Error *e)
{
    RunStream *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->folder = folder;
    s->index = index;
    s->mpt = mpt;
    s->limit = limit;
    s->step = -1;
    for (int k = 0; k < TABLES; k++) s->table[k].fd = -1;
    return CELLSIM_OK;
}

static void close_table(Table *t)
{
    if (t->fd >= 0) close(t->fd);
    t->fd = -1;
}

void stream_free(RunStream *s)
{
    if (!s) return;
    for (int k = 0; k < TABLES; k++) {
        close_table(&s->table[k]);
        text_free(&s->table[k].buffer);
    }
    free(s);
}

static void flush_all(RunStream *s)
{
    for (int k = 0; k < TABLES && !s->error.status; k++)
        if (s->table[k].buffer.length > 0) flush(s, k);
}

Status stream_sync(RunStream *s, Error *e)
{
    flush_all(s);
    for (int k = 0; k < TABLES && !s->error.status; k++)
        if (s->table[k].fd >= 0 && sync_fd(s->table[k].fd)) fail(s, "sync", k);
    return pass_error(s, e);
}

/* The hidden file again, as long as it was then. 1: it is not there, or shorter. */
static int take_up(RunStream *s, int table)
{
    Table *t = &s->table[table];
    struct stat info;
    t->fd = open_part(s, table, 0);
    if (t->fd < 0 || fstat(t->fd, &info) || !S_ISREG(info.st_mode) || info.st_size < (off_t)t->length) return 1;
    return ftruncate(t->fd, (off_t)t->length) || lseek(t->fd, 0, SEEK_END) < 0;
}

void stream_archive(RunStream *s, Archive *a)
{
    ARCHIVE(a, s->step);
    ARCHIVE(a, s->step_start);
    ARCHIVE(a, s->rows);
    for (int k = 0; k < TABLES; k++) {
        Table *t = &s->table[k];
        ARCHIVE(a, t->headed);
        ARCHIVE(a, t->length);
        if (a->restoring && !a->failed && t->length > 0) archive_check(a, !take_up(s, k));
    }
}

static Status stage(RunStream *s, int table, const char *stem, Publish how, Error *e)
{
    char part[NAME_SIZE], name[STEM_SIZE + 16];
    part_name(s, table, part);
    snprintf(name, sizeof name, "%s%s", stem, endings[table]);
    close_table(&s->table[table]);
    if (how == PUBLISH_MOVE) return file_stage_as(s->folder->path, part, name, e);
    return file_stage_copy(s->folder->path, part, name, how == PUBLISH_LINK, e);
}

Status stream_stage(RunStream *s, const Run *run, const char *stem, Publish how, Error *e)
{
    for (int k = 0; k < TABLES; k++)
        if (wants(s, run, k)) head(s, run, k);
    flush_all(s);
    Status status = pass_error(s, e);
    for (int k = 0; k < TABLES && !status; k++)
        if (s->table[k].length > 0) status = stage(s, k, stem, how, e);
    return status;
}
