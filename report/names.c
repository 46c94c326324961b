#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void file_name_clean(const char *name, char *out, size_t size)
{
    static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t n = 0;
    for (; *name && n + 1 < size; name++)
        if (((unsigned char)*name & 0xC0) != 0x80) out[n++] = (char)(strchr(kept, *name) ? *name : '_'); /* one for a letter of UTF-8 */
    out[n] = '\0';
    if (n == 0) snprintf(out, size, "unnamed");
    if (out[0] == '.' || out[0] == '-') out[0] = '_';
}

static int same_cell(const Run *a, const Run *b)
{
    return !strcmp(a->cell, b->cell);
}

static int has_several_loadings(const Run *run, int k, int runs)
{
    if (run[k].loadings > 1) return 1; /* also before the others are run */
    for (int j = 0; j < runs; j++)
        if (same_cell(&run[j], &run[k]) && !strcmp(run[j].protocol, run[k].protocol) && fabs(run[j].loading - run[k].loading) > 0) return 1;
    return 0;
}

static void plain_stem(const Run *run, int k, int runs, char out[STEM_SIZE])
{
    char name[40], loading[NUMBER_SIZE], varies[40], value[NUMBER_SIZE];
    file_name_clean(run[k].protocol, name, sizeof name);
    if (*run[k].varies) {
        file_name_clean(run[k].varies, varies, sizeof varies);
        snprintf(out, STEM_SIZE, "%s_%.32s_%s", name, varies, number_text(run[k].varied, 6, value));
    } else if (has_several_loadings(run, k, runs))
        snprintf(out, STEM_SIZE, "%s_%smg", name, number_text(run[k].loading * MG_CM2_PER_KG_M2, 6, loading));
    else snprintf(out, STEM_SIZE, "%s", name);
}

void run_stem(const Run *run, int k, int runs, char out[STEM_SIZE])
{
    char other[STEM_SIZE], number[16];
    int same = 1;
    plain_stem(run, k, runs, out);
    for (int j = 0; j < k; j++) {
        plain_stem(run, j, runs, other);
        same += same_cell(&run[j], &run[k]) && !strcmp(other, out);
    }
    if (same == 1) return;
    snprintf(number, sizeof number, "+%d", same);
    const size_t n = strlen(out), room = STEM_SIZE - n;
    snprintf(out + n, room, "%s", number);
}

void run_shown_stem(const Run *run, int k, int runs, char out[STEM_SIZE])
{
    run_stem(run, k, runs, out);
    const size_t n = strlen(out), room = STEM_SIZE - n;
    if (run_is_selection(&run[k])) snprintf(out + n, room, "_shown");
}

const Card *report_card(const Report *r, int k)
{
    return r->card_of ? r->card_of[k] : r->card;
}

void run_tables(const Report *r, int k, int shown, char out[TABLES_SIZE])
{
    char stem[STEM_SIZE];
    if (shown) run_shown_stem(r->run, k, r->runs, stem);
    else run_stem(r->run, k, r->runs, stem);
    if (r->card_of) snprintf(out, TABLES_SIZE, "../%.64s/%s", r->run[k].cell, stem);
    else snprintf(out, TABLES_SIZE, "%s", stem);
}

void run_title(const Run *run, char out[TITLE_SIZE])
{
    char value[NUMBER_SIZE];
    const char *title = *run->title ? run->title : run->protocol;
    if (!*run->varies) snprintf(out, TITLE_SIZE, "%s", title);
    else snprintf(out, TITLE_SIZE, "%s, %s = %s", title, run->varies, number_text(run->varied, 6, value));
}

void selection_words(const Run *run, char out[SELECTION_SIZE])
{
    out[0] = '\0';
    if (!run_is_selection(run)) return;
    snprintf(out, SELECTION_SIZE, "figures and analyses use %d of %d steps, %d of %lld samples, %d of %d cycles%s; the "
             "tables hold everything", run->records, run->executed, run->samples, run->taken, run->cycles, run->counted,
             run->spectra < run->measured ? " and a part of the spectra" : "");
}

void choice_words(const Run *run, char out[CHOICE_SIZE])
{
    const RunChoice *c = &run->choice;
    char negative[40] = "";
    out[0] = '\0';
    if (!(c->accuracy > 0)) return;
    if (c->elements[0]) snprintf(negative, sizeof negative, "negative %d of degree %d, ", c->elements[0], c->degree[0]);
    snprintf(out, CHOICE_SIZE, "%s %.4g mV: elements: %sseparator %d of degree %d, %s %d of degree %d; radial %d; tolerance %.2g",
             c->met ? "chosen for" : "NOT reached:", 1e3 * c->accuracy, negative, c->elements[1], c->degree[1],
             c->elements[0] ? "positive" : "working electrode", c->elements[2], c->degree[2], c->radial, c->tolerance);
}

const char *report_cell(const Report *r)
{
    if (r->card) return card_name(r->card);
    return r->runs > 0 ? r->run[0].cell : "";
}

const char *report_title(const Report *r)
{
    const char *title = r->card ? card_title(r->card) : NULL;
    return title && *title ? title : report_cell(r);
}

int record_samples(const Run *r, const StepRecord *s)
{
    const int first = s->first_sample, n = s->samples;
    return first >= 0 && n > 0 && first < r->samples && n <= r->samples - first ? n : 0;
}
