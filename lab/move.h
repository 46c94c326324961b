/* What a move of a slider asks for, and what it gives. */
#ifndef CELLSIM_LAB_MOVE_H
#define CELLSIM_LAB_MOVE_H

#include "bench.h"

#include "../report/text.h"

enum { MOST_LAB_RATES = 4, SETTING_SIZE = 32 };

/* The state of the page of one cell, checked. */
typedef struct Move {
    int card;
    int rates;
    double rate[MOST_LAB_RATES]; /* multiples of 1C */
    int settings;
    char path[MOST_SLIDERS][SLIDER_PATH], value[MOST_SLIDERS][SETTING_SIZE];
} Move;

/* One word of a request, name=value: 1 if it is a value of a slider or the rates. The sliders of the card limit it;
 * otherwise 0, and *error says what is wrong with it. */
int move_take(Move *m, const BenchCard *c, const char *name, const char *value, cellsim_error *error);

/* Discharges and charges the cell at every rate. `*results` as of cellsim_run. */
cellsim_status move_run(const Move *m, BenchCard *c, cellsim_results **results, cellsim_error *error);

/* Everything that the page draws, as one JSON object; an object with `error` if it could not be computed. Returns the status. */
cellsim_status move_json(const Move *m, BenchCard *c, Text *out);

/* The curves as a table. */
cellsim_status move_csv(const Move *m, BenchCard *c, Text *out);

/* The card as text with what was moved in it, and the command that runs it. */
cellsim_status move_card(const Move *m, const Benches *b, BenchCard *c, Text *out);

/* {"error": ..., "hint": ...} */
void error_json(const cellsim_error *error, Text *out);

#endif
