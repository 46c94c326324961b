#define _XOPEN_SOURCE 700 /* nftw */
#include "command.h"

#include <signal.h>
#include <ctype.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SANITIZER_EXIT = 99 }; /* so that a sanitizer's report is no exit code of the command */

static void redirect(Output output, const char *out, const char *err)
{
    const int error = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int to = open(output == OUTPUT_FULL ? "/dev/full" : out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (error < 0 || to < 0 || dup2(error, 2) < 0 || dup2(to, 1) < 0) _exit(126);
    close(error);
    close(to);
    if (output == OUTPUT_CLOSED) close(1);
}

static void become_command(unsigned seconds, const char *const *arguments)
{
    char *argv[32] = {(char *)(size_t)COMMAND};
    for (int k = 0; k < 30 && arguments[k]; k++) argv[k + 1] = (char *)(size_t)arguments[k];
    char option[32];
    setenv("ASAN_OPTIONS", "abort_on_error=1:verify_asan_link_order=0", 1); /* the order: see failing_memory.c */
    snprintf(option, sizeof option, "halt_on_error=1:exitcode=%d", SANITIZER_EXIT);
    setenv("UBSAN_OPTIONS", option, 1);
    setenv("LSAN_OPTIONS", "print_suppressions=0:suppressions=" SOURCE_ROOT "/tests/robust/leaks.txt", 1);
    alarm(seconds);
    execv(COMMAND, argv);
    _exit(127);
}

pid_t command_start(Output output, unsigned seconds, const char *const *arguments)
{
    const char *out = scratch("stdout"), *err = scratch("stderr");
    remove(out);
    const pid_t child = fork();
    if (child < 0) abort();
    if (child == 0) {
        signal(SIGHUP, SIG_DFL); /* which nohup ignores for all its children */
        redirect(output, out, err);
        become_command(seconds, arguments);
    }
    return child;
}

Outcome command_end(pid_t child)
{
    const char *out = scratch("stdout"), *err = scratch("stderr");
    Outcome o = {.exit = -1};
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) o.exit = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) o.signal = WTERMSIG(status);
    o.out = exists(out) ? read_text(out) : strdup("");
    o.err = read_text(err);
    if (!o.out || !o.err) abort();
    return o;
}

Outcome command_run(Output output, unsigned seconds, const char *const *arguments)
{
    return command_end(command_start(output, seconds, arguments));
}

void outcome_free(Outcome *o)
{
    free(o->out);
    free(o->err);
    *o = (Outcome){0};
}

enum { PATHS = 64 };
static char folder[64];      /* of this process */
static char *path_of[PATHS]; /* of every name asked for */

const char *scratch(const char *name)
{
    char path[256];
    int k = 0;
    if (!folder[0]) {
        snprintf(folder, sizeof folder, "/tmp/cellsim_robust_XXXXXX");
        if (!mkdtemp(folder)) abort();
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    while (k < PATHS && path_of[k] && strcmp(path_of[k], path)) k++;
    if (k == PATHS) abort();
    if (!path_of[k]) path_of[k] = strdup(path);
    if (!path_of[k]) abort();
    return path_of[k];
}

static int remove_entry(const char *path, const struct stat *s, int type, struct FTW *at)
{
    (void)s, (void)type, (void)at;
    return remove(path);
}

void tree_remove(const char *directory)
{
    if (exists(directory)) nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void scratch_remove(void)
{
    if (folder[0]) tree_remove(folder);
    folder[0] = '\0';
    for (int k = 0; k < PATHS; k++) free(path_of[k]), path_of[k] = NULL;
}

void write_bytes(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f)) abort();
}

char *read_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t n = 0, space = 1 << 16;
    char *text = malloc(space);
    if (!f || !text) abort();
    for (size_t k; (k = fread(text + n, 1, space - n - 1, f)) > 0;) {
        n += k;
        if (space - n > 1) continue;
        text = realloc(text, space *= 2);
        if (!text) abort();
    }
    fclose(f);
    text[n] = '\0';
    return text;
}

int exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0;
}

static int word_at(const char *text, const char *at, const char *word)
{
    const size_t n = strlen(word);
    for (size_t k = 0; k < n; k++)
        if (tolower((unsigned char)at[k]) != word[k]) return 0;
    return (at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n]);
}

/* Quoted is what a file holds: its headings and what was no number. */
int has_nan(const char *text)
{
    int quoted = 0;
    for (const char *at = text; *at; at++) {
        if (*at == '\n') quoted = 0;
        if (*at == '"' && !(at > text && at[-1] == '\\')) quoted = !quoted;
        if (quoted) continue;
        if (word_at(text, at, "nan") || word_at(text, at, "inf") || word_at(text, at, "infinity")) return 1;
    }
    return 0;
}

/* A page's programs know those words; its data and its text do not. */
static void blank_programs(char *page)
{
    for (char *at = page; (at = strstr(at, "<script>"));) {
        char *end = strstr(at, "</script>");
        if (!end) return;
        memset(at, ' ', (size_t)(end - at));
        at = end;
    }
}

static int entry_has_nan(const char *path, const struct stat *s, int type, struct FTW *at)
{
    (void)s, (void)at;
    if (type != FTW_F) return 0;
    char *text = read_text(path);
    const size_t n = strlen(path);
    if (n > 3 && !strcmp(path + n - 3, ".gp")) /* gnuplot's word for a point that is not drawn; printf writes nan */
        for (char *p = text; (p = strstr(p, "NaN")); p++) memset(p, ' ', 3);
    if (n > 5 && !strcmp(path + n - 5, ".html")) blank_programs(text);
    const int found = has_nan(text);
    if (found) fprintf(stderr, "nan or inf in %s\n", path);
    free(text);
    return found;
}

int tree_has_nan(const char *directory)
{
    return exists(directory) && nftw(directory, entry_has_nan, 16, FTW_PHYS) != 0;
}
