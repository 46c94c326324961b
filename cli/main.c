/* The command: reads its line, calls the library, prints. */
#include "commands.h"
#include "interrupts.h"

#include <stdio.h>
#include <unistd.h>

void print_error(const Error *e)
{
    if (e->file[0] && e->line > 0) fprintf(stderr, "%s:%d: error: %s\n", e->file, e->line, e->text);
    else if (e->file[0]) fprintf(stderr, "%s: error: %s\n", e->file, e->text);
    else fprintf(stderr, "cellsim: error: %s\n", e->text);
    if (e->hint[0]) fprintf(stderr, "  hint: %s\n", e->hint);
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
    case COMMAND_HELP: fputs(options_help(), stdout); return CELLSIM_OK;
    case COMMAND_VERSION: printf("cellsim %s\n", CELLSIM_VERSION); return CELLSIM_OK;
    }
    return CELLSIM_USAGE;
}

int main(int argc, char **argv)
{
    Options o;
    Error e;
    error_clear(&e);
    interrupts_catch();
    Status s = options_parse(argc, argv, &o, &e);
    if (!s) s = dispatch(&o, &e);
    if (s && e.text[0]) print_error(&e);
    options_free(&o);
    if ((fflush(stdout) || ferror(stdout)) && !s) {
        s = error_set(&e, CELLSIM_IO, NULL, 0, "cannot write to standard output");
        print_error(&e);
    }
    return (int)s;
}
