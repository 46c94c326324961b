/* cellsim analyze: the tables and figures of a run, from measured data. */
#include "../experiments/clock.h"
#include "../report/csv_analysis.h"
#include "../report/figure_analysis.h"
#include "../measured/measured.h"
#include "../report/names.h"
#include "interrupts.h"
#include "session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Puts `more` after `s`: its own steps, its time from the end of the other. */
static Status append(Series *s, const Series *more, Error *e)
{
    Series both;
    const int n = s->n;
    const double t = n ? s->t[n - 1] : 0;
    const Status status = series_create(n + more->n, &both, e);
    for (int k = 0; !status && k < both.n; k++) {
        const Series *from = k < n ? s : more;
        const int j = k < n ? k : k - n;
        both.t[k] = from->t[j] + (k < n ? 0 : t - more->t[0]);
        both.V[k] = from->V[j];
        both.I[k] = from->I[j];
        both.cycle[k] = from->cycle[j] && k >= n && n > 0 ? from->cycle[j] + s->cycle[n - 1] : from->cycle[j];
        both.step[k] = from->step[j] + (k < n || n == 0 ? 0 : s->step[n - 1] + 1);
    }
    if (status) return status;
    series_free(s);
    *s = both;
    series_integrate(s);
    return CELLSIM_OK;
}

Status measured_files(const Options *o, int files, const char *const *file, Run *run, Error *e)
{
    Series s = {0};
    const MeasuredCell cell = {.area = o->area,
                               .mass = o->mass,
                               .density = o->density,
                               .radius = o->radius,
                               .concentration = o->concentration};
    Status status = CELLSIM_OK;
    for (int k = 0; k < files && !status; k++) {
        Series more = {0};
        status = measured_read(file[k], &more, e);
        if (!status) status = append(&s, &more, e);
        series_free(&more);
    }
    if (!status) status = measured_run(&s, file[0], &cell, run, e);
    series_free(&s);
    return status;
}

static Status print_table(const char *title, const Analysis *a, void (*write)(const Analysis *a, Text *out), Error *e)
{
    Text text = {0};
    write(a, &text);
    const Status status = text_status(&text, e);
    if (!status && text.data) printf("\n%s\n%s", title, text.data);
    text_free(&text);
    return status;
}

static void print_slopes(const Analysis *a)
{
    char number[NUMBER_SIZE];
    printf("\nb of the peaks: anodic %s", number_text(cv_b_of_peaks(&a->cv, PEAK_ANODIC).slope, 4, number));
    printf(", cathodic %s\n", number_text(cv_b_of_peaks(&a->cv, PEAK_CATHODIC).slope, 4, number));
    const RandlesSevcik *r = &a->randles_sevcik;
    if (!isfinite(r->D)) {
        printf("D_app: give --area-cm2 and --concentration-mol-cm3\n");
        return;
    }
    printf("D_app %s cm2/s (mean of both peaks, free intercept", number_text(r->D * 1e4, 4, number));
    printf(", r2 %s)\n", number_text(r->line.r2, 5, number));
}

static Status print_analysis(const Run *run, Error *e)
{
    Analysis a;
    AnalysisChoice c = run_analysis_choice(run);
    Status status = run_analysis(run, &c, &a, e);
    if (!status && a.cv.rates > 0) status = print_table("Voltammograms", &a, csv_cv_peaks, e);
    if (!status && a.cv.rates > 1) print_slopes(&a);
    if (!status && a.pulses > 0) status = print_table("Titration", &a, csv_gitt, e);
    if (!status && a.rows > 0 && a.pulses == 0) status = print_table("Cycles", &a, csv_cycles, e);
    analysis_free(&a);
    return status;
}

static Status analyze(const Options *o, int files, const char *const *file, json_t *all, Error *e)
{
    Run run = {0};
    const double start = wall_clock();
    Status status = measured_files(o, files, file, &run, e);
    if (!status && !o->quiet) status = print_analysis(&run, e);
    Report report = {.runs = 1, .run = &run, .is_measured = 1};
    char path[512];
    Folder folder = {.fd = -1};
    if (!status) status = results_path(o, run.cell, path, e);
    if (!status) status = folder_open(path, 0, &folder, e);
    if (!status) status = write_results(o, &report, path, start, all, e);
    folder_clean(&folder);
    folder_close(&folder);
    run_free(&run);
    return !status && interrupts_stop(NULL) ? CELLSIM_EARLY : status;
}

Status command_analyze(const Options *o, Error *e)
{
    json_t *all = json_array();
    Status status = all ? CELLSIM_OK : error_memory(e);
    if (!status && o->join) status = analyze(o, o->cards, o->card, all, e);
    for (int k = 0; k < o->cards && !o->join && !status; k++) status = analyze(o, 1, &o->card[k], all, e);
    Error unwritten;
    const Status printed = print_documents(o, all, status ? &unwritten : e);
    return status ? status : printed;
}
