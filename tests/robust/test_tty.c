/* On a terminal of 40 columns: the progress line never wraps, colours come only where they are welcome. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE /* struct winsize */
#include "../test.h"
#include "command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COLUMNS = 40, SECONDS = 60, MOST = 1 << 20 };

/* In the child: the terminal as standard output and error. */
static void become(int master, const char *term, const char *no_color, const char *const *arguments)
{
    char *argv[16] = {(char *)(size_t)COMMAND};
    for (int k = 0; k < 14 && arguments[k]; k++) argv[k + 1] = (char *)(size_t)arguments[k];
    setsid();
    const int tty = open(ptsname(master), O_RDWR);
    if (tty < 0 || dup2(tty, 1) < 0 || dup2(tty, 2) < 0) _exit(126);
    setenv("TERM", term, 1);
    setenv("COLUMNS", "200", 1); /* the terminal knows better */
    if (no_color) setenv("NO_COLOR", no_color, 1);
    else unsetenv("NO_COLOR");
    alarm(SECONDS);
    execv(COMMAND, argv);
    _exit(127);
}

/* What the command writes to the terminal; owned by the caller. */
static char *shown(const char *term, const char *no_color, int exit, const char *const *arguments)
{
    const struct winsize size = {.ws_row = 24, .ws_col = COLUMNS};
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    const int slave = open(ptsname(master), O_RDWR | O_NOCTTY); /* sizes are the terminal's */
    REQUIRE(slave >= 0 && ioctl(slave, TIOCSWINSZ, &size) == 0);
    const pid_t child = fork();
    if (child == 0) become(master, term, no_color, arguments);
    close(slave);
    char *text = calloc(1, MOST);
    size_t n = 0;
    for (ssize_t k; n < MOST - 1 && (k = read(master, text + n, MOST - 1 - n)) > 0;) n += (size_t)k;
    int status = 0;
    waitpid(child, &status, 0);
    close(master);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == exit);
    return text;
}

/* Progress lines, and how many columns the longest takes. */
static int progress_lines(const char *text, int *longest)
{
    static const char start[] = "\r\033[K";
    int lines = 0;
    *longest = 0;
    for (const char *at = text; (at = strstr(at, start)); lines++) {
        int columns = 0;
        at += sizeof start - 1;
        for (const char *p = at; *p && *p != '\r' && *p != '\n'; p++) columns += ((unsigned char)*p & 0xC0) != 0x80;
        if (strchr("0123456789 ", *at) && columns > *longest) *longest = columns;
    }
    return lines;
}

static const char *const *a_run(void)
{
    static const char *arguments[10] = {"run",
                                        SOURCE_ROOT "/cells/r175_li.cfg",
                                        "--library",
                                        SOURCE_ROOT "/configs",
                                        "--no-figures",
                                        "-c",
                                        "rate_capability",
                                        "--out"};
    arguments[8] = scratch("out");
    return arguments;
}

static void test_colours_and_progress(void)
{
    int longest;
    char *text = shown("xterm", NULL, 0, a_run());
    const int lines = progress_lines(text, &longest);
    CHECK(lines >= 2);
    CHECK(longest > 15 && longest < COLUMNS);
    CHECK(strstr(text, "\033[32mok\033[0m") != NULL);
    CHECK(strstr(text, "rate_capability") != NULL);
    free(text);
}

static void test_no_color(void)
{
    int longest;
    char *text = shown("xterm", "1", 0, a_run());
    CHECK(progress_lines(text, &longest) >= 2 && longest < COLUMNS);
    CHECK(strstr(text, "\033[3") == NULL && strstr(text, "\033[1") == NULL && strstr(text, "\033[0m") == NULL);
    free(text);
}

static void test_dumb(void)
{
    char *text = shown("dumb", NULL, 0, a_run());
    CHECK(strchr(text, '\033') == NULL);
    CHECK(strstr(text, " left") == NULL && strstr(text, "ok") != NULL);
    free(text);
}

static void test_errors(void)
{
    const char *const wrong[] = {"rnu", NULL};
    char *text = shown("xterm", NULL, 2, wrong);
    CHECK(strstr(text, "cellsim: \033[1;31merror:\033[0m unknown command 'rnu'") != NULL);
    CHECK(strstr(text, "did you mean 'run'?") != NULL);
    free(text);
    text = shown("xterm", "", 2, wrong); /* empty: nothing is said */
    CHECK(strchr(text, '\033') != NULL);
    free(text);
    text = shown("dumb", NULL, 2, wrong);
    CHECK(strstr(text, "cellsim: error: unknown command") != NULL);
    free(text);
}

int main(void)
{
    const TestCase cases[] = {{"colours and progress", test_colours_and_progress},
                              {"NO_COLOR", test_no_color},
                              {"TERM=dumb", test_dumb},
                              {"errors", test_errors}};
    const int failed = test_main("tty", 4, cases);
    scratch_remove();
    return failed;
}
