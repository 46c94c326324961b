/* Drawing all figures of a report with gnuplot. */
#include "../files.h"
#include "../folder.h"
#include "drawing.h"
#include "figures.h"
#include "gnuplot.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GNUPLOT_TIMEOUT_S 30.0

enum { LARGEST_FIGURE = 64 << 20 };

/* A figure of an earlier run beside new data would lie. Needs no memory, to clean up where there is none. */
static void remove_old(const char *dir, const char *stem)
{
    static const char *const endings[] = {".svg", ".png"};
    char name[GNUPLOT_SCRIPT_SIZE + 8];
    const int at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t k = 0; at >= 0 && k < 2; k++) {
        snprintf(name, sizeof name, "%s%s", stem, endings[k]);
        unlinkat(at, name, 0);
    }
    if (at >= 0) close(at);
}

static Status write_script(Figure *f, const char *dir, Error *e)
{
    char name[STEM_SIZE + 8];
    Text script = {0};
    snprintf(name, sizeof name, "%s.gp", f->stem);
    f->kind->script(f, &script);
    return file_stage(dir, name, &script, e);
}

Status drawing_is_complete(const char *dir, const char *drawn, const char *ending, int *complete, Error *e)
{
    const char *end = !strcmp(ending, ".svg") ? "</svg>" : !strcmp(ending, ".png") ? "IEND" : "%%EOF";
    char name[GNUPLOT_SCRIPT_SIZE + 8];
    Text file = {0};
    const size_t length = strlen(end);
    snprintf(name, sizeof name, "%s%s", drawn, ending);
    char *path = path_join(dir, name);
    if (!path) return error_memory(e);
    const int read = file_read(path, LARGEST_FIGURE, &file, NULL) == CELLSIM_OK && file.length >= length + 16;
    const Status s = text_status(&file, e);
    *complete = 0;
    for (size_t k = 0; read && k <= 16 && !*complete; k++)
        *complete = !memcmp(file.data + file.length - length - k, end, length);
    text_free(&file);
    free(path);
    return s;
}

static Status stage(const char *dir, const char *drawn, const char *stem, const char *ending, Error *e)
{
    char from[GNUPLOT_SCRIPT_SIZE + 8], to[STEM_SIZE + 8];
    snprintf(from, sizeof from, "%s%s", drawn, ending);
    snprintf(to, sizeof to, "%s%s", stem, ending);
    return file_stage_as(dir, from, to, e);
}

static Status collect(const char *dir, const GnuplotJob *job, const char *stem, int *drawn, Error *e)
{
    int complete = job->done;
    Status s = CELLSIM_OK;
    if (complete) s = drawing_is_complete(dir, job->output, ".svg", &complete, e);
    if (s == CELLSIM_OK && complete) s = drawing_is_complete(dir, job->output, ".png", &complete, e);
    if (s == CELLSIM_OK && complete) s = stage(dir, job->output, stem, ".svg", e);
    if (s == CELLSIM_OK && complete) s = stage(dir, job->output, stem, ".png", e);
    if (s == CELLSIM_OK && complete) ++*drawn;
    else remove_old(dir, job->output);
    return s;
}

typedef struct Drawing {
    const char *dir;
    GnuplotJob job[GNUPLOT_JOBS];
    char stem[GNUPLOT_JOBS][STEM_SIZE];
    int jobs;
} Drawing;

/* The script of a figure, and the job to draw it. */
static Status prepare(void *context, Figure *f, Error *e)
{
    Drawing *d = context;
    GnuplotJob *job = &d->job[d->jobs];
    if (d->jobs == GNUPLOT_JOBS) return CELLSIM_OK;
    remove_old(d->dir, f->stem);
    if (f->kind->on_request) return write_script(f, d->dir, e);
    snprintf(d->stem[d->jobs++], STEM_SIZE, "%s", f->stem);
    snprintf(job->script, sizeof job->script, "%s.gp", f->stem);
    snprintf(job->output, sizeof job->output, FOLDER_HIDDEN "%s.%ld.tmp", f->stem, (long)getpid());
    return write_script(f, d->dir, e);
}

Status report_write_figures(const Report *r, const char *dir, FigureCount *count, Error *e)
{
    *count = (FigureCount){0, 0};
    Drawing *d = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    d->dir = dir;
    Status s = directory_create(dir, e);
    if (s == CELLSIM_OK) s = figures_each(r, prepare, d, e);
    const Status scripts = d->jobs ? files_publish(dir, s ? NULL : e) : CELLSIM_OK;
    if (s == CELLSIM_OK) s = scripts;
    if (s == CELLSIM_OK)
        gnuplot_run(dir, d->jobs, d->job, r->jobs < 1 ? 1 : r->jobs, GNUPLOT_TIMEOUT_S, r->stop, r->stop_context);
    for (int k = 0; k < d->jobs; k++) {
        if (s == CELLSIM_OK) s = collect(dir, &d->job[k], d->stem[k], &count->drawn, e);
        else remove_old(dir, d->job[k].output);
    }
    count->asked = d->jobs;
    const Status drawings = count->drawn ? files_publish(dir, s ? NULL : e) : CELLSIM_OK;
    free(d);
    return s ? s : drawings;
}
