#include "../report/files.h"
#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Claims the name first. */
Status file_new(const char *path, const Text *content, const char *hint, Error *e)
{
    char dir[512];
    const char *slash = strrchr(path, '/');
    const size_t n = slash ? (size_t)(slash - path) + (slash == path) : 1;
    if (n >= sizeof dir || strlen(path) >= sizeof dir)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "the path %.60s… is too long", path);
    snprintf(dir, sizeof dir, "%.*s", (int)n, slash ? path : ".");
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "%s is there already, and is left as it is", path);
        return error_hint(e, "%s", hint);
    }
    if (fd < 0) return error_set(e, CELLSIM_IO, path, 0, "cannot be written: %s", strerror(errno));
    close(fd);
    const Status s = file_write(dir, slash ? slash + 1 : path, content, e);
    if (s) unlink(path);
    return s;
}
