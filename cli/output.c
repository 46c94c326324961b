/* What a command leaves: files, and what it prints. */
#include "../experiments/clock.h"
#include "../report/files.h"
#include "../report/json/manifest.h"
#include "../report/json_build.h"
#include "../report/tables/overview.h"
#include "interrupts.h"
#include "session.h"
#include "terminal.h"

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

Status results_path(const Options *o, const char *name, char path[512], Error *e)
{
    const char *tag = o->tag ? o->tag : "";
    if (snprintf(path, 512, "%s/%s%s%s", o->out, tag, *tag ? "/" : "", name) < 512) return CELLSIM_OK;
    return error_set(e, CELLSIM_USAGE, NULL, 0, "the path of --out is too long");
}

/* What is specific to a report: its tables. */
typedef Status (*WriteTables)(void *context, const Report *r, const char *path, Error *e);

typedef struct Writing {
    const Options *o;
    Report *report;
    WriteTables tables;
    void *context;
    FigureCount *figures;
} Writing;

static Status write_report(void *writing, const char *path, Error *e)
{
    const Writing *w = writing;
    Status status = w->tables(w->context, w->report, path, e);
    if (!status && w->o->figures) status = report_write_figures(w->report, path, w->figures, e);
    return status ? status : report_write_html(w->report, path, e);
}

Status write_listed(const Options *o, Report *report, const char *path, WriteFolder write, void *context, Error *e)
{
    Manifest manifest;
    const Call call = {o->call.data, o->tag, o->overrides, o->override};
    report->call = &call;
    Status status = manifest_begin(path, &manifest, e);
    if (!status) status = write(context, path, e);
    if (!status) status = manifest_end(&manifest, report, o->date, e);
    for (int k = 0; k < manifest.kept && !status; k++)
        fprintf(stderr, "%s/%s is of an earlier call and was changed since: it stays\n", path, manifest.keep[k]);
    manifest_free(&manifest);
    report->call = NULL;
    return status;
}

static Status write_files(const Options *o, Report *report, const char *path, WriteTables tables, void *context,
                          FigureCount *figures, Error *e)
{
    Writing w = {o, report, tables, context, figures};
    report->stop = interrupts_stop;
    report->jobs = o->jobs;
    return write_listed(o, report, path, write_report, &w, e);
}

static void say_where(const Options *o, const char *what, const char *path, const FigureCount *figures, double seconds)
{
    printf("\n%s in %s/ (open report.html)", what, path);
    if (o->figures && !figures->drawn)
        printf("; no figures: %s", interrupts_stop(NULL) ? "stopped on request"
                                   : figures->asked      ? "gnuplot is not installed"
                                                         : "the protocol names none (figure = \"gcd\" …)");
    printf(".  %.2f s\n", seconds);
}

static Status all_tables(void *context, const Report *r, const char *path, Error *e)
{
    (void)context;
    return report_write_data(r, path, e);
}

Status write_results(const Options *o, Report *report, const char *path, double start, json_t *all, Error *e)
{
    FigureCount figures = {0, 0};
    const Status status = write_files(o, report, path, all_tables, NULL, &figures, e);
    report->total_s = wall_clock() - start;
    if (!status && o->json && json_array_append_new(all, report_json(report, 1))) return error_memory(e);
    if (status || o->quiet) return status;
    if (!report->is_measured) report_print(report, stdout, terminal_colours(STDOUT_FILENO));
    say_where(o, "Results", path, &figures, report->total_s);
    return status;
}

static Status tables_of_cells(void *answers, const Report *r, const char *path, Error *e)
{
    Text *text = answers;
    const Status s = overview_write(r, path, e);
    return s || (!text->length && !text->failed) ? s : file_write_last(path, "answers.csv", text, e);
}

Status write_comparison_of_cells(const Options *o, Report *report, const char *path, Text *answers, double start,
                                 Error *e)
{
    FigureCount figures = {0, 0};
    const Status status = write_files(o, report, path, tables_of_cells, answers, &figures, e);
    if (status || o->quiet) return status;
    say_where(o, "Comparison", path, &figures, wall_clock() - start);
    return status;
}
