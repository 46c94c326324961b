/* Files that are written together: they are synced at the same time, for a disk takes as long for one as for all. */
#include "../model/jobs.h"
#include "files.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SYNCS = 12 }; /* at a time: they wait for the disk and take no processor */

/* A file that has all it will have, and not yet its name. */
typedef struct Staged {
    Job job;
    int at; /* the directory */
    char *temporary;
    int name, length; /* where in `temporary` the name is */
    int reason;       /* errno of the sync; 0: done */
} Staged;

typedef struct Batch {
    int at, n, space;
    Staged *file;
} Batch;

/* .cellsim.<name>.<process>.<number>.tmp of this process; 0: something else. Returns the length of the name. */
static int staged_name(const char *temporary)
{
    const size_t hidden = sizeof FOLDER_HIDDEN - 1, all = strlen(temporary);
    char own[32];
    if (strncmp(temporary, FOLDER_HIDDEN, hidden) != 0) return 0;
    const size_t n = (size_t)snprintf(own, sizeof own, ".%ld.", (long)getpid());
    for (size_t k = all; k-- > hidden + 1;) {
        if (strncmp(temporary + k, own, n) != 0) continue;
        const char *number = temporary + k + n;
        return *number && !strcmp(number + strspn(number, "0123456789"), ".tmp") ? (int)(k - hidden) : 0;
    }
    return 0;
}

static int note(Batch *b, const char *temporary, int length)
{
    if (b->n == b->space) {
        const int space = b->space ? 2 * b->space : 64;
        Staged *more = realloc(b->file, (size_t)space * sizeof *more);
        if (!more) return 1;
        b->file = more;
        b->space = space;
    }
    char *copy = strdup(temporary);
    if (!copy) return 1;
    b->file[b->n++] = (Staged){.at = b->at, .temporary = copy, .name = sizeof FOLDER_HIDDEN - 1, .length = length};
    return 0;
}

/* 1: no memory; what is then not known is removed. */
static int find_staged(Batch *b)
{
    DIR *d = folder_entries(b->at);
    int starved = 0;
    if (!d) return 1;
    for (struct dirent *entry; (entry = readdir(d));) {
        const int length = staged_name(entry->d_name);
        if (length <= 0 || !note(b, entry->d_name, length)) continue;
        starved = 1;
        unlinkat(b->at, entry->d_name, 0);
    }
    closedir(d);
    return starved;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Staged *)a)->temporary, ((const Staged *)b)->temporary);
}

static void sync_one(void *staged)
{
    Staged *s = staged;
    const int fd = openat(s->at, s->temporary, O_RDONLY | O_CLOEXEC);
    s->reason = fd < 0 || sync_fd(fd) ? errno : 0;
    if (fd >= 0) close(fd);
}

static Status sync_all(Batch *b, Error *e)
{
    Jobs *jobs = NULL;
    const Status s = b->n > 1 ? jobs_create(b->n < SYNCS ? b->n : SYNCS, &jobs, e) : CELLSIM_OK;
    for (int k = 0; k < b->n; k++) {
        b->file[k].job = (Job){.work = sync_one, .context = &b->file[k]};
        jobs_add(jobs, &b->file[k].job);
    }
    for (int k = 0; k < b->n; k++) jobs_wait(jobs, &b->file[k].job);
    jobs_free(jobs);
    return s;
}

/* Gives a file its name, or removes it. */
static Status name_one(const char *dir, const Staged *f, Error *e)
{
    char name[256];
    snprintf(name, sizeof name, "%.*s", f->length, f->temporary + f->name);
    const char *failed = f->reason ? "sync" : "rename a file to";
    errno = f->reason;
    if (!f->reason && !renameat(f->at, f->temporary, f->at, name)) return CELLSIM_OK;
    const int reason = errno;
    unlinkat(f->at, f->temporary, 0);
    return error_set(e, CELLSIM_IO, dir, 0, "cannot %s %s/%s: %s", failed, dir, name, strerror(reason));
}

static Status name_all(const char *dir, Batch *b, Error *e)
{
    Status status = CELLSIM_OK;
    if (b->n > 0) qsort(b->file, (size_t)b->n, sizeof *b->file, by_name);
    for (int k = 0; k < b->n; k++) {
        const Status s = name_one(dir, &b->file[k], status ? NULL : e);
        if (!status) status = s;
    }
    if (status || b->n == 0 || !sync_fd(b->at)) return status;
    return error_set(e, CELLSIM_IO, dir, 0, "cannot sync the directory %s: %s", dir, strerror(errno));
}

Status files_publish(const char *dir, Error *e)
{
    Batch b = {.at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (b.at < 0) return error_set(e, CELLSIM_IO, dir, 0, "cannot open the directory %s: %s", dir, strerror(errno));
    const int starved = find_staged(&b);
    const Status synced = sync_all(&b, e), named = name_all(dir, &b, synced || starved ? NULL : e);
    for (int k = 0; k < b.n; k++) free(b.file[k].temporary);
    free(b.file);
    close(b.at);
    return starved ? error_memory(e) : synced ? synced : named;
}
