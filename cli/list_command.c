/* cellsim list: what is there to run. */
#include "commands.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int ends_with_cfg(const char *name)
{
    const size_t n = strlen(name);
    return n > 4 && !strcmp(name + n - 4, ".cfg");
}

/* Prints the .cfg files of a directory, sorted; returns how many. */
static int list_directory(const char *heading, const char *dir)
{
    enum { MOST = 512 };
    char *name[MOST];
    int count = 0;
    DIR *d = opendir(dir);
    if (!d) return 0;
    for (struct dirent *entry; count < MOST && (entry = readdir(d));) {
        const size_t size = strlen(entry->d_name) + 1;
        if (!ends_with_cfg(entry->d_name) || !(name[count] = malloc(size))) continue;
        memcpy(name[count++], entry->d_name, size);
    }
    closedir(d);
    qsort(name, (size_t)count, sizeof name[0], by_name);
    if (count) printf("%s (%s)\n", heading, dir);
    for (int k = 0; k < count; k++) {
        printf("  %s\n", name[k]);
        free(name[k]);
    }
    return count;
}

Status command_list(const Options *o, Error *e)
{
    const char *configs = o->library ? o->library : "configs";
    int found = list_directory("Cells", "cells");
    found += list_directory("Protocols and libraries", configs);
    if (!found) found = list_directory("Protocols and libraries", CELLSIM_CONFIGS);
    if (found) return CELLSIM_OK;
    error_set(e, CELLSIM_IO, NULL, 0, "no cells/ or configs/ here");
    return error_hint(e, "run cellsim in its own folder, or give --library DIR");
}
