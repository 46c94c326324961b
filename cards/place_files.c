#include "places.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *place_name(const char *path, char out[PLACE_NAME])
{
    const char *file = file_of(path);
    const size_t n = strlen(file);
    snprintf(out, PLACE_NAME, "%.*s", (int)(n > 4 ? n - 4 : n), file);
    return out;
}

static int has(const PlaceFiles *files, const char *name)
{
    for (int k = 0; k < files->count; k++)
        if (!strcmp(file_of(files->path[k]), name)) return 1;
    return 0;
}

static Status add(PlaceFiles *files, const char *folder, const char *name, Error *e)
{
    if (files->count == files->room) {
        char **more = realloc(files->path, (size_t)(files->room + 64) * sizeof *more);
        if (!more) return error_memory(e);
        files->path = more;
        files->room += 64;
    }
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path) return error_memory(e);
    snprintf(path, size, "%s/%s", folder, name);
    files->path[files->count++] = path;
    return CELLSIM_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(file_of(*(char *const *)a), file_of(*(char *const *)b));
}

Status folder_files(const char *folder, PlaceFiles *files, Error *e)
{
    Status s = CELLSIM_OK;
    errno = 0;
    DIR *d = opendir(folder);
    if (!d) return errno == ENOMEM ? error_memory(e) : CELLSIM_OK;
    for (struct dirent *entry; !s && (entry = readdir(d));) {
        const size_t n = strlen(entry->d_name);
        if (n <= 4 || n >= PLACE_NAME || entry->d_name[0] == '.' || strcmp(entry->d_name + n - 4, ".cfg") != 0)
            continue;
        if (!has(files, entry->d_name)) s = add(files, folder, entry->d_name, e);
    }
    closedir(d);
    if (files->count) qsort(files->path, (size_t)files->count, sizeof *files->path, by_name);
    return s;
}

Status place_files(const char *kind, PlaceFiles *files, Error *e)
{
    char folder[PLACE_SIZE];
    Status s = CELLSIM_OK;
    for (int k = 0; !s && place_path(k, kind, "", folder); k++)
        if (*folder) s = folder_files(folder, files, e);
    return s;
}

void place_files_free(PlaceFiles *files)
{
    for (int k = 0; k < files->count; k++) free(files->path[k]);
    free(files->path);
    *files = (PlaceFiles){0};
}
