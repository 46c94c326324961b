#include "csv.h"
#include "figure_analysis.h"
#include "json_analysis.h"
#include "json_value.h"
#include "mpt.h"
#include "names.h"
#include "spectra.h"
#include "trust.h"

#include <stdio.h>

static void shown_files(const Report *r, int k, json_t *files)
{
    char stem[STEM_SIZE], name[STEM_SIZE + 16];
    run_shown_stem(r->run, k, r->runs, stem);
    snprintf(name, sizeof name, "%s.bdf.csv", stem);
    json_array_append_new(files, string(name));
    snprintf(name, sizeof name, "%s_mAh_g.csv", stem);
    json_array_append_new(files, string(name));
}

static json_t *run_files(const Report *r, int k)
{
    static const char *const endings[] = {".bdf.csv", "_mAh_g.csv", "_steps.csv", "_profiles.csv"};
    char stem[STEM_SIZE], name[STEM_SIZE + 16];
    json_t *files = json_array();
    run_stem(r->run, k, r->runs, stem);
    for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
        snprintf(name, sizeof name, "%s%s", stem, endings[j]);
        json_array_append_new(files, string(name));
    }
    const AnalysisTable *table[MAX_ANALYSIS_TABLES];
    const int n = analysis_tables(&r->run[k], table);
    if (run_is_selection(&r->run[k])) shown_files(r, k, files);
    for (int j = 0; j < n; j++) {
        snprintf(name, sizeof name, "%s%s", stem, table[j]->ending);
        json_array_append_new(files, string(name));
    }
    if (r->run[k].spectra > 0) {
        snprintf(name, sizeof name, "%s_spectra.csv", stem);
        json_array_append_new(files, string(name));
    }
    if (r->mpt) mpt_files(r, k, files);
    return files;
}

/* Null for a kind of run that nothing is read off. */
static json_t *run_analysis_json(const Report *r, const Run *run)
{
    const AnalysisTable *table[MAX_ANALYSIS_TABLES];
    const AnalysisChoice choice = figure_analysis_choice(r, run);
    Analysis a = {0};
    if (analysis_tables(run, table) == 0) return json_null();
    json_t *o = run_analysis(run, &choice, &a, NULL) == CELLSIM_OK ? analysis_json(&a, run->counted > run->cycles ? run->counted : run->cycles) : json_null();
    analysis_free(&a);
    return o;
}

static json_t *selection(const Run *run)
{
    char words[SELECTION_SIZE];
    json_t *o = json_object();
    selection_words(run, words);
    json_object_set_new(o, "steps", json_integer(run->records));
    json_object_set_new(o, "of_steps", json_integer(run->executed));
    json_object_set_new(o, "samples", json_integer(run->samples));
    json_object_set_new(o, "of_samples", json_integer(run->taken));
    json_object_set_new(o, "note", string(words));
    return o;
}

/* Of steps that ended other than planned or ran low of salt, the first MOST_NOTES. */
static json_t *notes(const Run *run)
{
    enum { MOST_NOTES = 100 };
    json_t *list = json_array();
    for (int k = 0; k < run->records && json_array_size(list) < MOST_NOTES; k++) {
        const StepRecord *s = &run->record[k];
        char note[NOTE_SIZE];
        record_note(s, note);
        if (!end_is_early(s->end) && !*note) continue;
        json_array_append_new(list, json_pack("{s:i, s:s, s:s}", "step", s->step + 1, "end", end_name(s->end), "note", note));
    }
    return list;
}

static json_t *experiment(const Report *r, int k, int times)
{
    const Run *run = &r->run[k];
    json_t *o = json_object();
    json_object_set_new(o, "name", string(run->protocol));
    json_object_set_new(o, "title", string(run->title));
    json_object_set_new(o, "loading_mg_cm2", number(run->loading > 0 ? run->loading * MG_CM2_PER_KG_M2 : NAN));
    json_object_set_new(o, "status", string(status_name(run->status)));
    json_object_set_new(o, "files", run_files(r, k));
    json_object_set_new(o, "analysis", run_analysis_json(r, run));
    if (run->spectra > 0) json_object_set_new(o, "spectra", spectra_json(r, k));
    if (times) json_object_set_new(o, "solve_s", number(run->solve_s));
    if (run_is_selection(run)) json_object_set_new(o, "selection", selection(run));
    json_object_set_new(o, "notes", notes(run));
    if (run->status != CELLSIM_OK) {
        json_object_set_new(o, "why", string(run->error.text));
        json_object_set_new(o, "note", string(run->error.hint));
    }
    return o;
}

json_t *target_json(const Target *t)
{
    char convention[2 * LABEL_SIZE];
    json_t *o = json_object();
    json_object_set_new(o, "id", string(t->id));
    json_object_set_new(o, "quantity", string(t->quantity));
    json_object_set_new(o, "unit", string(t->unit));
    json_object_set_new(o, "experiment", string(t->protocol));
    json_object_set_new(o, "c_rate", number(t->c_rate));
    json_object_set_new(o, "loading_mg_cm2", number(t->loading * MG_CM2_PER_KG_M2));
    json_object_set_new(o, "scan_rate_mV_s", number(t->scan_rate > 0 ? t->scan_rate * MV_PER_V : NAN));
    json_object_set_new(o, "value", number(t->value));
    json_object_set_new(o, "tolerance_percent", number(t->tolerance_percent));
    json_object_set_new(o, "how", string(t->how));
    target_convention(t, convention);
    json_object_set_new(o, "convention", string(convention));
    return o;
}

/* A target that no run measured is neither met nor missed. */
static json_t *answer(const Answer *a)
{
    json_t *o = target_json(a->target);
    json_object_set_new(o, "simulated", number(a->simulated));
    json_object_set_new(o, "error_percent", number(a->error_percent));
    json_object_set_new(o, "ok", isnan(a->simulated) ? json_null() : json_boolean(a->ok));
    return o;
}

static json_t *trust(const Report *r)
{
    TrustItem items[TRUST_ITEMS];
    const RunTrust total = trust_total(r);
    json_t *o = json_object();
    trust_items(r, items);
    for (int k = 0; k < TRUST_ITEMS; k++) json_object_set_new(o, items[k].key, number(items[k].value));
    json_object_set_new(o, "steps", json_integer(total.steps));
    json_object_set_new(o, "residuals", json_integer(total.residuals));
    json_object_set_new(o, "jacobians", json_integer(total.jacobians));
    json_object_set_new(o, "error_test_failures", json_integer(total.error_test_failures));
    json_object_set_new(o, "newton_failures", json_integer(total.newton_failures));
    return o;
}

static json_t *stopped(const Report *r)
{
    json_t *o = json_object();
    json_object_set_new(o, "why", json_string("stopped on request"));
    json_object_set_new(o, "runs_not_begun", json_integer(r->missing));
    json_object_set_new(o, "resumable", json_boolean(r->resumable));
    return o;
}

static json_t *timing(const Report *r)
{
    double solve = 0;
    for (int k = 0; k < r->runs; k++) solve += r->run[k].solve_s;
    json_t *o = json_object();
    json_object_set_new(o, "solve_s", number(solve));
    json_object_set_new(o, "total_s", number(r->total_s));
    return o;
}

json_t *report_json(const Report *r, int times)
{
    json_t *o = json_object(), *experiments = json_array(), *targets = json_array();
    for (int k = 0; k < r->runs; k++) json_array_append_new(experiments, experiment(r, k, times));
    for (int k = 0; k < r->answers; k++) json_array_append_new(targets, answer(&r->answer[k]));
    json_object_set_new(o, "cell", string(report_cell(r)));
    json_object_set_new(o, "title", string(report_title(r)));
    json_object_set_new(o, "experiments", experiments);
    json_object_set_new(o, "targets", targets);
    json_object_set_new(o, "trust", trust(r));
    if (r->stopped) json_object_set_new(o, "stopped", stopped(r));
    if (times) json_object_set_new(o, "timing", timing(r));
    return o;
}
