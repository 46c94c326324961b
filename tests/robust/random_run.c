/* A case in a child process, so that nothing it does reaches the next one. */
#include "../../cards/card.h"
#include "../../experiments/clock.h"
#include "random_check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIBRARY SOURCE_ROOT "/configs"

static void write_tree(const Item *root, const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f) abort();
    item_print(root, f);
    if (fclose(f)) abort();
}

/* As `cellsim run` does: card, cell, protocol, run, estimates. */
static void judge(const char *card_file, const char *protocol_file, double tolerance, Verdict *v)
{
    Card *card = NULL;
    CellSpec cell = {0};
    Protocol protocol = {0};
    Run run = {0};
    Error e;
    RunOptions options = {.simulation = simulation_defaults()};
    if (tolerance > 0) options.simulation.tolerance = tolerance;
    error_clear(&e);
    Status s = card_read(card_file, LIBRARY, 0, NULL, &card, &e);
    if (!s) s = card_cell(card, NAN, &cell, &e);
    if (!s) s = protocol_read(protocol_file, LIBRARY, card, NULL, &protocol, &e);
    const double loading = s ? 0 : cell.electrode[POSITIVE].mass_loading;
    if (!s) s = run_protocol(&cell, &protocol, loading, &options, &run, &e);
    if (!s) s = run_estimate_errors(&cell, &protocol, loading, &options, &run, &e);
    if (!s) check_run(&cell, &protocol, &run, v);
    else {
        v->exit = (int)s;
        snprintf(v->message, sizeof v->message, "%.299s", e.text);
        verdict_fault(v,
                      s == CELLSIM_SOLVER ? FAULT_SOLVER
                      : s == CELLSIM_IO   ? FAULT_IO
                                          : FAULT_REFUSED,
                      "%s:%d: %.150s", strrchr(e.file, '/') ? strrchr(e.file, '/') + 1 : e.file, e.line, e.text);
    }
    run_free(&run);
    protocol_free(&protocol);
    cell_spec_free(&cell);
    card_free(card);
}

static void child(int to, const char *card_file, const char *protocol_file, double tolerance)
{
    Verdict v = {.exit = -1, .guest = NAN, .salt = NAN, .charge = NAN};
    const struct rlimit limit = {TIME_LIMIT, TIME_LIMIT + 1}, no_core = {0, 0};
    setrlimit(RLIMIT_CPU, &limit);
    setrlimit(RLIMIT_CORE, &no_core);
    judge(card_file, protocol_file, tolerance, &v);
    if (write(to, &v, sizeof v) != (ssize_t)sizeof v) _exit(2);
    close(to);
    exit(0); /* and let a sanitizer look for leaks */
}

static Verdict collect(int from, pid_t pid)
{
    Verdict v;
    int status = 0;
    const int whole = read(from, &v, sizeof v) == (ssize_t)sizeof v;
    waitpid(pid, &status, 0);
    if (whole && WIFEXITED(status) && WEXITSTATUS(status) == 0) return v;
    v = (Verdict){.exit = -1, .guest = NAN, .salt = NAN, .charge = NAN};
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        verdict_fault(&v, FAULT_TIME_OUT, "more than %d s", TIME_LIMIT);
    else if (WIFSIGNALED(status)) verdict_fault(&v, FAULT_CRASH, "signal %d", WTERMSIG(status));
    else verdict_fault(&v, FAULT_CRASH, "exit code %d", WEXITSTATUS(status));
    return v;
}

Verdict run_case(const RandomCase *c, const char *card_file, const char *protocol_file)
{
    int end[2];
    const double start = wall_clock();
    write_tree(c->card, card_file);
    write_tree(c->protocol, protocol_file);
    fflush(NULL);
    if (pipe(end)) abort();
    const pid_t pid = fork();
    if (pid < 0) abort();
    if (pid == 0) {
        close(end[0]);
        child(end[1], card_file, protocol_file, c->tolerance);
    }
    close(end[1]);
    Verdict v = collect(end[0], pid);
    close(end[0]);
    v.seconds = wall_clock() - start;
    return v;
}
