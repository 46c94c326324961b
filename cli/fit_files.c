#include "fit_files.h"

#include "../fitting/rewrite.h"
#include "../report/files.h"
#include "../report/folder.h"
#include "../report/figures/gnuplot.h"
#include "../report/json_build.h"
#include "interrupts.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_EDITS = MAX_OVERRIDES + MOST_FREE * MOST_PLACES, SOURCE_SIZE = 180 };
static const double DRAWING_S = 30;

/* --- the card -------------------------------------------------------------------------------------------------------- */

static int is_free(const FitCommand *c, const char *path)
{
    for (int k = 0; k < c->frees; k++)
        if (parameter_has_place(&c->parameter[k], path)) return 1;
    return 0;
}

/* "fit to a.csv, b.csv and 3 more" */
static void source_of(const FitCommand *c, char out[SOURCE_SIZE])
{
    snprintf(out, SOURCE_SIZE, "fit to ");
    for (int k = 0; k < c->files; k++) {
        const char *slash = strrchr(c->file[k].path, '/'), *name = slash ? slash + 1 : c->file[k].path;
        const size_t used = strlen(out);
        if (used + strlen(name) + 24 > SOURCE_SIZE) {
            snprintf(out + used, SOURCE_SIZE - used, " and %d more", c->files - k);
            return;
        }
        snprintf(out + used, SOURCE_SIZE - used, "%s%s", k ? ", " : "", name);
    }
}

typedef struct Edits {
    int n, done[MOST_EDITS];
    CardEdit edit[MOST_EDITS];
    char number[MOST_FREE][NUMBER_SIZE], source[SOURCE_SIZE];
} Edits;

/* What --set changed, then what was fitted. */
static void collect(const FitCommand *c, Edits *d)
{
    source_of(c, d->source);
    for (int k = 0; k < c->o->overrides; k++) {
        const Override *o = &c->o->override[k];
        if (!is_free(c, o->path)) d->edit[d->n++] = (CardEdit){o->path, o->value, "--set of this fit", "assumed"};
    }
    for (int k = 0; k < c->frees; k++) {
        number_text(c->result.value[k], 10, d->number[k]);
        for (int j = 0; j <= c->parameter[k].others; j++)
            d->edit[d->n++] = (CardEdit){parameter_place(&c->parameter[k], j), d->number[k], d->source, "fitted"};
    }
}

static Status write_card(FitCommand *c, const char *dir, Error *e)
{
    char name[96];
    Text text = {0};
    Edits *d = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    collect(c, d);
    Status s = card_rewrite(c->o->card[0], c->o->library, d->n, d->edit, &text, d->done, e);
    snprintf(name, sizeof name, "%s_fitted.cfg", card_name(c->card));
    if (!s) s = file_write(dir, name, &text, e);
    for (int k = 0; k < d->n && !s && c->notes.notes < FIT_NOTES; k++)
        if (!d->done[k])
            snprintf(c->notes.note[c->notes.notes++], FIT_NOTE,
                     "the card gives this in another way, so that %s does not hold it: add --set '%s=%s'", name,
                     d->edit[k].path, d->edit[k].value);
    text_free(&text);
    free(d);
    return s;
}

/* --- tables and figures ---------------------------------------------------------------------------------------------- */

static Status write_tables(const FitCommand *c, const char *dir, Error *e)
{
    Text t = {0};
    fit_csv_parameters(&c->q, &c->result, &t);
    Status s = file_write_last(dir, "fit_parameters.csv", &t, e);
    for (FitKind kind = 0; kind < FIT_KINDS && !s; kind++) {
        char name[48];
        if (!c->result.count[kind]) continue;
        snprintf(name, sizeof name, "fit_%s.csv", fit_kind_name(kind));
        fit_csv_points(&c->q, kind, &t);
        s = file_write_last(dir, name, &t, e);
    }
    if (s || !c->result.profiles) return s;
    fit_csv_profiles(&c->q, &c->result, &t);
    return file_write_last(dir, "fit_profiles.csv", &t, e);
}

static Status draw(FitCommand *c, const char *dir, FitKind kind, Error *e)
{
    char stem[32], name[48], drawn[GNUPLOT_SCRIPT_SIZE + 8];
    Text script = {0};
    GnuplotJob job = {.done = 0};
    snprintf(stem, sizeof stem, "fit_%s", fit_kind_name(kind));
    snprintf(job.script, sizeof job.script, "%s.gp", stem);
    snprintf(job.output, sizeof job.output, FOLDER_HIDDEN "%s.%ld.tmp", stem, (long)getpid());
    fit_script(&c->q, kind, card_title(c->card), stem, &script);
    Status s = file_write_last(dir, job.script, &script, e);
    if (!s) gnuplot_run(dir, 1, &job, 1, DRAWING_S, interrupts_stop, NULL);
    for (int k = 0; k < 2 && !s && job.done; k++) {
        snprintf(name, sizeof name, "%s%s", stem, k ? ".png" : ".svg");
        snprintf(drawn, sizeof drawn, "%s%s", job.output, k ? ".png" : ".svg");
        s = file_stage_as(dir, drawn, name, e);
    }
    if (!s) s = files_publish(dir, e);
    c->drawn += !s && job.done;
    return s;
}

static Status write_summary(const FitCommand *c, const char *dir, Error *e)
{
    Text t = {0};
    json_t *o = fit_json(&c->q, &c->result, &c->notes);
    json_print(o, JSON_INDENT(2), &t);
    text_add(&t, "\n");
    json_decref(o);
    return file_write_last(dir, "summary.json", &t, e);
}

static Status write_files(void *command, const char *path, Error *e)
{
    FitCommand *c = command;
    Status s = write_tables(c, path, e);
    if (!s) s = write_card(c, path, e);
    for (FitKind kind = 0; kind < FIT_TARGET && !s && c->o->figures; kind++)
        if (c->result.count[kind]) s = draw(c, path, kind, e);
    return s ? s : write_summary(c, path, e);
}

Status fit_write(FitCommand *c, char path[512], Error *e)
{
    char name[96];
    Folder folder;
    Report report = {.card = c->card};
    snprintf(name, sizeof name, "%s_fit", card_name(c->card));
    Status s = results_path(c->o, name, path, e);
    if (!s) s = folder_open(path, 0, &folder, e);
    if (s) return s;
    s = write_listed(c->o, &report, path, write_files, c, e);
    folder_clean(&folder);
    folder_close(&folder);
    return s;
}
