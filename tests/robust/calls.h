/* Calls of `cellsim run` that take their time, and what they leave. */
#ifndef CELLSIM_TEST_CALLS_H
#define CELLSIM_TEST_CALLS_H

#include "../test.h"
#include "command.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CARD SOURCE_ROOT "/cells/r175_li.cfg"
#define LIBRARY SOURCE_ROOT "/configs"
enum { SECONDS = 300, MOST_ARGUMENTS = 24 };

/* Cycles with a titration, sweeps and a spectrum among them; 100 cycles take about a second. */
static inline const char *write_protocol(const char *name, int cycles)
{
    char text[1024];
    snprintf(text, sizeof text,
             "figure = \"gcd\"; steps = ("
             "{ do = \"gitt\"; direction = \"discharge\"; rate = \"C/5\"; pulse_min = 1; rest_min = 1; max_pulses = 3; },"
             "{ do = \"cv_sweep\"; vertices_V = [1.5, 2.0]; scan_rate_mV_s = 5; },"
             "{ do = \"repeat\"; count = %d; steps = ("
             "{ do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; },"
             "{ do = \"eis\"; f_max_Hz = 1e3; f_min_Hz = 1; points_per_decade = 2; },"
             "{ do = \"cc\"; direction = \"charge\"; rate = \"1C\"; }); });",
             cycles);
    const char *path = scratch(name);
    write_bytes(path, text, strlen(text));
    return path;
}

typedef struct Call {
    int n;
    const char *argument[MOST_ARGUMENTS + 1];
} Call;

static inline Call call_of(const char *protocol, const char *out)
{
    return (Call){9, {"run", CARD, "--library", LIBRARY, "-q", "-c", protocol, "--out", out}};
}

static inline Call with(Call c, const char *argument)
{
    c.argument[c.n++] = argument;
    return c;
}

static inline void pause_s(double s)
{
    const struct timespec t = {(time_t)s, (long)(1e9 * (s - floor(s)))};
    nanosleep(&t, NULL);
}

static inline double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline int exit_of(Call c)
{
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, c.argument);
    const int code = o.exit;
    if (code != 0 && *o.err) fprintf(stderr, "exit %d: %s", code, o.err);
    outcome_free(&o);
    return code;
}

static inline const char *in_folder(const char *out, const char *name)
{
    static char path[600];
    snprintf(path, sizeof path, "%s/r175_li/%s", out, name);
    return path;
}

static inline int hidden_files(const char *out)
{
    int n = 0;
    DIR *d = opendir(in_folder(out, ""));
    for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d))
        n += !strncmp(entry->d_name, ".cellsim.", 9);
    if (d) closedir(d);
    return n;
}

#endif
