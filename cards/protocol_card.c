#include "../model/hash.h"
#include "steps.h"
#include "vary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A figure that cards may ask for. */
static Status read_figure(Reader *r, const Value *v, Protocol *p)
{
    static const char *const known[] = {"gcd",  "rate_capability", "cv",      "eis",    "thin_thick", "discharge",
                                        "gitt", "pulse",           "cycling", "shares", "profile",    "none"};
    enum { KNOWN = sizeof known / sizeof known[0] };
    snprintf(p->figure, sizeof p->figure, "none");
    if (!v->key) return CELLSIM_OK;
    for (int k = 0; k < KNOWN; k++)
        if (!strcmp(v->node->text, known[k])) {
            snprintf(p->figure, sizeof p->figure, "%s", known[k]);
            return CELLSIM_OK;
        }
    const char *near = did_you_mean(v->node->text, KNOWN, known);
    node_error(r->e, v->node, "unknown figure '%.40s'", v->node->text);
    return error_hint(
               r->e,
               "did you mean '%s'? gcd, rate_capability, cv, eis, thin_thick, discharge, gitt, pulse, cycling, shares, "
               "profile, none",
               near ? near : "none"),
           CELLSIM_BAD_CARD;
}

static Status read_loadings(Reader *r, const Value *v, Protocol *p)
{
    if (!v->key) return CELLSIM_OK;
    Status status = list_length(r, v->node, 1, (int)(sizeof p->loading / sizeof p->loading[0]));
    for (int k = 0; status == CELLSIM_OK && k < v->node->children; k++) {
        double loading;
        status = node_number(r, v->node->child[k], "a loading", &loading);
        if (status == CELLSIM_OK && !(loading >= 1e-3 && loading <= 1e3)) {
            node_error(r->e, v->node->child[k], "a loading of %.6g mg/cm2 is out of range", loading);
            status = (error_hint(r->e, "loadings reach from 0.001 to 1000 mg/cm2"), CELLSIM_BAD_CARD);
        }
        if (status == CELLSIM_OK) p->loading[p->loadings++] = loading / 100;
    }
    return status;
}

/* Lowest and highest voltage that a step aims at. */
static void planned_range(const Step *step, int n, double *lo, double *hi)
{
    for (int k = 0; k < n; k++) {
        const double aims[] = {step[k].voltage, step[k].until.voltage_below, step[k].until.voltage_above};
        for (int j = 0; j < 3; j++) {
            *lo = fmin(*lo, aims[j]); /* fmin and fmax pass over NaN */
            *hi = fmax(*hi, aims[j]);
        }
        for (int j = 0; j < step[k].vertices; j++) {
            *lo = fmin(*lo, step[k].vertex[j]);
            *hi = fmax(*hi, step[k].vertex[j]);
        }
        const Drive *d = step[k].drive;
        for (int j = 0; d && d->kind == DRIVE_VOLTAGE && j < d->points; j++) {
            *lo = fmin(*lo, d->value[j]);
            *hi = fmax(*hi, d->value[j]);
        }
        planned_range(step[k].step, step[k].steps, lo, hi);
    }
}

/* Unless stated, a run stops 1 V beyond everything it plans. */
static Status read_safety(Reader *r, const Node *group, const Card *card, Protocol *p)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = group, .path = "safety"};
    double lo = card ? card->window[0] : NAN, hi = card ? card->window[1] : NAN;
    const Status status = section_read(r, &section_safety, &at, v);
    if (status != CELLSIM_OK) return status;
    planned_range(p->step, p->steps, &lo, &hi);
    p->safety = (Safety){v[SAFE_MIN].key ? v[SAFE_MIN].number : lo - 1, v[SAFE_MAX].key ? v[SAFE_MAX].number : hi + 1,
                         v[SAFE_TIME].number};
    if (!(p->safety.voltage_min >= p->safety.voltage_max)) return CELLSIM_OK;
    node_error(r->e, group, "safety: voltage_min_V is not below voltage_max_V");
    return error_hint(r->e, "swap them"), CELLSIM_BAD_CARD;
}

Status soc_window(Reader *r, const Node *n, const Card *card)
{
    if (!card || !(isnan(card->window[0]) || isnan(card->window[1]))) return CELLSIM_OK;
    node_error(r->e, n, "a state of charge needs the card's window");
    return error_hint(r->e, "add window = { lower_V = …; upper_V = …; } to the card: 0 and 1 are its rest voltages"),
           CELLSIM_BAD_CARD;
}

static Status read_start(Reader *r, const Value *v, const Card *card, Protocol *p)
{
    for (int k = 0; k < 2; k++) p->window[k] = card ? card->window[k] : NAN;
    p->begins_at_soc = v->key != NULL;
    p->soc = v->number;
    return v->key ? soc_window(r, v->node, card) : CELLSIM_OK;
}

static Status read_document(Reader *r, const Document *d, const Card *card, const char *rate, Protocol *p)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = d->root};
    StepReader s = {.r = r, .card = card, .given = rate, .passes = 1};
    Status status = section_read(r, &section_protocol, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_protocol, &at, v, PROTO_STEPS);
    if (status != CELLSIM_OK) return status;
    snprintf(p->title, sizeof p->title, "%s", p->name);
    status = value_text(r, &v[PROTO_TITLE], p->title, sizeof p->title);
    if (status == CELLSIM_OK) status = read_figure(r, &v[PROTO_FIGURE], p);
    if (status == CELLSIM_OK) status = read_loadings(r, &v[PROTO_LOADINGS], p);
    if (status == CELLSIM_OK) status = vary_read(r, &v[PROTO_VARY], card, p);
    if (status == CELLSIM_OK) status = read_start(r, &v[PROTO_FROM_SOC], card, p);
    if (status == CELLSIM_OK) status = steps_read(&s, v[PROTO_STEPS].node, "steps", &p->step, &p->steps);
    p->takes_rate = s.takes_rate;
    return status == CELLSIM_OK ? read_safety(r, v[PROTO_SAFETY].node, card, p) : status;
}

/* Name without folder and extension. */
static void base_name(const char *file, char *out, size_t size)
{
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    const char *dot = strrchr(start, '.');
    snprintf(out, size, "%.*s", dot && dot > start ? (int)(dot - start) : (int)strlen(start), start);
}

static Status no_protocol(const Library *l, const char *name, Error *e)
{
    char near[64], folders[400];
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no protocol '%.60s'", name);
    if (strchr(name, ',')) error_hint(e, "of several protocols each has its own --config: --config gcd --config cv");
    else if (library_near(l, name, near, (int)sizeof near)) error_hint(e, "did you mean '%s'?", near);
    else
        error_hint(e, "protocols, such as gcd and cv (cellsim list), are .cfg files beside the card or in a configs folder: %s",
                   library_folders(l, folders, (int)sizeof folders));
    return CELLSIM_BAD_CARD;
}

Status protocol_locate(const Library *l, const char *name, char *path, int size, Error *e)
{
    char file[300];
    const size_t n = strlen(name);
    const int bare = !strchr(name, '/') && !(n > 4 && !strcmp(name + n - 4, ".cfg"));
    snprintf(path, (size_t)size, "%s", name);
    snprintf(file, sizeof file, "%.255s.cfg", name);
    if (bare) return n > 0 && !library_find(l, file, path, size) ? CELLSIM_OK : no_protocol(l, name, e);
    if (source_exists(path)) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the protocol '%.200s' cannot be opened", name);
    return error_hint(e,
                      "check the path; bare names such as gcd are looked up beside the card and in the configs folder"),
           CELLSIM_BAD_CARD;
}

/* What the files of profiles hold belongs to the protocol. */
static uint64_t hash_drives(uint64_t h, const Step *step, int steps)
{
    for (int k = 0; k < steps; k++) {
        const Drive *d = step[k].drive;
        h = hash_drives(h, step[k].step, step[k].step ? step[k].steps : 0);
        if (!d) continue;
        h = hash_bytes(h, d->t, (size_t)d->points * sizeof *d->t);
        h = hash_bytes(h, d->value, (size_t)d->points * sizeof *d->value);
    }
    return h;
}

/* The document of a protocol, or of a text. */
static Status open_document(const Library *l, const char *name, const char *text, Document **d, Error *e)
{
    char path[600];
    if (text) {
        snprintf(path, sizeof path, "%s/%s", l->beside, name);
        return document_parse(path, text, d, e);
    }
    const Status status = protocol_locate(l, name, path, (int)sizeof path, e);
    if (status != CELLSIM_OK && e && e->file[0] == '\0') snprintf(e->file, sizeof e->file, "%s", name);
    return status == CELLSIM_OK ? document_read(path, d, e) : status;
}

struct ProtocolText {
    Library *library;
    Document *document;
};

static Status text_open(const char *name, const char *text, const char *library_dir, const Card *card,
                        ProtocolText **out, Error *e)
{
    error_clear(e);
    ProtocolText *t = *out = calloc(1, sizeof *t);
    if (t) t->library = library_create(card ? card->document->file : NULL, library_dir);
    const Status status = t && t->library ? open_document(t->library, name, text, &t->document, e) : error_memory(e);
    if (status != CELLSIM_OK) protocol_close(t), *out = NULL;
    return status;
}

static Status read_text(const ProtocolText *t, const Card *card, const char *rate, Protocol *p, Error *e)
{
    const Document *d = t->document;
    Reader r = {.library = t->library, .file = d->file, .e = e};
    snprintf(p->file, sizeof p->file, "%s", d->file);
    base_name(d->file, p->name, sizeof p->name);
    p->fingerprint = hash_text(hash_text(d->fingerprint, p->name), rate);
    const Status status = read_document(&r, d, card, rate, p);
    p->fingerprint = hash_drives(p->fingerprint, p->step, p->step ? p->steps : 0);
    if (status != CELLSIM_OK && e && e->file[0] == '\0' && status != CELLSIM_USAGE)
        snprintf(e->file, sizeof e->file, "%s", d->file);
    return status;
}

Status protocol_open(const char *name_or_file, const char *library_dir, const Card *card, ProtocolText **out, Error *e)
{
    return text_open(name_or_file, NULL, library_dir, card, out, e);
}

Status protocol_of(const ProtocolText *t, const Card *card, const char *rate, Protocol *out, Error *e)
{
    error_clear(e);
    memset(out, 0, sizeof *out);
    const Status status = read_text(t, card, rate, out, e);
    if (status != CELLSIM_OK) protocol_free(out);
    return status;
}

void protocol_close(ProtocolText *t)
{
    if (!t) return;
    document_free(t->document);
    library_free(t->library);
    free(t);
}

static Status read_protocol(const char *name, const char *text, const char *library_dir, const Card *card,
                            const char *rate, Protocol *out, Error *e)
{
    ProtocolText *t = NULL;
    memset(out, 0, sizeof *out);
    Status status = text_open(name, text, library_dir, card, &t, e);
    if (status == CELLSIM_OK) status = protocol_of(t, card, rate, out, e);
    protocol_close(t);
    return status;
}

Status protocol_read(const char *name_or_file, const char *library_dir, const Card *card, const char *rate,
                     Protocol *out, Error *e)
{
    return read_protocol(name_or_file, NULL, library_dir, card, rate, out, e);
}

Status protocol_parse(const char *text, const char *library_dir, const Card *card, const char *rate, Protocol *out,
                      Error *e)
{
    return read_protocol("steps.cfg", text, library_dir, card, rate, out, e);
}

Status protocols_refuse_idle(int protocols, const Protocol *p, const char *rate, int overrides,
                             const Override *override, Error *e)
{
    int takes_rate = 0, own_loading = 0;
    for (int k = 0; k < protocols; k++) {
        takes_rate += p[k].takes_rate;
        own_loading += p[k].loadings == 0;
    }
    if (rate && !takes_rate) {
        error_set(e, CELLSIM_USAGE, NULL, 0,
                  "the rate %.40s has no effect: no protocol that is run leaves its rate open", rate);
        return error_hint(e, "steps with rate = \"given\" do, such as those of the protocol discharge"), CELLSIM_USAGE;
    }
    for (int k = 0; k < overrides && protocols && !own_loading; k++) {
        if (strcmp(override[k].path, "positive.loading_mg_cm2") != 0) continue;
        error_set(e, CELLSIM_USAGE, NULL, 0, "positive.loading_mg_cm2 has no effect: %s is run at loadings of its own",
                  p[0].name);
        error_hint(e, "loadings_mg_cm2 of the protocol says which; the protocol discharge runs at the card's");
        return CELLSIM_USAGE;
    }
    return CELLSIM_OK;
}
