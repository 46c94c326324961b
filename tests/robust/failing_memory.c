/* Preloaded into the command (LD_PRELOAD): allocation number FAIL_ALLOCATION of the process fails; with FAIL_ALL_LATER
 * set, so do all after it. What libc allocates for itself (fopen, opendir, buffers of streams) counts as well, except
 * under a sanitizer, whose own malloc stands behind this one. The file FAIL_REPORT then holds how many allocations
 * failed and, if the process did not return from main, how it ended and the frames of that moment, innermost first. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unwind.h>

static unsigned long count, failures, fail_at; /* fail_at 0: none */
static int all_later, report = -1, armed;

static void *next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function) abort();
    return function;
}

static int fails(void)
{
    if (!armed) return 0;
    count++;
    if (!fail_at || (all_later ? count < fail_at : count != fail_at)) return 0;
    failures++;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    static void *(*real)(size_t);
    if (!real) real = (void *(*)(size_t))next("malloc");
    return fails() ? NULL : real(size);
}

void *calloc(size_t n, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (!real) real = (void *(*)(size_t, size_t))next("calloc");
    return fails() ? NULL : real(n, size);
}

void *realloc(void *old, size_t size)
{
    static void *(*real)(void *, size_t);
    if (!real) real = (void *(*)(void *, size_t))next("realloc");
    return fails() ? NULL : real(old, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    static int (*real)(void **, size_t, size_t);
    if (!real) real = (int (*)(void **, size_t, size_t))next("posix_memalign");
    return fails() ? ENOMEM : real(out, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (!real) real = (void *(*)(size_t, size_t))next("aligned_alloc");
    return fails() ? NULL : real(alignment, size);
}

/* These also because a sanitizer's own do not come by malloc. */
char *strndup(const char *text, size_t most)
{
    const size_t n = strnlen(text, most);
    char *copy = malloc(n + 1);
    if (!copy) return NULL;
    copy[n] = '\0';
    return memcpy(copy, text, n);
}

char *strdup(const char *text)
{
    return strndup(text, strlen(text));
}

char *__strdup(const char *text) /* what glibc's headers make of it */
{
    return strdup(text);
}

/* "libconfig.so.9 libconfig_yyparse +0x5af1": a frame on a line of its own. */
static _Unwind_Reason_Code write_frame(struct _Unwind_Context *context, void *unused)
{
    const char *address = (const char *)_Unwind_GetIP(context);
    Dl_info at = {.dli_fname = "?"};
    (void)unused;
    if (!address) return _URC_END_OF_STACK;
    dladdr(address, &at);
    const char *slash = strrchr(at.dli_fname, '/');
    dprintf(report, "%s %s +0x%tx\n", slash ? slash + 1 : at.dli_fname, at.dli_sname ? at.dli_sname : "?",
            address - (const char *)at.dli_fbase);
    return _URC_NO_REASON;
}

static void write_end(const char *how)
{
    armed = 0;
    dprintf(report, "ended by %s\n", how);
    _Unwind_Backtrace(write_frame, NULL);
}

static void on_signal(int number)
{
    write_end(strsignal(number));
    signal(number, SIG_DFL);
    raise(number);
}

/* Libraries may give up by exit(); the return from main does not come here, it stays within libc. */
void exit(int status)
{
    write_end("exit");
    ((void (*)(int))next("exit"))(status);
    abort();
}

__attribute__((constructor)) static void start(void)
{
    static char stack[1 << 16];
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    const char *at = getenv("FAIL_ALLOCATION"), *path = getenv("FAIL_REPORT");
    if (!at || !path) return;
    report = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fail_at = strtoul(at, NULL, 10);
    all_later = getenv("FAIL_ALL_LATER") != NULL;
    unsetenv("LD_PRELOAD"); /* programs that this one starts are left alone */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    for (size_t k = 0; k < sizeof signals / sizeof *signals; k++)
        sigaction(signals[k], &(struct sigaction){.sa_handler = on_signal, .sa_flags = SA_ONSTACK}, NULL);
    armed = 1;
}

__attribute__((destructor)) static void finish(void)
{
    armed = 0;
    if (report >= 0) dprintf(report, "%lu of %lu failed\n", failures, count);
}
