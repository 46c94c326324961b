/* Answers of a sweep: the numbers that are taken from every design's run. */
#ifndef CELLSIM_RESPONSE_H
#define CELLSIM_RESPONSE_H

#include "../cards/card.h"

enum { MOST_RESPONSES = 16 };

typedef struct Response {
    char column[96]; /* "discharge_capacity_mAh_g_cycle3": letters, digits and _ */
    Target target;   /* of the run of any design */
} Response;

/* "QUANTITY[:UNIT][@CYCLE]" of a protocol: the quantities, units and cycles of targets (docs/cards.md). CELLSIM_USAGE. */
Status response_read(const char *text, const char *protocol, Response *out, Error *e);

#endif
