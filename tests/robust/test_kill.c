/* The command is killed at any time: no file is torn, --resume ends as if nothing had been, and memory does not grow with
 * the length of a run. CASES is set by the build. */
#include "../random.h"
#include "calls.h"

#include <signal.h>
#include <sys/resource.h>

static int same_files(const char *a, const char *b)
{
    FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
    int same = f && g;
    for (int c = 0; same && c != EOF;) same = (c = getc(f)) == getc(g);
    if (f) fclose(f);
    if (g) fclose(g);
    return same;
}

/* 1: what is in `dir` is the same in `reference`; hidden files (if `hidden`) do not count. */
static int is_part_of(const char *dir, const char *reference, int hidden)
{
    int same = 1;
    DIR *d = opendir(dir);
    for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
        char a[900], b[900];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (hidden && !strncmp(entry->d_name, ".cellsim.", 9)) continue;
        snprintf(a, sizeof a, "%s/%s", dir, entry->d_name);
        snprintf(b, sizeof b, "%s/%s", reference, entry->d_name);
        if (same_files(a, b)) continue;
        fprintf(stderr, "%s differs\n", a);
        same = 0;
    }
    if (d) closedir(d);
    return same;
}

/* --- kill -9 --------------------------------------------------------------------------------------------------------- */

static void test_killed_at_any_time_and_resumed(void)
{
    Random random = {20};
    setenv("SOURCE_DATE_EPOCH", "0", 1); /* the date in run.json */
    const char *ref = scratch("reference"), *out = scratch("killed"), *protocol = write_protocol("kill.cfg", 150);
    char whole[600], part[600];
    int resumed = 0;
    const double start = now_s();
    REQUIRE(exit_of(with(with(with(call_of(protocol, ref), "-c"), "gcd"), "--no-figures")) == 0);
    double length =
        now_s() - start; /* s; less once a run has ended before its kill: the first may have met other load */
    snprintf(whole, sizeof whole, "%s", in_folder(ref, ""));
    snprintf(part, sizeof part, "%s", in_folder(out, ""));
    for (int k = 0; k < CASES; k++) {
        const Call call = with(with(with(call_of(protocol, out), "-c"), "gcd"), "--no-figures");
        tree_remove(out);
        for (int kills = 0; kills <= (k % 5 == 0 ? 2 : 0); kills++) { /* a resumed run may be killed, too */
            const pid_t child = command_start(OUTPUT_KEPT, SECONDS, (kills ? with(call, "--resume") : call).argument);
            const double wait = random_between(&random, 0, 1.1 * length);
            pause_s(wait);
            kill(child, SIGKILL);
            Outcome o = command_end(child);
            if (!kills && o.exit == 0 && wait < length) length = wait;
            outcome_free(&o);
            CHECK(is_part_of(part, whole, 1)); /* whole, or not there */
            resumed += exists(in_folder(out, ".cellsim.checkpoint"));
        }
        CHECK(exit_of(with(call, "--resume")) == 0);
        CHECK(is_part_of(part, whole, 0) && is_part_of(whole, part, 0));
    }
    CHECK(resumed > CASES / 4); /* the test means something */
}

/* --- memory ---------------------------------------------------------------------------------------------------------- */

static void test_memory_does_not_grow(void)
{
#ifndef __SANITIZE_ADDRESS__
    static const int cycles = CASES > 100 ? 5000 : 400;
    const Call c = with(call_of(write_protocol("memory.cfg", cycles), scratch("memory")), "--no-figures");
    struct rusage used;
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, c.argument);
    getrusage(RUSAGE_CHILDREN, &used);
    CHECK(o.exit == 0);
    fprintf(stderr, "%d cycles: %ld kB\n", cycles, used.ru_maxrss);
    CHECK(used.ru_maxrss < 60000); /* the largest of all commands of this test */
    outcome_free(&o);
#endif
}

static void test_scratch_is_removed(void)
{
    scratch_remove();
}

TEST_MAIN("robust/kill", TEST(test_memory_does_not_grow), TEST(test_killed_at_any_time_and_resumed),
          TEST(test_scratch_is_removed))
