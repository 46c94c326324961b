#include "bench.h"

#include "../cards/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Status benches_create(int cards, const char *const *file, const char *library, int benches, Benches *out, Error *e)
{
    *out = (Benches){.cards = cards, .benches = benches, .file = file, .library = library};
    pthread_mutex_init(&out->lock, NULL);
    pthread_cond_init(&out->free, NULL);
    out->name = calloc((size_t)cards + 1, sizeof *out->name);
    out->bench = calloc((size_t)benches + 1, sizeof *out->bench);
    int whole = out->name && out->bench;
    for (int k = 0; k < benches && whole; k++)
        whole = (out->bench[k].card = calloc((size_t)cards + 1, sizeof *out->bench[k].card)) != NULL;
    if (!whole) return benches_free(out), error_memory(e);
    for (int k = 0; k < cards; k++) {
        char name[PLACE_NAME];
        snprintf(out->name[k], LAB_NAME, "%s", place_name(file[k], name));
    }
    return CELLSIM_OK;
}

void benches_free(Benches *b)
{
    for (int k = 0; b->bench && k < b->benches; k++) {
        for (int j = 0; b->bench[k].card && j < b->cards; j++) cellsim_card_free(b->bench[k].card[j].card);
        free(b->bench[k].card);
    }
    free(b->bench);
    free(b->name);
    pthread_cond_destroy(&b->free);
    pthread_mutex_destroy(&b->lock);
    *b = (Benches){0};
}

static Bench *untaken(Benches *b)
{
    for (int k = 0; k < b->benches; k++)
        if (!b->bench[k].taken) return &b->bench[k];
    return NULL;
}

Bench *benches_take(Benches *b)
{
    Bench *bench;
    pthread_mutex_lock(&b->lock);
    while (!(bench = untaken(b))) pthread_cond_wait(&b->free, &b->lock);
    bench->taken = 1;
    pthread_mutex_unlock(&b->lock);
    return bench;
}

void benches_give(Benches *b, Bench *bench)
{
    pthread_mutex_lock(&b->lock);
    bench->taken = 0;
    pthread_cond_signal(&b->free);
    pthread_mutex_unlock(&b->lock);
}

int benches_find(const Benches *b, const char *name)
{
    for (int k = 0; k < b->cards; k++)
        if (!strcmp(b->name[k], name)) return k;
    return -1;
}

BenchCard *bench_card(const Benches *b, Bench *bench, int k, cellsim_error *error)
{
    BenchCard *c = &bench->card[k];
    if (c->card) return c;
    if (cellsim_card_read(b->file[k], b->library, &c->card, error)) return NULL;
    c->sliders = sliders_of(c->card, c->slider);
    return c;
}
