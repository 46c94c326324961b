/* The file of a sweep (SQLite): what was asked, and a row for every design that was run. Rows go to the disk by transactions:
 * whenever a process is killed, the file holds whole rows, and no design twice. */
#ifndef CELLSIM_STORE_H
#define CELLSIM_STORE_H

#include "design.h"
#include "response.h"

/* What a file is of. */
typedef struct Plan {
    Design design;
    int responses;
    Response response[MOST_RESPONSES];
    const char *card, *file, *text; /* name, path and text of the card; NULL once read from a file */
    const char *command;            /* likewise */
    uint64_t signature;             /* tells sweeps apart, but for the number of points of a sequence */
} Plan;

/* One design that was run. */
typedef struct Row {
    uint64_t design;
    double input[MOST_INPUTS];
    Status status;
    char message[512];             /* why it is not ok, "" */
    double answer[MOST_RESPONSES]; /* NaN: there is none */
} Row;

typedef struct Store Store;

/* Opens `file` for the rows of a sweep, new or begun. More points than it had of a sequence are added. CELLSIM_USAGE: it holds another
 * sweep; CELLSIM_IO. *out is owned by the caller (store_close). */
Status store_open(const char *file, const Plan *plan, Store **out, Error *e);

/* The file of an earlier sweep, to read; *plan becomes what it is of, `card` (its name) included, as long as the store lives. */
Status store_read(const char *file, Plan *plan, Store **out, Error *e);
void store_close(Store *s);

Status store_count(Store *s, uint64_t *rows, Error *e);

/* done[k] = 1 for every design first + k that is there, k < n. */
Status store_done(Store *s, uint64_t first, int n, char *done, Error *e);

/* Adds a row, within a transaction that begins by itself; *added is 0 of a design that is there, which changes nothing. */
Status store_add(Store *s, const Row *row, int *added, Error *e);
Status store_commit(Store *s, Error *e);

/* All rows in the order of their designs, one after the other. */
typedef Status (*RowFunction)(const Row *row, void *context, Error *e);
Status store_each(Store *s, RowFunction visit, void *context, Error *e);

#endif
