#include "vary.h"

#include "card_private.h"
#include "decimal.h"
#include "override.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The cell with one number replaced, in a copy of the card's tree. */
static Status build_varied(const Card *card, const char *path, double value, double loading, CellSpec *spec, Error *e)
{
    char text[DECIMAL_ROOM];
    Document copy = {.root = node_copy(card->document->root)};
    const Override o = {path, text};
    Reader r = {.library = card->library, .memo = card->memo, .file = card->document->file, .e = e};
    decimal_write(value, text);
    Status status = copy.root ? override_apply(&copy, &o, e) : error_memory(e);
    if (!status) status = build_cell(&r, copy.root, loading, spec);
    node_free(copy.root);
    return status;
}

Status card_cell_of_run(const Card *card, const Protocol *p, int run, CellSpec *spec, Error *e)
{
    if (p->vary.values == 0) return card_cell(card, protocol_loading(p, run), spec, e);
    error_clear(e);
    const Status status = build_varied(card, p->vary.path, p->vary.value[run], protocol_loading(p, run), spec, e);
    if (status == CELLSIM_OK) return status;
    cell_spec_free(spec);
    if (status != CELLSIM_BAD_CARD || !e) return status;
    snprintf(e->file, sizeof e->file, "%s", p->file);
    e->line = p->vary.line[run];
    if (e->hint[0] == '\0') error_hint(e, "docs/cards.md describes the keys and their units");
    return status;
}

/* What the cell is not made of: varying it would do nothing. */
static Status check_path(Reader *r, const Value *v)
{
    static const char *const beside[] = {"name", "title", "window", "cv_window", "experiments", "targets"};
    const char *path = v->node->text;
    const size_t n = strcspn(path, ".[");
    for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
        if (n == strlen(beside[k]) && !strncmp(path, beside[k], n)) {
            node_error(r->e, v->node, "vary: %s is no part of the cell", beside[k]);
            return error_hint(r->e, "path = \"electrolyte.c0_M\": a number of the cell"), CELLSIM_BAD_CARD;
        }
    if (*path && !path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]")])
        return CELLSIM_OK;
    node_error(r->e, v->node, "vary: the path is malformed");
    return error_hint(r->e, "write positive.phases[0].radius_um"), CELLSIM_BAD_CARD;
}

static Status read_values(Reader *r, const Value *v, Variation *vary)
{
    Status status = list_length(r, v->node, 1, MAX_VARIED);
    for (int k = 0; k < v->node->children && !status; k++) {
        status = node_number(r, v->node->child[k], "a value", &vary->value[k]);
        vary->line[k] = v->node->child[k]->line;
        vary->values = k + 1;
    }
    return status;
}

static Status try_all(const Card *card, const Protocol *p, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < p->vary.values && !status; k++) {
        CellSpec spec = {0};
        status = card_cell_of_run(card, p, k, &spec, e);
        cell_spec_free(&spec);
    }
    return status;
}

Status vary_read(Reader *r, const Value *group, const Card *card, Protocol *p)
{
    Value v[MAX_SLOTS];
    if (!group->key) return CELLSIM_OK;
    const Place at = {.group = group->node, .path = "vary"};
    Status status = section_read(r, &section_vary, &at, v);
    if (!status) status = section_require(r, &section_vary, &at, v, VARY_PATH);
    if (!status) status = section_require(r, &section_vary, &at, v, VARY_VALUES);
    if (!status) status = check_path(r, &v[VARY_PATH]);
    if (!status) status = value_text(r, &v[VARY_PATH], p->vary.path, sizeof p->vary.path);
    if (!status) status = read_values(r, &v[VARY_VALUES], &p->vary);
    if (status) return status;
    if (p->loadings > 1) {
        node_error(r->e, group->node, "vary beside several loadings_mg_cm2");
        return error_hint(r->e, "vary one of both: give one loading, or none"), CELLSIM_BAD_CARD;
    }
    return card ? try_all(card, p, r->e) : CELLSIM_OK;
}
