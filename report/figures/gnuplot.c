#include "gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The child: gnuplot in `dir` with no input and no output. Only calls that are safe after a fork. */
static void become_gnuplot(const char *dir, const char *command, const char *script)
{
    char *const argv[] = {(char *)"gnuplot", (char *)"-d", (char *)"-e", (char *)command, (char *)script, NULL};
    signal(SIGPIPE, SIG_DFL); /* what the command ignores its children would ignore as well */
    signal(SIGXFSZ, SIG_DFL);
    const int null = open("/dev/null", O_RDWR);
    if (null >= 0 && chdir(dir) == 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 && dup2(null, 2) == 2)
        execvp("gnuplot", argv);
    _exit(127);
}

static pid_t start(const char *dir, const GnuplotJob *job)
{
    char command[GNUPLOT_SCRIPT_SIZE + 96], script[GNUPLOT_SCRIPT_SIZE + 2];
    snprintf(command, sizeof command, "stem='%s'%s", job->output, job->settings);
    snprintf(script, sizeof script, "./%s", job->script); /* never an option */
    const pid_t pid = fork();
    if (pid == 0) become_gnuplot(dir, command, script);
    return pid;
}

/* 1 when the child is no more. A client that ignores SIGCHLD leaves no exit status (ECHILD): the caller looks at the
 * files in any case. */
static int ended(pid_t pid, int *success)
{
    int status;
    const pid_t k = waitpid(pid, &status, WNOHANG);
    if (k == 0 || (k < 0 && errno == EINTR)) return 0;
    *success = k < 0 ? errno == ECHILD : WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return 1;
}

static void kill_and_reap(pid_t pid)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) continue;
}

typedef struct Running {
    int next, count; /* the script to begin next; processes */
    pid_t *pid;      /* of each script; 0: ended, or never begun */
} Running;

static void begin_some(const char *dir, int jobs, GnuplotJob *job, int at_a_time, Running *r)
{
    for (; r->next < jobs && r->count < at_a_time; r->next++) {
        const pid_t pid = start(dir, &job[r->next]);
        r->pid[r->next] = pid > 0 ? pid : 0;
        r->count += pid > 0;
    }
}

static void end_some(GnuplotJob *job, int late, Running *r)
{
    for (int k = 0; k < r->next; k++) {
        if (!r->pid[k]) continue;
        if (late) kill_and_reap(r->pid[k]);
        else if (!ended(r->pid[k], &job[k].done)) continue;
        r->pid[k] = 0;
        r->count--;
    }
}

void gnuplot_run(const char *dir, int jobs, GnuplotJob *job, int at_a_time, double timeout_s, StopFunction stop,
                 void *context)
{
    const double deadline = now_s() + timeout_s;
    pid_t pid[GNUPLOT_JOBS] = {0};
    Running r = {.pid = pid};
    int late = 0;
    for (int k = 0; k < jobs; k++) job[k].done = 0;
    while ((!late && r.next < jobs) || r.count > 0) {
        late = now_s() > deadline || (stop && stop(context));
        if (!late) begin_some(dir, jobs, job, at_a_time, &r);
        end_some(job, late, &r);
        if (r.count == at_a_time || (r.count > 0 && r.next == jobs)) nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
}
