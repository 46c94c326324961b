#include "card_private.h"

#include "../model/hash.h"
#include "override.h"
#include "targets_card.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status read_experiments(Reader *r, const Value *v, Card *card)
{
    if (!v->key) return CELLSIM_OK;
    const Status status = list_length(r, v->node, 0, MAX_EXPERIMENTS);
    if (status != CELLSIM_OK) return status;
    for (int k = 0; k < v->node->children; k++) {
        char path[600];
        const Node *name = v->node->child[k];
        if (name->type != NODE_TEXT) {
            node_error(r->e, name, "experiments: a protocol's name is expected, not %s", node_type_name(name));
            return error_hint(r->e, "experiments = [\"gcd\", \"cv\"]"), CELLSIM_BAD_CARD;
        }
        const Status found = protocol_locate(r->library, name->text, path, (int)sizeof path, r->e);
        if (found != CELLSIM_OK) return node_locate(r->e, name, found);
        card->experiment[card->experiments++] = name->text;
    }
    return CELLSIM_OK;
}

/* Names become file names: letters, digits and a few signs. */
static Status read_name(Reader *r, const Value *v, Card *card)
{
    const Node *name = v[CARD_NAME].node;
    const size_t n = strlen(name->text);
    snprintf(card->name, sizeof card->name, "%s", name->text);
    snprintf(card->title, sizeof card->title, "%s", card->name);
    const Status status = value_text(r, &v[CARD_TITLE], card->title, sizeof card->title);
    if (status != CELLSIM_OK) return status;
    if (n > 0 && n < sizeof card->name && name->text[0] != '.' &&
        strspn(name->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.") == n)
        return CELLSIM_OK;
    node_error(r->e, name, "name = \"%.60s\" cannot be used for files", name->text);
    return error_hint(r->e, "up to 63 letters, digits, _ - + . ; the title may be anything"), CELLSIM_BAD_CARD;
}

/* The parts of a card that are not the cell; experiments and targets are not read where nothing is recorded. */
static Status read_rest(Reader *r, const CellSpec *spec, Card *card)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = card->document->root};
    ProvenanceLog *log = r->log;
    r->log = NULL; /* recorded by build_cell */
    Status status = section_read(r, &section_card, &at, v);
    r->log = log;
    if (status == CELLSIM_OK) status = read_name(r, v, card);
    if (status == CELLSIM_OK) status = build_window(r, v[CARD_WINDOW].node, "window", card->window);
    if (status == CELLSIM_OK) status = build_window(r, v[CARD_CV_WINDOW].node, "cv_window", card->cv_window);
    if (status != CELLSIM_OK || !log) return status;
    status = read_experiments(r, &v[CARD_EXPERIMENTS], card);
    return status != CELLSIM_OK ? status : targets_read(r, v[CARD_TARGETS].node, spec, &card->target, &card->targets);
}

/* The text with what was set. */
static Status apply(const Document *text, int overrides, const Override *override, Document **out, Error *e)
{
    Document *d = *out = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    *d = *text;
    d->root = node_copy(text->root);
    if (!d->root) return error_memory(e);
    Status status = CELLSIM_OK;
    for (int k = 0; k < overrides && status == CELLSIM_OK; k++) status = override_apply(d, &override[k], e);
    return status;
}

static Status read_all(Card *card, int overrides, const Override *override, int record, CellSpec *spec, Error *e)
{
    Status status = apply(card->text, overrides, override, &card->document, e);
    if (status != CELLSIM_OK) return status;
    Reader r = {.library = card->library,
                .memo = card->memo,
                .file = card->document->file,
                .log = record ? &card->log : NULL,
                .defaults = record ? &card->defaults : NULL,
                .tables = &card->tables,
                .e = e};
    status = build_cell(&r, card->document->root, NAN, spec);
    provenance_settle(&card->defaults);
    card->mass_loading = spec->electrode[POSITIVE].mass_loading;
    return status == CELLSIM_OK ? read_rest(&r, spec, card) : status;
}

/* An error without a place is at least in this file. */
static Status finish_error(Error *e, const char *file, Status status)
{
    if (!e || status == CELLSIM_OK) return status;
    if (e->file[0] == '\0') snprintf(e->file, sizeof e->file, "%s", file);
    if (e->hint[0] == '\0' && status == CELLSIM_BAD_CARD)
        error_hint(e, "docs/cards.md describes the keys and their units");
    return status;
}

/* The texts and what replaces parts of them. */
static uint64_t fingerprint(const Card *card, int overrides, const Override *override)
{
    uint64_t h = card->document->fingerprint ^ card->tables;
    for (int k = 0; k < overrides; k++) h = hash_text(hash_text(h, override[k].path), override[k].value);
    for (int k = 0; k < card->library->documents; k++) {
        const uint64_t library = card->library->document[k]->fingerprint;
        h = hash_bytes(h, &library, sizeof library);
    }
    return h;
}

/* What card_set reads anew. */
static void forget(Card *card)
{
    document_free(card->document);
    free(card->target);
    provenance_free(&card->log);
    provenance_free(&card->defaults);
}

/* *cell: built, to be freed; empty after an error. */
static Status set(Card *card, int overrides, const Override *override, int record, CellSpec *cell, Error *e)
{
    /* `tables` goes on: a file of a table is read, and tells, once */
    Card next = {.text = card->text, .library = card->library, .memo = card->memo, .tables = card->tables};
    error_clear(e);
    *cell = (CellSpec){0};
    const Status status = read_all(&next, overrides, override, record, cell, e);
    if (status != CELLSIM_OK) return cell_spec_free(cell), forget(&next), finish_error(e, card->text->file, status);
    next.fingerprint = fingerprint(&next, overrides, override);
    forget(card);
    *card = next;
    return CELLSIM_OK;
}

Status card_set(Card *card, int overrides, const Override *override, Error *e)
{
    CellSpec cell;
    const Status status = set(card, overrides, override, 1, &cell, e);
    cell_spec_free(&cell);
    return status;
}

Status card_set_bare(Card *card, int overrides, const Override *override, CellSpec *cell, Error *e)
{
    return set(card, overrides, override, 0, cell, e);
}

/* `text`: of the file; NULL: it is read. */
static Status open_text(Card *card, const char *file, const char *text, const char *library_dir, Error *e)
{
    card->library = library_create(file, library_dir);
    card->memo = memo_create();
    if (!card->library || !card->memo) return error_memory(e);
    return text ? document_parse(file, text, &card->text, e) : document_read(file, &card->text, e);
}

Status card_parse(const char *file, const char *text, const char *library_dir, int overrides, const Override *override,
                  Card **out, Error *e)
{
    error_clear(e);
    *out = NULL;
    Card *card = calloc(1, sizeof *card);
    if (!card) return error_memory(e);
    Status status = open_text(card, file, text, library_dir, e);
    if (status == CELLSIM_OK) status = card_set(card, overrides, override, e);
    if (status == CELLSIM_OK) *out = card;
    else card_free(card);
    return finish_error(e, file, status);
}

Status card_read(const char *file, const char *library_dir, int overrides, const Override *override, Card **out,
                 Error *e)
{
    return card_parse(file, NULL, library_dir, overrides, override, out, e);
}

Status card_cell(const Card *card, double loading, CellSpec *spec, Error *e)
{
    error_clear(e);
    Reader r = {.library = card->library, .memo = card->memo, .file = card->document->file, .e = e};
    const Status status = build_cell(&r, card->document->root, loading, spec);
    if (status != CELLSIM_OK) cell_spec_free(spec);
    return finish_error(e, card->document->file, status);
}

uint64_t card_fingerprint(const Card *card)
{
    return card->fingerprint;
}

const char *card_name(const Card *card)
{
    return card->name;
}
const char *card_title(const Card *card)
{
    return card->title;
}

int card_targets(const Card *card, const Target **out)
{
    *out = card->target;
    return card->targets;
}

int card_provenance(const Card *card, const Provenance **out)
{
    *out = card->log.entry;
    return card->log.count;
}

int card_defaults(const Card *card, const Provenance **out)
{
    *out = card->defaults.entry;
    return card->defaults.count;
}

const Provenance *card_says(const Card *card, const char *path)
{
    for (int k = 0; k < card->log.count; k++)
        if (!strncmp(card->log.entry[k].path, path, strlen(path))) return &card->log.entry[k];
    return NULL;
}

const char *card_file(const Card *card)
{
    return card->document->file;
}

const double *card_window(const Card *card)
{
    return card->window;
}

int card_experiments(const Card *card, const char *const **names)
{
    *names = card->experiment;
    return card->experiments;
}

void card_free(Card *card)
{
    if (!card) return;
    forget(card);
    document_free(card->text);
    library_free(card->library);
    memo_free(card->memo);
    free(card);
}
