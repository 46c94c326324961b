#include "memo.h"

#include "law_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 64 };

typedef struct Entry {
    MemoKey key; /* without bytes: free */
    Made made;
    int noted;
    unsigned long used; /* when last */
} Entry;

struct Memo {
    unsigned long now;
    Entry entry[ENTRIES];
};

/* --- keys ----------------------------------------------------------------------------------------------------------- */

static void add(MemoKey *k, const void *bytes, size_t n)
{
    if (k->failed) return;
    if (k->length + n > k->room) {
        const size_t room = 2 * (k->length + n) + 256;
        char *more = realloc(k->bytes, room);
        k->failed = !more;
        if (!more) return;
        k->bytes = more;
        k->room = room;
    }
    memcpy(k->bytes + k->length, bytes, n);
    k->length += n;
}

static void add_text(MemoKey *k, const char *text)
{
    add(k, text, strlen(text) + 1);
}

void memo_key_number(MemoKey *k, double x)
{
    add(k, &x, sizeof x);
}

void memo_key_node(MemoKey *k, const Node *n)
{
    add(k, &n->type, sizeof n->type);
    add_text(k, n->name ? n->name : "");
    switch (n->type) {
    case NODE_NUMBER:
    case NODE_BOOL: memo_key_number(k, n->number); break;
    case NODE_TEXT:
        add_text(k, n->text);
        add_text(k, law_table_is_file(n->text) ? n->file : ""); /* beside which its path begins */
        break;
    case NODE_GROUP:
    case NODE_LIST:
        add(k, &n->children, sizeof n->children);
        for (int j = 0; j < n->children; j++) memo_key_node(k, n->child[j]);
        break;
    }
}

void memo_key_value(MemoKey *k, const Value *v)
{
    add_text(k, v->key ? v->key->name : "");
    memo_key_number(k, v->number); /* of a NaN the same bits each time: section.c sets it */
    if (!v->key) return;
    add(k, &v->origin, sizeof v->origin);
    add(k, &v->linear, sizeof v->linear);
    memo_key_node(k, v->node);
    add_text(k, v->with ? "with" : "");
    if (v->with) memo_key_node(k, v->with);
}

void memo_key_free(MemoKey *k)
{
    free(k->bytes);
    *k = (MemoKey){0};
}

/* --- entries -------------------------------------------------------------------------------------------------------- */

Memo *memo_create(void)
{
    return calloc(1, sizeof(Memo));
}

static void forget(Entry *e)
{
    isotherm_free(e->made.isotherm);
    electrolyte_free(e->made.electrolyte);
    memo_key_free(&e->key);
    *e = (Entry){0};
}

void memo_free(Memo *m)
{
    if (!m) return;
    for (int k = 0; k < ENTRIES; k++) forget(&m->entry[k]);
    free(m);
}

static Entry *find(Memo *m, const MemoKey *k)
{
    for (int j = 0; j < ENTRIES; j++) {
        const MemoKey *have = &m->entry[j].key;
        if (have->bytes && have->length == k->length && !memcmp(have->bytes, k->bytes, k->length)) return &m->entry[j];
    }
    return NULL;
}

const Made *memo_find(Memo *m, const MemoKey *k, int noted)
{
    Entry *e = m && !k->failed ? find(m, k) : NULL;
    if (!e || (noted && !e->noted)) return NULL;
    e->used = ++m->now;
    return &e->made;
}

/* The one of the same key, else one that is free, else the one used longest ago. */
static Entry *place_for(Memo *m, const MemoKey *k)
{
    Entry *oldest = find(m, k);
    for (int j = 0; j < ENTRIES && !oldest; j++)
        if (!m->entry[j].key.bytes) oldest = &m->entry[j];
    if (oldest) return oldest;
    oldest = &m->entry[0];
    for (int j = 1; j < ENTRIES; j++)
        if (m->entry[j].used < oldest->used) oldest = &m->entry[j];
    return oldest;
}

Status memo_keep(Memo *m, MemoKey *k, const Made *made, int noted, Error *e)
{
    if (!m) return CELLSIM_OK;
    if (k->failed) return error_memory(e);
    Entry *place = place_for(m, k);
    forget(place);
    *place = (Entry){.key = *k, .made = *made, .noted = noted, .used = ++m->now};
    isotherm_share(made->isotherm);
    electrolyte_share(made->electrolyte);
    *k = (MemoKey){0};
    return CELLSIM_OK;
}

/* --- notes ---------------------------------------------------------------------------------------------------------- */

void memo_take_notes(const Reader *r, int n, const Value *const v[], Made *made)
{
    for (int k = 0; r->log && k < n; k++)
        if (v[k]->key && v[k]->entry) snprintf(made->note[k], sizeof made->note[k], "%s", r->log->entry[v[k]->entry - 1].note);
}

void memo_give_notes(Reader *r, int n, const Value *const v[], const Made *made)
{
    for (int k = 0; k < n; k++) provenance_say(r, v[k], made->note[k]);
}
