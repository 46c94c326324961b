/* What many verdicts amount to. */
#ifndef CELLSIM_RANDOM_TABLE_H
#define CELLSIM_RANDOM_TABLE_H

#include "random_check.h"

enum { MESSAGES = 200, EXITS = 6 };

/* How often a message was met, by its first words. */
typedef struct Message {
    int exit, count;
    long seed; /* the first */
    char words[64];
} Message;

/* A balance over the runs that ended with exit 0: how many lie below 1e-12, 1e-11, …, 1, and the worst. */
enum { DECADES = 14 };
typedef struct Spread {
    int count[DECADES];
    double worst;
    long seed;
} Spread;

typedef struct Table {
    int cards, exits[EXITS], faults[FAULTS], messages, compared, gave_up, cured;
    Message message[MESSAGES];
    Spread guest, salt, charge;
    double seconds, longest;
    long longest_seed;
} Table;

void table_add(Table *t, long seed, const Verdict *v);
void table_print(const Table *t);

/* 0 if nothing is wrong and exit 4 stays within the goal of the class. */
int table_verdict(const Table *t, int extreme);

#endif
