/* Private to ranks*.c: what ranks say to each other. Messages are structs as they lie in memory: all run the same program. */
#ifndef CELLSIM_RANKS_PRIVATE_H
#define CELLSIM_RANKS_PRIVATE_H

#include "link.h"
#include "ranks.h"

struct Ranks {
    const Link *link;
    int self, count;
    int byes, parted; /* of rank 0 */
};

typedef enum {
    SAY_HELLO, /* Hello: who is there, or what is wrong there */
    SAY_WANT,  /* nothing: work is wanted */
    SAY_ROW,   /* Answered */
    SAY_BYE,   /* nothing: nothing more will come */
    SAY_CHUNK, /* Chunk: from rank 0, as all below */
    SAY_END,   /* nothing: work is over; a bye is awaited */
    SAY_LEAVE  /* int: 1, all said bye */
} Say;

typedef struct Hello {
    uint64_t signature; /* of the sweep */
    Status status;
    char host[64], text[800], hint[512];
} Hello;

typedef struct Answered {
    uint64_t design;
    Status status;
    char message[512];
    double answer[MOST_RESPONSES];
} Answered;

typedef struct Message {
    int from, kind, size;
    union {
        Hello hello;
        Answered row;
        Chunk chunk;
        int together;
    } of;
} Message;

/* Takes the message that waits, if any: 1. One that is none of these has the kind -1. */
int ranks_hear(Ranks *r, Message *m);

/* Sleeps for *pause [s], which grows; at 0 it begins anew. */
void ranks_pause(double *pause);

#endif
