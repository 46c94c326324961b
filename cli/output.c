/* What a command leaves: files, and what it prints. */
#include "../experiments/clock.h"
#include "../report/json_build.h"
#include "session.h"

#include <stdio.h>
#include <unistd.h>

Status print_json(json_t *object, Error *e)
{
    Text text = {0};
    json_print(object, JSON_INDENT(2), &text);
    text_add(&text, "\n");
    json_decref(object);
    Status status = text_status(&text, e);
    if (!status && fwrite(text.data, 1, text.length, stdout) != text.length)
        status = error_set(e, CELLSIM_IO, NULL, 0, "cannot write to standard output");
    text_free(&text);
    return status;
}

Status print_documents(const Options *o, json_t *all, Error *e)
{
    const int one = o->cards == 1 || o->join;
    if (!o->json || json_array_size(all) == 0) return json_decref(all), CELLSIM_OK;
    json_t *document = one ? json_incref(json_array_get(all, 0)) : json_incref(all);
    json_decref(all);
    return print_json(document, e);
}

Status write_results(const Options *o, Report *report, const char *name, double start, json_t *all, Error *e)
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
    if (!status && o->json && json_array_append_new(all, report_json(report))) return error_memory(e);
    if (status || o->quiet) return status;
    if (!report->is_measured) report_print(report, stdout, isatty(STDOUT_FILENO));
    printf("\nResults in %s/ (open report.html)", dir);
    if (o->figures && !drawn) printf("; no figures: gnuplot is not installed");
    printf(".  %.2f s\n", report->total_s);
    return CELLSIM_OK;
}
