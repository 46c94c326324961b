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

/* So many cycles that a run outlasts several checkpoints (which come every half second) on this machine. */
static int cycles_of_some_seconds(void)
{
    enum { FEW = 100 };
    const double start = now_s();
    const Call few = with(call_of(write_protocol("few.cfg", FEW), scratch("few")), "--no-figures");
    if (exit_of(few) != 0) return FEW;
    return (int)fmin(20 * FEW, fmax(FEW, FEW * 1.2 / (now_s() - start)));
}

static void test_killed_at_any_time_and_resumed(void)
{
    Random random = {20};
    setenv("SOURCE_DATE_EPOCH", "0", 1); /* the date in run.json */
    const char *ref = scratch("reference"), *out = scratch("killed");
    const char *protocol = write_protocol("kill.cfg", cycles_of_some_seconds());
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

/* --- threads and signals --------------------------------------------------------------------------------------------- */

static Call several(const char *long_one, const char *out, const char *jobs)
{
    Call c = with(with(call_of("thin_thick", out), "-c"), "gcd");
    if (long_one) c = with(with(c, "-c"), long_one);
    return with(with(with(with(c, "-c"), "eis"), "--jobs"), jobs);
}

static int same_folders(const char *a, const char *b)
{
    char one[600], other[600];
    snprintf(one, sizeof one, "%s", in_folder(a, ""));
    snprintf(other, sizeof other, "%s", in_folder(b, ""));
    return exists(in_folder(a, "summary.json")) && is_part_of(one, other, 0) && is_part_of(other, one, 0);
}

static void test_files_do_not_depend_on_the_number_of_threads(void)
{
    static const char *const jobs[] = {"1", "2", "5"};
    const char *out[3] = {scratch("one_job"), scratch("two_jobs"), scratch("five_jobs")};
    for (int k = 0; k < 3; k++) CHECK(exit_of(several(NULL, out[k], jobs[k])) == 0);
    CHECK(same_folders(out[0], out[1]) && same_folders(out[0], out[2]));
}

/* Estimates of earlier protocols may be under way: a checkpoint has them whole, or not at all. */
static void test_stopped_at_any_time_and_resumed(void)
{
    Random random = {21};
    const char *ref = scratch("whole"), *out = scratch("stopped"), *protocol = write_protocol("stop.cfg", 60);
    int stopped = 0;
    const double start = now_s();
    REQUIRE(exit_of(with(several(protocol, ref, "3"), "--no-figures")) == 0);
    double length = now_s() - start;
    for (int k = 0; k < CASES / 4; k++) {
        const Call call = with(several(protocol, out, "3"), "--no-figures");
        tree_remove(out);
        const pid_t child = command_start(OUTPUT_KEPT, SECONDS, call.argument);
        const double wait = random_between(&random, 0.02, 1.1 * length);
        pause_s(wait);
        kill(child, SIGINT);
        Outcome o = command_end(child);
        if (o.exit == 0 && wait < length) length = wait;
        stopped += o.exit == 1;
        CHECK(o.exit == 0 || o.exit == 1 || wait < 0.2); /* a signal may come before there is anybody to catch it */
        outcome_free(&o);
        CHECK(exit_of(with(call, "--resume")) == 0);
        CHECK(same_folders(ref, out));
    }
    CHECK(stopped > 0);
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
          TEST(test_files_do_not_depend_on_the_number_of_threads), TEST(test_stopped_at_any_time_and_resumed),
          TEST(test_scratch_is_removed))
