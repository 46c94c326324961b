/* Drawing the scripts of a folder again. */
#include "../files.h"
#include "../folder.h"
#include "drawing.h"
#include "gnuplot.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const endings[] = {".svg", ".png", ".pdf"};

enum { LONGEST_STEM = 100 };

typedef struct Redrawing {
    const char *dir;
    int pdf;
    int jobs;
    GnuplotJob *job;
} Redrawing;

/* The length of the stem of a script's name, 0: it is none that a gnuplot command can name. */
static size_t stem_length(const char *name)
{
    static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+";
    const size_t n = strlen(name);
    return n > 3 && n - 3 <= LONGEST_STEM && name[0] != '.' && strspn(name, kept) == n && !strcmp(name + n - 3, ".gp") ? n - 3 : 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const GnuplotJob *)a)->script, ((const GnuplotJob *)b)->script);
}

static Status find_scripts(Redrawing *r, const char *style, Error *e)
{
    DIR *d = opendir(r->dir);
    Status s = CELLSIM_OK;
    if (!d) return error_set(e, CELLSIM_IO, r->dir, 0, "cannot open the directory %s", r->dir);
    for (struct dirent *entry; !s && (entry = readdir(d));) {
        const size_t n = stem_length(entry->d_name);
        if (n == 0) continue;
        GnuplotJob *more = realloc(r->job, ((size_t)r->jobs + 1) * sizeof *more);
        if (!more) {
            s = error_memory(e);
            break;
        }
        r->job = more;
        GnuplotJob *job = &r->job[r->jobs++];
        *job = (GnuplotJob){.done = 0};
        snprintf(job->script, sizeof job->script, "%s", entry->d_name);
        snprintf(job->output, sizeof job->output, FOLDER_HIDDEN "%.*s.%ld.tmp", (int)n, entry->d_name, (long)getpid());
        snprintf(job->settings, sizeof job->settings, "; style='%s'; formats='svg png%s'", style, r->pdf ? " pdf" : "");
    }
    closedir(d);
    if (r->jobs > 0) qsort(r->job, (size_t)r->jobs, sizeof *r->job, by_name);
    return s;
}

/* All formats of a figure, or none; 1: they are there. */
static Status collect(const Redrawing *r, const GnuplotJob *job, int *drawn, Error *e)
{
    char from[GNUPLOT_SCRIPT_SIZE + 8], to[GNUPLOT_SCRIPT_SIZE + 8];
    const int formats = r->pdf ? 3 : 2, stem = (int)stem_length(job->script);
    Status s = CELLSIM_OK;
    *drawn = job->done;
    for (int k = 0; k < formats && *drawn && !s; k++) s = drawing_is_complete(r->dir, job->output, endings[k], drawn, e);
    for (int k = 0; k < formats; k++) {
        snprintf(from, sizeof from, "%s%s", job->output, endings[k]);
        snprintf(to, sizeof to, "%.*s%s", stem, job->script, endings[k]);
        if (*drawn && !s) s = file_stage_as(r->dir, from, to, e);
        if (*drawn && !s) continue;
        char *path = path_join(r->dir, from);
        if (path) unlink(path);
        free(path);
    }
    return s;
}

static Status collect_all(const Redrawing *r, int stopped, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < r->jobs; k++) {
        int drawn;
        Status s = collect(r, &r->job[k], &drawn, status ? NULL : e);
        if (!s && !drawn && !status) {
            s = error_set(e, CELLSIM_IO, r->dir, 0, stopped ? "stopped on request: %s/%s was not drawn" : "gnuplot cannot draw %s/%s",
                          r->dir, r->job[k].script);
            error_hint(e, "`gnuplot %s` in that folder says why; is gnuplot installed?", r->job[k].script);
        }
        if (s && !status) status = s;
    }
    const Status published = files_publish(r->dir, status ? NULL : e);
    return status ? status : published;
}

Status figures_redraw(const char *dir, const char *style, int pdf, int jobs, StopFunction stop, int *scripts, Error *e)
{
    Redrawing r = {.dir = dir, .pdf = pdf};
    Status s = find_scripts(&r, style, e);
    for (int k = 0; k < r.jobs && !s; k += GNUPLOT_JOBS) {
        const int n = r.jobs - k < GNUPLOT_JOBS ? r.jobs - k : GNUPLOT_JOBS;
        gnuplot_run(dir, n, r.job + k, jobs, 30.0 + 5.0 * n, stop, NULL);
    }
    if (!s) s = collect_all(&r, stop && stop(NULL), e);
    *scripts = r.jobs;
    free(r.job);
    return s;
}
