#include "../comparison.h"
#include "../files.h"
#include "../json_build.h"
#include "../names.h"
#include "analysis_tables.h"
#include "csv.h"
#include "csv_analysis.h"
#include "csv_kk.h"
#include "measured_cycles.h"
#include "losses.h"
#include "mpt.h"
#include "overview.h"
#include "contents.h"
#include "shares.h"
#include "spectra.h"
#include "stream.h"
#include "uptake_map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef void (*Writer)(const Run *r, Text *out);

static Status write_table(const Run *run, Writer writer, const char *dir, const char *stem, const char *ending,
                          Error *e)
{
    char name[STEM_SIZE + 16];
    Text content = {0};
    snprintf(name, sizeof name, "%s%s", stem, ending);
    writer(run, &content);
    return file_stage(dir, name, &content, e);
}

static void write_cycles(const Run *run, Text *out)
{
    csv_cycles_head(run, out);
    for (int k = 0; k < run->cycles; k++) csv_cycles_row(run, &run->cycle[k], out);
}

/* Tables of what is read off a run of this kind. */
static Status write_analysis(const Report *r, const Run *run, const char *dir, const char *stem, Error *e)
{
    const AnalysisTable *table[MAX_ANALYSIS_TABLES];
    const AnalysisChoice choice = report_analysis_choice(r, run);
    const int n = analysis_tables(run, table);
    Analysis a = {0};
    Status s = n > 0 ? run_analysis(run, &choice, &a, e) : CELLSIM_OK;
    for (int k = 0; k < n && s == CELLSIM_OK; k++) {
        if (!table[k]->write) continue;
        char name[STEM_SIZE + 16];
        Text content = {0};
        snprintf(name, sizeof name, "%s%s", stem, table[k]->ending);
        table[k]->write(&a, &content);
        s = file_stage(dir, name, &content, e);
    }
    analysis_free(&a);
    return s;
}

/* The tables of rows: those that were written as the run went, or, of a run in memory, all it holds. */
static Status write_rows(const Report *r, int k, const char *dir, const char *stem, Error *e)
{
    const Run *run = &r->run[k];
    if (r->stream) return stream_stage(r->stream[k], run, stem, r->publish, e);
    Status s = write_table(run, csv_bdf, dir, stem, ".bdf.csv", e);
    if (s == CELLSIM_OK) s = write_table(run, csv_capacity, dir, stem, "_mAh_g.csv", e);
    if (s == CELLSIM_OK) s = write_table(run, csv_steps, dir, stem, "_steps.csv", e);
    if (s == CELLSIM_OK && analysis_has_cycles(run)) s = write_table(run, write_cycles, dir, stem, "_cycles.csv", e);
    if (s == CELLSIM_OK && run->spectra > 0) s = write_table(run, csv_spectra, dir, stem, "_spectra.csv", e);
    if (s == CELLSIM_OK && r->mpt) s = write_table(run, mpt_series, dir, stem, ".mpt", e);
    return s;
}

/* What figures are drawn from where that is not everything. */
static Status write_shown(const Report *r, int k, const char *dir, Error *e)
{
    char shown[STEM_SIZE];
    if (!run_is_selection(&r->run[k])) return CELLSIM_OK;
    run_shown_stem(r->run, k, r->runs, shown);
    const Status s = write_table(&r->run[k], csv_bdf, dir, shown, ".bdf.csv", e);
    return s ? s : write_table(&r->run[k], csv_capacity, dir, shown, "_mAh_g.csv", e);
}

static Status write_run(const Report *r, int k, const char *dir, Error *e)
{
    char stem[STEM_SIZE];
    const Run *run = &r->run[k];
    run_stem(r->run, k, r->runs, stem);
    Status s = write_rows(r, k, dir, stem, e);
    if (s == CELLSIM_OK) s = write_shown(r, k, dir, e);
    if (s == CELLSIM_OK) s = write_table(run, csv_profiles, dir, stem, "_profiles.csv", e);
    if (s == CELLSIM_OK && run->losses > 0) s = write_table(run, csv_losses, dir, stem, "_losses.csv", e);
    if (s == CELLSIM_OK && run_has_contents(run)) s = write_table(run, csv_contents, dir, stem, "_contents.csv", e);
    if (s == CELLSIM_OK && run_has_shares(run)) s = write_table(run, csv_shares, dir, stem, "_shares.csv", e);
    if (s == CELLSIM_OK) s = spectra_write(r, k, dir, e);
    if (s == CELLSIM_OK && r->is_measured) s = kk_write(r, k, dir, e);
    if (s == CELLSIM_OK) s = write_analysis(r, run, dir, stem, e);
    if (s == CELLSIM_OK && r->mpt) s = mpt_write_spectra(r, k, dir, e);
    return s;
}

static Status write_summary(const Report *r, const char *dir, Error *e)
{
    Text content = {0};
    json_t *summary = report_json(r, 0);
    json_print(summary, JSON_INDENT(2) | JSON_REAL_PRECISION(12), &content);
    text_add(&content, "\n");
    json_decref(summary);
    return file_stage(dir, "summary.json", &content, e);
}

/* What is laid over the figures of a simulation. */
static Status write_measured(const Run *measured, const char *dir, Error *e)
{
    Status s = write_table(measured, csv_bdf, dir, "measured", ".bdf.csv", e);
    if (s == CELLSIM_OK) s = write_table(measured, csv_capacity, dir, "measured", "_mAh_g.csv", e);
    if (s == CELLSIM_OK && measured->samples > 0)
        s = write_table(measured, csv_steps, dir, "measured", "_steps.csv", e);
    if (s == CELLSIM_OK && measured->cycles > 0)
        s = write_table(measured, csv_measured_cycles, dir, "measured", "_cycles.csv", e);
    for (int k = 0; k < measured->spectra && s == CELLSIM_OK; k++) {
        char ending[NUMBER_SIZE], name[NUMBER_SIZE + 16];
        Text content = {0};
        spectrum_ending(&measured->spectrum[k], ".csv", ending);
        snprintf(name, sizeof name, "measured%s", ending);
        csv_spectrum(measured, k, &content);
        s = file_stage(dir, name, &content, e);
    }
    return s;
}

static Status write_comparison(const Report *r, const char *dir, Error *e)
{
    Text content = {0};
    csv_comparison(r, &content);
    return file_stage(dir, "comparison.csv", &content, e);
}

/* What was written before something failed is published. */
Status report_write_data(const Report *r, const char *dir, Error *e)
{
    Status s = directory_create(dir, e);
    for (int k = 0; k < r->runs && s == CELLSIM_OK; k++) s = write_run(r, k, dir, e);
    if (s == CELLSIM_OK && !r->is_measured) s = overview_write(r, dir, e);
    if (s == CELLSIM_OK) s = uptake_map_write(r, dir, e);
    if (r->measured && s == CELLSIM_OK) s = write_measured(r->measured, dir, e);
    if (r->measured && s == CELLSIM_OK) s = write_comparison(r, dir, e);
    if (s == CELLSIM_OK) s = write_summary(r, dir, e);
    const Status published = files_publish(dir, s ? NULL : e);
    return s ? s : published;
}
