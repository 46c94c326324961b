#include "../comparison.h"
#include "../json_build.h"
#include "../names.h"
#include "../tables/analysis_tables.h"
#include "../tables/csv.h"
#include "../tables/mpt.h"
#include "../tables/contents.h"
#include "../tables/shares.h"
#include "../tables/spectra.h"
#include "../trust.h"
#include "json_analysis.h"

#include <stdio.h>
#include <string.h>

static void shown_files(const Report *r, int k, json_t **files)
{
    char stem[STEM_SIZE], name[STEM_SIZE + 16];
    run_shown_stem(r->run, k, r->runs, stem);
    snprintf(name, sizeof name, "%s.bdf.csv", stem);
    json_append(files, text_json(name));
    snprintf(name, sizeof name, "%s_mAh_g.csv", stem);
    json_append(files, text_json(name));
}

static json_t *run_files(const Report *r, int k)
{
    static const char *const endings[] = {".bdf.csv", "_mAh_g.csv", "_steps.csv", "_profiles.csv"};
    char stem[STEM_SIZE], name[STEM_SIZE + 16];
    json_t *files = json_array();
    run_stem(r->run, k, r->runs, stem);
    for (size_t j = 0; j < sizeof endings / sizeof *endings; j++) {
        snprintf(name, sizeof name, "%s%s", stem, endings[j]);
        json_append(&files, text_json(name));
    }
    const AnalysisTable *table[MAX_ANALYSIS_TABLES];
    const int n = analysis_tables(&r->run[k], table);
    if (run_is_selection(&r->run[k])) shown_files(r, k, &files);
    for (int j = 0; j < n; j++) {
        snprintf(name, sizeof name, "%s%s", stem, table[j]->ending);
        json_append(&files, text_json(name));
    }
    if (r->run[k].losses > 0) {
        snprintf(name, sizeof name, "%s_losses.csv", stem);
        json_append(&files, text_json(name));
    }
    if (run_has_contents(&r->run[k])) {
        snprintf(name, sizeof name, "%s_contents.csv", stem);
        json_append(&files, text_json(name));
    }
    if (run_has_shares(&r->run[k])) {
        snprintf(name, sizeof name, "%s_shares.csv", stem);
        json_append(&files, text_json(name));
    }
    if (r->run[k].spectra > 0) {
        snprintf(name, sizeof name, "%s_spectra.csv", stem);
        json_append(&files, text_json(name));
    }
    if (r->mpt) mpt_files(r, k, &files);
    return files;
}

/* Null for a kind of run that nothing is read off. */
static json_t *run_analysis_json(const Report *r, const Run *run)
{
    const AnalysisTable *table[MAX_ANALYSIS_TABLES];
    const AnalysisChoice choice = report_analysis_choice(r, run);
    Analysis a = {0};
    if (analysis_tables(run, table) == 0) return json_null();
    const int cycles = run->counted > run->cycles ? run->counted : run->cycles;
    json_t *o = run_analysis(run, &choice, &a, NULL) == CELLSIM_OK ? analysis_json(&a, cycles) : NULL;
    if (o && !strcmp(run->figure, "pulse")) json_put(&o, "pulses", pulses_json(&a));
    analysis_free(&a);
    return o;
}

static json_t *selection(const Run *run)
{
    char words[SELECTION_SIZE];
    json_t *o = json_object();
    selection_words(run, words);
    json_put(&o, "steps", json_integer(run->records));
    json_put(&o, "of_steps", json_integer(run->executed));
    json_put(&o, "samples", json_integer(run->samples));
    json_put(&o, "of_samples", json_integer(run->taken));
    json_put(&o, "note", text_json(words));
    return o;
}

static json_t *choice(const Run *run)
{
    static const char *const region[] = {"negative", "separator", "positive"};
    const RunChoice *c = &run->choice;
    json_t *o = json_object();
    json_put(&o, "accuracy_mV", number_json(1e3 * c->accuracy));
    json_put(&o, "met", json_boolean(c->met));
    json_put(&o, "tolerance", number_json(c->tolerance));
    for (int k = 0; k < 3; k++) {
        json_t *r = json_object();
        if (c->elements[k] == 0) {
            json_decref(r);
            continue;
        }
        json_put(&r, "elements", json_integer(c->elements[k]));
        json_put(&r, "degree", json_integer(c->degree[k]));
        json_put(&o, region[k], r);
    }
    json_put(&o, "radial", json_integer(c->radial));
    return o;
}

/* Of steps that ended other than planned or ran low of salt, the first MOST_NOTES. */
static json_t *notes(const Run *run)
{
    enum { MOST_NOTES = 100 };
    json_t *list = json_array();
    for (int k = 0; k < run->records && list && json_array_size(list) < MOST_NOTES; k++) {
        const StepRecord *s = &run->record[k];
        char note[NOTE_SIZE];
        record_note(s, note);
        if (!end_is_early(s->end) && !*note) continue;
        json_t *o = json_object();
        json_put(&o, "step", json_integer(s->step + 1));
        json_put(&o, "end", text_json(end_name(s->end)));
        json_put(&o, "note", text_json(note));
        json_append(&list, o);
    }
    return list;
}

/* What the hosts report, as it was at the end. */
static json_t *reported(const Run *run)
{
    json_t *list = json_array();
    for (int k = 0; k < run->reports; k++) {
        json_t *o = json_object();
        json_put(&o, "name", text_json(run->reported[k].name));
        json_put(&o, "unit", text_json(run->reported[k].unit));
        json_put(&o, "at_start", number_json(run->reported_at_start[k]));
        json_put(&o, "at_end", number_json(run->records ? run->record[run->records - 1].reported[k] : NAN));
        json_append(&list, o);
    }
    return list;
}

static json_t *experiment(const Report *r, int k, int times)
{
    const Run *run = &r->run[k];
    json_t *o = json_object();
    json_put(&o, "name", text_json(run->protocol));
    json_put(&o, "title", text_json(run->title));
    json_put(&o, "loading_mg_cm2", number_json(run->loading > 0 ? run->loading * MG_CM2_PER_KG_M2 : NAN));
    if (*run->varies) json_put(&o, "varies", text_json(run->varies));
    if (*run->varies) json_put(&o, "varied", number_json(run->varied));
    json_put(&o, "status", text_json(status_name(run->status)));
    json_put(&o, "files", run_files(r, k));
    json_put(&o, "analysis", run_analysis_json(r, run));
    if (run->spectra > 0) json_put(&o, "spectra", spectra_json(r, k));
    if (run->reports > 0) json_put(&o, "reported", reported(run));
    if (times) json_put(&o, "solve_s", number_json(run->solve_s));
    if (run->choice.accuracy > 0) json_put(&o, "choice", choice(run));
    if (run_is_selection(run)) json_put(&o, "selection", selection(run));
    json_put(&o, "notes", notes(run));
    if (run->status != CELLSIM_OK) {
        json_put(&o, "why", text_json(run->error.text));
        json_put(&o, "note", text_json(run->error.hint));
    }
    return o;
}

json_t *target_json(const Target *t)
{
    char convention[2 * LABEL_SIZE];
    json_t *o = json_object();
    json_put(&o, "id", text_json(t->id));
    json_put(&o, "quantity", text_json(t->quantity));
    json_put(&o, "unit", text_json(t->unit));
    if (isfinite(t->varied)) json_put(&o, "varied", number_json(t->varied));
    if (*t->of) json_put(&o, "of", text_json(t->of));
    json_put(&o, "experiment", text_json(t->protocol));
    json_put(&o, "c_rate", number_json(t->c_rate));
    json_put(&o, "loading_mg_cm2", number_json(t->loading * MG_CM2_PER_KG_M2));
    json_put(&o, "scan_rate_mV_s", number_json(t->scan_rate > 0 ? t->scan_rate * MV_PER_V : NAN));
    json_put(&o, "value", number_json(t->value));
    json_put(&o, "tolerance_percent", number_json(t->tolerance_percent));
    json_put(&o, "how", text_json(t->how));
    target_convention(t, convention);
    json_put(&o, "convention", text_json(convention));
    return o;
}

/* A target that no run measured is neither met nor missed. */
static json_t *answer(const Answer *a)
{
    json_t *o = target_json(a->target);
    json_put(&o, "simulated", number_json(a->simulated));
    json_put(&o, "error_percent", number_json(a->error_percent));
    json_put(&o, "ok", isnan(a->simulated) ? json_null() : json_boolean(a->ok));
    return o;
}

/* Their keys. */
static json_t *cut_items(const TrustItem items[TRUST_ITEMS])
{
    json_t *list = json_array();
    for (int k = 0; k < TRUST_ITEMS; k++)
        if (items[k].cut) json_append(&list, json_string(items[k].key));
    return list;
}

static json_t *trust(const Report *r)
{
    TrustItem items[TRUST_ITEMS];
    const RunTrust total = trust_total(r);
    json_t *o = json_object();
    trust_items(r, items);
    for (int k = 0; k < TRUST_ITEMS; k++) json_put(&o, items[k].key, number_json(items[k].value));
    json_put(&o, "not_estimated_to_the_end", cut_items(items));
    json_put(&o, "steps", json_integer(total.steps));
    json_put(&o, "residuals", json_integer(total.residuals));
    json_put(&o, "jacobians", json_integer(total.jacobians));
    json_put(&o, "error_test_failures", json_integer(total.error_test_failures));
    json_put(&o, "newton_failures", json_integer(total.newton_failures));
    return o;
}

static json_t *stopped(const Report *r)
{
    json_t *o = json_object();
    json_put(&o, "why", json_string("stopped on request"));
    json_put(&o, "runs_not_begun", json_integer(r->missing));
    json_put(&o, "resumable", json_boolean(r->resumable));
    return o;
}

static json_t *timing(const Report *r)
{
    double solve = 0;
    for (int k = 0; k < r->runs; k++) solve += r->run[k].solve_s;
    json_t *o = json_object();
    json_put(&o, "solve_s", number_json(solve));
    json_put(&o, "total_s", number_json(r->total_s));
    return o;
}

json_t *report_json(const Report *r, int times)
{
    json_t *o = json_object(), *experiments = json_array(), *targets = json_array();
    for (int k = 0; k < r->runs; k++) json_append(&experiments, experiment(r, k, times));
    for (int k = 0; k < r->answers; k++) json_append(&targets, answer(&r->answer[k]));
    json_put(&o, "cell", text_json(report_cell(r)));
    json_put(&o, "title", text_json(report_title(r)));
    if (r->source) json_put(&o, "source", text_json(r->source));
    json_put(&o, "experiments", experiments);
    json_put(&o, "targets", targets);
    if (r->measured) json_put(&o, "comparison", comparison_json(r));
    json_put(&o, "trust", trust(r));
    if (r->stopped) json_put(&o, "stopped", stopped(r));
    if (times) json_put(&o, "timing", timing(r));
    return o;
}
