/* The command is stopped, starved of room, started twice and given odd names: what it leaves is whole and says so. */
#include "calls.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- signals --------------------------------------------------------------------------------------------------------- */

static int lines_of(const char *path)
{
    char *text = read_text(path);
    int n = 0;
    for (const char *s = text; *s; s++) n += *s == '\n';
    const int whole = *text && text[strlen(text) - 1] == '\n';
    free(text);
    return whole ? n : -1;
}

/* Starts a run and waits until it has written `name` into its folder. */
static pid_t start_until(Call c, const char *out, const char *name)
{
    const pid_t child = command_start(OUTPUT_KEPT, SECONDS, c.argument);
    for (int k = 0; k < 6000 && !exists(in_folder(out, name)); k++) pause_s(0.01);
    return child;
}

static void test_a_signal_stops_the_run(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    const char *out = scratch("stopped"), *protocol = write_protocol("long.cfg", 20000);
    for (int k = 0; k < 3; k++) {
        Call c = with(call_of(protocol, out), "--json");
        const pid_t child = start_until(k ? with(c, "--resume") : c, out, ".cellsim.checkpoint");
        pause_s(k ? 0.7 : 0);
        kill(child, signals[k]);
        Outcome o = command_end(child);
        CHECK(o.exit == 1);
        CHECK(strstr(o.out, "stopped on request at t = ") && strstr(o.out, "\"resumable\": true"));
        char *page = read_text(in_folder(out, "report.html"));
        CHECK(strstr(page, "Stopped on request") != NULL);
        free(page);
        const int steps = lines_of(in_folder(out, "long_steps.csv"));
        CHECK(steps > 1);
        CHECK(lines_of(in_folder(out, "long.bdf.csv")) > steps && lines_of(in_folder(out, "long_mAh_g.csv")) > steps);
        CHECK(exists(in_folder(out, ".cellsim.checkpoint")));
        outcome_free(&o);
    }
    CHECK(exit_of(with(with(call_of(protocol, out), "--resume"), "--mpt")) == 2); /* another run's checkpoint */
    CHECK(exists(in_folder(out, ".cellsim.checkpoint")));
    CHECK(exit_of(call_of("gcd", out)) == 0); /* a new run removes what is left */
    CHECK(hidden_files(out) == 0);
}

/* Both signals are there when the process wakes: the second one is not waited for. */
static void test_a_second_signal_ends_at_once(void)
{
    const char *out = scratch("twice");
    const pid_t child = start_until(call_of(write_protocol("long.cfg", 20000), out), out, ".cellsim.0.bdf.csv.part");
    kill(child, SIGSTOP);
    kill(child, SIGINT);
    kill(child, SIGTERM);
    kill(child, SIGCONT);
    Outcome o = command_end(child);
    CHECK(o.signal == SIGINT || o.signal == SIGTERM);
    CHECK(!exists(in_folder(out, "summary.json")));
    outcome_free(&o);
}

static void test_targets_stop(void)
{
    Call c = {1, {"targets"}};
    for (int k = 0; k < 12; k++) c = with(c, CARD);
    const pid_t child = command_start(OUTPUT_KEPT, SECONDS, c.argument);
    pause_s(0.5);
    kill(child, SIGTERM);
    Outcome o = command_end(child);
    CHECK(o.exit == 1 && strstr(o.err, "stopped on request"));
    outcome_free(&o);
}

/* --- no room --------------------------------------------------------------------------------------------------------- */

static void test_closed_pipe(void)
{
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    close(ends[0]);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        execl(COMMAND, COMMAND, "list", "--library", LIBRARY, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    int status = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 5);
}

static void test_file_size_limit(void)
{
    const char *out = scratch("small");
    const pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){20000, 20000});
        const int null = open("/dev/null", O_WRONLY);
        dup2(null, 2);
        execl(COMMAND, COMMAND, "run", CARD, "--library", LIBRARY, "-q", "-c", "gcd", "--out", out, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 5);
    CHECK(hidden_files(out) == 0 && !exists(in_folder(out, "gcd.bdf.csv")));
}

static void test_limit_on_output(void)
{
    static const char period[] = "steps = ({ do = \"rest\"; until_time_h = 1e6; sample_period_s = 1e-6; });";
    static const char longer[] = "steps = ({ do = \"rest\"; until_time_s = 100; sample_period_s = 1e-3; });";
    const char *out = scratch("much"), *a = scratch("period.cfg"), *b = scratch("longer.cfg");
    write_bytes(a, period, sizeof period - 1);
    write_bytes(b, longer, sizeof longer - 1);
    Outcome o = command_run(OUTPUT_KEPT, 20, with(call_of(a, out), "--max-output=50MB").argument);
    CHECK(o.exit == 5 && strstr(o.err, "limit on output, 0.05 GB") && strstr(o.err, "--max-output"));
    CHECK(exists(in_folder(out, "summary.json")));
    outcome_free(&o);
    o = command_run(OUTPUT_KEPT, SECONDS, with(with(call_of(b, out), "--max-output"), "1MB").argument);
    CHECK(o.exit == 5 && strstr(o.err, "0.001 GB"));
    CHECK(lines_of(in_folder(out, "longer.bdf.csv")) > 5000); /* what was computed until then, whole */
    outcome_free(&o);
    CHECK(exit_of(with(call_of(b, out), "--max-output=100MB")) == 0);
    CHECK(lines_of(in_folder(out, "longer.bdf.csv")) > 100000);
    CHECK(exit_of(with(call_of(b, out), "--max-output=many")) == 2);
}

/* --- nonsense -------------------------------------------------------------------------------------------------------- */

static void test_nonsense_folders(void)
{
    static const char *const out[] = {"", " ", "\t", "/", "//", "/."};
    for (size_t k = 0; k < sizeof out / sizeof *out; k++) {
        Outcome o = command_run(OUTPUT_KEPT, 20, call_of("gcd", out[k]).argument);
        CHECK(o.exit == 2 && strstr(o.err, "--out"));
        outcome_free(&o);
    }
    CHECK(!exists("/r175_li"));
}

static void test_two_runs_one_folder(void)
{
    const char *out = scratch("shared");
    const pid_t first = start_until(call_of(write_protocol("long.cfg", 20000), out), out, ".cellsim.0.bdf.csv.part");
    Outcome second = command_run(OUTPUT_KEPT, 20, call_of("gcd", out).argument);
    CHECK(second.exit == 5 && strstr(second.err, "another run"));
    outcome_free(&second);
    kill(first, SIGTERM);
    Outcome o = command_end(first);
    CHECK(o.exit == 1); /* undisturbed */
    outcome_free(&o);
}

/* Protocols and cells whose names are options, pipes or worse for gnuplot. */
static void test_names_that_gnuplot_could_misread(void)
{
    static const char text[] =
        "figure = \"gcd\"; steps = ({ do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; });";
    static const char *const name[] = {"-e.cfg", "<ls.cfg", "|ls.cfg", "'x.cfg", "-.cfg"};
    static const char *const stem[] = {"_e", "_ls", "_ls", "_x", "_"};
    const char *out = scratch("names");
    for (int k = 0; k < 5; k++) {
        char path[600], file[700];
        const char *protocol = scratch(name[k]);
        write_bytes(protocol, text, sizeof text - 1);
        tree_remove(out);
        CHECK(exit_of(with(with(call_of(protocol, out), "--set"), "name=-persist")) == 0);
        snprintf(path, sizeof path, "%s/-persist", out);
        snprintf(file, sizeof file, "%s/%s.bdf.csv", path, stem[k]);
        CHECK(exists(file));
        snprintf(file, sizeof file, "%s/%s.png", path, stem[k]);
        CHECK(exists(file) || system("gnuplot --version >/dev/null 2>&1") != 0);
    }
}

static void test_scratch_is_removed(void)
{
    scratch_remove();
}

TEST_MAIN("robust/interrupts", TEST(test_a_signal_stops_the_run), TEST(test_a_second_signal_ends_at_once),
          TEST(test_targets_stop), TEST(test_closed_pipe), TEST(test_file_size_limit), TEST(test_limit_on_output),
          TEST(test_nonsense_folders), TEST(test_two_runs_one_folder), TEST(test_names_that_gnuplot_could_misread),
          TEST(test_scratch_is_removed))
