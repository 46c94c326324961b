/* What a command leaves: files, and what it prints. */
#include "../experiments/clock.h"
#include "session.h"

#include <stdio.h>
#include <unistd.h>

Status print_json(json_t *object, Error *e)
{
    if (!object) return error_memory(e);
    const int bad = json_dumpf(object, stdout, JSON_INDENT(2));
    json_decref(object);
    return bad || putchar('\n') == EOF ? error_set(e, CELLSIM_IO, NULL, 0, "cannot write to standard output")
                                       : CELLSIM_OK;
}

Status write_results(const Options *o, Report *report, const char *name, double start, Error *e)
{
    char dir[512];
    int drawn = 0;
    if (snprintf(dir, sizeof dir, "%s/%s", o->out, name) >= (int)sizeof dir)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "the path of --out is too long");
    report->total_s = wall_clock() - start;
    Status status = report_write_data(report, dir, e);
    if (!status && o->figures) status = report_write_figures(report, dir, &drawn, e);
    if (!status) status = report_write_html(report, dir, e);
    report->total_s = wall_clock() - start;
    if (!status && o->json) return print_json(report_json(report, 1), e);
    if (status || o->quiet) return status;
    if (!report->is_measured) report_print(report, stdout, isatty(STDOUT_FILENO));
    printf("\nResults in %s/ (open report.html)", dir);
    if (o->figures && !drawn) printf("; no figures: gnuplot is not installed");
    printf(".  %.2f s\n", report->total_s);
    return CELLSIM_OK;
}
