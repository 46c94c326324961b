#include "places.h"

#include "node.h"
#include "source.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Set by the build; PREFIX/BINDIR holds the program, PREFIX/DATADIR and PREFIX/LIBDIR folders "cellsim". */
#ifndef CELLSIM_PREFIX
#define CELLSIM_PREFIX "/usr/local"
#define CELLSIM_BINDIR "bin"
#define CELLSIM_LIBDIR "lib"
#define CELLSIM_DATADIR "share"
#endif

/* Where a program that was not installed says where its sources are. */
static const char note[] = "cellsim.source";

/* 0 and an empty text if it does not fit. */
static int join(char out[PLACE_SIZE], const char *a, const char *b)
{
    const int n = snprintf(out, PLACE_SIZE, "%s%s%s", a, *a && *b ? "/" : "", b);
    if (n >= 0 && n < PLACE_SIZE) return 1;
    out[0] = '\0';
    return 0;
}

/* Entry k of a list with colons; 0: there are no more. */
static int entry_of(const char *list, int k, char out[PLACE_SIZE])
{
    for (; list && k > 0; k--) list = (list = strchr(list, ':')) ? list + 1 : NULL;
    out[0] = '\0';
    if (!list) return 0;
    const size_t n = strcspn(list, ":");
    if (n < PLACE_SIZE) snprintf(out, PLACE_SIZE, "%.*s", (int)n, list);
    return 1;
}

static void of_user(char out[PLACE_SIZE])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    out[0] = '\0';
    if (data && *data == '/') join(out, data, "cellsim");
    else if (home && *home == '/') join(out, home, ".local/share/cellsim");
}

/* The first line of the note beside the program; read without allocation, so that no lack of memory hides it. */
static void of_sources(const char *folder, char out[PLACE_SIZE])
{
    char file[PLACE_SIZE];
    const int fd = join(file, folder, note) ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    const ssize_t n = fd < 0 ? 0 : read(fd, out, PLACE_SIZE - 1);
    if (fd >= 0) close(fd);
    out[n > 0 ? n : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

/* The folder of the running program; 0 and an empty text: it cannot be told. */
static int program_folder(char out[PATH_MAX])
{
    const ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    out[n > 0 ? n : 0] = '\0';
    if (n > 0) *strrchr(out, '/') = '\0';
    return n > 0;
}

/* From <prefix>/bin to <prefix>, wherever the prefix is by now; 0: the folder is another one. */
static int prefix_of(char folder[PATH_MAX])
{
    static const char below[] = "/" CELLSIM_BINDIR;
    const size_t length = strlen(folder), tail = sizeof below - 1;
    if (CELLSIM_BINDIR[0] == '/' || length < tail || strcmp(folder + length - tail, below) != 0) return 0;
    strcpy(folder + length - tail, length > tail ? "" : "/");
    return 1;
}

/* What came with the program: <prefix>/share/cellsim of <prefix>/bin/cellsim. */
static void of_program(char out[PLACE_SIZE])
{
    char folder[PATH_MAX];
    out[0] = '\0';
    if (!program_folder(folder)) return;
    of_sources(folder, out);
    if (!*out && CELLSIM_DATADIR[0] != '/' && prefix_of(folder)) join(out, folder, CELLSIM_DATADIR "/cellsim");
}

static void of_installation(char out[PLACE_SIZE])
{
    char program[PLACE_SIZE];
    join(out, CELLSIM_DATADIR[0] == '/' ? "" : CELLSIM_PREFIX, CELLSIM_DATADIR "/cellsim");
    of_program(program);
    if (!strcmp(out, program)) out[0] = '\0';
}

/* Place k, which is not the current folder; empty: there is nothing to look in. */
static int place(int k, char out[PLACE_SIZE])
{
    const char *list = getenv("CELLSIM_PATH");
    int entries = 0;
    while (entry_of(list, entries, out)) entries++;
    if (k < entries) return entry_of(list, k, out);
    if (k == entries) return of_user(out), 1;
    if (k == entries + 1) return of_program(out), 1;
    if (k == entries + 2) return of_installation(out), 1;
    return 0;
}

int place_path(int k, const char *kind, const char *file, char path[PLACE_SIZE])
{
    char folder[PLACE_SIZE] = "", below[PLACE_SIZE];
    const int found = k == 0 || place(k - 1, folder);
    path[0] = '\0';
    if (found && (k == 0 || *folder) && join(below, kind, file)) join(path, folder, below);
    return found;
}

int place_module(int k, const char *file, char path[PLACE_SIZE])
{
    char folder[PATH_MAX], below[PLACE_SIZE];
    const int absolute = CELLSIM_LIBDIR[0] == '/';
    path[0] = '\0';
    join(below, CELLSIM_LIBDIR "/cellsim", file);
    switch (k) {
    case 0:
        if (program_folder(folder)) join(path, folder, file);
        return 1;
    case 1:
        if (!absolute && program_folder(folder) && prefix_of(folder)) join(path, folder, below);
        return 1;
    case 2: join(path, absolute ? "" : CELLSIM_PREFIX, below); return 1;
    default: return 0;
    }
}

char *places_text(const char *kind, char *out, int size)
{
    char folder[PLACE_SIZE];
    int used = 0;
    out[0] = '\0';
    for (int k = 0; place_path(k, kind, "", folder); k++)
        if (*folder && used < size)
            used += snprintf(out + used, (size_t)(size - used), "%s%s", used ? ", " : "", folder);
    return out;
}

/* The name in the places that `name` could be a slip of, into `near`; 0: there is none. */
static int near_name(const char *kind, const char *name, char near[PLACE_NAME])
{
    char candidate[PLACE_NAME];
    PlaceFiles files = {0};
    near[0] = '\0';
    if (place_files(kind, &files, NULL)) return 0;
    for (int k = 0; k < files.count; k++) {
        const char *const both[] = {near, place_name(files.path[k], candidate)};
        if (did_you_mean(name, 2, both) == candidate) memcpy(near, candidate, sizeof candidate);
    }
    place_files_free(&files);
    return near[0] != '\0';
}

/* 1: a file in the places of this kind; its path is then in `path`. */
static int is_there(const char *kind, const char *name, char path[PLACE_SIZE])
{
    char file[300];
    const int fits = snprintf(file, sizeof file, "%s.cfg", name) < (int)sizeof file;
    for (int k = 0; fits && place_path(k, kind, file, path); k++)
        if (source_exists(path)) return 1;
    return 0;
}

static Status not_found(const char *kind, const char *name, const char *what, Error *e)
{
    char folders[400], near[PLACE_NAME], path[PLACE_SIZE];
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no %s '%.60s'; it was looked for here and in %s", what, name,
              places_text(kind, folders, (int)sizeof folders));
    if (strcmp(kind, "configs") != 0 && is_there("configs", name, path))
        error_hint(e, "it is a protocol, which a cell is run through: cellsim run r175_li --config %s", name);
    else if (near_name(kind, name, near)) error_hint(e, "did you mean '%s'?", near);
    else error_hint(e, "cellsim list shows what there is; cellsim help places says how to add to it");
    return CELLSIM_BAD_CARD;
}

Status place_find(const char *kind, const char *name, const char *what, char path[PLACE_SIZE], Error *e)
{
    return is_there(kind, name, path) ? CELLSIM_OK : not_found(kind, name, what, e);
}

static int is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

Status card_find(const char *name, char path[PLACE_SIZE], Error *e)
{
    char stem[PLACE_NAME];
    const size_t n = strlen(name);
    const int ends = n > 4 && !strcmp(name + n - 4, ".cfg");
    if (n >= PLACE_SIZE - sizeof ".cfg")
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the path '%.60s...' of a card is too long", name);
    snprintf(path, PLACE_SIZE, "%s.cfg", name);
    if (!is_file(name) && !ends && is_file(path)) return CELLSIM_OK;
    snprintf(path, PLACE_SIZE, "%s", name);
    if (n == 0 || n >= sizeof stem || strchr(name, '/') || is_file(name)) return CELLSIM_OK;
    snprintf(stem, sizeof stem, "%.*s", (int)(ends ? n - 4 : n), name);
    return place_find("cells", stem, "card", path, e);
}
