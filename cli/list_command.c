/* cellsim list: what is there to run. */
#include "commands.h"

#include <dirent.h>
#include <errno.h>
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

/* Prints the .cfg files of a directory, sorted; adds how many to *found. */
static Status list_directory(const char *heading, const char *dir, int *found, Error *e)
{
    enum { MOST = 512 };
    char *name[MOST];
    int count = 0, failed = 0;
    errno = 0;
    DIR *d = opendir(dir);
    if (!d) return errno == ENOMEM ? error_memory(e) : CELLSIM_OK;
    for (struct dirent *entry; count < MOST && !failed && (entry = readdir(d));) {
        if (!ends_with_cfg(entry->d_name)) continue;
        if ((name[count] = strdup(entry->d_name))) count++;
        else failed = 1;
    }
    closedir(d);
    qsort(name, (size_t)count, sizeof name[0], by_name);
    if (count && !failed) printf("%s (%s)\n", heading, dir);
    for (int k = 0; k < count; k++) {
        if (!failed) printf("  %s\n", name[k]);
        free(name[k]);
    }
    *found += count;
    return failed ? error_memory(e) : CELLSIM_OK;
}

Status command_list(const Options *o, Error *e)
{
    const char *configs = o->library ? o->library : "configs";
    int found = 0;
    Status status = list_directory("Cells", "cells", &found, e);
    if (!status) status = list_directory("Protocols and libraries", configs, &found, e);
    if (!status && !found) status = list_directory("Protocols and libraries", CELLSIM_CONFIGS, &found, e);
    if (status || found) return status;
    error_set(e, CELLSIM_IO, NULL, 0, "no cells/ or configs/ here");
    return error_hint(e, "run cellsim in its own folder, or give --library DIR");
}
