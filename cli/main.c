/* The command: reads its line, calls the library, prints. */
#include "commands.h"
#include "interrupts.h"
#include "source_line.h"
#include "terminal.h"

#include <stdio.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static void print_headed(const Error *e, const char *what, const char *style)
{
    fputs(e->file[0] ? e->file : "cellsim", stderr);
    if (e->file[0] && e->line > 0) fprintf(stderr, ":%d", e->line);
    if (e->file[0] && e->line > 0 && e->width > 0) fprintf(stderr, ":%d", e->column);
    if (terminal_colours(STDERR_FILENO)) fprintf(stderr, ": \033[%sm%s:\033[0m %s\n", style, what, e->text);
    else fprintf(stderr, ": %s: %s\n", what, e->text);
}

static void print_rest(const Error *e)
{
    if (e->file[0]) source_line_print(stderr, e->file, e->line, e->column, e->width);
    if (e->hint[0]) fprintf(stderr, "  hint: %s\n", e->hint);
}

void print_error(const Error *e)
{
    print_headed(e, "error", "1;31");
    print_rest(e);
}

void print_warning(const Error *e, int all)
{
    print_headed(e, "warning", "1;33");
    if (all) print_rest(e);
}

static Status dispatch(const Options *o, Error *e)
{
    switch (o->command) {
    case COMMAND_RUN: return command_run(o, e);
    case COMMAND_CHECK: return command_check(o, e);
    case COMMAND_LIST: return command_list(o, e);
    case COMMAND_ANALYZE: return command_analyze(o, e);
    case COMMAND_COMPARE: return command_compare(o, e);
    case COMMAND_TARGETS: return command_targets(o, e);
    case COMMAND_FIT: return command_fit(o, e);
    case COMMAND_OCP: return command_ocp(o, e);
    case COMMAND_PLOT: return command_plot(o, e);
    case COMMAND_SWEEP: return command_sweep(o, e);
    case COMMAND_NEW: return command_new(o, e);
    case COMMAND_IMPORT: return command_import(o, e);
    case COMMAND_EXPORT: return command_export(o, e);
    case COMMAND_LAB: return command_lab(o, e);
    case COMMAND_HELP: return command_help(o, e);
    case COMMAND_VERSION: printf("cellsim %s\n", CELLSIM_VERSION); return CELLSIM_OK;
    }
    return CELLSIM_USAGE;
}

/* Glibc keeps what was freed, more of it with every large array, up to a third of what a long run takes: large arrays go back. */
static void return_large_arrays(void)
{
#ifdef __GLIBC__
    enum { LARGE = 1 << 20 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

int main(int argc, char **argv)
{
    Options o;
    Error e;
    error_clear(&e);
    return_large_arrays();
    interrupts_catch();
    Status s = options_parse(argc, argv, &o, &e);
    if (!s) s = options_find_cards(&o, &e);
    if (!s) s = dispatch(&o, &e);
    if (s && e.text[0]) print_error(&e);
    options_free(&o);
    if ((fflush(stdout) || ferror(stdout)) && !s) {
        s = error_set(&e, CELLSIM_IO, NULL, 0, "cannot write to standard output");
        print_error(&e);
    }
    return (int)s;
}
