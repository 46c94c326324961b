#include "files.h"

#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *dir, const char *name)
{
    const size_t n = strlen(dir) + strlen(name) + 2;
    char *path = malloc(n);
    if (path) snprintf(path, n, "%s/%s", dir, name);
    return path;
}

static Status io_error(Error *e, const char *what, const char *path)
{
    const int reason = errno;
    return error_set(e, CELLSIM_IO, path, 0, "cannot %s %s: %s", what, path, strerror(reason));
}

static Status directory_step(const char *path, Error *e)
{
    struct stat s;
    if (mkdir(path, 0777) == 0) return CELLSIM_OK;
    const int reason = errno;
    if (stat(path, &s) == 0) {
        if (S_ISDIR(s.st_mode)) return CELLSIM_OK;
        return error_set(e, CELLSIM_IO, path, 0, "%s exists and is not a directory", path);
    }
    errno = reason;
    return io_error(e, "create the directory", path);
}

Status directory_create(const char *dir, Error *e)
{
    if (!dir || !*dir) return error_set(e, CELLSIM_IO, NULL, 0, "the name of the output directory is empty");
    char *path = strdup(dir);
    if (!path) return error_memory(e);
    Status s = CELLSIM_OK;
    for (char *p = path + 1; *p && s == CELLSIM_OK; p++) {
        if (*p != '/') continue;
        *p = '\0';
        s = directory_step(path, e);
        *p = '/';
    }
    if (s == CELLSIM_OK) s = directory_step(path, e);
    free(path);
    return s;
}

int write_all(int fd, const char *data, size_t n)
{
    while (n > 0) {
        const ssize_t k = write(fd, data, n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return -1;
        data += k;
        n -= (size_t)k;
    }
    return 0;
}

int sync_fd(int fd)
{
    int failed;
    do failed = fsync(fd);
    while (failed && errno == EINTR);
    return failed && errno != EINVAL ? -1 : 0;
}

static int sync_directory(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0) return -1;
    const int failed = sync_fd(fd);
    const int reason = errno;
    close(fd);
    errno = reason;
    return failed;
}

/* Opens <dir>/.cellsim.<name>.<pid>.<n>.tmp, which nobody else has; *path is owned by the caller. */
static int open_temporary(const char *dir, const char *name, char **path)
{
    const size_t size = strlen(dir) + strlen(name) + 64;
    int fd = -1;
    *path = malloc(size);
    if (!*path) return -1;
    for (int n = 0; n < 1000 && fd < 0; n++) {
        snprintf(*path, size, "%s/" FOLDER_HIDDEN "%s.%ld.%d.tmp", dir, name, (long)getpid(), n);
        fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST && errno != EINTR) break;
    }
    return fd;
}

/* Moves the complete file into place; `what` failed if not NULL, with errno set. */
static const char *move_into_place(const char *dir, const char *temporary, const char *path)
{
    if (rename(temporary, path)) return "rename a file to";
    return sync_directory(dir) ? "sync the directory of" : NULL;
}

static const char *fill(int fd, const Text *part, int parts, int sync)
{
    const char *failed = NULL;
    for (int k = 0; k < parts && !failed; k++)
        if (write_all(fd, part[k].data ? part[k].data : "", part[k].length)) failed = "write";
    if (!failed && sync && sync_fd(fd)) failed = "sync";
    const int reason = errno;
    if (close(fd) && !failed) return "close";
    errno = reason;
    return failed;
}

static Status write_file(const char *dir, const char *name, const Text *part, int parts, int stage, Error *e)
{
    char *path = path_join(dir, name), *temporary = NULL;
    Status s = CELLSIM_OK;
    for (int k = 0; k < parts && s == CELLSIM_OK; k++) s = text_status(&part[k], e);
    if (s != CELLSIM_OK || !path) return free(path), s != CELLSIM_OK ? s : error_memory(e);
    const int fd = open_temporary(dir, name, &temporary);
    if (fd < 0) s = io_error(e, "create", path);
    else {
        const char *failed = fill(fd, part, parts, !stage);
        if (!failed && !stage) failed = move_into_place(dir, temporary, path);
        if (failed) {
            s = io_error(e, failed, path);
            unlink(temporary); /* after a successful rename it is gone already */
        }
    }
    free(temporary);
    free(path);
    return s;
}

Status file_write(const char *dir, const char *name, const Text *content, Error *e)
{
    return write_file(dir, name, content, 1, 0, e);
}

Status file_write_parts(const char *dir, const char *name, const Text *part, int parts, Error *e)
{
    return write_file(dir, name, part, parts, 0, e);
}

Status file_write_last(const char *dir, const char *name, Text *content, Error *e)
{
    const Status s = write_file(dir, name, content, 1, 0, e);
    text_free(content);
    return s;
}

Status file_stage(const char *dir, const char *name, Text *content, Error *e)
{
    const Status s = write_file(dir, name, content, 1, 1, e);
    text_free(content);
    return s;
}

Status file_stage_as(const char *dir, const char *temporary, const char *name, Error *e)
{
    char *from = path_join(dir, temporary), *path = path_join(dir, name), *staged = NULL;
    Status s = CELLSIM_OK;
    if (!from || !path) s = error_memory(e);
    else {
        const int fd = open_temporary(dir, name, &staged);
        const int failed = fd < 0 || rename(from, staged);
        if (failed) s = io_error(e, fd < 0 ? "create" : "rename a file to", path);
        if (failed) unlink(from);
        if (failed && fd >= 0) unlink(staged);
        if (fd >= 0) close(fd);
    }
    free(staged);
    free(from);
    free(path);
    return s;
}

/* The rest of `from` to `to`. */
static const char *copy_all(int from, int to)
{
    char block[1 << 16];
    for (ssize_t n; (n = read(from, block, sizeof block)) != 0;) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return "read the source of";
        if (write_all(to, block, (size_t)n)) return "write";
    }
    return NULL;
}

/* A temporary file with the content of `from`: the same file under a second name if that will do. */
static const char *duplicate(const char *from, const char *dir, const char *name, int link_will_do, char **temporary)
{
    const int to = open_temporary(dir, name, temporary);
    if (to < 0) return "create";
    const int linked = link_will_do && !unlink(*temporary) && !link(from, *temporary);
    const int source = linked ? -1 : open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    const char *failed = linked ? NULL : source < 0 ? "read the source of" : copy_all(source, to);
    if (!linked && !failed && access(*temporary, F_OK)) failed = "create"; /* unlinked, and cannot be linked */
    const int reason = errno;
    if (source >= 0) close(source);
    close(to);
    errno = reason;
    return failed;
}

Status file_stage_copy(const char *dir, const char *source, const char *name, int link_will_do, Error *e)
{
    char *from = path_join(dir, source), *path = path_join(dir, name), *temporary = NULL;
    Status s = CELLSIM_OK;
    if (!from || !path) s = error_memory(e);
    else {
        const char *failed = duplicate(from, dir, name, link_will_do, &temporary);
        if (failed && link_will_do) { /* a file system without links */
            free(temporary);
            failed = duplicate(from, dir, name, 0, &temporary);
        }
        if (failed) {
            s = io_error(e, failed, path);
            if (temporary) unlink(temporary);
        }
    }
    free(temporary);
    free(from);
    free(path);
    return s;
}

static Status read_all(int fd, const char *path, size_t limit, Text *out, Error *e)
{
    char block[16384];
    size_t total = 0;
    for (;;) {
        const ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return io_error(e, "read", path);
        if (n == 0) return text_status(out, e);
        total += (size_t)n;
        if (total > limit) return error_set(e, CELLSIM_IO, path, 0, "%s is larger than %zu bytes", path, limit);
        text_bytes(out, block, (size_t)n);
    }
}

Status file_read(const char *path, size_t limit, Text *out, Error *e)
{
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not block */
    if (fd < 0) return io_error(e, "open", path);
    Status s = CELLSIM_OK;
    if (fstat(fd, &info)) s = io_error(e, "examine", path);
    else if (!S_ISREG(info.st_mode)) s = error_set(e, CELLSIM_IO, path, 0, "%s is not a regular file", path);
    else s = read_all(fd, path, limit, out, e);
    close(fd);
    return s;
}
