/* cellsim analyze: the tables and figures of a run, from measured data. */
#include "../experiments/clock.h"
#include "../report/json_build.h"
#include "../report/names.h"
#include "../report/run_analysis.h"
#include "../report/tables/csv_analysis.h"
#include "../report/tables/csv_kk.h"
#include "interrupts.h"
#include "session.h"
#include "took.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The first file's description and the series of all. */
static Status join(Measured *m, Measured *more, int k, Error *e)
{
    if (k == 0) {
        *m = *more;
        *more = (Measured){.capacity_off = NAN};
        return CELLSIM_OK;
    }
    if (!m->spectra && !more->spectra) return append(&m->series, &more->series, e);
    error_set(e, CELLSIM_USAGE, NULL, 0, "--join does not join impedance spectra");
    return error_hint(e, "without --join every file is a measurement of its own"), CELLSIM_USAGE;
}

Status measured_files(const Options *o, int files, const char *const *file, const char *name, json_t **took, Run *run,
                      Error *e)
{
    Measured m = {.capacity_off = NAN};
    Status status = CELLSIM_OK;
    for (int k = 0; k < files && !status; k++) {
        Measured more;
        status = measured_read(file[k], &o->measured, &more, e);
        if (status) break;
        if (!o->quiet) took_print(file[k], &more);
        if (took) json_append(took, took_json(file[k], &more));
        status = join(&m, &more, k, e);
        measured_free(&more);
    }
    if (!status && files > 1) status = measured_judge(&m, o->measured.as, e);
    if (!status) status = measured_run(&m, name, &o->measured.cell, run, e);
    measured_free(&m);
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

static const double VALID = 0.01; /* RMS of the residuals: more is no noise of an instrument */

/* Fit and validity of every spectrum. */
static Status print_impedance(const Run *run, Error *e)
{
    Text text = {0};
    Status status = csv_impedance(run, &text, e);
    if (!status) status = text_status(&text, e);
    if (!status) printf("\nImpedance\n%s", text.data);
    text_free(&text);
    for (int k = 0; k < run->spectra && !status; k++) {
        KkTest t;
        if (kk_test(run->spectrum[k].points, run->spectrum[k].point, &t, NULL) == CELLSIM_OK && t.rms > VALID)
            printf("spectrum %d does not obey the Kramers-Kronig relations: the cell drifted, or the signal was too "
                   "large or noisy\n",
                   k + 1);
        kk_free(&t);
    }
    return status;
}

static Status print_analysis(const Run *run, Error *e)
{
    if (run->spectra > 0) return print_impedance(run, e);
    Analysis a;
    AnalysisChoice c = run_analysis_choice(run);
    Status status = run_analysis(run, &c, &a, e);
    if (!status && a.cv.rates > 0 && !strcmp(run->figure, "cv"))
        status = print_table("Voltammograms", &a, csv_cv_peaks, e);
    if (!status && a.cv.rates > 1) print_slopes(&a);
    const int pulses = !strcmp(run->figure, "pulse") && a.tests > 0;
    const int sweeps = !strcmp(run->figure, "cv"), titration = !strcmp(run->figure, "gitt") && a.pulses > 0;
    if (!status && sweeps && a.cv.rates == 0) status = print_table("Sweeps", &a, csv_sweeps, e);
    if (!status && titration) status = print_table("Titration", &a, csv_gitt, e);
    if (!status && pulses) status = print_table("Pulses", &a, csv_pulses, e);
    if (!status && a.rows > 0 && !titration && !sweeps && !pulses) status = print_table("Cycles", &a, csv_cycles, e);
    analysis_free(&a);
    return status;
}

enum { NAME = 64, MOST_ALIKE = 10000 };

/* The file's name as that of a folder; a longer one is cut, and told from others by a number of its own (FNV-1a). */
static void clean_name(const char *file, char out[NAME])
{
    char name[512];
    unsigned hash = 2166136261u;
    measured_name(file, name, sizeof name);
    for (const char *p = name; *p; p++) hash = (hash ^ (unsigned char)*p) * 16777619u;
    file_name_clean(name, out, NAME);
    if (strlen(name) >= NAME) snprintf(out + NAME - 10, 10, "-%08x", hash);
}

/* The path of a file from the root; as it was given, if that cannot be known. */
static void whole_path(const char *file, char out[PATH_MAX])
{
    const int relative = file[0] != '/' && getcwd(out, PATH_MAX / 2) != NULL;
    const size_t n = relative ? strlen(out) : 0;
    snprintf(out + n, PATH_MAX - n, "%s%s", relative ? "/" : "", file);
}

/* 1: the folder <out>/<name> holds the results of another file. */
static int belongs_to_another(const Options *o, const char *name, const char *source)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/summary.json", o->out, name);
    json_t *summary = json_load_file(path, 0, NULL);
    const char *other = json_string_value(json_object_get(summary, "source"));
    const int another = summary && (!other || strcmp(other, source) != 0);
    json_decref(summary);
    return another;
}

static int is_among(int names, char (*name)[NAME], const char *candidate)
{
    for (int k = 0; k < names; k++)
        if (!strcmp(name[k], candidate)) return 1;
    return 0;
}

/* A name for the results of file k that no other file has, of this call or of an earlier one. */
static void name_results(const Options *o, int k, char (*name)[NAME])
{
    char clean[NAME], source[PATH_MAX];
    clean_name(o->card[k], clean);
    whole_path(o->card[k], source);
    snprintf(name[k], NAME, "%s", clean);
    for (int n = 2; n < MOST_ALIKE && (is_among(k, name, name[k]) || belongs_to_another(o, name[k], source)); n++)
        snprintf(name[k], NAME, "%.51s+%d", clean, n);
}

static Status add_document(const Options *o, json_t *all, json_t *took, Error *e)
{
    json_t *document = o->json ? json_array_get(all, json_array_size(all) - 1) : NULL;
    if (!document) return json_decref(took), CELLSIM_OK;
    return took && !json_object_set_new(document, "input", took) ? CELLSIM_OK : error_memory(e);
}

static Status analyze(const Options *o, int files, const char *const *file, const char *name, json_t *all, Error *e)
{
    Run run = {0};
    json_t *took = json_array();
    const double start = wall_clock();
    Status status = measured_files(o, files, file, name, &took, &run, e);
    if (!status && !o->quiet) status = print_analysis(&run, e);
    char path[512], source[PATH_MAX];
    whole_path(file[0], source);
    Report report = {.runs = 1, .run = &run, .is_measured = 1, .source = source};
    Folder folder = {.fd = -1};
    if (!status) status = results_path(o, run.cell, path, e);
    if (!status) status = folder_open(path, 0, &folder, e);
    if (!status) status = write_results(o, &report, path, start, all, e);
    if (!status) status = add_document(o, all, took, e);
    else json_decref(took);
    folder_clean(&folder);
    folder_close(&folder);
    run_free(&run);
    return !status && interrupts_stop(NULL) ? CELLSIM_EARLY : status;
}

Status command_analyze(const Options *o, Error *e)
{
    json_t *all = json_array();
    Status status = all ? CELLSIM_OK : error_memory(e);
    char(*name)[NAME] = calloc(MAX_CARDS, sizeof *name);
    if (!name) status = error_memory(e);
    for (int k = 0; k < (o->join ? 1 : o->cards) && !status; k++) {
        name_results(o, k, name);
        status = analyze(o, o->join ? o->cards : 1, &o->card[k], name[k], all, e);
    }
    free(name);
    Error unwritten;
    const Status printed = print_documents(o, all, status ? &unwritten : e);
    return status ? status : printed;
}
