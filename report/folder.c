#include "folder.h"

#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int ends_with(const char *s, const char *end)
{
    const size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

static int is_hidden(const char *name)
{
    return !strncmp(name, FOLDER_HIDDEN, sizeof FOLDER_HIDDEN - 1);
}

static int is_temporary(const char *name)
{
    return is_hidden(name) && (ends_with(name, ".tmp") || ends_with(name, ".tmp.svg") || ends_with(name, ".tmp.png") ||
                               ends_with(name, ".tmp.pdf"));
}

static int is_resumable(const char *name)
{
    return !strcmp(name, FOLDER_CHECKPOINT) || (is_hidden(name) && ends_with(name, ".part"));
}

DIR *folder_entries(int at)
{
    const int own = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = own >= 0 ? fdopendir(own) : NULL;
    if (!d && own >= 0) close(own);
    return d;
}

static void clean(const Folder *f, int resumable)
{
    DIR *d = folder_entries(f->fd);
    if (!d) return;
    for (struct dirent *entry; (entry = readdir(d));)
        if (is_temporary(entry->d_name) || (resumable && is_resumable(entry->d_name)))
            unlinkat(f->fd, entry->d_name, 0);
    closedir(d);
}

static Status lock(Folder *f, Error *e)
{
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->fd < 0)
        return error_set(e, CELLSIM_IO, f->path, 0, "cannot open the directory %s: %s", f->path, strerror(errno));
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return CELLSIM_OK; /* not every system can lock */
    error_set(e, CELLSIM_IO, f->path, 0, "another run is writing to %s", f->path);
    error_hint(e, "wait for it, or give this one another folder with --out DIR");
    return CELLSIM_IO;
}

Status folder_open(const char *path, int resume, Folder *f, Error *e)
{
    struct stat before;
    *f = (Folder){.fd = -1};
    if (snprintf(f->path, sizeof f->path, "%s", path) >= (int)sizeof f->path)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "the path of --out is too long");
    f->created = stat(path, &before) != 0;
    Status s = directory_create(path, e);
    if (s == CELLSIM_OK) s = lock(f, e);
    if (s == CELLSIM_OK) clean(f, !resume);
    else if (f->fd >= 0) close(f->fd), f->fd = -1;
    return s;
}

void folder_clean(const Folder *f)
{
    if (f->fd >= 0) clean(f, 1);
}

void folder_close(Folder *f)
{
    if (f->fd < 0) return;
    if (f->created) rmdir(f->path); /* only if it is empty */
    close(f->fd);
    f->fd = -1;
}
