/* One allocation of the process fails, or one and all after it (failing_memory.c). The command then says "out of
 * memory" and ends with exit 5, or does exactly what it does undisturbed, or ends inside a library (docs/robustness.md
 * lists them). It never crashes in code of ours, changes what it prints or writes, or blames anything else.
 * Which allocations fail is set by the build: every STRIDE-th of check and run, every STRIDE_OF_LONG-th of others. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "../test.h"
#include "command.h"

#include <ctype.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CELL SOURCE_ROOT "/cells/r175_li.cfg"
#define LIBRARY "--library", SOURCE_ROOT "/configs"
#define ONE_JOB "--jobs", "1" /* which allocation is the n-th does not depend on threads then */
#define MEASURED SOURCE_ROOT "/tests/analysis/data/"
enum { SECONDS = 60, MOST_ARGUMENTS = 20 };

typedef enum { AS_UNDISTURBED, OUT_OF_MEMORY, IN_LIBRARY, WRONG, ENDS } End;

typedef struct Call {
    const char *argument[MOST_ARGUMENTS]; /* OUT stands for a folder of this test */
} Call;
static const char OUT[] = "";

/* What is compared with: a call without failures. */
typedef struct Undisturbed {
    Outcome outcome;
    const char *dir; /* what it wrote */
} Undisturbed;

/* --- what is compared -------------------------------------------------------------------------------------------- */

static int is_time(const char *text, const char *number, const char *after)
{
    static const char key[] = "_s\": ";
    const size_t n = sizeof key - 1;
    if (!strncmp(after, " s", 2) || !strncmp(after, " ms", 3) || !strncmp(after, " us", 3)) return 1;
    return (size_t)(number - text) > n && !strncmp(number - n, key, n);
}

/* Cuts out what no two calls share: how long they took, and the blanks that align it. */
static void drop_times(char *text)
{
    char *to = text, *from = text;
    while (*from) {
        const int starts = from == text || !isalnum((unsigned char)from[-1]);
        const size_t n = starts && isdigit((unsigned char)*from) ? strspn(from, "0123456789.e+-") : 1;
        const int dropped = n > 1 ? is_time(text, from, from + n) : from[0] == ' ' && from[1] == ' ';
        if (!dropped) {
            memmove(to, from, n);
            to += n;
        }
        from += n;
    }
    *to = '\0';
}

static const char *compared[2]; /* the folders, for nftw */
static int files;

static int compare_entry(const char *path, const struct stat *s, int type, struct FTW *at)
{
    char other[512];
    (void)s;
    if (type != FTW_F || path[at->base] == '.') return 0; /* hidden: of a call under way */
    snprintf(other, sizeof other, "%s%s", compared[1], path + strlen(compared[0]));
    if (!exists(other)) return fprintf(stderr, "%s is new\n", path), 1;
    char *a = read_text(path), *b = read_text(other);
    if (strstr(path, "summary.json")) drop_times(a), drop_times(b);
    const int differ = strcmp(a, b) != 0;
    if (differ) fprintf(stderr, "%s differs\n", path);
    free(a);
    free(b);
    files++;
    return differ;
}

/* Whether every file below `a` is in `b` as well, the same; how many there are. */
static int all_in(const char *a, const char *b, int *count)
{
    compared[0] = a;
    compared[1] = b;
    files = 0;
    const int differ = exists(a) && nftw(a, compare_entry, 16, FTW_PHYS);
    *count = files;
    return !differ;
}

static int same_files(const char *a, const char *b)
{
    int in_a, in_b;
    return all_in(a, b, &in_a) && all_in(b, a, &in_b) && in_a == in_b;
}

/* --- how a call ended -------------------------------------------------------------------------------------------- */

/* Runs the command while allocation n (0: none) fails; the report is failing_memory's. */
static Outcome run_failing(const char *const *arguments, int n, int all_later, char **report)
{
    char number[16];
    const char *file = scratch("report");
    snprintf(number, sizeof number, "%d", n);
    tree_remove(scratch("out"));
    setenv("SOURCE_DATE_EPOCH", "0", 1); /* the date in run.json */
    write_bytes(file, "", 0);
    setenv("FAIL_ALLOCATION", number, 1);
    setenv("FAIL_REPORT", file, 1);
    if (all_later) setenv("FAIL_ALL_LATER", "1", 1);
    setenv("LD_PRELOAD", FAILING_MEMORY, 1);
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    unsetenv("LD_PRELOAD");
    unsetenv("FAIL_ALL_LATER");
    drop_times(o.out);
    *report = read_text(file);
    return o;
}

static int starts_with_one_of(const char *line, int n, const char *const *names)
{
    for (int k = 0; k < n; k++)
        if (!strncmp(line, names[k], strlen(names[k]))) return 1;
    return 0;
}

/* 1 if the end that the report tells of belongs to a library: to the innermost frame that is not libc's or a
 * sanitizer's, because a text that libc is given is its caller's responsibility. A sanitizer that cannot set up a thread
 * aborts where there is nobody else yet. */
static int ended_in_library(const char *report)
{
    static const char *const nobody[] = {"libc.", "ld-linux", "linux-vdso", "libfailing_memory", "libasan", "libubsan"};
    static const char *const known[] = {"libconfig.", "libsundials_",          "libklu.",    "libamd.", "libcolamd.",
                                        "libbtf.",    "libsuitesparseconfig.", "libjansson."};
    if (strncmp(report, "ended by", 8) != 0) return 0;
    for (const char *line = strchr(report, '\n'); line; line = strchr(line, '\n'))
        if (!starts_with_one_of(++line, 6, nobody) && *line) return starts_with_one_of(line, 8, known);
    return strstr(report, "libasan") != NULL;
}

static End judge(const Outcome *o, const Undisturbed *u, const char *report)
{
    int files_left;
    const char *dir = scratch("out");
    const int memory = strstr(o->err, "out of memory") || strstr(o->err, "Cannot allocate memory");
    if (o->exit == u->outcome.exit && !strcmp(o->out, u->outcome.out) && !strcmp(o->err, u->outcome.err))
        return same_files(dir, u->dir) ? AS_UNDISTURBED : WRONG;
    if (o->exit == 5 && memory) return all_in(dir, u->dir, &files_left) ? OUT_OF_MEMORY : WRONG;
    return ended_in_library(report) ? IN_LIBRARY : WRONG;
}

/* --- the sweep --------------------------------------------------------------------------------------------------- */

static End fail_one(const char *const *arguments, const Undisturbed *u, int n, int all_later)
{
    char *report;
    Outcome o = run_failing(arguments, n, all_later, &report);
    const End end = judge(&o, u, report);
    if (end == WRONG)
        fprintf(stderr, "allocation %d%s: exit %d, signal %d\n%s%s\n", n, all_later ? " and all later" : "", o.exit,
                o.signal, o.err, report);
    free(report);
    outcome_free(&o);
    return end;
}

static void sweep(const Call *call, int stride)
{
    const char *arguments[MOST_ARGUMENTS];
    const char *out = scratch("out");
    char *report;
    int allocations = 0;
    for (int k = 0; k < MOST_ARGUMENTS; k++) arguments[k] = call->argument[k] == OUT ? out : call->argument[k];
    Undisturbed u = {run_failing(arguments, 0, 0, &report), scratch("undisturbed")};
    CHECK(u.outcome.exit == 0);
    REQUIRE(sscanf(report, "0 of %d failed", &allocations) == 1);
    if (exists(out)) REQUIRE(rename(out, u.dir) == 0);
    for (int all_later = 0; all_later < 2; all_later++) {
        int ended[ENDS] = {0};
        for (int n = 1; n <= allocations; n += stride) ended[fail_one(arguments, &u, n, all_later)]++;
        printf("\n    %s, %s of %d: %d out of memory, %d as undisturbed, %d in a library, %d wrong", arguments[0],
               all_later ? "one and all later" : "one", allocations, ended[OUT_OF_MEMORY], ended[AS_UNDISTURBED],
               ended[IN_LIBRARY], ended[WRONG]);
        CHECK(ended[WRONG] == 0);
        CHECK(ended[OUT_OF_MEMORY] > 0);
    }
    free(report);
    outcome_free(&u.outcome);
    scratch_remove();
}

static void test_check(void)
{
    sweep(&(Call){{"check", CELL, LIBRARY}}, STRIDE);
}

static void test_run(void)
{
    sweep(&(Call){{"run", CELL, LIBRARY, "-c", "gcd", "--no-figures", ONE_JOB, "--out", OUT}}, STRIDE);
}

/* Longer ways: figures, spectra, the oracle of the linear solver, measured data, every output. */
static void test_others(void)
{
    static const Call calls[] = {
        {{"list", LIBRARY}},
        {{"help", "man"}},
        {{"check", "chen2020", "--json"}},
        {{"check", SOURCE_ROOT "/cells/chen2020.cfg", LIBRARY, "--set", "mesh.separator=8"}},
        {{"check", CELL, LIBRARY, "-c", "salt"}},
        {{"run", CELL, LIBRARY, ONE_JOB, "-c", "gcd", "-c", "eis", "-c", "cv", "--mpt", "--json", "--out", OUT}},
        {{"run", SOURCE_ROOT "/cells/p25_li.cfg", LIBRARY, ONE_JOB, "-c", "gitt", "--linear-solver", "full", "--out", OUT}},
        {{"targets", SOURCE_ROOT "/cells/p25_na.cfg", LIBRARY, ONE_JOB, "--json"}},
        {{"analyze", ONE_JOB, MEASURED "cv_0.2_mV_s.mpt", MEASURED "cv_0.4_mV_s.mpt", MEASURED "cv_0.8_mV_s.mpt", "--join",
          "--area-cm2", "1", "--concentration-mol-cm3", "0.05", "--out", OUT}},
        {{"analyze", ONE_JOB, MEASURED "cycles_neware.csv", "--out", OUT}},
        {{"analyze", ONE_JOB, MEASURED "pulses.bdf.csv", "--out", OUT}},
        {{"compare", CELL, LIBRARY, ONE_JOB, "-c", "gcd", "--with", MEASURED "cycles_neware.csv", "--out", OUT}},
        {{"compare", CELL, LIBRARY, ONE_JOB, "--as-measured", "--with", MEASURED "cycles_neware.csv", "--with",
          MEASURED "cycles_neware.csv", "--mass-mg", "1000", "--out", OUT}},
        {{"run", CELL, LIBRARY, ONE_JOB, "-c", "drive_cycle", "--no-figures", "--out", OUT}},
        {{"analyze", ONE_JOB, MEASURED "pulses.bdf.csv", "--as", "pulse", "--out", OUT}},
        {{"ocp", MEASURED "cycles_neware.csv", "--out", OUT}},
        {{"fit", SOURCE_ROOT "/tests/fitting/twin.cfg", LIBRARY, "--with", SOURCE_ROOT "/tests/fitting/twin_2C.csv",
          "--free", "positive.sigma_S_m=0.05:1", "--starts", "1", "--points", "20", "--profile", "--out", OUT}},
    };
    for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) sweep(&calls[k], STRIDE_OF_LONG);
}

TEST_MAIN("robust/memory", TEST(test_check), TEST(test_run), TEST(test_others))
