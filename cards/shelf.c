#include "shelf.h"

#include "../model/hash.h"

#include <string.h>

static uint64_t hash_node(uint64_t h, const Node *n)
{
    if (!n) return hash_text(h, NULL);
    h = hash_bytes(h, &n->type, sizeof n->type);
    h = hash_bytes(h, &n->number, sizeof n->number);
    h = hash_text(hash_text(h, n->name), n->text);
    for (int k = 0; k < n->children; k++) h = hash_node(h, n->child[k]);
    return hash_bytes(h, &n->children, sizeof n->children);
}

uint64_t shelf_key(double temperature, int slots, const int *slot, const Value *v)
{
    uint64_t h = hash_bytes(HASH_START, &temperature, sizeof temperature);
    for (int k = 0; k < slots; k++) {
        const Value *value = &v[slot[k]];
        h = hash_text(h, value->key ? value->key->name : NULL);
        h = hash_bytes(h, &value->number, sizeof value->number);
        h = hash_bytes(h, &value->linear, sizeof value->linear);
        h = hash_node(hash_node(h, value->key ? value->node : NULL), value->with);
    }
    return h;
}

const ShelfEntry *shelf_find(const Shelf *s, uint64_t key)
{
    for (int k = 0; s && k < SHELF_PLACES; k++)
        if (s->entry[k].key == key && (s->entry[k].isotherm || s->entry[k].electrolyte)) return &s->entry[k];
    return NULL;
}

static void drop(ShelfEntry *e)
{
    isotherm_free(e->isotherm);
    electrolyte_free(e->electrolyte);
    *e = (ShelfEntry){0};
}

void shelf_keep(Shelf *s, const ShelfEntry *entry)
{
    if (!s) return;
    ShelfEntry *place = &s->entry[s->next++ % SHELF_PLACES];
    drop(place);
    *place = *entry;
    if (place->isotherm) isotherm_share(place->isotherm);
    if (place->electrolyte) electrolyte_share(place->electrolyte);
}

void shelf_clear(Shelf *s)
{
    for (int k = 0; k < SHELF_PLACES; k++) drop(&s->entry[k]);
}
