/* Cards for several threads: each bench has its own handle of every card, opened when it is first asked for. */
#ifndef CELLSIM_LAB_BENCH_H
#define CELLSIM_LAB_BENCH_H

#include "slider.h"

#include "../model/status.h"

#include <pthread.h>

enum { LAB_NAME = 128 };

/* An opened card. */
typedef struct BenchCard {
    cellsim_card *card; /* NULL: not opened yet */
    int sliders;
    Slider slider[MOST_SLIDERS];
} BenchCard;

typedef struct Bench {
    BenchCard *card; /* of every card of the benches */
    int taken;
} Bench;

typedef struct Benches {
    int cards, benches;
    const char *const *file; /* borrowed */
    const char *library;
    char (*name)[LAB_NAME]; /* of the files */
    Bench *bench;
    pthread_mutex_t lock;
    pthread_cond_t free;
} Benches;

Status benches_create(int cards, const char *const *file, const char *library, int benches, Benches *out, Error *e);
void benches_free(Benches *b);

/* One that nobody else has, for benches_give; waits until there is one. */
Bench *benches_take(Benches *b);
void benches_give(Benches *b, Bench *bench);

/* Index of a card by its name; -1: there is none. */
int benches_find(const Benches *b, const char *name);

/* Card k of a bench, opened, as its text has it but for what was set; NULL: *error says why. */
BenchCard *bench_card(const Benches *b, Bench *bench, int k, cellsim_error *error);

#endif
