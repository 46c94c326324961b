#include "decimal.h"
#include "section.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"unstated", "reported", "literature", "fitted", "assumed"};

static Status read_kind(Reader *r, const Node *kind, ProvenanceKind *out)
{
    *out = KIND_UNSTATED;
    if (!kind) return CELLSIM_OK;
    for (int k = KIND_REPORTED; k <= KIND_ASSUMED; k++)
        if (kind->type == NODE_TEXT && !strcmp(kind->text, kinds[k])) {
            *out = (ProvenanceKind)k;
            return CELLSIM_OK;
        }
    node_error(r->e, kind, "kind is none of the known ones");
    return error_hint(r->e, "kind = \"reported\", \"literature\", \"fitted\" or \"assumed\""), CELLSIM_BAD_CARD;
}

Status provenance_unwrap(Reader *r, const Node *n, const Node **value)
{
    static const char *const known[] = {"value", "source", "kind", "interpolation", "with"};
    *value = n;
    if (n->type != NODE_GROUP || !node_find(n, "value")) return CELLSIM_OK;
    for (int k = 0; k < n->children; k++) {
        const Node *c = n->child[k];
        if (!strcmp(c->name, "value")) *value = c;
        else if (!strcmp(c->name, "source") || !strcmp(c->name, "kind") || !strcmp(c->name, "interpolation") ||
                 !strcmp(c->name, "with"))
            continue;
        else {
            const char *near = did_you_mean(c->name, 5, known);
            node_error(r->e, c, "unknown key '%.60s' beside a value", c->name);
            error_hint(r->e, "did you mean '%s'? { value = …; source = \"…\"; kind = \"…\"; }", near ? near : "source");
            return node_blame_key(r->e, c);
        }
    }
    return CELLSIM_OK;
}

Status provenance_linear(Reader *r, const Node *n, const Node *value, int *linear)
{
    const Node *way = n != value ? node_find(n, "interpolation") : NULL;
    *linear = way && way->type == NODE_TEXT && !strcmp(way->text, "linear");
    if (!way || *linear || (way->type == NODE_TEXT && !strcmp(way->text, "smooth"))) return CELLSIM_OK;
    node_error(r->e, way, "interpolation is neither linear nor smooth");
    return error_hint(
               r->e,
               "interpolation = \"linear\": straight lines between the points of a table; \"smooth\" is the default"),
           CELLSIM_BAD_CARD;
}

/* A text that ends with "..." where it is full. */
typedef struct Words {
    char *out;
    size_t size, used;
} Words;

static void append(Words *w, const char *text)
{
    const size_t n = strlen(text), room = w->size - w->used - 1, taken = n < room ? n : room;
    memcpy(w->out + w->used, text, taken);
    w->used += taken;
    w->out[w->used] = '\0';
    if (n > room) memcpy(w->out + w->size - 4, "...", 4);
}

/* The value as the card writes it. */
static void describe(const Node *v, Words *w)
{
    char number[40];
    snprintf(number, sizeof number, "%.15g", v->number); /* every digit that was typed */
    switch (v->type) {
    case NODE_NUMBER: append(w, number); break;
    case NODE_BOOL: append(w, v->number != 0 ? "true" : "false"); break;
    case NODE_TEXT: append(w, v->text); break;
    case NODE_GROUP: append(w, "{ }"); break;
    case NODE_LIST:
        append(w, "(");
        for (int k = 0; k < v->children && w->used + 1 < w->size; k++) {
            if (k > 0) append(w, ", ");
            describe(v->child[k], w);
        }
        append(w, ")");
        break;
    }
}

/* Bytes that the description takes at most, with its end. */
static size_t room_for(const Node *v)
{
    static const size_t NUMBER = 40, AROUND = 4;
    size_t n = (v->type == NODE_TEXT ? strlen(v->text) : NUMBER) + AROUND;
    for (int k = 0; v->type == NODE_LIST && k < v->children; k++) n += room_for(v->child[k]);
    return n;
}

static Status describe_whole(Reader *r, const Node *v, Provenance *p)
{
    const size_t room = room_for(v);
    if (room <= sizeof p->value) return CELLSIM_OK;
    p->whole = calloc(room, 1);
    if (!p->whole) return error_memory(r->e);
    describe(v, &(Words){p->whole, room, 0});
    return CELLSIM_OK;
}

const char *provenance_value(const Provenance *p)
{
    return p->whole ? p->whole : p->value;
}

void provenance_free(ProvenanceLog *log)
{
    for (int k = 0; k < log->count; k++) free(log->entry[k].whole);
    free(log->entry);
}

static Provenance *new_entry(ProvenanceLog *log)
{
    if (log->count == log->room) {
        const int room = log->room ? 2 * log->room : 64;
        Provenance *more = realloc(log->entry, (size_t)room * sizeof *more);
        if (!more) return NULL;
        log->entry = more;
        log->room = room;
    }
    Provenance *p = &log->entry[log->count++];
    memset(p, 0, sizeof *p);
    return p;
}

/* Its own, else that of the group around it. */
static const Node *own_or_around(const Node *n, const Node *value, const Node *around, const char *key)
{
    const Node *own = n != value ? node_find(n, key) : NULL;
    return own ? own : node_find(around, key);
}

Status provenance_record(Reader *r, const char *path, const Node *n, const Node *value, const Node *around)
{
    ProvenanceKind kind;
    if (value->line == 0) around = NULL; /* what a group says of its values does not hold for one from --set */
    const Node *source = own_or_around(n, value, around, "source");
    const Status status = read_kind(r, own_or_around(n, value, around, "kind"), &kind);
    if (status != CELLSIM_OK) return status;
    if (source && source->type != NODE_TEXT) {
        node_error(r->e, source, "source must be a text in quotes, not %s", node_type_name(source));
        return error_hint(r->e, "source = \"paper 000, Fig. 3c\""), CELLSIM_BAD_CARD;
    }
    if (!r->log) return CELLSIM_OK;
    Provenance *p = new_entry(r->log);
    if (!p) return error_memory(r->e);
    snprintf(p->path, sizeof p->path, "%s", path);
    describe(value, &(Words){p->value, sizeof p->value, 0});
    if (value->line > 0 && strcmp(value->file, r->file) != 0) { /* from a library: say which */
        const char *slash = strrchr(value->file, '/');
        snprintf(p->source, sizeof p->source, "%s:%d%s%s", slash ? slash + 1 : value->file, value->line,
                 source ? ": " : "", source ? source->text : "");
    } else snprintf(p->source, sizeof p->source, "%s", value->line == 0 ? "--set" : source ? source->text : "");
    p->kind = kind;
    p->file = value->file;
    p->line = value->line;
    p->column = node_span(value).column;
    p->width = node_span(value).width;
    return describe_whole(r, value, p);
}

Status provenance_default(Reader *r, const Section *s, const Key *k, const Place *at, Value *v)
{
    char path[160], value[64];
    const char *unit = strcmp(k->unit, "1") != 0 ? k->unit : "";
    v->entry = 0;
    if (!r->log || !r->defaults) return CELLSIM_OK; /* a sweep's every design asks for all of them */
    snprintf(path, sizeof path, "%s%s%s", at->path, at->path[0] ? "." : "", k->name);
    if (k->type == AS_BOOL) snprintf(value, sizeof value, "%s", k->preset != 0 ? "true" : "false");
    else snprintf(value, sizeof value, "%.6g%s%s", k->preset, *unit ? " " : "", unit);
    const Status status = provenance_default_text(r, path, value, s->name);
    v->entry = r->defaults->count;
    return status;
}

Status provenance_default_text(Reader *r, const char *path, const char *value, const char *section)
{
    if (!r->log || !r->defaults) return CELLSIM_OK;
    Provenance *p = new_entry(r->defaults);
    if (!p) return error_memory(r->e);
    snprintf(p->path, sizeof p->path, "%s", path);
    snprintf(p->value, sizeof p->value, "%s", value);
    snprintf(p->source, sizeof p->source, "docs/cards.md, %s", section);
    return CELLSIM_OK;
}

void provenance_forget(Reader *r, const Value *v)
{
    if (r->log && r->defaults && !v->key && v->entry) r->defaults->entry[v->entry - 1].path[0] = '\0';
}

void provenance_settle(ProvenanceLog *defaults)
{
    int kept = 0;
    for (int k = 0; k < defaults->count; k++)
        if (defaults->entry[k].path[0]) defaults->entry[kept++] = defaults->entry[k];
    defaults->count = kept;
}

void provenance_note(Reader *r, const Place *at, const Value *v, const char *because)
{
    char path[160];
    snprintf(path, sizeof path, "%s%s%s", at->path, at->path[0] ? "." : "", v->key->name);
    provenance_note_at(r, path, because);
}

void provenance_note_at(Reader *r, const char *path, const char *because)
{
    if (!r->log) return;
    for (int k = 0; k < r->log->count; k++)
        if (!strcmp(r->log->entry[k].path, path))
            snprintf(r->log->entry[k].note, sizeof r->log->entry[k].note, "no effect: %s", because);
}

void provenance_say(Reader *r, const Value *v, const char *what)
{
    if (!r->log || !v->key || !v->entry || !*what) return;
    Provenance *p = &r->log->entry[v->entry - 1];
    snprintf(p->note, sizeof p->note, "%s", what);
}

double provenance_number(const ProvenanceLog *log, const char *path)
{
    for (int k = 0; log && k < log->count; k++) {
        const char *text = log->entry[k].value;
        const int sign = *text == '-' || *text == '+', n = decimal_span(text + sign);
        double x;
        if (strcmp(log->entry[k].path, path) != 0) continue;
        if (n == 0 || text[sign + n] != '\0' || decimal_value(text + sign, n, &x)) return NAN;
        return *text == '-' ? -x : x;
    }
    return NAN;
}
