#include "analysis.h"
#include "../files.h"
#include "../folder.h"
#include "gnuplot.h"
#include "../tables/uptake_map.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GNUPLOT_TIMEOUT_S 30.0

enum { MAX_FIGURES = 64, LARGEST_FIGURE = 64 << 20 };

static int share_a_figure(const Run *a, const Run *b)
{
    return !strcmp(a->figure, b->figure) && (!strcmp(a->protocol, b->protocol) || !strcmp(a->figure, "discharge"));
}

/* The figure's name is that of its kind; of its protocol, if an earlier protocol draws the same kind; both, if that is
 * the name of a kind as well. */
static void figure_stem(const Report *r, int k, Figure *f)
{
    int kind_is_taken = 0, name_is_kind = 0;
    char kind[40], protocol[40];
    file_name_clean(f->kind, kind, sizeof kind);
    file_name_clean(r->run[k].protocol, protocol, sizeof protocol);
    for (int j = 0; j < k; j++) kind_is_taken |= !strcmp(r->run[j].figure, r->run[k].figure);
    for (int j = 0; j < r->runs; j++) name_is_kind |= !strcmp(r->run[j].figure, r->run[k].protocol);
    if (!kind_is_taken) snprintf(f->stem, sizeof f->stem, "%s", kind);
    else if (!name_is_kind) snprintf(f->stem, sizeof f->stem, "%s", protocol);
    else snprintf(f->stem, sizeof f->stem, "%s+%s", kind, protocol);
}

int figure_of_run(const Report *r, int k, Figure *f)
{
    const char *kind = r->run[k].figure;
    memset(f, 0, sizeof *f);
    if (!*kind || !strcmp(kind, "none")) return 0;
    for (int j = 0; j < k; j++)
        if (share_a_figure(&r->run[j], &r->run[k])) return 0;
    f->report = r;
    snprintf(f->kind, sizeof f->kind, "%s", kind);
    figure_stem(r, k, f);
    for (int j = k; j < r->runs && f->runs < MAX_FIGURE_RUNS; j++)
        if (share_a_figure(&r->run[j], &r->run[k]) && (r->run[j].samples > 0 || r->run[j].spectra > 0))
            f->run[f->runs++] = j;
    return f->runs > 0;
}

int figure_next_part(Figure *f)
{
    static const char *const endings[] = {"", "_bode", "_kk"};
    const int parts = f->report->is_measured ? 3 : 2;
    if (strcmp(f->kind, "eis") != 0 || f->part + 1 >= parts) return 0;
    const size_t n = strlen(f->stem) - strlen(endings[f->part]);
    f->part++;
    snprintf(f->stem + n, sizeof f->stem - n, "%s", endings[f->part]);
    return 1;
}

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
    figure_script(f, &script);
    const Status s = file_write(dir, name, &script, e);
    text_free(&script);
    return s;
}

/* A drawing that a full disk cut short lacks its end. */
static Status is_complete(const char *dir, const char *drawn, const char *ending, const char *end, int *complete,
                          Error *e)
{
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

static Status publish(const char *dir, const char *drawn, const char *stem, const char *ending, Error *e)
{
    char from[GNUPLOT_SCRIPT_SIZE + 8], to[STEM_SIZE + 8];
    snprintf(from, sizeof from, "%s%s", drawn, ending);
    snprintf(to, sizeof to, "%s%s", stem, ending);
    return file_publish(dir, from, to, e);
}

static Status collect(const char *dir, const GnuplotJob *job, const char *stem, int *drawn, Error *e)
{
    int complete = job->done;
    Status s = CELLSIM_OK;
    if (complete) s = is_complete(dir, job->output, ".svg", "</svg>", &complete, e);
    if (s == CELLSIM_OK && complete) s = is_complete(dir, job->output, ".png", "IEND", &complete, e);
    if (s == CELLSIM_OK && complete) s = publish(dir, job->output, stem, ".svg", e);
    if (s == CELLSIM_OK && complete) s = publish(dir, job->output, stem, ".png", e);
    if (s == CELLSIM_OK && complete) ++*drawn;
    else remove_old(dir, job->output);
    return s;
}

typedef struct Drawing {
    Figure figure;
    GnuplotJob job[MAX_FIGURES];
    char stem[MAX_FIGURES][STEM_SIZE];
    int jobs;
} Drawing;

/* The script of the drawing's present figure, and the job to draw it. */
static Status prepare_drawing(const char *dir, Drawing *d, Error *e)
{
    GnuplotJob *job = &d->job[d->jobs];
    if (d->jobs == MAX_FIGURES) return CELLSIM_OK;
    remove_old(dir, d->figure.stem);
    snprintf(d->stem[d->jobs++], STEM_SIZE, "%s", d->figure.stem);
    snprintf(job->script, sizeof job->script, "%s.gp", d->figure.stem);
    snprintf(job->output, sizeof job->output, FOLDER_HIDDEN "%s.%ld.tmp", d->figure.stem, (long)getpid());
    return write_script(&d->figure, dir, e);
}

static Status prepare(const Report *r, const char *dir, Drawing *d, Error *e)
{
    Status s = directory_create(dir, e);
    for (int k = 0; k < r->runs && s == CELLSIM_OK; k++)
        for (int more = figure_of_run(r, k, &d->figure); more && s == CELLSIM_OK; more = figure_next_part(&d->figure))
            s = prepare_drawing(dir, d, e);
    for (int k = 0; k < r->runs; k++)
        for (int n = 0, more = 1; s == CELLSIM_OK && more; n++) {
            s = figure_of_analysis(r, k, n, &d->figure, &more, e);
            if (s == CELLSIM_OK && more) s = prepare_drawing(dir, d, e);
        }
    int found = 0;
    if (s == CELLSIM_OK) s = figure_of_uptake(r, &d->figure, &found, e);
    return s == CELLSIM_OK && found ? prepare_drawing(dir, d, e) : s;
}

Status report_write_figures(const Report *r, const char *dir, int *drawn, Error *e)
{
    *drawn = 0;
    Drawing *d = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    Status s = prepare(r, dir, d, e);
    if (s == CELLSIM_OK) gnuplot_run(dir, d->jobs, d->job, GNUPLOT_TIMEOUT_S, r->stop, r->stop_context);
    for (int k = 0; k < d->jobs; k++) {
        if (s == CELLSIM_OK) s = collect(dir, &d->job[k], d->stem[k], drawn, e);
        else remove_old(dir, d->job[k].output);
    }
    free(d);
    return s;
}
