#include "module.h"

#include "places.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static int find(const char *file, char path[PLACE_SIZE])
{
    for (int k = 0; place_module(k, file, path); k++)
        if (*path && access(path, F_OK) == 0) return 1;
    return 0;
}

const void *module_table(const char *file, const char *symbol, char why[MODULE_WHY])
{
    char path[PLACE_SIZE];
    if (!find(file, path)) return snprintf(why, MODULE_WHY, "there is no %s", file), NULL;
    void *module = dlopen(path, RTLD_NOW | RTLD_GLOBAL); /* global: what MPI loads itself needs it */
    const void *table = module ? dlsym(module, symbol) : NULL;
    if (!table) snprintf(why, MODULE_WHY, "%s", dlerror());
    return table;
}
