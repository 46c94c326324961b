#include "source_private.h"

#include "../model/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Status refuse(Error *e, const char *file, const char *text, const char *hint)
{
    error_set(e, CELLSIM_BAD_CARD, file, 1, "%s", text);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

int source_exists(const char *file)
{
    return access(file, R_OK) == 0;
}

/* Reads a whole regular file; O_NONBLOCK so that a named pipe cannot hang the open. What is wrong with the file as a
 * whole is said of its line 1, so that every message reads file:line. */
static Status slurp(const char *file, char **text, Error *e)
{
    struct stat st;
    const int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        error_set(e, CELLSIM_BAD_CARD, file, 1, "cannot be opened: %s", strerror(errno));
        error_hint(e, "check the path and the name; cards end in .cfg");
        return CELLSIM_BAD_CARD;
    }
    Status status = CELLSIM_OK;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        status = refuse(e, file, "is not a file", "a card is a text file; a directory or device was named");
    else if (st.st_size > SOURCE_MAX_BYTES)
        status = refuse(e, file, "is larger than 8 MB", "a card is a short text file; was a data file named?");
    else if (!(*text = malloc((size_t)st.st_size + 1))) status = error_memory(e);
    size_t n = 0;
    while (status == CELLSIM_OK && n < (size_t)st.st_size) {
        const ssize_t got = read(fd, *text + n, (size_t)st.st_size - n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += (size_t)got;
    }
    close(fd);
    if (status != CELLSIM_OK) return status;
    (*text)[n] = '\0';
    if (strlen(*text) == n) return CELLSIM_OK;
    return refuse(e, file, "is not a text file (it contains NUL bytes)", "was a binary file named?");
}

Status document_parse(const char *file, const char *text, Document **out, Error *e)
{
    char *safe = NULL;
    Marks marks = {0};
    *out = NULL;
    if (strlen(text) > SOURCE_MAX_BYTES)
        return refuse(e, file, "is larger than 8 MB", "a card is a short text; was that of a data file given?");
    Status status = source_scan(file, text, &safe, &marks, e);
    Document *d = status == CELLSIM_OK ? calloc(1, sizeof *d) : NULL;
    if (d) {
        snprintf(d->file, sizeof d->file, "%s", file);
        d->fingerprint = hash_text(HASH_START, text);
    }
    if (status == CELLSIM_OK) status = d ? source_tree(safe, &marks, d, e) : error_memory(e);
    free(safe);
    free(marks.mark);
    if (status == CELLSIM_OK) *out = d;
    else document_free(d);
    return status;
}

Status document_read(const char *file, Document **out, Error *e)
{
    char *text = NULL;
    *out = NULL;
    Status status = slurp(file, &text, e);
    if (status == CELLSIM_OK) status = document_parse(file, text, out, e);
    free(text);
    return status;
}

void document_free(Document *d)
{
    if (!d) return;
    node_free(d->root);
    free(d);
}

int source_beside(const char *document, const char *file, char *out, size_t size)
{
    const char *slash = file[0] == '/' ? NULL : strrchr(document, '/');
    const int n = snprintf(out, size, "%.*s%s", slash ? (int)(slash + 1 - document) : 0, document, file);
    return n >= 0 && (size_t)n < size;
}
